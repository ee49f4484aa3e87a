import QtQuick
import QtQuick.Layouts
import Gurukul

// One day of a week: how long in words, as a bar, and which day.
Item {
    id: root

    required property string label
    required property string value
    required property real share
    required property bool today
    required property string spoken

    Accessible.role: Accessible.StaticText
    Accessible.name: spoken

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space / 2

        Item {
            id: room

            Layout.fillWidth: true
            Layout.fillHeight: true

            Text {
                anchors.bottom: bar.top
                anchors.bottomMargin: 3
                anchors.horizontalCenter: parent.horizontalCenter
                width: parent.width + Theme.space
                text: root.value
                color: Theme.text
                font.pixelSize: Theme.fontSmall - 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.fontSmall - 4
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }

            Rectangle {
                id: bar

                anchors.bottom: parent.bottom
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width, Theme.control)
                height: root.share > 0 ? Math.max(Theme.space, (room.height - Theme.edge) * root.share) : 3
                radius: Math.min(Theme.space, height / 2)
                color: root.share > 0 ? Theme.accent : Theme.line

                Behavior on height {
                    NumberAnimation {
                        duration: Theme.fade
                        easing.type: Easing.OutCubic
                    }
                }
            }
        }

        Text {
            Layout.fillWidth: true
            text: root.label
            color: root.today ? Theme.text : Theme.textSoft
            font.pixelSize: Theme.fontSmall
            font.weight: root.today ? Font.Bold : Font.Medium
            font.underline: root.today
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
