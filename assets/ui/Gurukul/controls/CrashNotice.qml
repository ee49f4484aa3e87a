import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Once, after a run that did not end as it should: the power may have gone, or Gurukul failed.
Rectangle {
    id: root

    required property DesktopModel desktop

    readonly property string sentence: qsTr("Gurukul did not close properly last time.")
    readonly property string more: qsTr("If that keeps happening, a report helps whoever looks after Gurukul for you.")

    implicitWidth: row.implicitWidth + 2 * Theme.gap
    implicitHeight: row.implicitHeight + 2 * (Theme.space - 2)
    visible: desktop.crashed
    radius: Math.min(height / 2, Theme.edge + Theme.space)
    color: Theme.surface
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence
    Accessible.description: more
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
            glyph: "info"
            size: Theme.icon - 2
            color: Theme.accentText
        }

        Text {
            Layout.fillWidth: true
            text: root.sentence
            color: Theme.text
            font.pixelSize: Theme.fontBody - 1
            font.weight: Font.Medium
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        PillButton {
            Layout.leftMargin: Theme.space
            small: true
            text: qsTr("Copy report")
            Accessible.description: root.more
            onClicked: root.desktop.reportCrash()
        }

        PillButton {
            small: true
            quiet: true
            text: qsTr("Dismiss")
            Accessible.name: qsTr("Dismiss the notice of the last run")
            onClicked: root.desktop.dismissCrash()
        }
    }
}
