import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The study time of a week: a bar a day with its minutes in words, and a way to other weeks.
ColumnLayout {
    id: root

    required property HistoryModel history

    spacing: Theme.gap - 4
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Study time, %1").arg(history.weekTitle)

    RowLayout {
        spacing: Theme.space

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            Text {
                Layout.fillWidth: true
                text: root.history.weekTitle
                color: Theme.text
                font.pixelSize: Theme.fontButton
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Text {
                Layout.fillWidth: true
                text: root.history.streak === "" ? root.history.weekTotal : qsTr("%1 · %2").arg(root.history.weekTotal).arg(root.history.streak)
                color: Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        PillButton {
            small: true
            enabled: root.history.hasEarlier
            text: qsTr("Earlier")
            Accessible.name: qsTr("Earlier week")
            onClicked: {
                root.history.earlier();
                Accessible.announce(root.history.weekTitle);
            }
        }

        PillButton {
            small: true
            enabled: root.history.hasLater
            text: qsTr("Later")
            Accessible.name: qsTr("Later week")
            onClicked: {
                root.history.later();
                Accessible.announce(root.history.weekTitle);
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.controlLarge * 2.4
        spacing: Theme.space
        uniformCellSizes: true

        Repeater {
            model: root.history.bars

            WeekBar {
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
