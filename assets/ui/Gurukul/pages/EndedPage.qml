import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// "Call ended", for a moment.
FocusScope {
    id: root

    required property SessionModel session

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight

    focus: true

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth)
        spacing: Theme.gap

        Icon {
            Layout.alignment: Qt.AlignHCenter
            glyph: "lotus"
            size: Theme.controlLarge + Theme.gap
            color: Theme.ornament
        }

        PageTitle {
            Layout.fillWidth: true
            compact: root.compact
            text: qsTr("Call ended")
        }

        Text {
            Layout.fillWidth: true
            text: qsTr("Well studied. The next partner is one press away.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody + 1
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }
    }
}
