import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Which server finds the partners, and whether to ask for a newer app.
ColumnLayout {
    id: root

    required property SessionModel session
    required property SettingsModel settings
    required property AboutModel about

    property string problem: ""

    spacing: Theme.gap

    LineField {
        Layout.fillWidth: true
        label: qsTr("Address of the server")
        words: root.settings.server
        note: root.settings.serverNote
        problem: root.problem
        characters: root.settings.serverCharacters
        fixed: root.settings.serverTyped
        onEdited: root.problem = ""
        onEntered: words => root.problem = root.settings.setServer(words)
        onProblemChanged: {
            if (problem !== "")
                Accessible.announce(problem);
        }
    }

    Text {
        Layout.fillWidth: true
        text: root.session.linkSentence
        color: Theme.textSoft
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    SwitchRow {
        Layout.fillWidth: true
        visible: root.about.canSwitch
        text: qsTr("Look for a newer version once a day")
        note: qsTr("%1 Nothing about you is sent, and nothing is downloaded.").arg(root.about.looking)
        on: root.about.looks
        onClicked: root.about.setLooks(!root.about.looks)
    }
}
