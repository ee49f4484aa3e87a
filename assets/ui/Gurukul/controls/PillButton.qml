import QtQuick
import QtQuick.Templates as T
import Gurukul

// A button with words. `primary` is the one thing to do next, `danger` hangs up, `quiet` is
// there for who looks for it, `settled` says how things are and asks for nothing.
T.AbstractButton {
    id: control

    property string glyph: ""
    property bool primary: false
    property bool danger: false
    property bool large: false
    property bool glass: false
    property bool quiet: false
    property bool settled: false
    property bool small: false

    readonly property color foreground: primary ? Theme.accentInk : danger ? Theme.dangerInk : glass ? Theme.stageText : quiet ? Theme.textSoft : Theme.text
    readonly property color ground: primary ? Theme.accent : danger ? Theme.danger : glass ? Theme.glass : quiet ? "transparent" : Theme.surface
    readonly property color groundHover: primary ? Theme.accentHover : danger ? Theme.dangerHover : glass ? Theme.glassHover : Theme.surfaceRaised
    readonly property color groundPressed: primary ? Theme.accentPressed : danger ? Theme.dangerPressed : glass ? Theme.glassPressed : Theme.line

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: large ? Theme.controlLarge : small ? Theme.control - 6 : Theme.control
    leftPadding: large ? Theme.wide + Theme.space : small ? Theme.gap : Theme.edge - 2
    rightPadding: leftPadding
    spacing: Theme.space + 2
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    font.pixelSize: large ? Theme.fontLarge : small ? Theme.fontBody - 1 : Theme.fontButton
    font.weight: Font.DemiBold
    scale: down && !settled ? 0.97 : 1
    opacity: enabled ? 1 : 0.5

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
        color: control.settled ? control.ground : control.down ? control.groundPressed : control.hovered ? control.groundHover : control.ground
        border.width: control.primary || control.danger || control.quiet ? 0 : 1
        border.color: control.glass ? Theme.scrimLine : Theme.line

        FocusRing {
            control: parent
            visible: control.visualFocus
        }

        Behavior on color {
            ColorAnimation {
                duration: Theme.quick
            }
        }
    }

    contentItem: Item {
        id: content

        readonly property real beside: mark.visible ? mark.width + (label.visible ? control.spacing : 0) : 0

        implicitWidth: Math.ceil(label.implicitWidth) + beside
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: control.spacing

            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                visible: control.glyph !== ""
                glyph: control.glyph === "" ? "find" : control.glyph
                color: control.foreground
                size: control.large ? Theme.icon + 6 : control.small ? Theme.icon - 4 : Theme.icon
            }

            Text {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                width: Math.min(Math.ceil(implicitWidth), content.width - content.beside)
                text: control.text
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font: control.font
                color: control.foreground
                Accessible.ignored: true
            }
        }
    }
}
