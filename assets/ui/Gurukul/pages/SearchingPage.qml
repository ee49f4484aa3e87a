import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// "Finding a Partner…", calling out: one's place in the queue, the time, and who is looked for.
FocusScope {
    id: root

    required property SessionModel session
    required property SearchModel search
    required property VideoSurface local

    signal devices
    signal settings

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight
    readonly property string trouble: session.serverTrouble
    readonly property bool widened: search.widened
    readonly property bool away: session.away

    focus: true
    onTroubleChanged: {
        if (trouble !== "")
            Accessible.announce(trouble);
    }
    onWidenedChanged: {
        if (widened)
            Accessible.announce(search.outlook);
    }

    ColumnLayout {
        anchors {
            top: header.bottom
            bottom: parent.bottom
            bottomMargin: Theme.edge
            horizontalCenter: parent.horizontalCenter
        }
        width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth)
        spacing: root.compact ? Theme.space : Theme.gap

        Item {
            id: room

            readonly property int side: 2 * Math.round(Math.min(height * 0.86, Theme.contentWidth / 2) / 2)

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 0

            Radar {
                anchors.centerIn: parent
                width: room.side
                height: width
                visible: !root.away
                session: root.session
                local: root.local
            }

            NoServer {
                anchors.centerIn: parent
                width: room.side
                height: width
                visible: root.away
            }
        }

        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.control
            Layout.preferredHeight: Math.ceil(implicitHeight)
            Layout.maximumHeight: Math.ceil(implicitHeight)
            spacing: root.compact ? Theme.space : Theme.gap

            PageTitle {
                Layout.fillWidth: true
                compact: root.compact
                text: qsTr("Finding a Partner…")
            }

            Text {
                Layout.fillWidth: true
                text: root.away ? root.session.linkSentence : root.trouble || root.search.place
                color: root.away ? Theme.accentText : Theme.textSoft
                font.pixelSize: Theme.fontBody + 1
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Text {
                Layout.fillWidth: true
                visible: !root.away && root.search.outlook !== ""
                text: root.search.outlook
                textFormat: Text.PlainText
                color: root.widened ? Theme.accentText : Theme.textSoft
                font.pixelSize: Theme.fontBody - 1
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            Text {
                Layout.fillWidth: true
                text: qsTr("Searching for %1").arg(root.search.elapsed)
                color: Theme.textSoft
                font.pixelSize: Theme.fontSmall
                font.features: ({
                        "tnum": 1
                    })
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            DeviceNotice {
                Layout.fillWidth: true
                session: root.session
                onDevices: root.devices()
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: root.compact ? 0 : Theme.space
            Layout.bottomMargin: root.compact ? 0 : Theme.gap
            spacing: Theme.gap

            PillButton {
                visible: root.away
                glyph: "retry"
                text: qsTr("Retry now")
                onClicked: root.search.retry()
            }

            PillButton {
                glyph: "cancel"
                text: qsTr("Cancel")
                onClicked: root.session.cancel()
            }
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
        terse: true
        onSettings: root.settings()
    }
}
