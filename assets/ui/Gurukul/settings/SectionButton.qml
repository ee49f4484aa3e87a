import QtQuick
import QtQuick.Templates as T
import Gurukul

// One section of the settings, to be opened.
T.AbstractButton {
    id: control

    required property string glyph
    required property bool on

    implicitHeight: Math.max(Theme.control - 8, label.implicitHeight + Theme.gap)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    // Qt tells this to a screen reader that comes later, whatever is said below.
    checked: on

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius - 6
        color: control.on ? Theme.chosen : control.hovered ? Theme.surfaceRaised : "transparent"

        FocusRing {
            control: parent
            radius: Theme.radius - 2
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            glyph: control.glyph
            size: Theme.icon - 2
            color: control.on ? Theme.accentText : Theme.textSoft
        }

        Text {
            id: label

            anchors.left: mark.right
            anchors.leftMargin: Theme.gap - 4
            anchors.right: parent.right
            anchors.rightMargin: Theme.space
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            font.weight: control.on ? Font.DemiBold : Font.Medium
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
}
