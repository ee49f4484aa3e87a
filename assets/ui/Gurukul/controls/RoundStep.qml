import QtQuick
import Gurukul

// One step up or down, for the pointer; the keyboard has the arrows of what it belongs to.
IconButton {
    focusPolicy: Qt.NoFocus
    autoRepeat: true
}
