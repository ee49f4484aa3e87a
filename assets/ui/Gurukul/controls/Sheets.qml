pragma ComponentBehavior: Bound

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
    readonly property bool covered: [buddies, blocked, report, link, shareSheet, devicesPanel, settingsSheet, aboutSheet, historySheet, firstStart].some(sheet => sheet.covering)
    // Something that Esc closes lies beside the page.
    readonly property bool beside: devicesPanel.shown || settingsSheet.shown
    readonly property bool checking: devicesPanel.shown
    // The width of the page that is covered by what lies beside it.
    readonly property real taken: Math.max(devicesPanel.taken, settingsSheet.taken)

    function showBuddies() {
        if (!inCall)
            buddies.open();
    }

    function showDevices() {
        settingsSheet.close();
        devicesPanel.open();
    }

    function toggleDevices() {
        if (devicesPanel.shown)
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
        if (settingsSheet.shown)
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
        (report.get() as ReportDialog).ask();
    }

    function askShare() {
        (shareSheet.get() as ShareSheet).ask();
    }

    function askLink(address: string) {
        (link.get() as LinkDialog).ask(address);
    }

    onInCallChanged: {
        for (const sheet of [buddies, blocked, link, shareSheet, devicesPanel, settingsSheet, aboutSheet, historySheet])
            sheet.close();
    }

    OnDemand {
        id: buddies

        BuddiesPanel {
            parent: T.Overlay.overlay
            people: root.people
            onBlocked: blocked.open()
        }
    }

    OnDemand {
        id: blocked

        BlockedPanel {
            parent: T.Overlay.overlay
            people: root.people
        }
    }

    OnDemand {
        id: report

        ReportDialog {
            parent: T.Overlay.overlay
            people: root.people
        }
    }

    OnDemand {
        id: shareSheet

        ShareSheet {
            parent: T.Overlay.overlay
            sharing: root.sharing
        }
    }

    OnDemand {
        id: link

        LinkDialog {
            parent: T.Overlay.overlay
            chat: root.chat
        }
    }

    OnDemand {
        id: devicesPanel

        DevicesPanel {
            parent: T.Overlay.overlay
            session: root.session
            devices: root.devices
            local: root.local
            reach: root.reach
            onSettings: root.showSettings()
        }
    }

    OnDemand {
        id: settingsSheet

        SettingsSheet {
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
    }

    OnDemand {
        id: aboutSheet

        AboutSheet {
            parent: T.Overlay.overlay
            about: root.about
            desktop: root.desktop
        }
    }

    OnDemand {
        id: historySheet

        HistorySheet {
            parent: T.Overlay.overlay
            history: root.history
        }
    }

    Connections {
        target: root.welcome

        function onStepChanged() {
            if (root.welcome.step === 1)
                firstStart.open();
        }
    }

    OnDemand {
        id: firstStart

        Component.onCompleted: {
            if (root.welcome.step > 0)
                get(); // it opens itself
        }

        FirstStart {
            parent: T.Overlay.overlay
            welcome: root.welcome
            session: root.session
            devices: root.devices
            local: root.local
        }
    }
}
