pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// One's own sessions, kept on this computer only: the week, the list, and the way to forget it.
Sheet {
    id: root

    required property HistoryModel history

    property bool clearing: false

    title: qsTr("History")
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.readingWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(Theme.readingHeight + Theme.controlLarge, parent.height - 2 * Theme.edge) : 0

    onAboutToShow: {
        clearing = false;
        history.load();
        list.positionViewAtBeginning();
    }
    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: Theme.gap - 4

        RowLayout {
            spacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                PageTitle {
                    Layout.fillWidth: true
                    text: root.title
                    font.pixelSize: Theme.fontLarge
                    horizontalAlignment: Text.AlignLeft
                }

                Text {
                    Layout.fillWidth: true
                    text: root.history.notice || qsTr("Kept on this computer only")
                    color: root.history.notice === "" ? Theme.textSoft : Theme.accentText
                    font.pixelSize: Theme.fontSmall + 1
                    horizontalAlignment: Text.AlignLeft
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }

            PillButton {
                id: leave

                Layout.alignment: Qt.AlignTop
                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close history")
                onClicked: root.close()
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.history.count === 0
            spacing: Theme.gap

            Item {
                Layout.fillHeight: true
            }

            Icon {
                Layout.alignment: Qt.AlignHCenter
                glyph: "history"
                size: Theme.controlLarge
                color: Theme.accentText
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("No sessions yet")
                color: Theme.text
                font.pixelSize: Theme.fontButton
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("After each call you find here with whom you studied and how long. Nobody but you can see it.")
                color: Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                lineHeight: 1.2
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Item {
                Layout.fillHeight: true
            }
        }

        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            // Room for the ring of focus, which lies around a control.
            Layout.leftMargin: -Theme.space
            Layout.rightMargin: -Theme.space
            visible: root.history.count > 0
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 4 * Theme.controlLarge
            model: root.history.entries
            Accessible.role: Accessible.List
            Accessible.name: root.title

            T.ScrollBar.vertical: ThinBar {}

            header: Item {
                width: list.width
                height: chart.height + Theme.gap
                // Words that come to take a second line would push the first out of sight.
                onHeightChanged: list.positionViewAtBeginning()

                WeekChart {
                    id: chart

                    x: Theme.space
                    y: Theme.space / 2
                    width: parent.width - 3 * Theme.space
                    history: root.history
                }
            }

            section.property: "day"
            section.delegate: Text {
                required property string section

                width: list.width
                leftPadding: Theme.space
                topPadding: Theme.gap
                bottomPadding: Theme.space / 2
                text: section
                color: Theme.accentText
                font.pixelSize: Theme.fontSmall + 1
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignLeft
                elide: Text.ElideRight
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            delegate: PastSessionRow {
                width: list.width
                onRemoved: root.history.remove(index)
            }
        }

        RowLayout {
            visible: root.history.count > 0
            spacing: Theme.gap - 4

            Text {
                Layout.fillWidth: true
                text: root.clearing ? qsTr("Forget all sessions for good?") : root.history.count === 1 ? qsTr("1 session") : qsTr("%L1 sessions").arg(root.history.count)
                color: root.clearing ? Theme.accentText : Theme.textSoft
                font.pixelSize: Theme.fontSmall + 1
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            PillButton {
                visible: !root.clearing
                quiet: true
                small: true
                text: qsTr("Clear history")
                onClicked: {
                    root.clearing = true;
                    keep.forceActiveFocus(Qt.TabFocusReason);
                }
            }

            PillButton {
                id: keep

                visible: root.clearing
                small: true
                text: qsTr("Keep")
                Accessible.name: qsTr("Keep the history")
                onClicked: root.clearing = false
            }

            PillButton {
                visible: root.clearing
                small: true
                danger: true
                text: qsTr("Clear")
                Accessible.name: qsTr("Yes, clear the history")
                onClicked: {
                    root.clearing = false;
                    root.history.clear();
                    leave.forceActiveFocus(Qt.TabFocusReason);
                }
            }
        }
    }
}
