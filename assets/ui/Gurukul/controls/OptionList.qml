pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul

// One of a few, each on a line of its own.
ColumnLayout {
    id: root

    required property string label
    // Each: {value, text}
    required property list<var> options
    required property string current
    property string note: ""

    signal chosen(value: string)

    spacing: Theme.space / 2
    Accessible.role: Accessible.Grouping
    Accessible.name: label
    Accessible.description: note

    Text {
        Layout.fillWidth: true
        text: root.label
        color: Theme.text
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    Text {
        Layout.fillWidth: true
        visible: root.note !== ""
        text: root.note
        color: Theme.textSoft
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    Repeater {
        model: root.options

        RadioOption {
            required property var modelData

            Layout.fillWidth: true
            on: modelData.value === root.current
            text: modelData.text
            onClicked: root.chosen(modelData.value)
        }
    }
}
