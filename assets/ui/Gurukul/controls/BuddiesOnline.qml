import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Who of the buddies is there, and the wish to be called with them first.
RowLayout {
    id: root

    required property SessionModel session
    required property LobbyModel lobby

    readonly property bool first: session.mode === "buddies_first"

    visible: lobby.online !== ""
    spacing: Theme.gap - 4

    Avatar {
        Layout.preferredWidth: Theme.control - Theme.space
        Layout.preferredHeight: Theme.control - Theme.space
        name: root.lobby.firstOnline
    }

    Text {
        Layout.fillWidth: true
        text: root.lobby.online
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    PillButton {
        small: true
        glyph: root.first ? "check" : "buddies"
        text: root.first ? qsTr("Called first") : qsTr("Call first")
        Accessible.description: qsTr("Who of your buddies looks for a partner too is called before anybody else.")
        onClicked: {
            root.session.setMode(root.first ? "global" : "buddies_first");
            Accessible.announce(root.first ? qsTr("Buddies are called first") : qsTr("Anyone may be called"));
        }
    }
}
