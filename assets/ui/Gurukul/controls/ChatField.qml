import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Where one writes. Enter sends, Shift and Enter begin a line.
ColumnLayout {
    id: root

    required property ChatModel chat

    // Something was too long, and was cut.
    property bool cut: false

    function write() {
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    function send() {
        if (chat.send(area.text)) {
            area.clear();
            cut = false;
        }
    }

    spacing: Theme.space / 2

    Text {
        Layout.fillWidth: true
        visible: root.cut
        text: qsTr("A message holds %L1 characters. The rest was left out.").arg(root.chat.characters)
        color: Theme.accentText
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space

        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(area.implicitHeight + 2 * Theme.focusWidth, Theme.control * 3)
            Layout.minimumHeight: Theme.control
            radius: Theme.radius - 4
            color: Theme.surfaceRaised
            opacity: area.enabled ? 1 : 0.5
            border.width: area.activeFocus ? Theme.focusWidth : 1
            border.color: area.activeFocus ? Theme.focus : Theme.line

            Flickable {
                id: flick

                anchors.fill: parent
                anchors.margins: Theme.focusWidth
                clip: true
                contentWidth: width
                contentHeight: area.height
                boundsBehavior: Flickable.StopAtBounds

                T.TextArea {
                    id: area

                    width: flick.width
                    height: Math.max(flick.height, implicitHeight)
                    implicitHeight: contentHeight + topPadding + bottomPadding
                    padding: Theme.gap - 6
                    enabled: root.chat.able
                    wrapMode: TextEdit.Wrap
                    textFormat: TextEdit.PlainText
                    verticalAlignment: TextEdit.AlignVCenter
                    color: Theme.text
                    selectionColor: Theme.accent
                    selectedTextColor: Theme.accentInk
                    font.pixelSize: Theme.fontBody - 1
                    activeFocusOnTab: true
                    Accessible.role: Accessible.EditableText
                    Accessible.name: qsTr("Message to %1").arg(root.chat.partner)
                    Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                    Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && !(event.modifiers & Qt.ShiftModifier)) {
                            event.accepted = true;
                            root.send();
                        }
                    }
                    Component.onCompleted: text = root.chat.draft
                    onTextChanged: {
                        if (length > root.chat.characters) {
                            remove(root.chat.characters, length);
                            root.cut = true;
                        } else if (length < root.chat.characters) {
                            root.cut = false;
                        }
                        root.chat.setDraft(text);
                    }
                    onCursorRectangleChanged: {
                        const edge = cursorRectangle.y + cursorRectangle.height + bottomPadding;
                        if (cursorRectangle.y - topPadding < flick.contentY)
                            flick.contentY = Math.max(0, cursorRectangle.y - topPadding);
                        else if (edge > flick.contentY + flick.height)
                            flick.contentY = edge - flick.height;
                    }
                }
            }

            Text {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap - 6 + Theme.focusWidth
                anchors.rightMargin: Theme.gap - 6
                visible: area.length === 0 && area.preeditText === ""
                text: qsTr("Write a message")
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
                color: Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                Accessible.ignored: true
            }
        }

        RoundButton {
            Layout.alignment: Qt.AlignBottom
            Layout.preferredWidth: Theme.control
            Layout.preferredHeight: Theme.control
            enabled: root.chat.able && !root.chat.full && area.length > 0
            opacity: enabled ? 1 : 0.5
            primary: true
            glyph: "send"
            text: qsTr("Send")
            onClicked: root.send()
        }
    }
}
