import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The partner: their picture, or who they are while there is none.
Item {
    id: root

    required property SessionModel session
    required property VideoSurface remote
    property bool compact: false

    readonly property bool pictured: session.partnerCamera && session.media === "video" && remote.hasPicture
    // Cropping a little fills the window; cropping much would cut the partner off. Of a screen all
    // is to be seen.
    readonly property real misfit: remote.aspect > 0 ? (width / height) / remote.aspect : 1

    clip: true

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                position: 0
                color: root.pictured ? Theme.stage : Theme.stageTop
            }
            GradientStop {
                position: 1
                color: Theme.stage
            }
        }
    }

    VideoPicture {
        anchors.fill: parent
        visible: root.pictured
        surface: root.remote
        crop: !root.session.partnerScreen && root.misfit > 0.75 && root.misfit < 1.33
    }

    ColumnLayout {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.control
        width: parent.width - 2 * Theme.edge
        visible: !root.pictured
        spacing: Theme.gap

        Avatar {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: root.compact ? 112 : 168
            Layout.preferredHeight: Layout.preferredWidth
            name: root.session.partnerName
        }

        Text {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: parent.width
            visible: !root.compact
            text: root.session.partnerName
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
            color: Theme.stageText
            font.pixelSize: Theme.fontLarge
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }

        Text {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: parent.width
            text: root.session.media === "audio" ? qsTr("Audio call") : root.session.partnerCamera ? qsTr("The picture is on its way…") : qsTr("Camera is off")
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            color: Theme.stageTextSoft
            font.pixelSize: Theme.fontBody
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    Reconnecting {
        anchors.fill: parent
        on: root.session.reconnecting
    }
}
