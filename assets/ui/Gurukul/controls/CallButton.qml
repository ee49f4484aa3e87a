import QtQuick
import Gurukul

// A button of the call's bar that gives its word up where room is scarce; it keeps its name.
PillButton {
    id: control

    required property string label
    property bool wordless: false
    // How wide it is with its word.
    readonly property real worded: Math.ceil(measure.advanceWidth) + Theme.icon + spacing + 2 * (Theme.edge - 2)

    implicitHeight: Theme.control + Theme.space
    leftPadding: wordless ? (implicitHeight - Theme.icon) / 2 : Theme.edge - 2
    text: wordless ? "" : label
    Accessible.name: label

    TextMetrics {
        id: measure

        font: control.font
        text: control.label
    }
}
