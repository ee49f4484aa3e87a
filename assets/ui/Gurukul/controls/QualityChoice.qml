import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How much of the line a call may use: what the choice does, and what the call uses now.
ColumnLayout {
    id: root

    required property UsageModel usage
    // Over the partner's picture, whatever the time of day.
    property bool staged: false

    spacing: Theme.space

    Segmented {
        Layout.fillWidth: true
        label: qsTr("Picture quality")
        staged: root.staged
        current: root.usage.usage
        options: [
            {
                value: "saving",
                text: qsTr("Save data"),
                glyph: "leaf"
            },
            {
                value: "automatic",
                text: qsTr("Automatic"),
                glyph: "check"
            },
            {
                value: "best",
                text: qsTr("Best"),
                glyph: "sparkle"
            }
        ]
        onChosen: value => root.usage.choose(value)
    }

    Text {
        Layout.fillWidth: true
        Layout.preferredWidth: 1 // they wrap, and make nothing wider
        text: root.usage.sentence
        color: root.staged ? Theme.stageText : Theme.text
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Text {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        text: root.usage.perHour
        visible: text !== ""
        color: root.staged ? Theme.stageTextSoft : Theme.textSoft
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
