import QtQuick
import Gurukul

// Something goes on. Turns by a transform only.
Icon {
    id: root

    glyph: "spinner"
    color: Theme.accent

    RotationAnimator on rotation {
        from: 0
        to: 360
        duration: Theme.turn
        loops: Animation.Infinite
        running: root.visible && !Theme.reducedMotion
    }
}
