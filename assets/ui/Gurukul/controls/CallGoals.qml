import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What the two had set out to do, and how many rounds of focus it took.
Rectangle {
    id: root

    required property SummaryModel summary

    visible: summary.met && (summary.ownGoal !== "" || summary.partnerGoal !== "" || summary.rounds !== "")
    implicitHeight: lines.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.line

    GridLayout {
        id: lines

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gap
        columns: own.visible && partner.visible && root.width > Theme.sheetWidth ? 2 : 1
        columnSpacing: Theme.edge
        rowSpacing: Theme.space + 2
        uniformCellWidths: true

        PastGoal {
            id: own

            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            whose: qsTr("Your goal")
            goal: root.summary.ownGoal
        }

        PastGoal {
            id: partner

            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            whose: root.summary.name === "" ? qsTr("Your partner’s goal") : qsTr("%1’s goal").arg(root.summary.name)
            goal: root.summary.partnerGoal
        }

        Text {
            Layout.fillWidth: true
            Layout.columnSpan: lines.columns
            visible: root.summary.rounds !== ""
            text: root.summary.rounds
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            horizontalAlignment: Text.AlignLeft
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
