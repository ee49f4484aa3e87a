import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// The focus timer in a few letters, always in sight; a press opens its card.
T.AbstractButton {
    id: root

    required property FocusModel timer

    implicitWidth: words.implicitWidth + 2 * Theme.gap
    implicitHeight: words.implicitHeight + Theme.gap + 2
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: timer.spoken
    onClicked: timer.setOpen(!timer.open)

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: height / 2
        color: root.down ? Theme.glassPressed : root.hovered ? Theme.glassHover : Theme.scrim
        border.width: 1
        border.color: Theme.scrimLine

        FocusRing {
            control: parent
            visible: root.visualFocus
        }

        // How much of the phase is left.
        Rectangle {
            anchors.left: parent.left
            anchors.leftMargin: parent.radius
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 3
            visible: root.timer.on
            width: (parent.width - 2 * parent.radius) * root.timer.share
            height: 2
            radius: 1
            color: root.timer.phase === "break" ? Theme.stageGood : Theme.accent
        }
    }

    contentItem: Item {
        Row {
            id: words

            anchors.centerIn: parent
            spacing: Theme.space

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                glyph: root.timer.on && !root.timer.running ? "pause" : "timer"
                size: Theme.icon - 3
                color: root.timer.on ? Theme.accent : Theme.stageText
            }

            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.timer.phaseName
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                Accessible.ignored: true
            }

            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.timer.on
                text: root.timer.left
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                font.weight: Font.DemiBold
                font.features: {
                    "tnum": 1
                }
                Accessible.ignored: true
            }
        }
    }
}
