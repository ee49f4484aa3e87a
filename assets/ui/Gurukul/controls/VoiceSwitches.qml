import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What is done to the microphone's sound.
ColumnLayout {
    id: root

    required property DevicesModel devices

    spacing: Theme.space

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Cancel echo")
        note: qsTr("Your partner does not hear themselves")
        on: root.devices.echo
        onClicked: root.devices.setEcho(!on)
    }

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Suppress noise")
        note: qsTr("Fans and traffic become quiet")
        on: root.devices.noise
        onClicked: root.devices.setNoise(!on)
    }

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Even out my volume")
        note: qsTr("A quiet voice is raised, a loud one lowered")
        on: root.devices.gain
        onClicked: root.devices.setGain(!on)
    }
}
