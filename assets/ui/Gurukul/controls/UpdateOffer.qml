import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// A newer version is there: have a look, or hear no more of it.
Rectangle {
    id: root

    required property AboutModel about

    readonly property string sentence: qsTr("Gurukul %1 is available").arg(about.offered)

    implicitWidth: row.implicitWidth + 2 * Theme.gap
    implicitHeight: row.implicitHeight + 2 * (Theme.space - 2)
    visible: about.offered !== ""
    radius: Math.min(height / 2, Theme.wide)
    color: Theme.surface
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence
    onVisibleChanged: {
        if (visible)
            Accessible.announce(sentence);
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.space - 2
        spacing: Theme.space

        Icon {
            glyph: "update"
            size: Theme.icon - 2
            color: Theme.accentText
        }

        Text {
            Layout.fillWidth: true
            text: root.sentence
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            font.weight: Font.Medium
            Accessible.ignored: true
        }

        PillButton {
            Layout.leftMargin: Theme.space
            visible: root.about.hasPage
            small: true
            text: qsTr("Get it")
            Accessible.name: qsTr("Get Gurukul %1").arg(root.about.offered)
            onClicked: root.about.getNewer()
        }

        PillButton {
            small: true
            quiet: true
            text: qsTr("Later")
            Accessible.name: qsTr("Hear no more of Gurukul %1").arg(root.about.offered)
            onClicked: root.about.dismiss()
        }
    }
}
