pragma ComponentBehavior: Bound

import QtQuick
import Gurukul

// Something goes on: a comet on its way around. It goes in steps, and of each step only the few
// pixels below its dots are painted anew.
Item {
    id: root

    property real size: Theme.icon
    property color color: Theme.accent

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Timer {
        interval: Theme.frame
        repeat: true
        running: root.visible && !Theme.reducedMotion
        onTriggered: root.rotation = (root.rotation + 360 * Theme.frame / Theme.turn) % 360
    }

    Repeater {
        model: 7

        Item {
            id: spoke

            required property int index

            anchors.fill: parent
            rotation: -15 * index

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.max(2, root.size * (0.05 - 0.004 * spoke.index))
                height: width
                radius: width / 2
                color: root.color
                opacity: 1 - spoke.index / 8
            }
        }
    }
}
