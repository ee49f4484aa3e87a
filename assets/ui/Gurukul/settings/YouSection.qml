import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How the partner calls one.
ColumnLayout {
    id: root

    required property SettingsModel settings

    spacing: Theme.gap

    LineField {
        Layout.fillWidth: true
        label: qsTr("Your name")
        words: root.settings.name
        note: root.settings.nameNote
        characters: root.settings.nameCharacters
        fixed: root.settings.nameTyped
        onEntered: words => root.settings.setName(words)
    }
}
