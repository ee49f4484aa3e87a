import QtQuick
import QtQuick.Layouts
import Gurukul

// What one of the two had set out to do.
ColumnLayout {
    id: root

    required property string whose
    required property string goal

    visible: goal !== ""
    spacing: 1
    Accessible.role: Accessible.StaticText
    // In one go: a name or a goal may hold a "%2" of its own.
    Accessible.name: qsTr("%1: %2").replace(/%[12]/g, gap => gap === "%1" ? whose : goal)

    Text {
        Layout.fillWidth: true
        text: root.whose
        textFormat: Text.PlainText
        elide: Text.ElideRight
        horizontalAlignment: Text.AlignLeft
        color: Theme.textSoft
        font.pixelSize: Theme.fontSmall
        Accessible.ignored: true
    }

    Text {
        Layout.fillWidth: true
        text: root.goal
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        maximumLineCount: 3
        elide: Text.ElideRight
        horizontalAlignment: Text.AlignLeft
        color: Theme.text
        font.pixelSize: Theme.fontBody
        Accessible.ignored: true
    }
}
