import QtQuick
import QtQuick.Templates as T
import Gurukul

// A few words to look for.
T.TextField {
    id: field

    required property string label

    implicitHeight: Theme.control - 4
    leftPadding: Theme.gap + Theme.icon
    rightPadding: Theme.gap
    verticalAlignment: TextInput.AlignVCenter
    maximumLength: 100
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.pixelSize: Theme.fontBody - 1
    Accessible.role: Accessible.EditableText
    Accessible.name: label

    background: Rectangle {
        radius: height / 2
        color: Theme.surfaceRaised
        border.width: field.activeFocus ? Theme.focusWidth : 1
        border.color: field.activeFocus ? Theme.focus : Theme.line

        Icon {
            anchors.left: parent.left
            anchors.leftMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            glyph: "search"
            size: Theme.icon - 4
            color: Theme.textSoft
        }
    }

    Text {
        anchors.fill: parent
        anchors.leftMargin: field.leftPadding
        anchors.rightMargin: field.rightPadding
        visible: field.length === 0 && field.preeditText === ""
        text: field.label
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
        color: Theme.textSoft
        font: field.font
        Accessible.ignored: true
    }
}
