import QtQuick
import QtQuick.Templates as T
import Gurukul

// One of several, on a line of its own.
T.AbstractButton {
    id: control

    required property bool on

    implicitHeight: Theme.control - Theme.space
    implicitWidth: label.implicitWidth + ring.width + 3 * Theme.gap
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    checked: on

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: height / 2
        color: control.on ? Theme.chosen : control.hovered ? Theme.surfaceRaised : "transparent"

        FocusRing {
            control: parent
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Rectangle {
            id: ring

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.icon - 2
            height: width
            radius: width / 2
            color: "transparent"
            border.width: 2
            border.color: control.on ? Theme.accentText : Theme.textSoft

            Rectangle {
                anchors.centerIn: parent
                width: parent.width / 2
                height: width
                radius: width / 2
                color: Theme.accentText
                visible: control.on
            }
        }

        Text {
            id: label

            anchors.left: ring.right
            anchors.leftMargin: Theme.gap - 4
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.fontBody
            Accessible.ignored: true
        }
    }
}
