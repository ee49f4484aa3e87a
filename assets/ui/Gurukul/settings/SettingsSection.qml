pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// The section of one name.
Loader {
    id: root

    required property string name
    required property SessionModel session
    required property DevicesModel devices
    required property SettingsModel settings
    required property AboutModel about
    required property VideoSurface local

    signal showAbout

    function sectionOf(name: string): Component {
        switch (name) {
        case "devices":
            return devicesSection;
        case "sounds":
            return soundsSection;
        case "voice":
            return voiceSection;
        case "calls":
            return callsSection;
        case "privacy":
            return privacySection;
        case "appearance":
            return appearanceSection;
        case "language":
            return languageSection;
        case "server":
            return serverSection;
        case "shortcuts":
            return shortcutsSection;
        case "reset":
            return resetSection;
        default:
            return youSection;
        }
    }

    sourceComponent: sectionOf(name)

    Component {
        id: youSection

        YouSection {
            settings: root.settings
        }
    }

    Component {
        id: devicesSection

        DevicesSection {
            session: root.session
            devices: root.devices
            settings: root.settings
            local: root.local
        }
    }

    Component {
        id: soundsSection

        SoundsSection {
            devices: root.devices
            settings: root.settings
        }
    }

    Component {
        id: voiceSection

        VoiceSwitches {
            devices: root.devices
        }
    }

    Component {
        id: callsSection

        CallsSection {
            settings: root.settings
        }
    }

    Component {
        id: privacySection

        PrivacySection {
            session: root.session
            settings: root.settings
        }
    }

    Component {
        id: appearanceSection

        AppearanceSection {
            settings: root.settings
        }
    }

    Component {
        id: languageSection

        LanguageSection {
            settings: root.settings
        }
    }

    Component {
        id: serverSection

        ServerSection {
            session: root.session
            settings: root.settings
            about: root.about
        }
    }

    Component {
        id: shortcutsSection

        ShortcutsSection {}
    }

    Component {
        id: resetSection

        ResetSection {
            settings: root.settings
            onAbout: root.showAbout()
        }
    }
}
