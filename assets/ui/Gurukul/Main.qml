pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

Window {
    id: root

    required property SessionModel session
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

    onClosing: dismissed()

    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.reducedMotion
    }

    Backdrop {
        anchors.fill: parent
    }

    CrossFade {
        anchors.fill: parent
        page: root.pageOf(root.session.page)
    }

    Toasts {
        anchors.fill: parent
        session: root.session
    }

    Component {
        id: idle

        IdlePage {
            session: root.session
        }
    }

    Component {
        id: searching

        SearchingPage {
            session: root.session
            local: root.local
        }
    }

    Component {
        id: connecting

        ConnectingPage {
            session: root.session
            local: root.local
        }
    }

    Component {
        id: connected

        ConnectedPage {
            session: root.session
            local: root.local
            remote: root.remote
        }
    }

    Component {
        id: ended

        EndedPage {
            session: root.session
        }
    }

    // A command that makes no sense now does nothing, so the keys need no conditions.
    Shortcut {
        sequence: "F"
        autoRepeat: false
        onActivated: root.session.find()
    }

    Shortcut {
        sequence: "S"
        autoRepeat: false
        onActivated: root.session.skip()
    }

    Shortcut {
        sequence: "E"
        autoRepeat: false
        onActivated: root.session.end()
    }

    Shortcut {
        sequence: "M"
        autoRepeat: false
        onActivated: root.session.setMicrophone(!root.session.microphone)
    }

    Shortcut {
        sequence: "V"
        autoRepeat: false
        onActivated: root.session.setCamera(!root.session.camera)
    }

    Shortcut {
        sequence: "Esc"
        autoRepeat: false
        onActivated: root.session.cancel()
    }
}
