import QtQuick
import QtQuick.Layouts
import Gurukul

// Somebody who was blocked, and the way back, asked twice.
Item {
    id: row

    required property string user
    required property string name
    required property string since
    property bool asking: false

    signal unblocked

    implicitHeight: Math.max(Theme.controlLarge, words.implicitHeight + Theme.gap)
    Accessible.role: Accessible.ListItem
    // The name last: what others call themselves may hold a "%2" of its own.
    Accessible.name: qsTr("%1, %2").replace("%2", when.text).arg(name)

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space
        anchors.rightMargin: Theme.space
        spacing: Theme.gap - 4

        Avatar {
            Layout.preferredWidth: Theme.control - 6
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
                id: when

                Layout.fillWidth: true
                text: row.asking ? qsTr("Allow to meet again?") : row.since === "" ? qsTr("Blocked") : qsTr("Blocked on %1").arg(row.since)
                wrapMode: Text.Wrap
                color: row.asking ? Theme.accentText : Theme.textSoft
                font.pixelSize: Theme.fontSmall
                font.weight: row.asking ? Font.Medium : Font.Normal
                Accessible.ignored: true
            }
        }

        PillButton {
            visible: !row.asking
            quiet: true
            small: true
            text: qsTr("Unblock")
            Accessible.name: qsTr("Unblock %1").arg(row.name)
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
            Accessible.name: qsTr("Keep %1 blocked").arg(row.name)
            onClicked: row.asking = false
        }

        PillButton {
            visible: row.asking
            small: true
            text: qsTr("Unblock")
            Accessible.name: qsTr("Yes, unblock %1").arg(row.name)
            onClicked: {
                row.asking = false;
                row.unblocked();
            }
        }
    }
}
