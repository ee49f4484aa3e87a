pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What the two write to each other in a call, beside the partner's picture. Kept nowhere.
FocusScope {
    id: root

    required property ChatModel chat

    signal link(address: string)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Chat with %1").arg(chat.partner)
    Component.onCompleted: {
        log.positionViewAtEnd();
        if (chat.able)
            field.write();
        else
            leave.forceActiveFocus(Qt.TabFocusReason);
    }
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
    Keys.onEscapePressed: chat.setOpen(false)

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    // What is clicked here is not for the page below.
    MouseArea {
        anchors.fill: parent
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.space + 2

        RowLayout {
            spacing: Theme.gap

            PageTitle {
                Layout.fillWidth: true
                text: qsTr("Chat")
                font.pixelSize: Theme.fontLarge
                horizontalAlignment: Text.AlignLeft
            }

            PillButton {
                id: leave

                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close chat")
                onClicked: root.chat.setOpen(false)
            }
        }

        Text {
            Layout.fillWidth: true
            text: qsTr("Messages are not stored. They are gone when the call ends.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        ListView {
            id: log

            // Whether the newest line is to stay in sight.
            property bool following: true

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Theme.space
            model: root.chat.lines
            currentIndex: -1
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: count > 0
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Messages")
            onMovementEnded: following = atYEnd
            onContentHeightChanged: Qt.callLater(follow)
            onHeightChanged: Qt.callLater(follow)
            Keys.onUpPressed: {
                flick(0, 900);
                following = false;
            }
            Keys.onDownPressed: {
                flick(0, -900);
                following = true;
            }

            function follow() {
                if (following) {
                    forceLayout();
                    positionViewAtEnd();
                    forceLayout();
                }
            }

            Connections {
                target: root.chat.lines

                // Where the oldest goes as a new one comes, their number stays.
                function onRowsInserted() {
                    Qt.callLater(log.follow);
                }
            }

            T.ScrollBar.vertical: ThinBar {}

            FocusRing {
                control: log
                radius: Theme.radius
                visible: log.activeFocus
            }

            delegate: ChatBubble {
                width: log.width - Theme.space - 2
                onLink: address => root.link(address)
            }

            Text {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.gap
                visible: log.count === 0
                text: qsTr("Nothing written yet")
                color: Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: obstacle.implicitHeight + Theme.gap
            visible: root.chat.obstacle !== ""
            radius: Theme.radius / 2
            color: Theme.notice
            border.width: 1
            border.color: Theme.noticeLine

            Text {
                id: obstacle

                anchors.fill: parent
                anchors.margins: Theme.space
                text: root.chat.obstacle
                textFormat: Text.PlainText
                color: Theme.noticeText
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.Wrap
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }

        ChatField {
            id: field

            Layout.fillWidth: true
            chat: root.chat
        }
    }
}
