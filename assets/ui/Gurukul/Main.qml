pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

Window {
    id: root

    required property SessionModel session
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
    required property VideoSurface local
    required property VideoSurface remote
    property bool reducedMotion: false

    readonly property bool inCall: session.page === "connecting" || session.page === "connected"
    readonly property bool covered: buddies.visible || blocked.visible || report.visible || link.visible || shareSheet.visible || aboutSheet.visible || (devicesPanel.visible && devicesPanel.modal)

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

    function showBuddies() {
        if (!inCall)
            buddies.open();
    }

    function showAbout() {
        if (!inCall)
            aboutSheet.open();
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
    onInCallChanged: {
        buddies.close();
        blocked.close();
        devicesPanel.close();
        shareSheet.close();
        aboutSheet.close();
        link.close();
    }

    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.reducedMotion
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
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.space
        width: Math.min(implicitWidth, parent.width / 4 + Theme.edge)
        visible: people.reportSession !== "" && root.session.page !== "connected" && !(root.session.page === "ended" && root.summary.met)
        people: root.people
        onClicked: report.ask()
    }

    Viewing {
        id: viewing

        window: root
        session: root.session
        call: root.call
        remote: root.remote
    }

    CrashNotice {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.edge + Theme.control
        width: Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge)
        room: root.session.page === "idle"
        desktop: root.desktop
    }

    Connections {
        target: root.desktop

        function onLinked() {
            pages.forceActiveFocus(Qt.OtherFocusReason);
        }
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
        reach: viewing.reach
    }

    AboutSheet {
        id: aboutSheet

        parent: T.Overlay.overlay
        about: root.about
        desktop: root.desktop
    }

    Toasts {
        anchors.fill: parent
        session: root.session
        devices: root.devices
        focusTimer: root.focusTimer
    }

    Component {
        id: idle

        IdlePage {
            session: root.session
            people: root.people
            about: root.about
            onBuddies: root.showBuddies()
            onDevices: devicesPanel.open()
            onShowAbout: root.showAbout()
        }
    }

    Component {
        id: searching

        SearchingPage {
            session: root.session
            local: root.local
            onDevices: devicesPanel.open()
        }
    }

    Component {
        id: connecting

        ConnectingPage {
            session: root.session
            people: root.people
            local: root.local
            onDevices: devicesPanel.open()
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
            checking: devicesPanel.visible
            covered: devicesPanel.visible ? devicesPanel.width : 0
            busy: root.covered
            onLink: address => link.ask(address)
            onReport: report.ask()
            onShare: shareSheet.ask()
            onDevices: devicesPanel.open()
        }
    }

    Component {
        id: ended

        EndedPage {
            session: root.session
            people: root.people
            summary: root.summary
            onReport: report.ask()
        }
    }

    Shortcuts {
        enabled: !root.covered
        beside: devicesPanel.visible
        session: root.session
        viewing: viewing
        chat: root.chat
        focusTimer: root.focusTimer
        onBuddies: root.showBuddies()
        onDevices: devicesPanel.visible ? devicesPanel.close() : devicesPanel.open()
        onAbout: root.showAbout()
        onQuit: root.close()
    }
}
