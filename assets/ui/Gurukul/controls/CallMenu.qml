import QtQuick
import QtQuick.Templates as T
import Gurukul

// What one does less often in a call, and what the bar has no room for.
T.Menu {
    id: root

    required property Viewing viewing

    property bool figures: false
    property bool sharing: false
    // How many of its tools the bar has folded away.
    property int folded: 0

    readonly property real widest: {
        let most = Theme.menuWidth;
        for (let index = 0; index < count; index++)
            most = Math.max(most, itemAt(index)?.implicitWidth ?? 0);
        return most;
    }

    signal devices
    signal share
    signal toggleFigures

    title: qsTr("More")
    padding: 6
    margins: Theme.space
    modal: false
    focus: true
    width: widest + leftPadding + rightPadding
    height: Math.min(contentItem.implicitHeight + topPadding + bottomPadding, T.Overlay.overlay ? T.Overlay.overlay.height - 2 * Theme.space : implicitHeight)
    x: parent ? (parent.width - width) / 2 : 0
    y: -height - Theme.space
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    background: Rectangle {
        radius: Theme.radius - 4
        color: Theme.surface
        border.width: 1
        border.color: Theme.line
    }

    contentItem: ListView {
        implicitHeight: contentHeight
        model: root.contentModel
        currentIndex: root.currentIndex
        interactive: contentHeight > height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        Accessible.role: Accessible.PopupMenu
        Accessible.name: root.title
    }

    MenuRow {
        visible: root.folded > 0
        glyph: "devices"
        text: qsTr("Camera and sound")
        key: "Ctrl+D"
        onTriggered: root.devices()
    }

    MenuRow {
        visible: root.folded > 1 && !root.sharing
        glyph: "screen"
        text: qsTr("Share screen")
        key: "D"
        onTriggered: root.share()
    }

    MenuRow {
        glyph: root.viewing.fullScreen ? "full-screen-leave" : "full-screen"
        text: root.viewing.fullScreen ? qsTr("Leave full screen") : qsTr("Full screen")
        key: "F"
        onTriggered: root.viewing.toggleFullScreen()
    }

    MenuRow {
        glyph: "small-window"
        text: root.viewing.small ? qsTr("Close the small window") : qsTr("Small window")
        key: "P"
        onTriggered: root.viewing.toggleSmall()
    }

    MenuRow {
        glyph: "small-window"
        text: qsTr("Small window when minimised")
        checkable: true
        checked: root.viewing.settings.smallWindow
        onTriggered: root.viewing.settings.setSmallWindow(!root.viewing.settings.smallWindow)
    }

    MenuRow {
        glyph: "bars"
        text: qsTr("Figures of the call")
        key: "I"
        checkable: true
        checked: root.figures
        onTriggered: root.toggleFigures()
    }
}
