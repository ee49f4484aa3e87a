import QtQuick
import QtQuick.Templates as T
import Gurukul

// What lies over a page until it is closed: by Esc, by its own buttons, by a click beside it.
// A screen reader calls it by its title.
T.Dialog {
    id: sheet

    // Rounded only where it does not touch the window.
    property bool docked: false

    modal: true
    focus: true
    padding: Theme.edge
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.veil

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.fade
            }
        }
    }

    background: Rectangle {
        radius: sheet.docked ? 0 : Theme.radius
        color: Theme.surface
        border.width: sheet.docked ? 0 : 1
        border.color: Theme.line
    }

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.fade
        }
    }

    exit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.fade
        }
    }
}
