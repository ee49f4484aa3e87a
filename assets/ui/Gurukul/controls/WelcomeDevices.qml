import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// See and hear oneself once, before anybody else does.
ColumnLayout {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property VideoSurface local

    readonly property bool video: session.media === "video"

    spacing: Theme.space + 2

    Text {
        Layout.fillWidth: true
        text: qsTr("Only you see and hear this. Say a few words, and let the sound be tested.")
        color: Theme.textSoft
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    CameraPreview {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Math.min(root.width, Theme.smallWindowWidth * 0.75)
        Layout.preferredHeight: Math.round(width * 9 / 16)
        visible: root.video
        session: root.session
        devices: root.devices
        local: root.local
    }

    DeviceChoice {
        Layout.fillWidth: true
        visible: root.video
        label: qsTr("Camera")
        glyph: "camera"
        options: root.devices.cameras
        refusal: root.devices.cameraRefusal
        problem: root.session.cameraProblem
        onChosen: value => root.devices.chooseCamera(value)
        onRetry: root.session.retryDevices()
    }

    DeviceChoice {
        Layout.fillWidth: true
        label: qsTr("Microphone")
        glyph: "microphone"
        options: root.devices.microphones
        refusal: root.devices.microphoneRefusal
        problem: root.session.microphoneProblem
        onChosen: value => root.devices.chooseMicrophone(value)
        onRetry: root.session.retryDevices()
    }

    LevelMeter {
        Layout.fillWidth: true
        session: root.session
        devices: root.devices
    }

    DeviceChoice {
        Layout.fillWidth: true
        label: qsTr("Speaker")
        glyph: "speaker"
        options: root.devices.speakers
        refusal: root.devices.speakerRefusal
        problem: root.session.speakerProblem
        onChosen: value => root.devices.chooseSpeaker(value)
        onRetry: root.session.retryDevices()
    }

    PillButton {
        small: true
        glyph: "speaker"
        text: qsTr("Test sound")
        onClicked: root.devices.testSound()
    }
}
