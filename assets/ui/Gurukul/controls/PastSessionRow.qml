import QtQuick
import QtQuick.Layouts
import Gurukul

// One session of the past: when, with whom, how long, and the way to forget it, asked twice.
Item {
    id: row

    required property int index
    required property string time
    required property string name
    required property string length
    required property string about
    required property bool lost
    required property string spoken
    property bool asking: false

    signal removed

    implicitHeight: Math.max(Theme.controlLarge - Theme.space, words.implicitHeight + Theme.space)
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space
        anchors.rightMargin: Theme.space
        spacing: Theme.gap - 4

        Avatar {
            Layout.preferredWidth: Theme.control - Theme.space
            Layout.preferredHeight: Layout.preferredWidth
            name: row.name
        }

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: 1

            Text {
                Layout.fillWidth: true
                text: row.name
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignLeft
                color: Theme.text
                font.pixelSize: Theme.fontBody
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                text: row.asking ? qsTr("Remove from the history?") : row.about === "" ? row.time : qsTr("%1 · %2").arg(row.time).arg(row.about)
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignLeft
                color: row.asking ? Theme.accentText : Theme.textSoft
                font.pixelSize: Theme.fontSmall
                Accessible.ignored: !row.asking
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        Text {
            visible: !row.asking
            text: row.length
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            Accessible.ignored: true
        }

        PillButton {
            visible: !row.asking
            quiet: true
            small: true
            text: qsTr("Remove")
            Accessible.name: qsTr("Remove session with %1, %2").replace("%2", row.time).arg(row.name)
            onClicked: {
                row.asking = true;
                keep.forceActiveFocus(Qt.TabFocusReason);
            }
        }

        PillButton {
            id: keep

            visible: row.asking
            small: true
            text: qsTr("Keep")
            Accessible.name: qsTr("Keep session with %1, %2").replace("%2", row.time).arg(row.name)
            onClicked: row.asking = false
        }

        PillButton {
            visible: row.asking
            small: true
            danger: true
            text: qsTr("Remove")
            Accessible.name: qsTr("Yes, remove session with %1, %2").replace("%2", row.time).arg(row.name)
            onClicked: row.removed()
        }
    }
}
