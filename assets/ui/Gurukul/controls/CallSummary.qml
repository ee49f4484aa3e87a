import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What the call was: with whom, how long, why it is over, and what the two had set out to do.
Flickable {
    id: root

    required property SummaryModel summary
    property bool compact: false

    // Beside each other where the goals need the room below.
    readonly property bool beside: compact || goals.visible

    implicitHeight: content.implicitHeight
    clip: contentHeight > height
    contentWidth: width
    contentHeight: content.implicitHeight
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height

    ColumnLayout {
        id: content

        width: root.width
        spacing: root.compact ? Theme.gap : Theme.edge

        GridLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: content.width
            columns: root.beside ? 2 : 1
            columnSpacing: Theme.edge
            rowSpacing: Theme.gap

            Avatar {
                Layout.alignment: Qt.AlignCenter
                Layout.preferredWidth: root.beside ? Theme.emblem : Theme.emblem + Theme.edge
                Layout.preferredHeight: Layout.preferredWidth
                name: root.summary.name
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: root.compact ? 2 : Theme.space

                PageTitle {
                    Layout.fillWidth: true
                    compact: root.beside
                    horizontalAlignment: root.beside ? Text.AlignLeft : Text.AlignHCenter
                    text: qsTr("Call ended")
                }

                Text {
                    Layout.fillWidth: true
                    text: root.summary.headline
                    textFormat: Text.PlainText
                    color: Theme.accentText
                    font.pixelSize: Theme.fontLarge
                    font.weight: Font.DemiBold
                    horizontalAlignment: root.beside ? Text.AlignLeft : Text.AlignHCenter
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    elide: Text.ElideRight
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                    Component.onCompleted: Accessible.announce(text)
                }

                Text {
                    Layout.fillWidth: true
                    text: root.summary.reason
                    textFormat: Text.PlainText
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontBody + 1
                    horizontalAlignment: root.beside ? Text.AlignLeft : Text.AlignHCenter
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    elide: Text.ElideRight
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }

        CallGoals {
            id: goals

            Layout.fillWidth: true
            summary: root.summary
        }
    }
}
