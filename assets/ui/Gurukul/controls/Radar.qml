pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// Calls out in rings around one's own picture: a ping passes from ring to ring, in steps, for
// each one is a picture to paint.
Item {
    id: root

    required property SessionModel session
    required property VideoSurface local

    // Where the ping is on its way out, 0 to 1.
    property real phase: 0

    implicitHeight: implicitWidth

    Timer {
        interval: Theme.frame * 2
        repeat: true
        running: root.visible && !Theme.reducedMotion
        onTriggered: root.phase = (root.phase + interval / Theme.ping) % 1
    }

    Repeater {
        model: 3

        Rectangle {
            id: ring

            required property int index

            // How near the ping is: 1 when it passes.
            readonly property real near: Math.max(0, 1 - Math.abs(root.phase * 5 - 1 - index))

            anchors.centerIn: parent
            width: 2 * Math.round(root.width * (0.42 + 0.07 * index))
            height: width
            radius: width / 2
            color: "transparent"
            border.width: 2
            border.color: Theme.ornament
            opacity: 0.4 - 0.12 * index + near * (0.6 - 0.15 * index)
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
