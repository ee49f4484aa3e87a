import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// Something that is on or off, and what that means.
T.AbstractButton {
    id: control

    required property bool on
    property string note: ""

    implicitHeight: Math.max(Theme.control - 4, words.implicitHeight + Theme.space)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    checked: on

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: note
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Item {}

    contentItem: Item {
        ColumnLayout {
            id: words

            anchors.left: parent.left
            anchors.right: track.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: control.text
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

        Rectangle {
            id: track

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.control - 4
            height: Theme.edge + 2
            radius: height / 2
            color: control.on ? Theme.accent : control.hovered ? Theme.chosen : Theme.surfaceRaised
            border.width: control.on ? 0 : 2
            border.color: Theme.textSoft

            FocusRing {
                control: parent
                visible: control.visualFocus
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                x: control.on ? parent.width - width - 4 : 5
                width: control.on ? Theme.edge - 6 : Theme.edge - 10
                height: width
                radius: width / 2
                color: control.on ? Theme.accentInk : Theme.textSoft

                Behavior on x {
                    NumberAnimation {
                        duration: Theme.quick
                    }
                }
            }
        }
    }
}
