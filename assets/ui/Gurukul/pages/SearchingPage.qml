import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// "Finding a Partner…", calling out, with one's place in the queue.
FocusScope {
    id: root

    required property SessionModel session
    required property VideoSurface local

    signal devices
    signal settings

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight
    readonly property string place: {
        if (session.position === 0)
            return qsTr("Looking around…");
        return qsTr("You are number %1 of %2").arg(session.position).arg(session.waiting);
    }

    readonly property string trouble: session.serverTrouble

    focus: true
    onTroubleChanged: {
        if (trouble !== "")
            Accessible.announce(trouble);
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

            Layout.fillWidth: true
            Layout.fillHeight: true

            Radar {
                anchors.centerIn: parent
                width: Math.min(parent.height * 0.86, Theme.contentWidth / 2)
                height: width
                session: root.session
                local: root.local
            }
        }

        PageTitle {
            Layout.fillWidth: true
            compact: root.compact
            text: qsTr("Finding a Partner…")
        }

        Text {
            Layout.fillWidth: true
            text: root.trouble || root.place
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody + 1
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        DeviceNotice {
            Layout.fillWidth: true
            session: root.session
            onDevices: root.devices()
        }

        PillButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: root.compact ? 0 : Theme.space
            Layout.bottomMargin: root.compact ? 0 : Theme.gap
            glyph: "cancel"
            text: qsTr("Cancel")
            onClicked: root.session.cancel()
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
