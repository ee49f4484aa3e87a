import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What strangers may see and learn.
ColumnLayout {
    id: root

    required property SessionModel session
    required property SettingsModel settings

    spacing: Theme.space

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Camera only after a match")
        note: qsTr("It stays closed in the lobby and while you search")
        on: root.settings.cameraAfterMatch
        onClicked: root.settings.setCameraAfterMatch(!on)
    }

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Hide my network address from strangers")
        note: root.session.canHide ? qsTr("From your next call on, through the server’s relay") : qsTr("Where the server has a relay; the present one has none")
        on: root.session.hideAddress
        onClicked: root.session.setHideAddress(!on)
    }
}
