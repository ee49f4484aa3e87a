import QtQuick
import QtQuick.Templates as T
import Gurukul

// A round button over a picture. `off` shows that what it stands for is switched off, `primary` is
// the one thing to do next, `quiet` has no ground, `badge` counts what is new behind it.
T.AbstractButton {
    id: control

    required property string glyph
    property bool off: false
    property bool danger: false
    property bool primary: false
    property bool quiet: false
    property int badge: 0
    // In a small window, which has no room for the hint.
    property bool small: false

    implicitWidth: small ? Theme.control - Theme.space : Theme.control + Theme.space
    implicitHeight: implicitWidth
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    scale: down ? 0.95 : 1

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    background: Rectangle {
        radius: height / 2
        color: control.danger ? (control.down ? Theme.dangerPressed : control.hovered ? Theme.dangerHover : Theme.danger) : control.primary ? (control.down ? Theme.accentPressed : control.hovered ? Theme.accentHover : Theme.accent) : control.off ? Theme.stageText : control.quiet && !control.hovered ? "transparent" : control.down ? Theme.glassPressed : control.hovered ? Theme.glassHover : Theme.glass
        border.width: control.danger || control.primary || control.quiet ? 0 : 1
        border.color: Theme.scrimLine

        FocusRing {
            control: parent
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            glyph: control.glyph
            size: control.small ? Theme.icon - 4 : Theme.icon
            color: control.danger ? Theme.dangerInk : control.primary ? Theme.accentInk : control.off ? Theme.dangerPressed : Theme.stageText
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: -2
        width: Math.max(height, count.implicitWidth + Theme.space)
        height: count.implicitHeight + 4
        radius: height / 2
        visible: control.badge > 0
        color: Theme.accent

        Text {
            id: count

            anchors.centerIn: parent
            text: control.badge > 99 ? qsTr("99+") : control.badge
            color: Theme.accentInk
            font.pixelSize: Theme.fontSmall - 1
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }

    // What the button does, on hover or keyboard focus.
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.top
        anchors.bottomMargin: Theme.space
        width: hint.implicitWidth + 2 * Theme.gap
        height: hint.implicitHeight + Theme.space
        radius: height / 2
        color: Theme.scrim
        visible: (control.hovered || control.visualFocus) && !control.small

        Text {
            id: hint

            anchors.centerIn: parent
            text: control.text
            font.pixelSize: Theme.fontSmall
            color: Theme.stageText
            Accessible.ignored: true
        }
    }
}
