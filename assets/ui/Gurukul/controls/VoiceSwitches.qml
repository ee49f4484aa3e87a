import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What is done to the microphone's sound.
ColumnLayout {
    id: root

    required property DevicesModel devices

    // A switch was reached by the keyboard.
    signal focused(item: Item)

    spacing: Theme.space

    SwitchRow {
        id: echo

        Layout.fillWidth: true
        text: qsTr("Cancel echo")
        note: qsTr("Your partner does not hear themselves")
        on: root.devices.echo
        onClicked: root.devices.setEcho(!on)
        onVisualFocusChanged: root.focused(echo)
    }

    SwitchRow {
        id: noise

        Layout.fillWidth: true
        text: qsTr("Suppress noise")
        note: qsTr("Fans and traffic become quiet")
        on: root.devices.noise
        onClicked: root.devices.setNoise(!on)
        onVisualFocusChanged: root.focused(noise)
    }

    SwitchRow {
        id: gain

        Layout.fillWidth: true
        text: qsTr("Even out my volume")
        note: qsTr("A quiet voice is raised, a loud one lowered")
        on: root.devices.gain
        onClicked: root.devices.setGain(!on)
        onVisualFocusChanged: root.focused(gain)
    }
}
