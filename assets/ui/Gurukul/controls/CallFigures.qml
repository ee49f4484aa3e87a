import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What the mark comes from: its reason in a sentence and, when asked for, the figures.
Rectangle {
    id: root

    required property CallModel call
    required property UsageModel usage
    property bool detailed: false

    implicitWidth: content.implicitWidth + 2 * Theme.gap
    implicitHeight: content.implicitHeight + 2 * (Theme.space + 2)
    radius: Theme.radius
    color: Theme.scrim
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Figures of the call")
    Accessible.ignored: !detailed

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.margins: Theme.space + 2
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        // Room for the ring of focus, where nothing has to be scrolled.
        clip: contentHeight > height || contentWidth > width
        contentWidth: Math.max(width, content.implicitWidth)
        contentHeight: content.implicitHeight
        boundsBehavior: Flickable.StopAtBounds

        // What the keyboard comes to is at the end.
        readonly property Item focused: Window.activeFocusItem

        onFocusedChanged: {
            let item = focused;
            while (item && item !== content)
                item = item.parent;
            if (item)
                contentY = Math.max(0, contentHeight - height);
        }

        ColumnLayout {
            id: content

            width: flick.contentWidth
            spacing: Theme.space

            Text {
                Layout.fillWidth: true
                Layout.preferredWidth: 300
                text: root.call.reason || root.call.mark
                wrapMode: Text.WordWrap
                color: Theme.stageText
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }

            RowLayout {
                visible: root.detailed
                spacing: Theme.gap
                Accessible.role: Accessible.StaticText
                Accessible.name: root.call.spoken

                Text {
                    text: root.call.names
                    color: Theme.stageTextSoft
                    font.pixelSize: Theme.fontSmall
                    lineHeight: 1.2
                    Accessible.ignored: true
                }

                Text {
                    text: root.detailed ? root.call.values : ""
                    color: Theme.stageText
                    font.pixelSize: Theme.fontSmall
                    font.features: {
                        "tnum": 1
                    }
                    lineHeight: 1.2
                    Accessible.ignored: true
                }
            }

            QualityChoice {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space
                visible: root.detailed
                staged: true
                usage: root.usage
            }
        }
    }
}
