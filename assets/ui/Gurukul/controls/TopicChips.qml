pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What to study together, each with a way to take it off again.
Flow {
    id: root

    required property SessionModel session

    // What a line of them takes, and what there is.
    readonly property real natural: {
        let sum = 0;
        for (let index = 0; index < placed; index++)
            sum += (chips.itemAt(index)?.implicitWidth ?? 0) + (index > 0 ? spacing : 0);
        return sum;
    }
    property real most: Theme.contentWidth
    property int placed: 0

    spacing: Theme.space
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("What to study")

    Repeater {
        id: chips

        model: root.session.topics
        onItemAdded: root.placed++
        onItemRemoved: root.placed--

        T.AbstractButton {
            id: chip

            required property string topic

            implicitWidth: Math.min(row.implicitWidth + 2 * Theme.gap, root.most)
            implicitHeight: Theme.control - Theme.gap
            text: topic
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            onClicked: root.session.removeTopic(topic)

            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Remove topic %1").arg(topic)
            Accessible.onPressAction: clicked()
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()

            background: Rectangle {
                radius: height / 2
                color: chip.down ? Theme.line : chip.hovered ? Theme.surfaceRaised : Theme.chosen
                border.width: 1
                border.color: Theme.line

                FocusRing {
                    control: parent
                    visible: chip.visualFocus
                }
            }

            contentItem: Item {
                Row {
                    id: row

                    anchors.centerIn: parent
                    spacing: Theme.space

                    Text {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.min(Math.ceil(implicitWidth), root.most - 2 * Theme.gap - Theme.icon - Theme.space)
                        text: chip.text
                        textFormat: Text.PlainText
                        elide: Text.ElideRight
                        color: Theme.text
                        font.pixelSize: Theme.fontSmall + 1
                        Accessible.ignored: true
                    }

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        glyph: "cancel"
                        size: Theme.icon - 6
                        color: Theme.textSoft
                    }
                }
            }
        }
    }
}
