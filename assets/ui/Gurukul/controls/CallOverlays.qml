import QtQuick
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What floats over the call: who it is, one's own picture, what is to be decided, the bar.
Item {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property CallModel call
    required property SharingModel sharing
    required property UsageModel usage
    required property ChatModel chat
    required property FocusModel focusTimer
    required property VideoSurface local
    required property Viewing viewing

    // How wide the picture is that they lie on; the rest belongs to a panel beside it.
    property real stageWidth: width
    property bool compact: false
    // Something keeps the controls.
    property bool held: false
    // One's own picture is looked at in the devices panel.
    property bool checking: false

    readonly property bool shown: attention.shown
    readonly property bool overStage: bar.full <= stageWidth - 2 * Theme.edge
    readonly property int side: Theme.edge - 4
    // Those who want things to stand still have them stand still.
    readonly property bool lifted: shown || Theme.reducedMotion
    readonly property real reach: bar.height + side + Theme.gap
    readonly property real lowered: root.stageWidth < bar.width + 2 * (self.width + Theme.edge + Theme.gap) || !overStage ? reach : side

    signal devices
    signal report
    signal share

    function stir() {
        attention.stir();
    }

    function moved(position: point) {
        attention.moved(position);
    }

    Attention {
        id: attention

        call: root.call
        held: root.held || menu.visible || root.focusTimer.open || study.busy || root.session.reconnecting || (controls.activeFocus && (root.Window.activeFocusItem as T.Control)?.visualFocus === true)
        pointed: overBar.hovered || overChip.hovered
        onLeaving: {
            if (controls.activeFocus)
                root.forceActiveFocus();
        }
    }

    FocusScope {
        id: controls

        anchors.fill: parent
        opacity: root.shown ? 1 : 0
        visible: root.shown || opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.fade
            }
        }

        Veil {
            width: root.stageWidth
            height: chip.height + 4 * Theme.gap
            visible: !root.held
        }

        Veil {
            anchors.bottom: parent.bottom
            width: root.stageWidth
            height: root.reach + 2 * Theme.gap
            visible: !root.held
            below: true
        }

        Item {
            width: root.stageWidth
            height: parent.height

            BuddyStanding {
                id: standing

                anchors.left: chip.right
                anchors.leftMargin: Theme.space
                anchors.verticalCenter: chip.verticalCenter
                visible: root.people.standing !== "asks"
                glass: true
                wordless: root.stageWidth < Theme.narrow
                people: root.people
                partner: root.session.partnerName
            }

            // After the buddies, so that the keyboard comes to them first.
            PartnerChip {
                id: chip

                anchors.left: parent.left
                anchors.top: parent.top
                anchors.margins: root.side
                width: Math.min(implicitWidth, parent.width - (standing.visible ? standing.width + Theme.space : 0) - 2 * root.side)
                session: root.session
                call: root.call
                onFigures: figures.detailed = !figures.detailed

                HoverHandler {
                    id: overChip
                }
            }
        }

        CallBar {
            id: bar

            x: Math.round(((root.overStage ? root.stageWidth : root.width) - width) / 2)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: root.side
            room: (root.overStage ? root.stageWidth : root.width) - 2 * Theme.edge
            session: root.session
            chat: root.chat
            onDevices: root.devices()
            sharing: root.sharing
            onReport: root.report()
            onShare: root.share()
            onMore: button => {
                menu.parent = button;
                menu.visible ? menu.close() : menu.open();
            }

            HoverHandler {
                id: overBar
            }
        }
    }

    Item {
        id: stage

        width: root.stageWidth
        height: parent.height

        // Beside one's own picture, whichever corner that is in.
        Column {
            id: notes

            readonly property real most: parent.width - 2 * root.side - (self.visible && !self.atBottom ? self.width + Theme.gap : 0)

            readonly property bool toTheRight: self.visible && !self.atRight

            x: toTheRight ? parent.width - root.side - width : root.side
            y: toTheRight ? study.y + study.height + Theme.space : root.lifted ? chip.y + chip.height + Theme.space : root.side
            width: Math.min(most, Theme.contentWidth * 0.75)
            spacing: Theme.space

            SharingBanner {
                width: Math.min(implicitWidth, parent.width)
                session: root.session
                sharing: root.sharing
            }

            CallFigures {
                id: figures

                x: notes.toTheRight ? parent.width - width : 0
                width: Math.min(implicitWidth, parent.width)
                height: Math.min(implicitHeight, (request.visible ? request.y : stage.height - root.reach) - notes.y - y - Theme.space)
                visible: (detailed || root.call.reason !== "") && !root.session.reconnecting
                call: root.call
                usage: root.usage
            }

            DeviceNotice {
                width: Math.min(parent.width, Theme.sheetWidth)
                session: root.session
                onDevices: root.devices()
            }
        }

        StudyStrip {
            id: study

            // Where there is room for one of the two only.
            visible: !(root.compact && figures.visible && figures.detailed)
            side: root.side
            beside: standing.x + standing.width
            under: root.lifted ? chip.y + chip.height : 0
            compact: root.compact
            shown: root.shown
            chat: root.chat
            timer: root.focusTimer
        }

        BuddyRequest {
            id: request

            readonly property bool beside: self.visible && self.atBottom && root.lowered === root.reach
            readonly property real least: beside && !self.atRight ? self.x + self.width + Theme.gap : root.side
            readonly property real most: (beside && self.atRight ? self.x - Theme.gap : parent.width - root.side) - least

            x: Math.round(Math.max(least, Math.min((parent.width - width) / 2, least + most - width)))
            y: parent.height - root.reach - height
            width: Math.min(implicitWidth, Theme.contentWidth, most)
            people: root.people
            partner: root.session.partnerName
        }

        MovableSelf {
            id: self

            fromLeft: root.side
            fromRight: root.side
            fromTop: atRight ? study.y + study.height + Theme.gap : root.lifted ? chip.y + chip.height + Theme.gap : root.side
            fromBottom: root.lifted ? root.lowered : root.side
            width: root.compact ? 152 : 208
            height: Math.round(width * 9 / 16)
            visible: !root.checking && root.session.media === "video"
            session: root.session
            local: root.local
        }
    }

    CallMenu {
        id: menu

        figures: figures.detailed
        folded: bar.folded
        sharing: root.session.sharing
        onShare: root.share()
        viewing: root.viewing
        onDevices: root.devices()
        onToggleFigures: figures.detailed = !figures.detailed
    }

    Shortcut {
        sequence: KeyTable.figures
        autoRepeat: false
        onActivated: figures.detailed = !figures.detailed
    }
}
