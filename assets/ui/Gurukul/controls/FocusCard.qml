import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The shared focus timer: how it stands and what either can do to it.
FocusScope {
    id: root

    required property FocusModel timer

    implicitWidth: Theme.chatWidth - Theme.edge
    implicitHeight: content.implicitHeight + 2 * Theme.gap
    visible: timer.open
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Focus timer, shared with %1").arg(timer.partner)
    onVisibleChanged: {
        if (visible) {
            focusMinutes.value = timer.focusMinutes;
            breakMinutes.value = timer.breakMinutes;
            (timer.on ? hold : begin).forceActiveFocus(Qt.TabFocusReason);
        }
    }
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
    Keys.onEscapePressed: timer.setOpen(false)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.glass
        border.width: 1
        border.color: Theme.scrimLine
    }

    MouseArea {
        anchors.fill: parent
    }

    ColumnLayout {
        id: content

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.space + 2

        RowLayout {
            spacing: Theme.space

            Text {
                Layout.fillWidth: true
                text: root.timer.phaseName
                color: Theme.stageText
                font.pixelSize: Theme.fontBody
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignLeft
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            Text {
                visible: root.timer.rounds > 0
                text: qsTr("%n done", "stretches of focus", root.timer.rounds)
                color: Theme.stageTextSoft
                font.pixelSize: Theme.fontSmall
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            RoundButton {
                Layout.preferredWidth: Theme.control - 10
                Layout.preferredHeight: Theme.control - 10
                quiet: true
                glyph: "close"
                text: qsTr("Close timer")
                onClicked: root.timer.setOpen(false)
            }
        }

        // While it is on

        Text {
            Layout.alignment: Qt.AlignHCenter
            visible: root.timer.on
            text: root.timer.left
            color: Theme.stageText
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
            font.features: {
                "tnum": 1
            }
            Accessible.role: Accessible.StaticText
            Accessible.name: root.timer.spoken
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.space
            visible: root.timer.on
            radius: height / 2
            color: Theme.glassPressed

            Rectangle {
                anchors.left: parent.left
                width: Math.max(height, parent.width * root.timer.share)
                height: parent.height
                radius: height / 2
                color: root.timer.phase === "break" ? Theme.stageGood : Theme.accent
            }
        }

        GridLayout {
            visible: root.timer.on
            columns: hold.implicitWidth + finish.implicitWidth + columnSpacing > content.width ? 1 : 2
            columnSpacing: Theme.space
            rowSpacing: Theme.space

            PillButton {
                id: hold

                Layout.fillWidth: true
                small: true
                primary: true
                glyph: root.timer.running ? "pause" : "play"
                text: root.timer.running ? qsTr("Pause") : qsTr("Resume")
                Accessible.name: root.timer.running ? qsTr("Pause timer") : qsTr("Resume timer")
                onClicked: root.timer.running ? root.timer.pause() : root.timer.resume()
            }

            PillButton {
                id: finish

                Layout.fillWidth: true
                small: true
                glass: true
                text: qsTr("End timer")
                onClicked: root.timer.end()
            }
        }

        // While it is off

        Text {
            Layout.fillWidth: true
            visible: !root.timer.on
            text: root.timer.able ? qsTr("Study in stretches with short breaks. You both see the timer, and either of you can pause it.") : qsTr("%1’s app has no timer. You can use it for yourself.").arg(root.timer.partner)
            textFormat: Text.PlainText
            color: Theme.stageTextSoft
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        GridLayout {
            Layout.fillWidth: true
            visible: !root.timer.on
            columns: 2
            rowSpacing: Theme.space
            columnSpacing: Theme.space

            Text {
                Layout.fillWidth: true
                text: qsTr("Focus, minutes")
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            MinutesField {
                id: focusMinutes

                to: root.timer.mostMinutes
                label: qsTr("Focus, minutes")
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("Break, minutes")
                color: Theme.stageText
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            MinutesField {
                id: breakMinutes

                to: root.timer.mostMinutes
                label: qsTr("Break, minutes")
            }
        }

        RowLayout {
            visible: !root.timer.on
            spacing: Theme.space

            PillButton {
                id: begin

                Layout.fillWidth: true
                small: true
                primary: true
                glyph: "play"
                text: qsTr("Start")
                Accessible.name: qsTr("Start timer")
                onClicked: root.timer.start(focusMinutes.value, breakMinutes.value)
            }

            PillButton {
                small: true
                glass: true
                text: qsTr("25 / 5")
                Accessible.name: qsTr("25 minutes of focus, 5 of break")
                onClicked: {
                    focusMinutes.value = 25;
                    breakMinutes.value = 5;
                }
            }
        }
    }
}
