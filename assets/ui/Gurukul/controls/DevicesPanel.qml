pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Camera and sound: what they give now, and which of them to use.
Sheet {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property VideoSurface local

    readonly property bool video: session.media === "video"
    // In a call the partner stays in sight, and what one can do in it within reach.
    readonly property bool beside: session.page === "connected"
    property int reach: Theme.control + Theme.space + 2 * Theme.edge

    signal settings

    title: qsTr("Camera and sound")
    docked: true
    modal: !beside
    // A popup that closes by itself keeps the keys of the page from working.
    closePolicy: beside ? T.Popup.NoAutoClose : T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    x: parent ? parent.width - width : 0
    width: parent ? Math.min(Theme.sheetWidth, parent.width - Theme.control) : 0
    height: parent ? parent.height - (beside ? reach : 0) : 0

    onAboutToShow: {
        if (session.page === "idle" || session.page === "ended")
            local.clear();
        scroll.contentY = 0;
        devices.setPreview(true);
    }
    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)
    onClosed: devices.setPreview(false)

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Shortcut {
            enabled: root.beside && root.visible
            sequence: KeyTable.leave
            onActivated: root.close()
        }

        RowLayout {
            spacing: Theme.gap

            PageTitle {
                Layout.fillWidth: true
                text: root.title
                font.pixelSize: Theme.fontLarge
                horizontalAlignment: Text.AlignLeft
            }

            PillButton {
                id: leave

                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close camera and sound")
                onClicked: root.close()
            }
        }

        ScrollColumn {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true
            // Room for the ring of focus, which lies around a control.
            Layout.margins: -Theme.space
            spacing: Theme.space + 2

            CameraPreview {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.round(width * 9 / 16)
                visible: root.video
                session: root.session
                devices: root.devices
                local: root.local
            }

            DeviceChoice {
                Layout.fillWidth: true
                visible: root.video
                label: qsTr("Camera")
                glyph: "camera"
                options: root.devices.cameras
                refusal: root.devices.cameraRefusal
                problem: root.session.cameraProblem
                onChosen: value => root.devices.chooseCamera(value)
                onRetry: root.session.retryDevices()
            }

            DeviceChoice {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space
                label: qsTr("Microphone")
                glyph: "microphone"
                options: root.devices.microphones
                refusal: root.devices.microphoneRefusal
                problem: root.session.microphoneProblem
                onChosen: value => root.devices.chooseMicrophone(value)
                onRetry: root.session.retryDevices()
            }

            LevelMeter {
                Layout.fillWidth: true
                session: root.session
                devices: root.devices
            }

            DeviceChoice {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space
                label: qsTr("Speaker")
                glyph: "speaker"
                options: root.devices.speakers
                refusal: root.devices.speakerRefusal
                problem: root.session.speakerProblem
                onChosen: value => root.devices.chooseSpeaker(value)
                onRetry: root.session.retryDevices()
            }

            PillButton {
                small: true
                glyph: "speaker"
                text: qsTr("Test sound")
                onClicked: root.devices.testSound()
            }

            DeviceSwitches {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space
                session: root.session
                devices: root.devices
            }

            PillButton {
                small: true
                quiet: true
                glyph: "settings"
                text: qsTr("All settings")
                onClicked: root.settings()
            }
        }
    }
}
