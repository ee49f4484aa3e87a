import QtQuick
import QtQuick.Templates as T
import Gurukul

// A few words of one's own, counted.
Item {
    id: root

    required property string label
    required property int characters
    readonly property alias words: area.text
    readonly property alias writing: area.activeFocus

    function clear() {
        area.clear();
    }

    implicitHeight: frame.height + count.height + Theme.space / 2

    Rectangle {
        id: frame

        width: parent.width
        height: Theme.control * 2
        radius: Theme.radius - 4
        color: Theme.surfaceRaised
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
                height: Math.max(flick.height, contentHeight + topPadding + bottomPadding)
                padding: Theme.gap - 6
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.pixelSize: Theme.fontBody - 1
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: root.label
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                onTextChanged: {
                    if (length > root.characters)
                        remove(root.characters, length);
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
            anchors.margins: Theme.gap - 6 + Theme.focusWidth
            visible: area.length === 0 && area.preeditText === ""
            text: root.label
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }

    Text {
        id: count

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        text: qsTr("%L1 of %L2").arg(area.length).arg(root.characters)
        color: area.length < root.characters ? Theme.textSoft : Theme.accentText
        font.pixelSize: Theme.fontSmall
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%L1 of %L2 characters").arg(area.length).arg(root.characters)
    }
}
