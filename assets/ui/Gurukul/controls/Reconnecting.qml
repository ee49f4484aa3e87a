import QtQuick
import Gurukul

// "Reconnecting…", over the last picture.
Rectangle {
    id: root

    required property bool on

    visible: opacity > 0
    opacity: on ? 1 : 0
    color: Theme.scrim
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("Reconnecting…")
    Accessible.ignored: !visible

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.fade
        }
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.gap

        Spinner {
            anchors.horizontalCenter: parent.horizontalCenter
            size: Theme.controlLarge
        }

        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Reconnecting…")
            color: Theme.stageText
            font.pixelSize: Theme.fontLarge
            Accessible.ignored: true
        }
    }
}
