pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// How the call is looked at: over the whole screen, or in a small window above other work.
Item {
    id: root

    required property Window window
    required property SessionModel session
    required property CallModel call
    required property VideoSurface remote
    required property SettingsModel settings

    // The student asked for the small window; it also opens by itself while this one is minimised.
    property bool small: false

    // How much of the window's lower edge a panel beside the picture leaves to the bar.
    property real reach: 0

    readonly property bool talking: session.page === "connected"
    readonly property bool fullScreen: window.visibility === Window.FullScreen
    readonly property bool minimised: window.visibility === Window.Minimized
    property int before: Window.Windowed

    function toggleFullScreen() {
        if (fullScreen)
            leaveFullScreen();
        else if (talking) {
            before = window.visibility;
            window.showFullScreen();
        }
    }

    function leaveFullScreen() {
        if (!fullScreen)
            return;
        if (before === Window.Maximized)
            window.showMaximized();
        else
            window.showNormal();
    }

    function toggleSmall() {
        small = !small && talking;
    }

    function back() {
        small = false;
        if (minimised)
            window.showNormal();
        window.raise();
        window.requestActivate();
    }

    onTalkingChanged: small = false

    Connections {
        target: root.session

        function onPageChanged() {
            if (root.session.page === "idle" || root.session.page === "ended")
                root.leaveFullScreen();
        }
    }

    Loader {
        active: root.talking && (root.small || (root.minimised && root.settings.smallWindow))

        sourceComponent: SmallWindow {
            session: root.session
            call: root.call
            remote: root.remote
            home: root.window.screen
            onBack: root.back()
            onDismissed: root.minimised ? root.back() : root.toggleSmall()
        }
    }
}
