import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// The beginning of a message that came while the chat was closed; a press opens the chat.
T.AbstractButton {
    id: root

    required property ChatModel chat

    property string beginning: ""

    implicitWidth: Theme.sheetWidth * 0.75
    implicitHeight: words.implicitHeight + 2 * (Theme.space + 3)
    visible: beginning !== "" && !chat.open
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    text: qsTr("Open chat")
    onClicked: chat.setOpen(true)

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: beginning
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    Connections {
        target: root.chat

        function onCame(text: string, spoken: string) {
            root.Accessible.announce(spoken);
            if (!root.chat.open) {
                root.beginning = text;
                gone.restart();
            }
        }

        function onOpenChanged() {
            root.beginning = "";
        }

        function onUnreadChanged() {
            if (root.chat.unread === 0)
                root.beginning = "";
        }
    }

    Timer {
        id: gone

        interval: Theme.toast
        onTriggered: {
            if (root.hovered || root.activeFocus)
                restart();
            else
                root.beginning = "";
        }
    }

    background: Rectangle {
        radius: Theme.radius - 4
        color: root.down ? Theme.glassPressed : root.hovered ? Theme.glassHover : Theme.glass
        border.width: 1
        border.color: Theme.scrimLine

        FocusRing {
            control: parent
            radius: Theme.radius
            visible: root.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            glyph: "chat"
            size: Theme.icon - 2
            color: Theme.accent
        }

        Column {
            id: words

            anchors.left: mark.right
            anchors.leftMargin: Theme.space + 2
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            spacing: 1

            Text {
                width: parent.width
                text: root.chat.partner
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignLeft
                color: Theme.stageText
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Text {
                width: parent.width
                text: root.beginning
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                color: Theme.stageTextSoft
                font.pixelSize: Theme.fontSmall
                Accessible.ignored: true
            }
        }
    }
}
