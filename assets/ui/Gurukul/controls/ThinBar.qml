import QtQuick
import QtQuick.Templates as T
import Gurukul

// The bar of what scrolls, as wide as the margin that it lies in: were what scrolls less wide for
// it, words would wrap another way, and what has room with the bar might have none without it.
T.ScrollBar {
    implicitWidth: Theme.space
    horizontalPadding: Theme.space / 4
    visible: size < 1
    contentItem: Rectangle {
        radius: width / 2
        color: Theme.line
    }
}
