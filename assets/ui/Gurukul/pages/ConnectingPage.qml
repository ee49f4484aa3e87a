import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Someone was found: "Waiting for partner…".
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property VideoSurface local

    signal devices

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight
    readonly property bool troubled: notice.visible
    readonly property int face: compact ? (troubled ? 72 : 116) : 148

    focus: true

    BuddyStanding {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.edge
        people: root.people
        partner: root.session.partnerName
    }

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth)
        spacing: Theme.gap

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.gap
            spacing: Theme.wide

            SelfView {
                Layout.preferredWidth: root.face
                Layout.preferredHeight: root.face
                radius: root.face / 2
                session: root.session
                local: root.local
            }

            Row {
                spacing: Theme.space + 2

                Repeater {
                    model: 3

                    Rectangle {
                        id: dot

                        required property int index

                        width: 10
                        height: width
                        radius: width / 2
                        color: Theme.accent

                        SequentialAnimation {
                            running: dot.visible && !Theme.reducedMotion
                            loops: Animation.Infinite

                            PauseAnimation {
                                duration: dot.index * Theme.turn / 8
                            }
                            OpacityAnimator {
                                target: dot
                                from: 0.25
                                to: 1
                                duration: Theme.turn / 4
                            }
                            OpacityAnimator {
                                target: dot
                                from: 1
                                to: 0.25
                                duration: Theme.turn / 4
                            }
                            PauseAnimation {
                                duration: (3 - dot.index) * Theme.turn / 8
                            }
                        }
                    }
                }
            }

            Avatar {
                Layout.preferredWidth: root.face
                Layout.preferredHeight: root.face
                name: root.session.partnerName
            }
        }

        PageTitle {
            Layout.fillWidth: true
            compact: root.compact
            text: qsTr("Waiting for partner…")
        }

        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.space

            Text {
                width: Math.min(implicitWidth, Theme.contentWidth - Theme.control)
                text: root.session.partnerName
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.accentText
                font.pixelSize: Theme.fontLarge
                font.weight: Font.Medium
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.session.partnerBuddy
                glyph: "buddies"
                color: Theme.accentText
            }
        }

        DeviceNotice {
            id: notice

            Layout.fillWidth: true
            session: root.session
            onDevices: root.devices()
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.gap
            spacing: Theme.gap

            PillButton {
                small: root.compact
                glyph: "skip"
                text: qsTr("Skip")
                onClicked: root.session.skip()
            }

            PillButton {
                small: root.compact
                glyph: "end"
                text: qsTr("End")
                danger: true
                onClicked: root.session.end()
            }
        }
    }
}
