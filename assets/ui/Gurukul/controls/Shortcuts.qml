import QtQuick
import Gurukul
import Gurukul.Native

// The keys. A command that makes no sense now does nothing, so they need no conditions.
Item {
    id: root

    required property SessionModel session
    required property Viewing viewing
    required property ChatModel chat
    required property FocusModel focusTimer

    // Something that Esc closes lies beside the page.
    property bool beside: false

    signal buddies
    signal devices
    signal settings
    signal about
    signal history
    signal quit

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.find
        autoRepeat: false
        onActivated: root.viewing.talking ? root.viewing.toggleFullScreen() : root.session.find()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.skip
        autoRepeat: false
        onActivated: root.session.skip()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.end
        autoRepeat: false
        onActivated: root.session.end()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.microphone
        autoRepeat: false
        onActivated: root.session.setMicrophone(!root.session.microphone)
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.camera
        autoRepeat: false
        onActivated: root.session.setCamera(!root.session.camera)
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.chat
        autoRepeat: false
        onActivated: root.chat.setOpen(!root.chat.open)
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.focusTimer
        autoRepeat: false
        onActivated: root.focusTimer.setOpen(!root.focusTimer.open)
    }

    Shortcut {
        enabled: root.enabled && !root.beside
        sequence: KeyTable.leave
        autoRepeat: false
        onActivated: root.viewing.fullScreen ? root.viewing.leaveFullScreen() : root.session.cancel()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.fullScreen
        autoRepeat: false
        onActivated: root.viewing.toggleFullScreen()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.smallWindow
        autoRepeat: false
        onActivated: root.viewing.toggleSmall()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.buddies
        autoRepeat: false
        onActivated: root.buddies()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.devices
        autoRepeat: false
        onActivated: root.devices()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.settings
        autoRepeat: false
        onActivated: root.settings()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.history
        autoRepeat: false
        onActivated: root.history()
    }

    Shortcut {
        enabled: root.enabled
        sequence: KeyTable.about
        autoRepeat: false
        onActivated: root.about()
    }

    Shortcut {
        context: Qt.ApplicationShortcut // whatever lies over the page
        sequence: KeyTable.quit
        autoRepeat: false
        onActivated: root.quit()
    }
}
