import QtQuick
import QtQuick.Templates as T
import Gurukul

// One line of a menu: what it does, and the key that does the same.
T.MenuItem {
    id: control

    required property string glyph
    property string key: ""

    implicitWidth: Math.max(Theme.menuWidth, label.implicitWidth + hint.implicitWidth + 2 * Theme.icon + 5 * Theme.gap)
    implicitHeight: Math.max(Theme.control - 4, label.implicitHeight + Theme.gap)
    height: visible ? implicitHeight : 0
    hoverEnabled: true

    Accessible.role: checkable ? Accessible.CheckBox : Accessible.MenuItem
    Accessible.name: text
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: click()
    Accessible.onToggleAction: click()

    background: Rectangle {
        radius: Theme.radius - 8
        color: control.down ? Theme.line : control.highlighted ? Theme.chosen : "transparent"
    }

    contentItem: Item {
        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            glyph: control.glyph
            size: Theme.icon - 2
            color: Theme.accentText
        }

        Text {
            id: label

            anchors.left: mark.right
            anchors.leftMargin: Theme.gap - 4
            anchors.right: hint.left
            anchors.rightMargin: Theme.space
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignLeft
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            Accessible.ignored: true
        }

        Text {
            id: hint

            anchors.right: tick.visible ? tick.left : parent.right
            anchors.rightMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            text: control.key
            color: Theme.textSoft
            font.pixelSize: Theme.fontSmall
            Accessible.ignored: true
        }

        Icon {
            id: tick

            anchors.right: parent.right
            anchors.rightMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            visible: control.checkable && control.checked
            glyph: "check"
            size: Theme.icon - 4
            color: Theme.accentText
        }
    }
}
