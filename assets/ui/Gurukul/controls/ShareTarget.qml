import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// One screen or window to choose.
T.AbstractButton {
    id: control

    required property int index
    required property string key
    required property string name
    required property string detail
    required property string glyph

    implicitHeight: Math.max(Theme.controlLarge, row.implicitHeight + Theme.gap)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: name

    Accessible.role: Accessible.Button
    // The name last: a window may be called something with a "%2" in it.
    Accessible.name: qsTr("%1, %2").replace("%2", detail).arg(name)
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius - 4
        color: control.down ? Theme.line : control.hovered ? Theme.chosen : Theme.surfaceRaised
        border.width: 1
        border.color: Theme.line

        FocusRing {
            control: parent
            radius: Theme.radius
            visible: control.visualFocus
        }
    }

    contentItem: Item {
        RowLayout {
            id: row

            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            spacing: Theme.gap

            Icon {
                glyph: control.glyph
                color: Theme.accentText
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                Text {
                    Layout.fillWidth: true
                    text: control.name
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.text
                    font.pixelSize: Theme.fontBody
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                }

                Text {
                    Layout.fillWidth: true
                    text: control.detail
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontSmall
                    Accessible.ignored: true
                }
            }
        }
    }
}
