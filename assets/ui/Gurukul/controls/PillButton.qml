import QtQuick
import QtQuick.Templates as T
import Gurukul

// A button with words. `primary` is the one thing to do next, `danger` hangs up.
T.AbstractButton {
    id: control

    property string glyph: ""
    property bool primary: false
    property bool danger: false
    property bool large: false
    property bool glass: false

    readonly property color foreground: primary ? Theme.accentInk : danger ? Theme.dangerInk : glass ? Theme.stageText : Theme.text
    readonly property color ground: primary ? Theme.accent : danger ? Theme.danger : glass ? Theme.glass : Theme.surface
    readonly property color groundHover: primary ? Theme.accentHover : danger ? Theme.dangerHover : glass ? Theme.glassHover : Theme.surfaceRaised
    readonly property color groundPressed: primary ? Theme.accentPressed : danger ? Theme.dangerPressed : glass ? Theme.glassPressed : Theme.line

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: large ? Theme.controlLarge : Theme.control
    leftPadding: large ? Theme.wide + Theme.space : Theme.edge - 2
    rightPadding: leftPadding
    spacing: Theme.space + 2
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    font.pixelSize: large ? Theme.fontLarge : Theme.fontButton
    font.weight: Font.DemiBold
    scale: down ? 0.97 : 1

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
        color: control.down ? control.groundPressed : control.hovered ? control.groundHover : control.ground
        border.width: control.primary || control.danger ? 0 : 1
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
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: control.spacing

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.glyph !== ""
                glyph: control.glyph === "" ? "find" : control.glyph
                color: control.foreground
                size: control.large ? Theme.icon + 6 : Theme.icon
            }

            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: control.text
                font: control.font
                color: control.foreground
                Accessible.ignored: true
            }
        }
    }
}
