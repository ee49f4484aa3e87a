import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The lobby: "Ready to Study?", how one is seen and heard, what to study, and one clear thing to do.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property DevicesModel devices
    required property LobbyModel lobby
    required property AboutModel about
    required property DesktopModel desktop
    required property VideoSurface local
    // Something lies over the page.
    property bool covered: false

    signal buddies
    signal chooseDevices
    signal history
    signal showAbout
    signal report
    signal settings

    readonly property bool compact: width < Theme.compactWidth || height < Theme.lobbyHeight
    readonly property bool beside: width >= Theme.lobbyWidth

    focus: true

    ColumnLayout {
        id: content

        anchors {
            top: header.bottom
            bottom: parent.bottom
            bottomMargin: root.compact ? 0 : Theme.gap
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - 2 * Theme.edge, root.beside ? Theme.lobbyMost : Theme.contentWidth)
        spacing: root.compact ? Theme.space : Theme.gap

        // Those that hold the rest in the middle take nothing where there is nothing to spare.
        Item {
            Layout.fillHeight: true
            Layout.bottomMargin: -content.spacing
        }

        PageTitle {
            Layout.fillWidth: true
            compact: root.compact
            text: qsTr("Ready to Study?")
        }

        Text {
            Layout.fillWidth: true
            visible: !root.compact
            text: qsTr("One press, one partner. Study together, face to face.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody + 1
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }

        ScrollColumn {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true
            // It has a margin of its own.
            Layout.topMargin: root.compact ? -Theme.space : 0
            Layout.minimumHeight: Theme.control
            Layout.preferredHeight: Math.ceil(implicitHeight)
            Layout.maximumHeight: Math.ceil(implicitHeight)

            CrashNotice {
                Layout.alignment: Qt.AlignHCenter
                Layout.maximumWidth: scroll.width - 2 * Theme.gap
                desktop: root.desktop
            }

            UpdateOffer {
                Layout.alignment: Qt.AlignHCenter
                Layout.maximumWidth: scroll.width - 2 * Theme.gap
                about: root.about
            }

            GridLayout {
                Layout.fillWidth: true
                columns: root.beside ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true

                Card {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    Layout.row: 0
                    Layout.column: root.beside ? 1 : 0
                    spacing: root.compact ? Theme.space : Theme.gap

                    TopicsField {
                        Layout.fillWidth: true
                        session: root.session
                        lobby: root.lobby
                    }

                    WishChoice {
                        Layout.fillWidth: true
                        session: root.session
                    }

                    BuddiesOnline {
                        Layout.fillWidth: true
                        session: root.session
                        lobby: root.lobby
                    }

                    Item {
                        Layout.fillHeight: true
                    }
                }

                LobbyPreview {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    Layout.row: root.beside ? 0 : 1
                    Layout.column: 0
                    session: root.session
                    devices: root.devices
                    lobby: root.lobby
                    local: root.local
                    covered: root.covered
                    compact: root.compact
                    onChoose: root.chooseDevices()
                }
            }
        }

        PillButton {
            Layout.alignment: Qt.AlignHCenter
            focus: true
            primary: true
            large: !root.compact
            glyph: "find"
            text: qsTr("Find Partner")
            onClicked: root.session.find()
        }

        Flow {
            id: more

            readonly property real all: buddies.implicitWidth + past.implicitWidth + about.implicitWidth + 2 * spacing + (offer.visible ? offer.width + spacing : 0)

            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(all, content.width)
            spacing: root.compact ? 0 : Theme.space

            PillButton {
                id: buddies

                quiet: true
                small: true
                glyph: "buddies"
                text: root.people.onlineCount > 0 ? qsTr("Buddies · %L1 online").arg(root.people.onlineCount) : qsTr("Buddies")
                onClicked: root.buddies()
            }

            PillButton {
                id: past

                quiet: true
                small: true
                glyph: "history"
                text: qsTr("History")
                onClicked: root.history()
            }

            PillButton {
                id: about

                quiet: true
                small: true
                glyph: "info"
                text: qsTr("About")
                onClicked: root.showAbout()
            }

            ReportOffer {
                id: offer

                width: Math.min(implicitWidth, content.width / 2)
                visible: root.people.reportSession !== ""
                people: root.people
                onClicked: root.report()
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.topMargin: -content.spacing
        }
    }

    // Last, so that the keyboard comes to the page first.
    Header {
        id: header

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.edge
        }
        session: root.session
        onSettings: root.settings()
    }
}
