pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Gurukul

// A choice between a few words, one of them always on.
Rectangle {
    id: root

    required property string label
    // Each: {value, text, glyph}
    required property list<var> options
    required property string current
    // Over a picture, whatever the time of day.
    property bool staged: false

    readonly property color chosenGround: staged ? Theme.stageText : Theme.chosen
    readonly property color hoveredGround: staged ? Theme.glassHover : Theme.surfaceRaised
    readonly property color chosenMark: staged ? Theme.stage : Theme.accentText
    readonly property color chosenText: staged ? Theme.stage : Theme.text
    readonly property color soft: staged ? Theme.stageTextSoft : Theme.textSoft

    signal chosen(value: string)

    implicitWidth: row.implicitWidth + 8
    implicitHeight: Theme.control - 6
    radius: height / 2
    color: staged ? Theme.glass : Theme.surface
    border.width: 1
    border.color: staged ? Theme.scrimLine : Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Row {
        id: row

        anchors.centerIn: parent
        height: parent.height - 8

        Repeater {
            model: root.options

            T.AbstractButton {
                id: option

                required property var modelData
                readonly property bool on: modelData.value === root.current

                height: row.height
                implicitWidth: content.implicitWidth + 2 * (Theme.gap - 4)
                text: modelData.text
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                // Qt tells this to a screen reader that comes later, whatever is said below.
                checked: on
                onClicked: root.chosen(modelData.value)

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
                    color: option.on ? root.chosenGround : option.hovered ? root.hoveredGround : "transparent"

                    FocusRing {
                        control: parent
                        visible: option.visualFocus
                    }

                    Behavior on color {
                        ColorAnimation {
                            duration: Theme.quick
                        }
                    }
                }

                contentItem: Item {
                    Row {
                        id: content

                        anchors.centerIn: parent
                        spacing: Theme.space

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            glyph: option.modelData.glyph
                            size: Theme.icon - 4
                            color: option.on ? root.chosenMark : root.soft
                        }

                        Text {
                            anchors.verticalCenter: parent.verticalCenter
                            text: option.text
                            color: option.on ? root.chosenText : root.soft
                            font.pixelSize: Theme.fontBody - 1
                            font.weight: option.on ? Font.DemiBold : Font.Medium
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
