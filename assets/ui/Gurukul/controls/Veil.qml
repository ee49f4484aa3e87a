import QtQuick
import Gurukul

// A shade from one edge, so that what lies on a bright picture can be read.
Rectangle {
    id: root

    property bool below: false

    gradient: Gradient {
        GradientStop {
            position: root.below ? 1 : 0
            color: Theme.shade
        }
        GradientStop {
            position: root.below ? 0 : 1
            color: "transparent"
        }
    }
}
