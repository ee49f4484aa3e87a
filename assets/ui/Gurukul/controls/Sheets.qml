import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What can lie over a page, or beside it, until it is closed.
Item {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property ChatModel chat
    required property SharingModel sharing
    required property DevicesModel devices
    required property AboutModel about
    required property DesktopModel desktop
    required property HistoryModel history
    required property SettingsModel settings
    required property WelcomeModel welcome
    required property VideoSurface local
    // The height at the window's foot that what lies beside a call leaves free.
    required property real reach

    readonly property bool inCall: session.page === "connecting" || session.page === "connected"
    // The page can neither be reached by the pointer nor by the keyboard.
    readonly property bool covered: [buddies, blocked, report, link, shareSheet, devicesPanel, settingsSheet, aboutSheet, historySheet, firstStart].some(sheet => sheet.visible && sheet.modal)
    // Something that Esc closes lies beside the page.
    readonly property bool beside: devicesPanel.visible || settingsSheet.visible
    readonly property bool checking: devicesPanel.visible
    // The width of the page that is covered by what lies beside it.
    readonly property real taken: devicesPanel.visible ? devicesPanel.width : settingsSheet.visible ? settingsSheet.width : 0

    function showBuddies() {
        if (!inCall)
            buddies.open();
    }

    function showDevices() {
        settingsSheet.close();
        devicesPanel.open();
    }

    function toggleDevices() {
        if (devicesPanel.visible)
            devicesPanel.close();
        else
            showDevices();
    }

    function showSettings() {
        if (session.page === "connecting")
            return;
        devicesPanel.close();
        settingsSheet.open();
    }

    function toggleSettings() {
        if (settingsSheet.visible)
            settingsSheet.close();
        else
            showSettings();
    }

    function showAbout() {
        if (!inCall) {
            settingsSheet.close();
            aboutSheet.open();
        }
    }

    function showHistory() {
        if (!inCall) {
            settingsSheet.close();
            historySheet.open();
        }
    }

    function askReport() {
        report.ask();
    }

    function askShare() {
        shareSheet.ask();
    }

    function askLink(address: string) {
        link.ask(address);
    }

    onInCallChanged: {
        for (const sheet of [buddies, blocked, link, shareSheet, devicesPanel, settingsSheet, aboutSheet, historySheet])
            sheet.close();
    }

    BuddiesPanel {
        id: buddies

        parent: T.Overlay.overlay
        people: root.people
        onBlocked: blocked.open()
    }

    BlockedPanel {
        id: blocked

        parent: T.Overlay.overlay
        people: root.people
    }

    ReportDialog {
        id: report

        parent: T.Overlay.overlay
        people: root.people
    }

    ShareSheet {
        id: shareSheet

        parent: T.Overlay.overlay
        sharing: root.sharing
    }

    LinkDialog {
        id: link

        parent: T.Overlay.overlay
        chat: root.chat
    }

    DevicesPanel {
        id: devicesPanel

        parent: T.Overlay.overlay
        session: root.session
        devices: root.devices
        local: root.local
        reach: root.reach
        onSettings: root.showSettings()
    }

    SettingsSheet {
        id: settingsSheet

        parent: T.Overlay.overlay
        session: root.session
        devices: root.devices
        settings: root.settings
        about: root.about
        local: root.local
        reach: root.reach
        inCall: root.inCall
        onShowAbout: root.showAbout()
    }

    AboutSheet {
        id: aboutSheet

        parent: T.Overlay.overlay
        about: root.about
        desktop: root.desktop
    }

    HistorySheet {
        id: historySheet

        parent: T.Overlay.overlay
        history: root.history
    }

    FirstStart {
        id: firstStart

        parent: T.Overlay.overlay
        welcome: root.welcome
        session: root.session
        devices: root.devices
        local: root.local
    }
}
