pragma ComponentBehavior: Bound

import QtQuick
import Gurukul

// Night before dawn: a still ground of rings that rise from below.
Rectangle {
    id: root

    readonly property real reach: Math.max(width, height)

    clip: true
    gradient: Gradient {
        GradientStop {
            position: 0
            color: Theme.groundTop
        }
        GradientStop {
            position: 1
            color: Theme.groundBottom
        }
    }

    Repeater {
        model: Theme.dawn

        Rectangle {
            required property int index
            required property color modelData

            width: root.reach * (0.42 + 0.25 * index)
            height: width
            radius: width / 2
            x: (root.width - width) / 2
            y: root.height - width * 0.36
            z: -index + Theme.dawn.length
            color: modelData
        }
    }
}
