import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What is done to the microphone's sound, and what strangers may learn.
ColumnLayout {
    id: root

    required property SessionModel session
    required property DevicesModel devices

    spacing: Theme.space

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: 1
        color: Theme.line
    }

    VoiceSwitches {
        Layout.fillWidth: true
        devices: root.devices
    }

    SwitchRow {
        Layout.fillWidth: true
        visible: root.session.canHide
        text: qsTr("Hide my network address from strangers")
        note: qsTr("From your next call on, through the server’s relay")
        on: root.session.hideAddress
        onClicked: root.session.setHideAddress(!on)
    }
}
