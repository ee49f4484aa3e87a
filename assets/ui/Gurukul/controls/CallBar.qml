import QtQuick
import Gurukul
import Gurukul.Native

// What one can do in a call. What does not fit goes into the menu, then Skip and End lose
// their words.
Row {
    id: root

    required property SessionModel session
    required property ChatModel chat

    required property SharingModel sharing

    // How wide it may be.
    property real room: 10000

    signal devices
    signal report
    signal share
    signal more(Item button)

    readonly property bool video: session.media === "video"
    readonly property int step: Theme.control + Theme.space + spacing
    readonly property int foldable: 2
    readonly property real words: skip.worded + end.worded + spacing
    readonly property real full: words + (foldable + 4 + (video ? 1 : 0)) * step
    // How many tools are in the menu, the first ones to go first: devices, screen.
    readonly property int folded: Math.max(0, Math.min(foldable, Math.ceil((full - room) / step)))
    readonly property bool wordless: full - folded * step > room

    spacing: Theme.gap - 4

    RoundButton {
        glyph: root.session.microphone ? "microphone" : "microphone-off"
        text: root.session.microphone ? qsTr("Mute") : qsTr("Unmute")
        off: !root.session.microphone
        onClicked: root.session.setMicrophone(!root.session.microphone)
    }

    RoundButton {
        visible: root.video
        glyph: root.session.camera ? "camera" : "camera-off"
        text: root.session.camera ? qsTr("Turn camera off") : qsTr("Turn camera on")
        off: !root.session.camera
        onClicked: root.session.setCamera(!root.session.camera)
    }

    RoundButton {
        visible: root.folded < 2
        glyph: root.session.sharing ? "screen-off" : "screen"
        text: root.session.sharing ? qsTr("Stop sharing") : qsTr("Share screen")
        off: root.session.sharing
        onClicked: root.session.sharing ? root.sharing.stop() : root.share()
    }

    CallButton {
        id: skip

        glyph: "skip"
        label: qsTr("Skip")
        wordless: root.wordless
        glass: true
        onClicked: root.session.skip()
    }

    CallButton {
        id: end

        glyph: "end"
        label: qsTr("End")
        wordless: root.wordless
        danger: true
        onClicked: root.session.end()
    }

    RoundButton {
        glyph: "chat"
        text: root.chat.open ? qsTr("Hide chat") : root.chat.unread > 0 ? qsTr("Chat, %n unread", "", root.chat.unread) : qsTr("Chat")
        badge: root.chat.unread
        onClicked: root.chat.setOpen(!root.chat.open)
    }

    RoundButton {
        visible: root.folded < 1
        glyph: "devices"
        text: qsTr("Camera and sound")
        onClicked: root.devices()
    }

    RoundButton {
        glyph: "flag"
        text: qsTr("Report")
        onClicked: root.report()
    }

    RoundButton {
        id: menu

        glyph: "more"
        text: qsTr("More")
        onClicked: root.more(menu)
    }
}
