pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul

// All keys, as a table.
ColumnLayout {
    id: root

    spacing: 0

    Repeater {
        model: KeyTable.all

        RowLayout {
            id: line

            required property var modelData
            required property int index

            Layout.fillWidth: true
            Layout.topMargin: Theme.space / 2
            spacing: Theme.gap
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(line.modelData.text).arg(line.modelData.keys)

            Text {
                Layout.fillWidth: true
                text: line.modelData.text
                color: Theme.text
                font.pixelSize: Theme.fontBody - 1
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            Rectangle {
                implicitWidth: Math.max(keys.implicitWidth + Theme.gap, implicitHeight)
                implicitHeight: keys.implicitHeight + Theme.space
                radius: Theme.radius / 2
                color: Theme.surfaceRaised
                border.width: 1
                border.color: Theme.line

                Text {
                    id: keys

                    anchors.centerIn: parent
                    text: line.modelData.keys
                    color: Theme.text
                    font.pixelSize: Theme.fontSmall + 1
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                }
            }
        }
    }
}
