pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Who was blocked, and the way to take it back.
Sheet {
    id: root

    required property PeopleModel people

    title: qsTr("Blocked people")
    docked: true
    x: parent ? parent.width - width : 0
    width: parent ? Math.min(Theme.sheetWidth, parent.width - Theme.control) : 0
    height: parent ? parent.height : 0

    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: Theme.gap

        RowLayout {
            spacing: Theme.gap

            PageTitle {
                Layout.fillWidth: true
                text: root.title
                font.pixelSize: Theme.fontLarge
                horizontalAlignment: Text.AlignLeft
            }

            PillButton {
                id: leave

                Layout.alignment: Qt.AlignTop
                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close blocked people")
                onClicked: root.close()
            }
        }

        Text {
            Layout.fillWidth: true
            text: root.people.blockedCount > 0 ? qsTr("You are not paired with them. They are not told, and the list stays on this computer.") : qsTr("Nobody is blocked. You can block a partner in a call or right after it.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            lineHeight: 1.15
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            // Room for the ring of focus, which lies around a control.
            Layout.margins: -Theme.space
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 4 * Theme.controlLarge
            model: root.people.blocked
            Accessible.role: Accessible.List
            Accessible.name: root.title

            T.ScrollBar.vertical: ThinBar {}

            delegate: BlockedRow {
                width: list.width
                onUnblocked: root.people.unblock(user)
            }
        }
    }
}
