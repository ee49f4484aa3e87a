import QtQuick
import Gurukul
import Gurukul.Native

// Has the theme follow the settings, and where they say so the system.
Item {
    id: root

    required property SettingsModel settings
    // What the system asks for.
    required property bool reducedMotion

    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.reducedMotion || root.settings.motion === "reduced"
    }

    Binding {
        target: Theme
        property: "textSize"
        value: root.settings.textSize
    }

    Binding {
        target: Theme
        property: "scheme"
        value: root.settings.scheme === "light" ? Qt.ColorScheme.Light : Qt.ColorScheme.Dark
        when: root.settings.scheme !== "system"
    }
}
