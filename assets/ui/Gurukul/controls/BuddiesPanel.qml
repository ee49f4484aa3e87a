pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// The buddies, and who of them is online.
Sheet {
    id: root

    required property PeopleModel people

    signal blocked

    readonly property string summary: {
        if (!people.known)
            return qsTr("You are offline");
        if (people.count === 0)
            return "";
        return qsTr("%1 of %2 online").arg(people.onlineCount).arg(people.count);
    }

    title: qsTr("Buddies")
    docked: true
    x: parent ? parent.width - width : 0
    width: parent ? Math.min(Theme.sheetWidth, parent.width - Theme.control) : 0
    height: parent ? parent.height : 0

    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: Theme.gap

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

                RowLayout {
                    visible: root.summary !== ""
                    spacing: Theme.space

                    Icon {
                        visible: !root.people.known
                        glyph: "offline"
                        size: Theme.icon - 4
                        color: Theme.accentText
                    }

                    Text {
                        Layout.fillWidth: true
                        text: root.summary
                        color: root.people.known ? Theme.textSoft : Theme.accentText
                        font.pixelSize: Theme.fontSmall + 1
                        wrapMode: Text.Wrap
                        Accessible.role: Accessible.StaticText
                        Accessible.name: text
                    }
                }
            }

            PillButton {
                id: leave

                Layout.alignment: Qt.AlignTop
                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close buddies")
                onClicked: root.close()
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.people.count === 0
            spacing: Theme.gap

            Item {
                Layout.fillHeight: true
            }

            Icon {
                Layout.alignment: Qt.AlignHCenter
                glyph: "buddies"
                size: Theme.controlLarge
                color: Theme.accentText
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("No buddies yet")
                color: Theme.text
                font.pixelSize: Theme.fontButton
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("When a call goes well, press “Add as buddy” in it. If your partner says yes, you find them here, and “Buddies first” looks for them.")
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
            Layout.margins: -Theme.space
            visible: root.people.count > 0
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 4 * Theme.controlLarge
            model: root.people.buddies
            Accessible.role: Accessible.List
            Accessible.name: root.title

            T.ScrollBar.vertical: ThinBar {}

            delegate: BuddyRow {
                width: list.width
                known: root.people.known
                onRemoved: root.people.removeBuddy(user)
            }
        }

        PillButton {
            Layout.margins: Theme.focusWidth + 1
            Layout.leftMargin: -leftPadding // its words stand below the others
            visible: root.people.blockedCount > 0
            quiet: true
            small: true
            text: qsTr("Blocked people (%L1)").arg(root.people.blockedCount)
            onClicked: {
                root.close();
                root.blocked();
            }
        }
    }
}
