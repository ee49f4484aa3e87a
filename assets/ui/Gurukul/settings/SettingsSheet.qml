pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// All that can be set, in sections: side by side with their list, or one after the other where
// there is no room for both.
Sheet {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property SettingsModel settings
    required property AboutModel about
    required property VideoSurface local

    // The partner can be left at any time.
    property bool inCall: false
    readonly property bool narrow: width < Theme.settingsListWidth * 2.6
    readonly property var chosen: sections.find(section => section.name === view)
    readonly property list<var> sections: [
        {
            name: "you",
            glyph: "person",
            text: qsTr("You")
        },
        {
            name: "devices",
            glyph: "camera",
            text: qsTr("Devices")
        },
        {
            name: "sounds",
            glyph: "speaker",
            text: qsTr("Sounds")
        },
        {
            name: "voice",
            glyph: "microphone",
            text: qsTr("Voice")
        },
        {
            name: "calls",
            glyph: "clock",
            text: qsTr("Calls")
        },
        {
            name: "privacy",
            glyph: "shield",
            text: qsTr("Privacy")
        },
        {
            name: "appearance",
            glyph: "appearance",
            text: qsTr("Appearance")
        },
        {
            name: "language",
            glyph: "globe",
            text: qsTr("Language")
        },
        {
            name: "server",
            glyph: "server",
            text: qsTr("Server and updates")
        },
        {
            name: "shortcuts",
            glyph: "keyboard",
            text: qsTr("Keyboard shortcuts")
        },
        {
            name: "reset",
            glyph: "retry",
            text: qsTr("Reset and about")
        }
    ]
    property string view: "you"
    // Narrow: the list is shown, and not a section.
    property bool listed: true
    property real reach: 0

    signal showAbout

    function show(name: string) {
        view = name;
        listed = false;
        page.contentY = 0;
    }

    title: qsTr("Settings")
    modal: !inCall
    closePolicy: inCall ? T.Popup.NoAutoClose : T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    docked: inCall
    x: parent ? inCall ? parent.width - width : Math.round((parent.width - width) / 2) : 0
    y: parent && !inCall ? Math.round((parent.height - height) / 2) : 0
    width: parent ? Math.min(Theme.settingsWidth, inCall ? Math.max(Theme.sheetWidth, parent.width - 1.5 * Theme.stageLeast) : parent.width - 2 * Theme.edge) : 0
    height: parent ? inCall ? parent.height - reach : Math.min(Theme.sized(Theme.readingHeight + Theme.controlLarge), parent.height - 2 * Theme.edge) : 0

    onAboutToShow: listed = true
    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        spacing: Theme.gap

        Shortcut {
            enabled: root.inCall && root.visible
            sequence: KeyTable.leave
            onActivated: root.close()
        }

        RowLayout {
            spacing: Theme.gap - 4

            PillButton {
                visible: root.narrow && !root.listed
                small: true
                quiet: true
                text: qsTr("Back")
                onClicked: root.listed = true
            }

            PageTitle {
                Layout.fillWidth: true
                text: root.narrow && !root.listed ? root.chosen.text : root.title
                font.pixelSize: Theme.fontLarge
                horizontalAlignment: Text.AlignLeft
            }

            PillButton {
                id: leave

                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close settings")
                onClicked: root.close()
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: -Theme.space
            spacing: Theme.gap

            ScrollColumn {
                Layout.fillHeight: true
                Layout.fillWidth: root.narrow
                Layout.preferredWidth: Theme.settingsListWidth
                visible: !root.narrow || root.listed
                spacing: 0
                Accessible.role: Accessible.Grouping
                Accessible.name: root.title

                Repeater {
                    model: root.sections

                    SectionButton {
                        required property var modelData

                        Layout.fillWidth: true
                        glyph: modelData.glyph
                        text: modelData.text
                        on: modelData.name === root.view && !root.narrow
                        onClicked: root.show(modelData.name)
                    }
                }
            }

            Rectangle {
                Layout.fillHeight: true
                implicitWidth: 1
                visible: !root.narrow
                color: Theme.line
            }

            ScrollColumn {
                id: page

                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: !root.narrow || !root.listed

                SectionTitle {
                    visible: !root.narrow
                    text: root.chosen.text
                }

                Loader {
                    Layout.fillWidth: true
                    active: root.visible && page.visible
                    sourceComponent: SettingsSection {
                        name: root.view
                        session: root.session
                        devices: root.devices
                        settings: root.settings
                        about: root.about
                        local: root.local
                        onShowAbout: root.showAbout()
                    }
                }
            }
        }
    }
}
