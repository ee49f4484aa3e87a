import QtQuick
import Gurukul
import Gurukul.Native

// One's own picture, as in a mirror.
Item {
    id: root

    required property SessionModel session
    required property VideoSurface local
    property real radius: Theme.radius
    // Over the partner's picture, whatever the time of day.
    property bool staged: false

    readonly property bool pictured: !session.sharing && session.camera && session.media === "video" && session.cameraProblem === "" && local.hasPicture

    Accessible.role: Accessible.Graphic
    Accessible.name: session.sharing ? qsTr("You share your screen") : pictured ? qsTr("Your camera") : qsTr("Your camera is off")

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.staged ? Theme.glassHover : Theme.surfaceRaised

        Icon {
            anchors.centerIn: parent
            visible: !root.pictured
            glyph: root.session.sharing ? "screen" : root.session.media === "audio" ? "headphones" : root.session.camera ? "person" : "camera-off"
            size: Math.min(root.width, root.height) * 0.36
            color: root.staged ? Theme.stageTextSoft : Theme.textSoft
        }
    }

    VideoPicture {
        anchors.fill: parent
        visible: root.pictured
        surface: root.local
        mirrored: true
        radius: root.radius
    }

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.scrimLine
    }

    Rectangle {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space
        width: Theme.wide
        height: width
        radius: width / 2
        color: Theme.danger
        visible: !root.session.microphone

        Icon {
            anchors.centerIn: parent
            glyph: "microphone-off"
            size: Theme.icon - 6
            color: Theme.dangerInk
        }
    }
}
