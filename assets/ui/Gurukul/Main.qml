pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

Window {
    id: root

    required property SessionModel session
    required property LobbyModel lobby
    required property SearchModel search
    required property WelcomeModel welcome
    required property PeopleModel people
    required property CallModel call
    required property SharingModel sharing
    required property UsageModel usage
    required property ChatModel chat
    required property FocusModel focusTimer
    required property DevicesModel devices
    required property AboutModel about
    required property SummaryModel summary
    required property DesktopModel desktop
    required property HistoryModel history
    required property SettingsModel settings
    required property NoticesModel notices
    required property VideoSurface local
    required property VideoSurface remote
    property bool reducedMotion: false

    signal dismissed

    function pageOf(name: string): Component {
        switch (name) {
        case "searching":
            return searching;
        case "connecting":
            return connecting;
        case "connected":
            return connected;
        case "ended":
            return ended;
        default:
            return idle;
        }
    }

    width: 1000
    height: 680
    minimumWidth: 640
    minimumHeight: 480
    title: qsTr("Gurukul")
    color: Theme.groundBottom
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    onClosing: dismissed()

    Look {
        settings: root.settings
        reducedMotion: root.reducedMotion
    }

    Backdrop {
        anchors.fill: parent
    }

    CrossFade {
        id: pages

        anchors.fill: parent
        page: root.pageOf(root.session.page)
    }

    ReportOffer {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.edge
        anchors.leftMargin: Theme.space
        width: Math.min(implicitWidth, parent.width / 4 + Theme.edge)
        visible: people.reportSession !== "" && root.session.page !== "connected" && root.session.page !== "idle" && !(root.session.page === "ended" && root.summary.met)
        people: root.people
        onClicked: sheets.askReport()
    }

    Viewing {
        id: viewing

        window: root
        session: root.session
        call: root.call
        remote: root.remote
        settings: root.settings
    }

    Connections {
        target: root.desktop

        function onLinked() {
            pages.front.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    // Of the call just before, when the student has gone on already.
    BuddyRequest {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        width: Math.min(implicitWidth, parent.width - 2 * Theme.edge)
        visible: people.addable && people.standing === "asks" && (root.session.page === "idle" || root.session.page === "searching")
        people: root.people
        partner: root.summary.name
    }

    Sheets {
        id: sheets

        history: root.history
        session: root.session
        people: root.people
        chat: root.chat
        sharing: root.sharing
        devices: root.devices
        about: root.about
        desktop: root.desktop
        settings: root.settings
        welcome: root.welcome
        local: root.local
        reach: viewing.reach
    }

    Toasts {
        anchors.fill: parent
        session: root.session
        devices: root.devices
        focusTimer: root.focusTimer
        settings: root.settings
    }

    Notices {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.gap, Theme.readingWidth)
        notices: root.notices
    }

    Component {
        id: idle

        IdlePage {
            session: root.session
            people: root.people
            devices: root.devices
            lobby: root.lobby
            about: root.about
            desktop: root.desktop
            local: root.local
            covered: sheets.covered || sheets.beside
            onBuddies: sheets.showBuddies()
            onChooseDevices: sheets.showDevices()
            onHistory: sheets.showHistory()
            onSettings: sheets.showSettings()
            onReport: sheets.askReport()
            onShowAbout: sheets.showAbout()
        }
    }

    Component {
        id: searching

        SearchingPage {
            session: root.session
            search: root.search
            local: root.local
            onDevices: sheets.showDevices()
            onSettings: sheets.showSettings()
        }
    }

    Component {
        id: connecting

        ConnectingPage {
            session: root.session
            people: root.people
            local: root.local
            onDevices: sheets.showDevices()
        }
    }

    Component {
        id: connected

        ConnectedPage {
            session: root.session
            people: root.people
            call: root.call
            sharing: root.sharing
            usage: root.usage
            chat: root.chat
            focusTimer: root.focusTimer
            local: root.local
            remote: root.remote
            viewing: viewing
            checking: sheets.checking
            covered: sheets.taken
            busy: sheets.covered
            onLink: address => sheets.askLink(address)
            onReport: sheets.askReport()
            onShare: sheets.askShare()
            onDevices: sheets.showDevices()
        }
    }

    Component {
        id: ended

        EndedPage {
            session: root.session
            people: root.people
            summary: root.summary
            onReport: sheets.askReport()
            onHistory: sheets.showHistory()
        }
    }

    Shortcuts {
        enabled: !sheets.covered
        beside: sheets.beside
        session: root.session
        viewing: viewing
        chat: root.chat
        focusTimer: root.focusTimer
        onBuddies: sheets.showBuddies()
        onDevices: sheets.toggleDevices()
        onSettings: sheets.toggleSettings()
        onAbout: sheets.showAbout()
        onHistory: sheets.showHistory()
        onQuit: root.close()
    }
}
