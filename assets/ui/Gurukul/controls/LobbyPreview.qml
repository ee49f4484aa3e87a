import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How one will be seen and heard, for who wants to look: nothing is open before that.
Card {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property LobbyModel lobby
    required property VideoSurface local
    // Something else lies over the lobby, and shows the devices itself.
    property bool covered: false
    property bool compact: false

    readonly property bool video: session.media === "video"
    readonly property bool filming: video && !session.cameraWaits
    readonly property bool seen: Window.visibility !== Window.Hidden && Window.visibility !== Window.Minimized
    readonly property bool running: lobby.previewing && seen && !covered
    readonly property string note: {
        if (!video)
            return qsTr("Audio only: your camera stays off.");
        if (session.cameraWaits)
            return qsTr("Your camera stays closed until somebody was found.");
        return lobby.previewing ? "" : qsTr("Nobody sees you yet. Your camera is off.");
    }

    signal choose

    onRunningChanged: devices.watch("lobby", running)
    Component.onCompleted: {
        if (running) {
            local.clear();
            devices.watch("lobby", true);
        }
    }
    Component.onDestruction: devices.watch("lobby", false)

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true
        // There is nothing to be seen, and what is wrong needs the room.
        visible: !(notice.visible && notice.cameraTrouble)
        // Not by the width: what is less wide would be less high, and make room to be wide again.
        Layout.preferredHeight: Theme.previewHeight * (root.compact && !picture.visible ? 0.8 : 1)
        Layout.minimumHeight: Theme.control * 2

        Rectangle {
            anchors.fill: parent
            radius: Theme.radius - 6
            color: Theme.surfaceRaised
            visible: !picture.visible
        }

        SelfView {
            id: picture

            anchors.fill: parent
            visible: root.filming && root.lobby.previewing
            radius: Theme.radius - 6
            session: root.session
            local: root.local
        }

        ColumnLayout {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gap
            visible: !picture.visible
            spacing: Theme.gap - 4

            Icon {
                Layout.alignment: Qt.AlignHCenter
                glyph: root.video ? "camera-off" : "headphones"
                size: Theme.emblem / 2
                color: Theme.textSoft
            }

            Text {
                Layout.fillWidth: true
                text: root.note
                color: Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        PillButton {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: parent.height / 3
            visible: picture.visible && !root.session.camera
            small: true
            text: qsTr("Turn camera on")
            onClicked: root.session.setCamera(true)
        }
    }

    DeviceNotice {
        id: notice

        Layout.fillWidth: true
        visible: sentence !== "" && !root.covered
        session: root.session
        onDevices: root.choose()
    }

    LevelMeter {
        Layout.fillWidth: true
        visible: root.lobby.previewing
        session: root.session
        devices: root.devices
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.space

        PillButton {
            small: true
            glyph: root.filming ? "camera" : "microphone"
            text: {
                if (root.filming)
                    return root.lobby.previewing ? qsTr("Stop preview") : qsTr("Start preview");
                return root.lobby.previewing ? qsTr("Stop microphone test") : qsTr("Test microphone");
            }
            onClicked: {
                root.local.clear();
                root.lobby.setPreviewing(!root.lobby.previewing);
            }
        }

        PillButton {
            quiet: true
            small: true
            glyph: "devices"
            leftPadding: Theme.space
            text: root.video ? qsTr("Camera and sound") : qsTr("Sound")
            Accessible.name: root.video ? qsTr("Check camera and sound") : qsTr("Check sound")
            onClicked: root.choose()
        }
    }
}
