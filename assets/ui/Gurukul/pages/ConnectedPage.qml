pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// The call. The partner fills the window, everything else floats over them and leaves when
// nothing stirs; a panel lies beside the picture, which moves over for it.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property CallModel call
    required property SharingModel sharing
    required property UsageModel usage
    required property ChatModel chat
    required property FocusModel focusTimer
    required property VideoSurface local
    required property VideoSurface remote
    required property Viewing viewing

    // One's own picture is looked at in the devices panel.
    property bool checking: false
    // How much of the right side a panel over the page takes.
    property real covered: 0
    // Something else is open over the page.
    property bool busy: false
    // What lies beside the picture; null is nothing.
    property Component side: chat.open ? conversation : null

    signal devices
    signal report
    signal share
    signal link(address: string)

    readonly property real taken: Math.max(covered, panel.item ? panel.width : 0)
    // A picture so narrow shows nobody: there the panel lies on it.
    readonly property real stageWidth: width - taken >= Theme.stageLeast ? width - taken : width

    focus: true
    Keys.onPressed: event => {
        overlays.stir();
        event.accepted = false;
    }
    Keys.onShortcutOverride: event => {
        overlays.stir();
        event.accepted = false;
    }

    Binding {
        target: root.viewing
        property: "reach"
        value: overlays.overStage && root.stageWidth < root.width ? 0 : overlays.reach
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.stage
    }

    CallNews {
        session: root.session
    }

    CallStage {
        id: stage

        width: root.stageWidth
        height: parent.height
        compact: overlays.compact
        session: root.session
        remote: root.remote
    }

    CallOverlays {
        id: overlays

        anchors.fill: parent
        stageWidth: root.stageWidth
        compact: root.stageWidth < Theme.compactWidth || root.height < Theme.compactHeight
        held: !stage.pictured || root.checking || root.busy || root.side !== null
        checking: root.checking
        session: root.session
        people: root.people
        call: root.call
        sharing: root.sharing
        usage: root.usage
        chat: root.chat
        focusTimer: root.focusTimer
        local: root.local
        viewing: root.viewing
        onDevices: root.devices()
        onReport: root.report()
        onShare: root.share()
    }

    Component {
        id: conversation

        ChatPanel {
            chat: root.chat
            onLink: address => root.link(address)
        }
    }

    Loader {
        id: panel

        anchors.right: parent.right
        width: Math.min(Theme.chatWidth, root.width - Theme.control)
        height: root.height - root.viewing.reach
        active: root.side !== null
        sourceComponent: root.side
    }

    Shortcut {
        enabled: !root.busy
        sequence: KeyTable.share
        autoRepeat: false
        onActivated: root.session.sharing ? root.sharing.stop() : root.share()
    }

    HoverHandler {
        cursorShape: overlays.shown ? Qt.ArrowCursor : Qt.BlankCursor
        onPointChanged: overlays.moved(point.scenePosition)
    }

    PointHandler {
        acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
        onActiveChanged: overlays.stir()
    }

    TapHandler {
        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.DragThreshold
        onDoubleTapped: root.viewing.toggleFullScreen()
    }
}
