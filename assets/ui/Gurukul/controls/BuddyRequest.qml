import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The partner wants to be a buddy: yes, or not now.
Rectangle {
    id: root

    required property PeopleModel people
    required property string partner

    implicitWidth: row.implicitWidth + 2 * Theme.gap
    implicitHeight: row.implicitHeight + 2 * (Theme.gap - 4)
    radius: Theme.radius
    color: Theme.scrim
    border.width: 1
    border.color: Theme.scrimLine
    visible: people.standing === "asks"
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("%1 wants to be your buddy").arg(partner)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.gap - 4
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap - 4

        ColumnLayout {
            spacing: 1

            Text {
                Layout.fillWidth: true
                Layout.preferredWidth: 0
                text: root.partner
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignLeft
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("wants to be your buddy")
                elide: Text.ElideRight
                color: Theme.stageTextSoft
                font.pixelSize: Theme.fontSmall
                Accessible.ignored: true
            }
        }

        PillButton {
            small: true
            glass: true
            text: qsTr("Not now")
            onClicked: root.people.declineBuddy()
        }

        PillButton {
            small: true
            primary: true
            text: qsTr("Accept")
            onClicked: root.people.addBuddy()
        }
    }
}
