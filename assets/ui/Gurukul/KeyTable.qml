pragma Singleton

import QtQuick

// Every key of the app, once: what listens for it reads it here, and so does the list of keys
// in the settings.
QtObject {
    readonly property string find: "F"
    readonly property string skip: "S"
    readonly property string end: "E"
    readonly property string leave: "Esc"
    readonly property string microphone: "M"
    readonly property string camera: "V"
    readonly property string figures: "I"
    readonly property string chat: "C"
    readonly property string focusTimer: "T"
    readonly property string share: "D"
    readonly property string fullScreen: "F11"
    readonly property string smallWindow: "P"
    readonly property string buddies: "Ctrl+B"
    readonly property string devices: "Ctrl+D"
    readonly property string history: "H"
    readonly property string settings: "Ctrl+,"
    readonly property string about: "F1"
    readonly property string quit: "Ctrl+Q"

    // In the order in which they are read.
    readonly property list<var> all: [
        {
            keys: find,
            text: qsTr("Find a partner; in a call, full screen")
        },
        {
            keys: skip,
            text: qsTr("Skip to the next partner")
        },
        {
            keys: end,
            text: qsTr("End the call")
        },
        {
            keys: leave,
            text: qsTr("Cancel the search, or close what is open")
        },
        {
            keys: microphone,
            text: qsTr("Microphone on or off")
        },
        {
            keys: camera,
            text: qsTr("Camera on or off")
        },
        {
            keys: chat,
            text: qsTr("Chat")
        },
        {
            keys: focusTimer,
            text: qsTr("Focus timer")
        },
        {
            keys: share,
            text: qsTr("Share the screen, or stop")
        },
        {
            keys: figures,
            text: qsTr("How good the call is, in figures")
        },
        {
            keys: fullScreen,
            text: qsTr("Full screen")
        },
        {
            keys: smallWindow,
            text: qsTr("Small window on top of others")
        },
        {
            keys: buddies,
            text: qsTr("Buddies")
        },
        {
            keys: devices,
            text: qsTr("Camera and sound")
        },
        {
            keys: history,
            text: qsTr("History of your sessions")
        },
        {
            keys: settings,
            text: qsTr("Settings")
        },
        {
            keys: about,
            text: qsTr("About Gurukul")
        },
        {
            keys: quit,
            text: qsTr("Quit")
        }
    ]
}
