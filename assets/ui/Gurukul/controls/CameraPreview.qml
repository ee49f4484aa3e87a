import QtQuick
import Gurukul
import Gurukul.Native

// One's own picture, to be looked at; what keeps the camera closed, and the way to open it.
SelfView {
    id: root

    required property DevicesModel devices

    // Reads from the top: off, or kept closed until a match.
    readonly property bool off: !session.camera
    readonly property bool waits: session.cameraWaits && !pictured

    PillButton {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: parent.height / 3
        visible: root.session.media === "video" && (root.off || root.waits)
        small: true
        text: root.off ? qsTr("Turn camera on") : qsTr("Look at it now")
        onClicked: root.off ? root.session.setCamera(true) : root.devices.look()
    }
}
