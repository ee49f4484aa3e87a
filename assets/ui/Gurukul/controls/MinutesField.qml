import QtQuick
import QtQuick.Templates as T
import Gurukul

// A number of minutes, over a picture: by its two buttons, by the arrow keys, or typed.
T.SpinBox {
    id: control

    required property string label

    implicitWidth: Theme.control * 3
    implicitHeight: Theme.control - 4
    leftPadding: down.indicator.width
    rightPadding: up.indicator.width
    from: 1
    editable: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.fontButton
    font.weight: Font.DemiBold
    Accessible.role: Accessible.SpinBox
    Accessible.name: label
    validator: IntValidator {
        bottom: control.from
        top: control.to
    }

    background: Rectangle {
        radius: height / 2
        color: Theme.glassPressed
        border.width: control.activeFocus ? Theme.focusWidth : 1
        border.color: control.activeFocus ? Theme.focus : Theme.scrimLine
    }

    contentItem: TextInput {
        text: control.displayText
        font: control.font
        color: Theme.stageText
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        horizontalAlignment: Qt.AlignHCenter
        verticalAlignment: Qt.AlignVCenter
        readOnly: !control.editable
        validator: control.validator
        inputMethodHints: Qt.ImhDigitsOnly
        selectByMouse: true
        Accessible.ignored: true
    }

    up.indicator: Item {
        x: control.mirrored ? 0 : control.width - width
        width: Theme.control - 8
        height: control.height

        Text {
            anchors.centerIn: parent
            text: "+"
            color: control.value < control.to ? Theme.stageText : Theme.stageTextSoft
            opacity: control.up.hovered || control.up.pressed ? 1 : 0.8
            font.pixelSize: Theme.fontLarge
            Accessible.ignored: true
        }
    }

    down.indicator: Item {
        x: control.mirrored ? control.width - width : 0
        width: Theme.control - 8
        height: control.height

        Text {
            anchors.centerIn: parent
            text: "−"
            color: control.value > control.from ? Theme.stageText : Theme.stageTextSoft
            opacity: control.down.hovered || control.down.pressed ? 1 : 0.8
            font.pixelSize: Theme.fontLarge
            Accessible.ignored: true
        }
    }
}
