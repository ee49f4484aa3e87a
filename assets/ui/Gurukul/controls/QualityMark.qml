pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// How good the call is: three bars, fewer of them for a weak one. Opens the figures.
T.AbstractButton {
    id: control

    required property CallModel call

    readonly property int bars: call.level === "good" ? 3 : call.level === "weak" ? 2 : 1

    implicitWidth: Theme.icon + 6
    implicitHeight: Theme.icon + 4
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("%1. Figures of the call").arg(call.mark)
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: call.reason
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.space
        color: control.hovered ? Theme.glassHover : "transparent"

        FocusRing {
            control: parent
            radius: Theme.space + Theme.focusWidth
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        Repeater {
            model: 3

            Rectangle {
                required property int index

                readonly property bool lit: index < control.bars

                x: 5 + 7 * index
                y: control.height - 6 - height
                width: 4
                height: 6 + 5 * index
                radius: 2
                color: !lit ? "transparent" : control.bars === 3 ? Theme.stageText : Theme.accent
                border.width: lit ? 0 : 1
                border.color: Theme.stageTextSoft
            }
        }
    }
}
