import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// How the window looks.
ColumnLayout {
    id: root

    required property SettingsModel settings

    spacing: Theme.space

    OptionList {
        Layout.fillWidth: true
        label: qsTr("Colours")
        current: root.settings.scheme
        options: [
            {
                value: "system",
                text: qsTr("As the system")
            },
            {
                value: "light",
                text: qsTr("Light")
            },
            {
                value: "dark",
                text: qsTr("Dark")
            }
        ]
        onChosen: value => root.settings.setScheme(value)
    }

    StepperRow {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        label: qsTr("Text size")
        shown: qsTr("%L1 %").arg(number)
        from: 80
        to: 160
        stepSize: 10
        number: root.settings.textSize
        onChosen: percent => root.settings.setTextSize(percent)
    }

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Reduce motion")
        note: qsTr("Off: as the system says")
        on: root.settings.motion === "reduced"
        onClicked: root.settings.setMotion(on ? "system" : "reduced")
    }
}
