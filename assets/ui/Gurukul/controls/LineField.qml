import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// One line of words. They are handed over when they are complete: at Enter, or when the
// keyboard goes elsewhere.
ColumnLayout {
    id: root

    required property string label
    // What holds now; what is typed is put right by it.
    required property string words
    property string note: ""
    property string problem: ""
    property int characters: 100
    property bool fixed: false

    signal entered(words: string)
    signal edited

    spacing: Theme.space

    onWordsChanged: field.text = words

    Text {
        Layout.fillWidth: true
        text: root.label
        color: Theme.text
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    T.TextField {
        id: field

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.control, contentHeight + Theme.gap)
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        enabled: !root.fixed
        text: root.words
        maximumLength: root.characters
        color: enabled ? Theme.text : Theme.textSoft
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.pixelSize: Theme.fontBody
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.description: root.problem || root.note
        onTextEdited: root.edited()
        onEditingFinished: {
            if (text !== root.words)
                root.entered(text);
        }

        background: Rectangle {
            radius: Theme.radius - 4
            color: Theme.surfaceRaised
            border.width: field.activeFocus ? Theme.focusWidth : 1
            border.color: field.activeFocus ? Theme.focus : Theme.line
        }
    }

    RowLayout {
        visible: sentence.text !== ""
        spacing: Theme.space

        Icon {
            Layout.alignment: Qt.AlignTop
            visible: root.problem !== ""
            glyph: "warning"
            size: Theme.icon - 4
            color: Theme.accentText
        }

        Text {
            id: sentence

            Layout.fillWidth: true
            text: root.problem || root.note
            textFormat: Text.PlainText
            color: root.problem ? Theme.accentText : Theme.textSoft
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
