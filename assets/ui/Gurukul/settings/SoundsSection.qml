import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How loud it rings and how loud the partner is, and where it rings.
ColumnLayout {
    id: root

    required property DevicesModel devices
    required property SettingsModel settings

    spacing: Theme.space + 2

    SliderRow {
        Layout.fillWidth: true
        label: qsTr("Ring, chime and bell")
        percent: root.settings.ringVolume
        onMoved: percent => root.settings.setRingVolume(percent)
    }

    Text {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        text: qsTr("Where it rings")
        color: Theme.text
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }

    DeviceChoice {
        Layout.fillWidth: true
        label: qsTr("Ringer")
        glyph: "speaker"
        options: root.settings.ringers
        refusal: root.settings.ringerProblem
        problem: ""
        onChosen: value => root.settings.chooseRinger(value)
    }

    PillButton {
        small: true
        glyph: "speaker"
        text: qsTr("Test the ring")
        onClicked: root.settings.testRing()
    }

    SliderRow {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        label: qsTr("Your partner’s voice")
        percent: root.settings.callVolume
        onMoved: percent => root.settings.setCallVolume(percent)
    }

    PillButton {
        small: true
        glyph: "headphones"
        text: qsTr("Test the call’s volume")
        onClicked: root.devices.testSound()
    }
}
