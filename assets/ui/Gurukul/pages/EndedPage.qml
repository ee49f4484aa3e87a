pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// "Call ended": what it was, and what comes next. It stays until the student goes on; where
// there was no call at all, it is there for a moment only and offers nothing.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property SummaryModel summary

    signal report
    signal history

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight

    focus: true

    Header {
        id: header

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.edge
        }
        session: root.session
    }

    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: root.summary.met ? met : unmet
    }

    Component {
        id: met

        FocusScope {
            focus: true

            ColumnLayout {
                id: told

                readonly property int margin: root.compact ? 0 : Theme.gap
                readonly property real room: root.height - header.y - header.height - margin - Theme.gap

                x: Math.round((root.width - width) / 2)
                y: header.y + header.height + margin + Math.round((room - height) * 0.4)
                width: Math.min(root.width - 2 * Theme.edge, Theme.contentWidth)
                height: Math.min(implicitHeight, room)
                spacing: root.compact ? Theme.space : Theme.gap

                CallSummary {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.bottomMargin: root.compact ? Theme.space : Theme.gap
                    Layout.preferredHeight: implicitHeight
                    compact: root.compact
                    summary: root.summary
                }

                RowLayout {
                    Layout.alignment: Qt.AlignHCenter
                    spacing: Theme.gap

                    PillButton {
                        focus: true
                        primary: true
                        glyph: "find"
                        text: qsTr("Find the next")
                        onClicked: root.session.find()
                    }

                    PillButton {
                        text: qsTr("Done")
                        onClicked: root.session.cancel()
                    }
                }

                NextSearch {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.maximumWidth: parent.width
                    summary: root.summary
                }

                AfterCallBar {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.preferredWidth: Math.min(natural, parent.width)
                    people: root.people
                    summary: root.summary
                    onReport: root.report()
                    onHistory: root.history()
                }
            }
        }
    }

    Component {
        id: unmet

        Item {
            ColumnLayout {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth)
                spacing: Theme.gap

                Icon {
                    Layout.alignment: Qt.AlignHCenter
                    glyph: "lotus"
                    size: Theme.controlLarge + Theme.gap
                    color: Theme.ornament
                }

                PageTitle {
                    Layout.fillWidth: true
                    compact: root.compact
                    text: qsTr("Call ended")
                }

                Text {
                    Layout.fillWidth: true
                    text: qsTr("The next partner is one press away.")
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontBody + 1
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }
    }
}
