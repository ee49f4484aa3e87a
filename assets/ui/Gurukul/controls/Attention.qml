import QtQuick
import Gurukul
import Gurukul.Native

// Whether controls over a picture are shown: they leave when nothing stirs for a while, and
// come back at once. Never for somebody who hears the window instead of seeing it.
Item {
    id: root

    required property CallModel call

    // Something keeps them: no picture to see, an open panel, the keyboard in them.
    property bool held: false
    // The pointer rests on one of them.
    property bool pointed: false
    readonly property bool shown: lit || held || pointed

    property bool lit: true
    property point last: Qt.point(-1, -1)

    // They are about to leave.
    signal leaving

    function stir() {
        lit = true;
        clock.restart();
    }

    // A pointer that only trembles, or stands still while the picture moves, is at rest.
    function moved(position: point) {
        if (Math.abs(position.x - last.x) + Math.abs(position.y - last.y) < 3)
            return;
        last = position;
        stir();
    }

    onHeldChanged: stir()
    onPointedChanged: stir()

    Timer {
        id: clock

        interval: Theme.idle
        running: root.lit
        onTriggered: {
            if (root.held || root.pointed || root.call.isReadAloud()) {
                restart();
                return;
            }
            root.leaving();
            root.lit = false;
        }
    }
}
