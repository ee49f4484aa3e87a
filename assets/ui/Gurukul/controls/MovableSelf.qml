import QtQuick
import Gurukul

// One's own picture over the partner's: pulled by the mouse or sent by the arrow keys, it rests
// in the nearest corner of what is left free of other things.
SelfView {
    id: root

    // How far from each edge of the parent it keeps.
    property real fromLeft: Theme.edge
    property real fromTop: Theme.edge
    property real fromRight: Theme.edge
    property real fromBottom: Theme.edge

    property bool atRight: Application.layoutDirection === Qt.LeftToRight
    property bool atBottom: true
    property point pulled: Qt.point(0, 0)

    readonly property real room: parent ? parent.width - fromRight - width : 0
    readonly property real depth: parent ? parent.height - fromBottom - height : 0
    readonly property real homeX: atRight ? room : fromLeft
    readonly property real homeY: atBottom ? depth : fromTop
    readonly property string place: atBottom ? (atRight ? qsTr("Your picture is at the bottom right") : qsTr("Your picture is at the bottom left")) : (atRight ? qsTr("Your picture is at the top right") : qsTr("Your picture is at the top left"))

    function settle(right: bool, bottom: bool) {
        if (right === atRight && bottom === atBottom)
            return;
        atRight = right;
        atBottom = bottom;
        Accessible.announce(place);
    }

    x: Math.max(Math.min(fromLeft, room), Math.min(room, homeX + pulled.x))
    y: Math.max(Math.min(fromTop, depth), Math.min(depth, homeY + pulled.y))
    staged: true
    activeFocusOnTab: true
    Accessible.focusable: true
    Accessible.description: qsTr("%1. The arrow keys move it.").arg(place)
    Keys.onLeftPressed: settle(false, atBottom)
    Keys.onRightPressed: settle(true, atBottom)
    Keys.onUpPressed: settle(atRight, false)
    Keys.onDownPressed: settle(atRight, true)

    Behavior on x {
        enabled: !drag.active

        NumberAnimation {
            duration: Theme.fade
            easing.type: Easing.OutCubic
        }
    }

    Behavior on y {
        enabled: !drag.active

        NumberAnimation {
            duration: Theme.fade
            easing.type: Easing.OutCubic
        }
    }

    DragHandler {
        id: drag

        target: null
        cursorShape: active ? Qt.ClosedHandCursor : Qt.OpenHandCursor
        onActiveTranslationChanged: {
            if (active)
                root.pulled = Qt.point(activeTranslation.x, activeTranslation.y);
        }
        onActiveChanged: {
            if (active)
                return;
            const centre = root.homeX + root.pulled.x - root.fromLeft;
            const middle = root.homeY + root.pulled.y - root.fromTop;
            root.pulled = Qt.point(0, 0);
            root.settle(centre * 2 > root.room - root.fromLeft, middle * 2 > root.depth - root.fromTop);
        }
    }

    HoverHandler {
        cursorShape: Qt.OpenHandCursor
    }

    FocusRing {
        control: root
        radius: root.radius + Theme.focusWidth
        visible: root.activeFocus
    }
}
