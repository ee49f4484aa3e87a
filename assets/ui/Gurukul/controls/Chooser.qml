pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// One device of several: its name on a button, the others in a list that opens.
T.ComboBox {
    id: control

    required property string label
    required property string glyph
    required property DeviceOptions options

    signal chosen(value: string)

    implicitHeight: Theme.control
    leftPadding: Theme.gap - 2
    rightPadding: Theme.gap - 4
    spacing: Theme.space + 2
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    model: options
    textRole: "name"
    valueRole: "value"
    currentIndex: options.current
    onActivated: index => chosen(valueAt(index))

    Accessible.role: Accessible.ComboBox
    Accessible.name: qsTr("%1: %2").arg(label).arg(displayText)
    Accessible.onPressAction: popup.open()
    Keys.onReleased: event => {
        if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && !popup.visible) {
            popup.open();
            event.accepted = true;
        }
    }

    background: Rectangle {
        radius: Theme.radius - 4
        color: control.down ? Theme.line : control.hovered ? Theme.chosen : Theme.surfaceRaised
        border.width: 1
        border.color: Theme.line

        FocusRing {
            control: parent
            radius: Theme.radius
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            glyph: control.glyph
            size: Theme.icon - 2
            color: Theme.accentText
        }

        Text {
            anchors.left: mark.right
            anchors.leftMargin: control.spacing
            anchors.right: arrow.left
            anchors.rightMargin: control.spacing
            anchors.verticalCenter: parent.verticalCenter
            text: control.displayText
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            Accessible.ignored: true
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            glyph: "chevron"
            size: Theme.icon - 4
            color: Theme.textSoft
        }
    }

    delegate: T.ItemDelegate {
        id: option

        required property int index
        required property string name

        width: ListView.view.width
        implicitHeight: Theme.control - 4
        text: name
        highlighted: control.highlightedIndex === index
        hoverEnabled: true

        Accessible.role: Accessible.ListItem
        Accessible.name: text
        Accessible.selected: control.currentIndex === index
        Accessible.onPressAction: clicked()

        background: Rectangle {
            radius: Theme.radius - 8
            color: option.highlighted ? Theme.chosen : "transparent"
        }

        contentItem: Item {
            Text {
                anchors.left: parent.left
                anchors.leftMargin: Theme.gap - 4
                anchors.right: check.left
                anchors.rightMargin: Theme.space
                anchors.verticalCenter: parent.verticalCenter
                text: option.text
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.fontBody - 1
                font.weight: check.visible ? Font.DemiBold : Font.Normal
                Accessible.ignored: true
            }

            Icon {
                id: check

                anchors.right: parent.right
                anchors.rightMargin: Theme.gap - 4
                anchors.verticalCenter: parent.verticalCenter
                visible: control.currentIndex === option.index
                glyph: "check"
                size: Theme.icon - 4
                color: Theme.accentText
            }
        }
    }

    popup: T.Popup {
        y: control.height + 4
        width: control.width
        height: Math.min(implicitHeight, Theme.control * 6)
        implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
        padding: 6
        margins: Theme.space

        background: Rectangle {
            radius: Theme.radius - 4
            color: Theme.surface
            border.width: 1
            border.color: Theme.line
        }

        contentItem: ListView {
            implicitHeight: contentHeight
            clip: true
            model: control.popup.visible ? control.delegateModel : null
            currentIndex: control.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: control.label
        }
    }
}
