pragma ComponentBehavior: Bound

import QtQuick
import Gurukul

// Shows one page and fades gently to the next.
Item {
    id: root

    required property Component page
    property Loader front: first

    function turn() {
        const next = front === first ? second : first;
        next.sourceComponent = page;
        front = next;
    }

    onPageChanged: turn()
    Component.onCompleted: {
        if (!front.sourceComponent)
            turn();
    }

    component Side: Loader {
        anchors.fill: parent
        // At once, and not with the first step of the fade.
        active: enabled || opacity > 0
        enabled: root.front === this
        focus: enabled
        z: enabled ? 1 : 0
        opacity: enabled ? 1 : 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.fade
                easing.type: Easing.InOutQuad
            }
        }
    }

    Side {
        id: first
    }

    Side {
        id: second
    }
}
