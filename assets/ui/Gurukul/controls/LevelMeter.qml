import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How loud the microphone is: a bar that follows the voice, and the same in words.
ColumnLayout {
    id: root

    required property SessionModel session
    required property DevicesModel devices

    spacing: Theme.space - 2

    Rectangle {
        id: track

        Layout.fillWidth: true
        implicitHeight: Theme.space + 2
        visible: root.session.microphone
        radius: height / 2
        color: Theme.surfaceRaised
        border.width: 1
        border.color: Theme.line
        Accessible.role: Accessible.Indicator
        Accessible.name: qsTr("Microphone level")
        Accessible.description: root.devices.hearing

        Rectangle {
            x: 1
            anchors.verticalCenter: parent.verticalCenter
            width: (track.width - 2) * root.devices.level
            height: parent.height - 2
            radius: height / 2
            color: root.devices.level > 0.97 ? Theme.danger : Theme.good
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space

        Text {
            Layout.fillWidth: true
            text: root.session.microphone ? root.devices.hearing : qsTr("You are muted")
            color: Theme.textSoft
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        PillButton {
            visible: !root.session.microphone
            small: true
            text: qsTr("Unmute")
            onClicked: root.session.setMicrophone(true)
        }
    }
}
