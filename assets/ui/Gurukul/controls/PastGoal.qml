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
    Accessible.name: qsTr("%1: %2").arg(whose).arg(goal)

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
