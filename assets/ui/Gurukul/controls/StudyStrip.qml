import QtQuick
import Gurukul
import Gurukul.Native

// What the two study: timer, goals, and the beginning of a message that has just come. The timer
// stays in sight while it is on.
Item {
    id: root

    required property ChatModel chat
    required property FocusModel timer
    // Whether the controls of the call are in sight.
    property bool shown: true
    property bool compact: false
    // How far from the edges it keeps, and what else is up there: to where that reaches.
    property int side: 0
    property real beside: 0
    property real under: 0

    readonly property bool busy: goals.editing || chip.visualFocus

    readonly property bool below: beside + width + side + Theme.gap > (parent?.width ?? 0)

    implicitWidth: card.implicitWidth
    implicitHeight: column.height
    // An open card is not for one's own picture to cover.
    z: timer.open ? 1 : 0
    x: parent ? parent.width - side - width : 0
    y: below ? Math.max(side, under + Theme.space) : side
    width: parent ? Math.min(implicitWidth, parent.width - 2 * side) : 0
    height: implicitHeight

    Column {
        id: column

        width: root.width
        spacing: Theme.space

        FocusChip {
            id: chip

            anchors.right: parent.right
            visible: root.shown || root.timer.on
            timer: root.timer
        }

        FocusCard {
            id: card

            width: root.width
            timer: root.timer
        }

        GoalLine {
            id: goals

            anchors.right: parent.right
            width: Math.min(implicitWidth, root.width)
            room: root.shown && !(root.compact && root.timer.open)
            timer: root.timer
        }

        ChatPreview {
            anchors.right: parent.right
            width: Math.min(implicitWidth, root.width)
            chat: root.chat
        }
    }
}
