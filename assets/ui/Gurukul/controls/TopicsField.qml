pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What to study today: typed, suggested as one types, and taken off again.
ColumnLayout {
    id: root

    required property SessionModel session
    required property LobbyModel lobby

    readonly property string refused: lobby.refused

    function take(text: string) {
        field.text = lobby.add(text);
        list.close();
    }

    spacing: Theme.space
    onRefusedChanged: {
        if (refused !== "")
            Accessible.announce(refused);
    }

    Text {
        Layout.fillWidth: true
        text: qsTr("What I study today")
        color: Theme.text
        font.pixelSize: Theme.fontBody
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    T.TextField {
        id: field

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.control - 4, contentHeight + Theme.gap)
        leftPadding: Theme.gap
        rightPadding: plus.visible ? plus.width + Theme.space : Theme.gap
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        maximumLength: 10000
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.pixelSize: Theme.fontBody - 1
        Accessible.role: Accessible.EditableText
        Accessible.name: qsTr("What I study today")
        Accessible.description: root.refused || qsTr("Type a topic and press Enter. Arrow down goes through suggestions.")
        onTextChanged: {
            root.lobby.typing(text);
            if (text !== "")
                list.offer();
            else
                list.close();
        }
        onAccepted: root.take(list.chosen || text)
        onPressed: {
            root.lobby.typing(text);
            list.offer();
        }
        onActiveFocusChanged: {
            if (!activeFocus)
                list.close();
        }
        Keys.onDownPressed: {
            if (list.opened) {
                list.row = Math.min(list.row + 1, root.lobby.suggested - 1);
            } else {
                root.lobby.typing(text);
                list.offer();
                list.row = list.opened ? 0 : -1;
            }
        }
        Keys.onUpPressed: list.row = Math.max(list.row - 1, -1)
        // Else Esc is a key of the page.
        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape && list.opened
        Keys.onEscapePressed: list.close()

        background: Rectangle {
            radius: Theme.radius - 4
            color: Theme.surfaceRaised
            border.width: field.activeFocus ? Theme.focusWidth : 1
            border.color: field.activeFocus ? Theme.focus : Theme.line
        }

        Text {
            anchors.fill: parent
            anchors.leftMargin: field.leftPadding
            anchors.rightMargin: field.rightPadding
            visible: field.length === 0 && field.preeditText === ""
            text: root.lobby.full ? qsTr("Five topics it is") : qsTr("Algebra, essay writing… or anything")
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
            color: Theme.textSoft
            font: field.font
            Accessible.ignored: true
        }

        IconButton {
            id: plus

            anchors.right: parent.right
            anchors.rightMargin: Theme.space / 2
            anchors.verticalCenter: parent.verticalCenter
            visible: field.length > 0
            quiet: true
            glyph: "plus"
            text: qsTr("Add topic")
            onClicked: root.take(field.text)
        }

        T.Popup {
            id: list

            property int row: -1
            readonly property string chosen: visible ? root.lobby.suggestion(row) : ""

            function offer() {
                row = -1;
                if (root.lobby.suggested === 0) {
                    close();
                } else if (!opened) {
                    open();
                    field.Accessible.announce(qsTr("Suggestions: %L1").arg(root.lobby.suggested));
                }
            }

            y: field.height + 4
            width: field.width
            implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
            padding: 6
            margins: Theme.space
            closePolicy: T.Popup.CloseOnPressOutsideParent
            onChosenChanged: {
                if (chosen !== "")
                    field.Accessible.announce(chosen);
            }

            background: Rectangle {
                radius: Theme.radius - 4
                color: Theme.surface
                border.width: 1
                border.color: Theme.line
            }

            contentItem: ListView {
                implicitHeight: contentHeight
                clip: true
                model: root.lobby.suggestions
                currentIndex: list.row
                boundsBehavior: Flickable.StopAtBounds
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Suggested topics")

                delegate: T.ItemDelegate {
                    id: choice

                    required property int index
                    required property string topic

                    width: ListView.view.width
                    implicitHeight: Math.max(Theme.control - 8, words.implicitHeight + Theme.gap)
                    focusPolicy: Qt.NoFocus
                    hoverEnabled: true
                    highlighted: list.row === index
                    text: topic
                    onClicked: root.take(topic)

                    Accessible.role: Accessible.Button
                    Accessible.name: qsTr("Add topic %1").arg(topic)
                    Accessible.onPressAction: clicked()

                    background: Rectangle {
                        radius: Theme.radius - 8
                        color: choice.highlighted || choice.hovered ? Theme.chosen : "transparent"
                    }

                    contentItem: Text {
                        id: words

                        leftPadding: Theme.gap - 4
                        text: choice.text
                        textFormat: Text.PlainText
                        elide: Text.ElideRight
                        verticalAlignment: Text.AlignVCenter
                        color: Theme.text
                        font.pixelSize: Theme.fontBody - 1
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    Text {
        Layout.fillWidth: true
        visible: root.refused !== ""
        text: root.refused
        color: Theme.accentText
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }

    TopicChips {
        Layout.fillWidth: true
        visible: placed > 0
        most: root.width
        session: root.session
    }
}
