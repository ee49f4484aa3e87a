import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// How much of something, in percent.
ColumnLayout {
    id: root

    required property string label
    required property int percent
    readonly property string shown: qsTr("%L1 %").arg(percent)

    signal moved(percent: int)

    spacing: Theme.space / 2

    RowLayout {
        spacing: Theme.space

        Text {
            Layout.fillWidth: true
            text: root.label
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Text {
            text: root.shown
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            Accessible.ignored: true
        }
    }

    T.Slider {
        id: slider

        Layout.fillWidth: true
        implicitHeight: Theme.control - Theme.gap
        from: 0
        to: 100
        stepSize: 5
        snapMode: T.Slider.SnapAlways
        focusPolicy: Qt.StrongFocus
        hoverEnabled: true
        // A screen reader sets the value without a move.
        onValueChanged: {
            if (Math.round(value) !== root.percent)
                root.moved(Math.round(value));
        }
        Accessible.name: root.label
        Accessible.description: root.shown

        background: Rectangle {
            x: slider.leftPadding
            y: (slider.height - height) / 2
            width: slider.availableWidth
            height: 6
            radius: height / 2
            color: Theme.surfaceRaised
            border.width: 1
            border.color: Theme.textSoft

            Rectangle {
                anchors.left: parent.left
                width: Math.max(parent.height, slider.visualPosition * parent.width)
                height: parent.height
                radius: parent.radius
                color: Theme.accent
            }
        }

        handle: Rectangle {
            x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
            y: (slider.height - height) / 2
            width: Theme.edge
            height: width
            radius: width / 2
            color: slider.pressed ? Theme.accentPressed : slider.hovered ? Theme.accentHover : Theme.accent
            border.width: 2
            border.color: Theme.accentInk

            FocusRing {
                control: parent
                visible: slider.visualFocus
            }
        }
    }

    Binding {
        target: slider
        property: "value"
        value: root.percent
    }
}
