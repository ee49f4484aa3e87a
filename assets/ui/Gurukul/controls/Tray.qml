import QtQml
import Qt.labs.platform as Platform
import Gurukul.Native

// The icon in the tray of macOS and Windows. Linux has its own way, without Qt's widgets.
Platform.SystemTrayIcon {
    id: root

    required property DesktopModel desktop

    visible: true
    icon.source: desktop.icon
    tooltip: desktop.tooltip
    onActivated: reason => {
        if (reason !== Platform.SystemTrayIcon.Context)
            root.desktop.bringForward();
    }
    onMessageClicked: desktop.bringForward()

    readonly property Connections told: Connections {
        target: root.desktop

        function onTold(title: string, text: string) {
            root.showMessage(title, text);
        }
    }

    menu: Platform.Menu {
        Platform.MenuItem {
            text: root.desktop.showWord
            onTriggered: root.desktop.choose("show")
        }

        Platform.MenuItem {
            text: root.desktop.mainWord
            onTriggered: root.desktop.choose("main")
        }

        Platform.MenuItem {
            text: root.desktop.muteWord
            enabled: root.desktop.canMute
            onTriggered: root.desktop.choose("mute")
        }

        Platform.MenuSeparator {}

        Platform.MenuItem {
            text: root.desktop.quitWord
            onTriggered: root.desktop.choose("quit")
        }
    }
}
