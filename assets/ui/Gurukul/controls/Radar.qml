pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// Calls out in rings around one's own picture. Moves by scale and opacity only.
Item {
    id: root

    required property SessionModel session
    required property VideoSurface local

    implicitHeight: implicitWidth

    Repeater {
        model: 3

        Rectangle {
            id: ring

            required property int index

            anchors.centerIn: parent
            width: root.width
            height: width
            radius: width / 2
            color: "transparent"
            border.width: 2
            border.color: Theme.ornament
            scale: 0.6 + 0.16 * index
            opacity: 0.5 - 0.15 * index

            SequentialAnimation {
                running: root.visible && !Theme.reducedMotion

                PropertyAction {
                    target: ring
                    property: "opacity"
                    value: 0
                }
                PauseAnimation {
                    duration: ring.index * Theme.ping / 3
                }
                ParallelAnimation {
                    loops: Animation.Infinite

                    ScaleAnimator {
                        target: ring
                        from: 0.6
                        to: 1.25
                        duration: Theme.ping
                        easing.type: Easing.OutQuad
                    }
                    OpacityAnimator {
                        target: ring
                        from: 0.8
                        to: 0
                        duration: Theme.ping
                        easing.type: Easing.OutQuad
                    }
                }
            }
        }
    }

    SelfView {
        anchors.centerIn: parent
        width: Math.round(parent.width * 0.62)
        height: width
        radius: width / 2
        session: root.session
        local: root.local
    }

    Spinner {
        anchors.centerIn: parent
        size: Math.round(root.width * 0.7)
    }
}
