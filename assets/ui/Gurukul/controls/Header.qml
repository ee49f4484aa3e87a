import QtQuick
import Gurukul
import Gurukul.Native

// The mark on the left; the way to the server and the way to the settings on the right.
Item {
    id: root

    required property SessionModel session
    // The page itself says what is wrong with the server, and for how long.
    property bool terse: false

    signal settings

    readonly property bool online: session.link === "online"
    readonly property string sentence: terse && session.link === "offline" ? qsTr("Offline") : session.linkSentence
    readonly property bool detour: session.detourSentence !== ""
    readonly property bool away: session.away

    implicitHeight: Theme.control
    onAwayChanged: Accessible.announce(away ? qsTr("No connection to the server") : session.linkSentence)

    Row {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space + 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            glyph: "lotus"
            size: Theme.wide + 2
            color: Theme.ornament
        }

        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.width - chip.implicitWidth > Theme.contentWidth / 2
            text: qsTr("Gurukul")
            color: Theme.text
            font.pixelSize: Theme.fontLarge - 2
            font.weight: Font.DemiBold
            font.letterSpacing: 0.5
            Accessible.ignored: true
        }
    }

    IconButton {
        id: gear

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        quiet: true
        glyph: "settings"
        text: qsTr("Settings")
        onClicked: root.settings()
    }

    Rectangle {
        anchors.right: gear.left
        anchors.rightMargin: Theme.space / 2
        anchors.verticalCenter: parent.verticalCenter
        width: chip.implicitWidth + 2 * Theme.gap
        height: chip.implicitHeight + Theme.gap
        radius: height / 2
        color: root.session.link === "offline" ? Theme.notice : "transparent"
        border.width: root.session.link === "offline" ? 1 : 0
        border.color: Theme.noticeLine
        Accessible.role: Accessible.StaticText
        Accessible.name: root.sentence
        Accessible.description: root.session.detourSentence

        HoverHandler {
            id: pointer
        }

        Row {
            id: chip

            anchors.centerIn: parent
            spacing: Theme.space

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.session.link !== "offline"
                width: 9
                height: width
                radius: width / 2
                // A ring instead of a dot while messages take the detour.
                color: root.detour ? "transparent" : root.online ? Theme.good : Theme.accent
                border.width: root.detour ? 2 : 0
                border.color: Theme.good
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.session.link === "offline"
                glyph: "offline"
                size: Theme.icon - 4
                color: Theme.noticeText
            }

            Text {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, root.width - 2 * gear.width - 4 * Theme.gap)
                text: root.sentence
                wrapMode: Text.Wrap
                color: root.session.link === "offline" ? Theme.noticeText : Theme.textSoft
                font.pixelSize: Theme.fontSmall + 1
                Accessible.ignored: true
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.bottom
        visible: pointer.hovered && root.detour
        width: hint.width + 2 * Theme.gap
        height: hint.height + Theme.gap
        radius: Theme.radius / 2
        color: Theme.surfaceRaised
        border.width: 1
        border.color: Theme.line

        Text {
            id: hint

            anchors.centerIn: parent
            width: Math.min(implicitWidth, root.width - 2 * Theme.gap)
            text: root.session.detourSentence
            color: Theme.text
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
            Accessible.ignored: true
        }
    }
}
