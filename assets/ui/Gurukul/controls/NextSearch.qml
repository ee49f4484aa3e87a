import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The search that begins by itself: the switch for it, and the seconds until it does.
ColumnLayout {
    id: root

    required property SummaryModel summary

    readonly property bool counting: summary.nextIn > 0

    spacing: Theme.space

    onCountingChanged: {
        if (counting)
            Accessible.announce(summary.nextSentence);
    }

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        visible: root.counting
        implicitWidth: row.implicitWidth + 2 * Theme.gap
        implicitHeight: row.implicitHeight + Theme.gap
        radius: height / 2
        color: Theme.notice
        border.width: 1
        border.color: Theme.noticeLine

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: Theme.gap

            Text {
                text: root.summary.nextSentence
                color: Theme.noticeText
                font.pixelSize: Theme.fontBody
                font.weight: Font.Medium
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            PillButton {
                small: true
                text: qsTr("Stay here")
                onClicked: root.summary.stay()
            }
        }
    }

    SwitchRow {
        Layout.alignment: Qt.AlignHCenter
        visible: !root.counting
        Layout.preferredWidth: Theme.contentWidth / 2 - Theme.gap
        Layout.maximumWidth: parent.width
        text: qsTr("Find the next by itself")
        on: root.summary.findNext
        onClicked: root.summary.setFindNext(!root.summary.findNext)
    }
}
