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

    signal chosen(value: string)

    implicitWidth: row.implicitWidth + 8
    implicitHeight: Theme.control
    radius: height / 2
    color: Theme.surface
    border.width: 1
    border.color: Theme.line
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
                implicitWidth: content.implicitWidth + 2 * Theme.gap
                text: modelData.text
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
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
                    color: option.on ? Theme.chosen : option.hovered ? Theme.surfaceRaised : "transparent"

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
                            color: option.on ? Theme.accentText : Theme.textSoft
                        }

                        Text {
                            anchors.verticalCenter: parent.verticalCenter
                            text: option.text
                            color: option.on ? Theme.text : Theme.textSoft
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
