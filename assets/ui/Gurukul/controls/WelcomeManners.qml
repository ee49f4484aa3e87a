pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul

// How to behave, what to do about who does not, and what strangers learn.
ColumnLayout {
    id: root

    spacing: Theme.gap

    Repeater {
        model: [
            {
                glyph: "buddies",
                title: qsTr("Be kind"),
                words: qsTr("You meet a student like yourself. Greet, agree on a goal, and say goodbye when you go. Skip whenever it does not fit.")
            },
            {
                glyph: "flag",
                title: qsTr("Report who is not"),
                words: qsTr("“Report” is two clicks away in every call and after it. You are not paired with that person again.")
            },
            {
                glyph: "shield",
                title: qsTr("Your privacy"),
                words: qsTr("Partners read your name and see what you show. Nothing that you say or show is recorded. Camera and microphone can be switched off at any time.")
            }
        ]

        RowLayout {
            id: rule

            required property var modelData

            spacing: Theme.gap

            Rectangle {
                Layout.alignment: Qt.AlignTop
                implicitWidth: Theme.control - Theme.space
                implicitHeight: implicitWidth
                radius: width / 2
                color: Theme.surfaceRaised

                Icon {
                    anchors.centerIn: parent
                    glyph: rule.modelData.glyph
                    color: Theme.accentText
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                Text {
                    Layout.fillWidth: true
                    text: rule.modelData.title
                    color: Theme.text
                    font.pixelSize: Theme.fontBody
                    font.weight: Font.DemiBold
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                Text {
                    Layout.fillWidth: true
                    text: rule.modelData.words
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontBody - 1
                    lineHeight: 1.15
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }
    }
}
