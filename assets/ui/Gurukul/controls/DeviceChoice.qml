import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Which device of a kind to use, and under it what is wrong with it.
ColumnLayout {
    id: root

    required property string label
    required property string glyph
    required property DeviceOptions options
    // Why the one that was chosen last is not used, and what is wrong with the one in use.
    required property string refusal
    required property string problem

    signal chosen(value: string)
    signal retry

    spacing: Theme.space

    Chooser {
        Layout.fillWidth: true
        label: root.label
        glyph: root.glyph
        options: root.options
        onChosen: value => root.chosen(value)
    }

    DeviceTrouble {
        Layout.fillWidth: true
        sentence: root.refusal || root.problem
        retriable: root.refusal === ""
        onRetry: root.retry()
    }
}
