import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What the window speaks. A language is called by itself, for who reads no other.
ColumnLayout {
    id: root

    required property SettingsModel settings

    OptionList {
        Layout.fillWidth: true
        label: qsTr("Language")
        current: root.settings.language
        options: [
            {
                value: "system",
                text: qsTr("As the system")
            },
            {
                value: "en",
                text: "English"
            },
            {
                value: "hi",
                text: "हिन्दी"
            }
        ]
        onChosen: value => root.settings.setLanguage(value)
    }
}
