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

            // Whole and even pixels: Qt's software backend puts a circle together of quarters,
            // and between halves of a pixel there would be a seam.
            width: 2 * Math.round(root.reach * (0.21 + 0.125 * index))
            height: width
            radius: width / 2
            x: Math.round((root.width - width) / 2)
            y: Math.round(root.height - width * 0.36)
            z: -index + Theme.dawn.length
            color: modelData
        }
    }
}
