import QtQuick
import Gurukul
import Gurukul.Native

// What one can do in a call, always in reach.
Row {
    id: root

    required property SessionModel session

    signal devices
    signal report

    spacing: Theme.gap - 4

    RoundButton {
        glyph: root.session.microphone ? "microphone" : "microphone-off"
        text: root.session.microphone ? qsTr("Mute") : qsTr("Unmute")
        off: !root.session.microphone
        onClicked: root.session.setMicrophone(!root.session.microphone)
    }

    RoundButton {
        visible: root.session.media === "video"
        glyph: root.session.camera ? "camera" : "camera-off"
        text: root.session.camera ? qsTr("Turn camera off") : qsTr("Turn camera on")
        off: !root.session.camera
        onClicked: root.session.setCamera(!root.session.camera)
    }

    PillButton {
        implicitHeight: Theme.control + Theme.space
        glyph: "skip"
        text: qsTr("Skip")
        glass: true
        onClicked: root.session.skip()
    }

    PillButton {
        implicitHeight: Theme.control + Theme.space
        glyph: "end"
        text: qsTr("End")
        danger: true
        onClicked: root.session.end()
    }

    RoundButton {
        glyph: "devices"
        text: qsTr("Camera and sound")
        onClicked: root.devices()
    }

    RoundButton {
        glyph: "flag"
        text: qsTr("Report")
        onClicked: root.report()
    }
}
