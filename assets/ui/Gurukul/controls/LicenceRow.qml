import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// One part of the app and what it is under.
T.AbstractButton {
    id: control

    required property int index
    required property string name
    required property string licence
    property bool current: false

    implicitHeight: Math.max(Theme.control, words.implicitHeight + Theme.gap)
    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: licence === "" ? name : qsTr("%1, %2").arg(name).arg(licence)
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radius - 6
        color: control.down ? Theme.line : control.hovered ? Theme.surfaceRaised : "transparent"
        border.width: control.current ? Theme.focusWidth : 0
        border.color: Theme.focus
    }

    contentItem: Item {
        ColumnLayout {
            id: words

            anchors.left: parent.left
            anchors.right: mark.left
            anchors.leftMargin: Theme.gap - 4
            anchors.rightMargin: Theme.gap - 4
            anchors.verticalCenter: parent.verticalCenter
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: control.name
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.fontBody - 1
                font.weight: Font.Medium
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                visible: control.licence !== ""
                text: control.licence
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textSoft
                font.pixelSize: Theme.fontSmall
                Accessible.ignored: true
            }
        }

        Icon {
            id: mark

            anchors.right: parent.right
            anchors.rightMargin: Theme.space
            anchors.verticalCenter: parent.verticalCenter
            rotation: -90
            glyph: "chevron"
            size: Theme.icon - 4
            color: Theme.textSoft
        }
    }
}
