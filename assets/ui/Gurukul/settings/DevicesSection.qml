import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Which camera, microphone and speaker, with a look at what they give.
ColumnLayout {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property SettingsModel settings
    required property VideoSurface local

    readonly property string typed: qsTr("Chosen on the command line for this run")

    spacing: Theme.space + 2

    Component.onCompleted: devices.setPreview(true)
    Component.onDestruction: devices.setPreview(false)

    CameraPreview {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sheetWidth
        Layout.preferredHeight: Math.round(width * 9 / 16)
        session: root.session
        devices: root.devices
        local: root.local
    }

    DeviceChoice {
        Layout.fillWidth: true
        label: qsTr("Camera")
        glyph: "camera"
        options: root.devices.cameras
        refusal: root.devices.cameraRefusal
        problem: root.session.cameraProblem
        onChosen: value => root.devices.chooseCamera(value)
        onRetry: root.session.retryDevices()
    }

    TypedNote {
        visible: root.settings.cameraTyped
        text: root.typed
    }

    DeviceChoice {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        label: qsTr("Microphone")
        glyph: "microphone"
        options: root.devices.microphones
        refusal: root.devices.microphoneRefusal
        problem: root.session.microphoneProblem
        onChosen: value => root.devices.chooseMicrophone(value)
        onRetry: root.session.retryDevices()
    }

    TypedNote {
        visible: root.settings.microphoneTyped
        text: root.typed
    }

    LevelMeter {
        Layout.fillWidth: true
        session: root.session
        devices: root.devices
    }

    DeviceChoice {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        label: qsTr("Speaker")
        glyph: "speaker"
        options: root.devices.speakers
        refusal: root.devices.speakerRefusal
        problem: root.session.speakerProblem
        onChosen: value => root.devices.chooseSpeaker(value)
        onRetry: root.session.retryDevices()
    }

    TypedNote {
        visible: root.settings.speakerTyped
        text: root.typed
    }

    PillButton {
        small: true
        glyph: "speaker"
        text: qsTr("Test sound")
        onClicked: root.devices.testSound()
    }
}
