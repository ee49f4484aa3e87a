import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Says that a screen is shared, whose it is, and how one's own is shared no more.
Rectangle {
    id: root

    required property SessionModel session
    required property SharingModel sharing

    readonly property string sentence: sharing.sentence || sharing.partnerSentence

    implicitWidth: row.implicitWidth + Theme.gap + (session.sharing ? Theme.space : Theme.gap)
    implicitHeight: row.implicitHeight + 2 * Theme.space - (session.sharing ? 4 : 0)
    radius: Math.min(height / 2, Theme.wide)
    color: Theme.scrim
    border.width: session.sharing ? 2 : 1
    border.color: session.sharing ? Theme.accent : Theme.scrimLine
    visible: sentence !== ""
    Accessible.role: Accessible.StaticText
    Accessible.name: sentence

    onSentenceChanged: {
        if (sentence !== "")
            Accessible.announce(sentence);
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: root.session.sharing ? Theme.space : Theme.gap
        spacing: Theme.space + 2

        Icon {
            glyph: "screen"
            size: Theme.icon - 2
            color: root.session.sharing ? Theme.accent : Theme.stageTextSoft
        }

        Text {
            Layout.fillWidth: true
            text: root.sentence
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.stageText
            font.pixelSize: Theme.fontBody
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }

        PillButton {
            visible: root.session.sharing
            small: true
            danger: true
            text: qsTr("Stop")
            Accessible.name: qsTr("Stop sharing the screen")
            onClicked: root.sharing.stop()
        }
    }
}
