import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What happens around a call.
ColumnLayout {
    id: root

    required property SettingsModel settings

    spacing: Theme.space

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Find the next partner by itself")
        note: qsTr("After a call, without being asked")
        on: root.settings.findNext
        onClicked: root.settings.setFindNext(!on)
    }

    SwitchRow {
        Layout.fillWidth: true
        text: qsTr("Notifications")
        note: qsTr("When somebody was found while you look at something else")
        on: root.settings.notifications
        onClicked: root.settings.setNotifications(!on)
    }

    OptionList {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        label: qsTr("Quality of the picture")
        current: root.settings.quality
        options: [
            {
                value: "automatic",
                text: qsTr("Automatic: as good as the line allows")
            },
            {
                value: "best",
                text: qsTr("Best: for a fast line")
            },
            {
                value: "saving",
                text: qsTr("Save data: for who pays for every megabyte")
            }
        ]
        onChosen: value => root.settings.setQuality(value)
    }

    StepperRow {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
        label: qsTr("Focus time")
        shown: qsTr("%L1 min").arg(number)
        from: 1
        to: 180
        stepSize: number < 5 ? 1 : 5
        number: root.settings.focusMinutes
        onChosen: minutes => root.settings.setFocusMinutes(minutes)
    }

    StepperRow {
        Layout.fillWidth: true
        label: qsTr("Break")
        shown: qsTr("%L1 min").arg(number)
        from: 1
        to: 180
        number: root.settings.breakMinutes
        onChosen: minutes => root.settings.setBreakMinutes(minutes)
    }
}
