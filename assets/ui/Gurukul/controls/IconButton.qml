import QtQuick
import QtQuick.Templates as T
import Gurukul

// A round button with a mark alone; its words are read and shown where they are looked for.
T.AbstractButton {
    id: control

    required property string glyph
    property bool quiet: false

    implicitWidth: Theme.control - Theme.space
    implicitHeight: implicitWidth
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: height / 2
        color: control.down ? Theme.line : control.hovered ? Theme.chosen : control.quiet ? "transparent" : Theme.surfaceRaised
        border.width: control.quiet ? 0 : 1
        border.color: Theme.line

        FocusRing {
            control: parent
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            glyph: control.glyph
            size: control.quiet ? Theme.icon : Theme.icon - 4
            color: control.quiet ? Theme.textSoft : Theme.text
        }
    }
}
