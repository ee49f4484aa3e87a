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
        flick.contentY = 0;
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

        Flickable {
            id: flick

            function reveal(item: Item) {
                if (!item.activeFocus)
                    return;
                const top = item.mapToItem(form, 0, 0).y;
                const most = Math.max(0, contentHeight - height);
                if (top - Theme.gap < contentY)
                    contentY = Math.max(0, top - Theme.gap);
                else if (top + item.height + Theme.gap > contentY + height)
                    contentY = Math.min(most, top + item.height + Theme.gap - height);
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            // Room for the ring of focus, which lies around a control.
            Layout.margins: -Theme.space
            clip: true
            contentWidth: width
            contentHeight: form.height + 2 * Theme.space
            boundsBehavior: Flickable.StopAtBounds

            T.ScrollBar.vertical: T.ScrollBar {
                id: bar

                implicitWidth: Theme.space
                visible: size < 1
                contentItem: Rectangle {
                    radius: width / 2
                    color: Theme.line
                }
            }

            ColumnLayout {
                id: form

                x: Theme.space
                y: Theme.space
                // The bar has the margin for itself: a picture that is less wide is less high, too.
                width: flick.width - 2 * Theme.space
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
                    onFocused: item => flick.reveal(item)
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
                    onFocused: item => flick.reveal(item)
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
                    onFocused: item => flick.reveal(item)
                }

                PillButton {
                    id: test

                    small: true
                    glyph: "speaker"
                    text: qsTr("Test sound")
                    onClicked: root.devices.testSound()
                    onVisualFocusChanged: flick.reveal(test)
                }

                DeviceSwitches {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.space
                    session: root.session
                    devices: root.devices
                    onFocused: item => flick.reveal(item)
                }

                PillButton {
                    id: more

                    small: true
                    quiet: true
                    glyph: "settings"
                    text: qsTr("All settings")
                    onClicked: root.settings()
                    onVisualFocusChanged: flick.reveal(more)
                }
            }
        }
    }
}
