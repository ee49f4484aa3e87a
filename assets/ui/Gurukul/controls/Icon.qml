import QtQuick
import QtQuick.Controls.impl
import Gurukul

// One of our line icons, in any colour.
IconImage {
    required property string glyph
    property int size: Theme.icon

    source: Qt.resolvedUrl(`../icons/${glyph}.svg`)
    sourceSize: Qt.size(size, size)
    Accessible.ignored: true
}
