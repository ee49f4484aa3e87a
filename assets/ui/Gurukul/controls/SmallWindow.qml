import QtQuick
import Gurukul
import Gurukul.Native

// The partner in a small window that stays above the others, while one works in them.
Window {
    id: root

    required property SessionModel session
    required property CallModel call
    required property VideoSurface remote
    // The screen that it opens on; Qt has no name for its type.
    required property var home

    signal back
    signal dismissed

    flags: Qt.Window | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint
    // Else it would go with the main window when that is minimised.
    transientParent: null
    title: qsTr("Call with %1").arg(session.partnerName)
    width: Theme.smallWindowWidth
    height: Theme.smallWindowHeight
    minimumWidth: Theme.smallWindowWidth * 0.75
    minimumHeight: Theme.smallWindowHeight * 0.75
    color: Theme.stage
    visible: true

    onClosing: dismissed()
    Component.onCompleted: {
        x = home.virtualX + home.width - width - Theme.edge;
        y = home.virtualY + home.height - height - 3 * Theme.edge;
    }

    FocusScope {
        id: face

        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.Pane
        Accessible.name: root.title
        Keys.onPressed: event => {
            attention.stir();
            event.accepted = false;
        }

        CallStage {
            id: stage

            anchors.fill: parent
            compact: true
            session: root.session
            remote: root.remote
        }

        DragHandler {
            target: null
            onActiveChanged: {
                if (active)
                    root.startSystemMove();
            }
        }

        TapHandler {
            onDoubleTapped: root.back()
        }

        HoverHandler {
            onPointChanged: attention.moved(point.scenePosition)
        }

        PointHandler {
            acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
            onActiveChanged: attention.stir()
        }

        Attention {
            id: attention

            call: root.call
            held: !stage.pictured || root.session.reconnecting || controls.activeFocus
            pointed: over.hovered
        }

        FocusScope {
            id: controls

            anchors.fill: parent
            opacity: attention.shown ? 1 : 0
            visible: attention.shown || opacity > 0

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.fade
                }
            }

            Veil {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.control + 3 * Theme.gap
                below: true
            }

            Text {
                anchors.left: parent.left
                anchors.right: bar.left
                anchors.margins: Theme.gap
                anchors.verticalCenter: bar.verticalCenter
                text: root.session.partnerName
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Row {
                id: bar

                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.gap - 4
                spacing: Theme.space

                HoverHandler {
                    id: over
                }

                RoundButton {
                    small: true
                    glyph: root.session.microphone ? "microphone" : "microphone-off"
                    text: root.session.microphone ? qsTr("Mute") : qsTr("Unmute")
                    off: !root.session.microphone
                    onClicked: root.session.setMicrophone(!root.session.microphone)
                }

                RoundButton {
                    small: true
                    glyph: "full-screen-leave"
                    text: qsTr("Back to the large window")
                    onClicked: root.back()
                }

                RoundButton {
                    small: true
                    danger: true
                    glyph: "end"
                    text: qsTr("End")
                    onClicked: root.session.end()
                }
            }
        }
    }

    // It has no frame of the system's.
    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border.width: 1
        border.color: Theme.scrimLine
    }

    Shortcut {
        sequence: KeyTable.microphone
        autoRepeat: false
        onActivated: root.session.setMicrophone(!root.session.microphone)
    }

    Shortcut {
        sequence: KeyTable.end
        autoRepeat: false
        onActivated: root.session.end()
    }

    Shortcut {
        sequences: [KeyTable.smallWindow, KeyTable.leave]
        autoRepeat: false
        onActivated: root.back()
    }
}
