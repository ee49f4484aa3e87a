import QtQuick
import Gurukul

// Shows where the keyboard is.
Rectangle {
    required property Item control

    anchors.fill: control
    anchors.margins: -Theme.focusWidth - 1
    radius: height / 2
    color: "transparent"
    border.width: Theme.focusWidth
    border.color: Theme.focus
    visible: false
}
