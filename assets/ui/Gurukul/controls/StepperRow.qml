import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// A number that goes up and down in steps; the arrow keys do the same.
T.SpinBox {
    id: control

    required property string label
    required property int number
    // What is read, with its unit.
    required property string shown
    property string note: ""

    signal chosen(value: int)

    implicitHeight: Math.max(words.implicitHeight, Theme.control - 4)
    editable: false
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    up.indicator: null
    down.indicator: null
    onValueChanged: {
        if (value !== number)
            chosen(value);
    }
    Accessible.role: Accessible.SpinBox
    Accessible.name: qsTr("%1: %2").arg(label).arg(shown)
    Accessible.description: note
    Accessible.onIncreaseAction: chosen(Math.min(to, number + stepSize))
    Accessible.onDecreaseAction: chosen(Math.max(from, number - stepSize))

    background: Item {}

    contentItem: RowLayout {
        spacing: Theme.space

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: control.label
                color: Theme.text
                font.pixelSize: Theme.fontBody - 1
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                visible: control.note !== ""
                text: control.note
                color: Theme.textSoft
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }

        RoundStep {
            glyph: "minus"
            text: qsTr("%1: less").arg(control.label)
            enabled: control.value > control.from
            onClicked: control.chosen(Math.max(control.from, control.value - control.stepSize))
        }

        Text {
            Layout.minimumWidth: Theme.control * 1.4
            text: control.shown
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true

            FocusRing {
                control: parent
                radius: Theme.radius / 2
                visible: control.visualFocus
            }
        }

        RoundStep {
            glyph: "plus"
            text: qsTr("%1: more").arg(control.label)
            enabled: control.value < control.to
            onClicked: control.chosen(Math.min(control.to, control.value + control.stepSize))
        }
    }

    Binding {
        target: control
        property: "value"
        value: control.number
    }
}
