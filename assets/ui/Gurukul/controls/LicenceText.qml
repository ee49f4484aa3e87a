pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// A licence in full: to be read, scrolled by the keys, marked and copied. Only what is in sight
// is laid out: all the licences in Qt take more than a second.
ColumnLayout {
    id: root

    required property string licence
    required property list<string> passages

    signal copy

    spacing: Theme.gap - 4

    RowLayout {
        spacing: Theme.gap

        Text {
            Layout.fillWidth: true
            text: root.licence
            textFormat: Text.PlainText
            color: Theme.accentText
            font.pixelSize: Theme.fontBody - 1
            font.weight: Font.Medium
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        PillButton {
            small: true
            quiet: true
            text: copied.running ? qsTr("Copied") : qsTr("Copy all")
            onClicked: {
                root.copy();
                copied.restart();
            }

            Timer {
                id: copied

                interval: Theme.toast
            }
        }
    }

    Rectangle {
        Layout.fillWidth: true
        Layout.fillHeight: true
        radius: Theme.radius - 4
        color: Theme.surfaceRaised
        border.width: list.activeFocus ? Theme.focusWidth : 1
        border.color: list.activeFocus ? Theme.focus : Theme.line

        ListView {
            id: list

            function scroll(pixels: real) {
                contentY = Math.max(originY, Math.min(originY + contentHeight - height, contentY + pixels));
            }

            anchors.fill: parent
            anchors.margins: Theme.gap - 4
            anchors.rightMargin: Theme.focusWidth
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            model: root.passages
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Text of the licence")
            Keys.onUpPressed: scroll(-Theme.control)
            Keys.onDownPressed: scroll(Theme.control)
            Keys.onSpacePressed: scroll(height - Theme.control)
            Keys.onPressed: event => {
                event.accepted = true;
                if (event.key === Qt.Key_PageDown)
                    scroll(height - Theme.control);
                else if (event.key === Qt.Key_PageUp)
                    scroll(Theme.control - height);
                else if (event.key === Qt.Key_Home)
                    positionViewAtBeginning();
                else if (event.key === Qt.Key_End)
                    positionViewAtEnd();
                else
                    event.accepted = false;
            }

            T.ScrollBar.vertical: ThinBar {}

            delegate: TextEdit {
                required property string modelData

                width: list.width - Theme.gap - Theme.space
                readOnly: true
                selectByMouse: true
                text: modelData
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.pixelSize: Theme.fontSmall
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
}
