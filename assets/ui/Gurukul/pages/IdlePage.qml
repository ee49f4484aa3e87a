import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// "Ready to Study?" and one clear thing to do.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property AboutModel about

    signal buddies
    signal devices
    signal history
    signal settings
    signal showAbout

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight

    focus: true

    ColumnLayout {
        id: content

        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.space
        width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth + Theme.control)
        spacing: 0

        PageTitle {
            Layout.fillWidth: true
            compact: root.compact
            text: qsTr("Ready to Study?")
        }

        Text {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space
            text: qsTr("One press, one partner. Study together, face to face.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody + 1
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
        }

        PillButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: root.compact ? Theme.wide : Theme.wide + Theme.gap
            focus: true
            primary: true
            large: true
            glyph: "find"
            text: qsTr("Find Partner")
            onClicked: root.session.find()
        }

        Flow {
            id: wishes

            readonly property real both: mode.implicitWidth + media.implicitWidth + spacing

            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: root.compact ? Theme.wide : Theme.wide + Theme.gap
            Layout.preferredWidth: both <= parent.width ? both : Math.max(mode.implicitWidth, media.implicitWidth)
            spacing: Theme.gap

            Segmented {
                id: mode

                label: qsTr("Whom to meet")
                current: root.session.mode
                options: [
                    {
                        value: "global",
                        text: qsTr("Anyone"),
                        glyph: "people"
                    },
                    {
                        value: "buddies_first",
                        text: qsTr("Buddies first"),
                        glyph: "buddies"
                    }
                ]
                onChosen: value => root.session.setMode(value)
            }

            Segmented {
                id: media

                label: qsTr("How to meet")
                current: root.session.media
                options: [
                    {
                        value: "video",
                        text: qsTr("Video"),
                        glyph: "camera"
                    },
                    {
                        value: "audio",
                        text: qsTr("Audio only"),
                        glyph: "headphones"
                    }
                ]
                onChosen: value => root.session.setMedia(value)
            }
        }

        TopicChips {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.gap
            Layout.preferredWidth: Math.min(natural, most)
            visible: placed > 0
            most: parent.width
            session: root.session
        }

        GridLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: root.compact ? Theme.gap : Theme.edge
            columns: root.width < Theme.compactWidth ? 2 : 4
            columnSpacing: Theme.space
            rowSpacing: 0

            PillButton {
                quiet: true
                small: true
                glyph: "buddies"
                text: root.people.onlineCount > 0 ? qsTr("Buddies · %L1 online").arg(root.people.onlineCount) : qsTr("Buddies")
                onClicked: root.buddies()
            }

            PillButton {
                quiet: true
                small: true
                glyph: "devices"
                text: root.session.media === "audio" ? qsTr("Check sound") : qsTr("Check camera and sound")
                onClicked: root.devices()
            }

            PillButton {
                quiet: true
                small: true
                glyph: "history"
                text: qsTr("History")
                onClicked: root.history()
            }

            PillButton {
                quiet: true
                small: true
                glyph: "info"
                text: qsTr("About")
                onClicked: root.showAbout()
            }
        }
    }

    UpdateOffer {
        anchors {
            right: parent.right
            bottom: parent.bottom
            margins: Theme.gap
        }
        about: root.about
        room: content.y + content.height <= y
    }

    // Last, so that the keyboard comes to the page first.
    Header {
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
