import QtQuick
import QtQuick.Layouts
import Gurukul

// One buddy: who, whether they are here, and the way to part, asked twice.
Item {
    id: row

    required property string user
    required property string name
    required property bool online
    // Whether `online` is that of this moment.
    property bool known: true
    property bool asking: false

    signal removed

    implicitHeight: Theme.controlLarge
    Accessible.role: Accessible.ListItem
    // The name last: what others call themselves may hold a "%2" of its own.
    Accessible.name: known ? qsTr("%1, %2").replace("%2", state_.text).arg(name) : name

    onKnownChanged: {
        if (!known)
            asking = false;
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space
        anchors.rightMargin: Theme.space
        spacing: Theme.gap - 4
        opacity: row.known ? 1 : 0.6

        Avatar {
            Layout.preferredWidth: Theme.control - 6
            Layout.preferredHeight: Layout.preferredWidth
            name: row.name
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            Text {
                Layout.fillWidth: true
                text: row.name
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignLeft
                color: Theme.text
                font.pixelSize: Theme.fontBody
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                visible: row.asking
                text: qsTr("Remove?")
                elide: Text.ElideRight
                color: Theme.accentText
                font.pixelSize: Theme.fontSmall
                font.weight: Font.Medium
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Remove %1?").arg(row.name)
            }

            Row {
                visible: row.known && !row.asking
                spacing: Theme.space - 2

                // Full or hollow, so that it is told by more than a colour.
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 10
                    height: width
                    radius: width / 2
                    color: row.online ? Theme.good : "transparent"
                    border.width: 2
                    border.color: row.online ? Theme.good : Theme.textSoft
                }

                Text {
                    id: state_

                    text: row.online ? qsTr("Online") : qsTr("Offline")
                    color: row.online ? Theme.good : Theme.textSoft
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }
            }
        }

        PillButton {
            visible: row.known && !row.asking
            quiet: true
            small: true
            text: qsTr("Remove")
            Accessible.name: qsTr("Remove %1").arg(row.name)
            onClicked: {
                row.asking = true;
                keep.forceActiveFocus(Qt.TabFocusReason);
            }
        }

        PillButton {
            id: keep

            visible: row.asking
            small: true
            text: qsTr("Keep")
            Accessible.name: qsTr("Keep %1").arg(row.name)
            onClicked: row.asking = false
        }

        PillButton {
            visible: row.asking
            small: true
            danger: true
            text: qsTr("Remove")
            Accessible.name: qsTr("Yes, remove %1").arg(row.name)
            onClicked: {
                row.asking = false;
                row.removed();
            }
        }
    }
}
