import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The call. The partner fills the window, everything else floats over them.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property CallModel call
    required property VideoSurface local
    required property VideoSurface remote
    // One's own picture is looked at in the devices panel.
    property bool checking: false

    signal devices
    signal report

    readonly property bool compact: width < Theme.compactWidth || height < Theme.compactHeight
    readonly property bool pictured: session.partnerCamera && session.media === "video" && remote.hasPicture
    // Cropping a little fills the window; cropping much would cut the partner off.
    readonly property real misfit: remote.aspect > 0 ? (width / height) / remote.aspect : 1

    focus: true

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
        crop: root.misfit > 0.75 && root.misfit < 1.33
    }

    ColumnLayout {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.wide
        visible: !root.pictured
        spacing: Theme.gap

        Avatar {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: root.compact ? 128 : 176
            Layout.preferredHeight: Layout.preferredWidth
            name: root.session.partnerName
        }

        Text {
            Layout.alignment: Qt.AlignHCenter
            text: root.session.media === "audio" ? qsTr("Audio call") : root.session.partnerCamera ? qsTr("The picture is on its way…") : qsTr("Camera is off")
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

    BuddyStanding {
        id: standing

        anchors.left: chip.right
        anchors.leftMargin: Theme.space
        anchors.verticalCenter: chip.verticalCenter
        visible: root.people.standing !== "asks"
        glass: true
        people: root.people
        partner: root.session.partnerName
    }

    // After the buddies, so that the keyboard comes to them first.
    PartnerChip {
        id: chip

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.edge - 4
        width: Math.min(implicitWidth, parent.width - standing.width - 2 * Theme.edge - Theme.space)
        session: root.session
        call: root.call
        onFigures: figures.detailed = !figures.detailed
    }

    CallFigures {
        id: figures

        anchors.left: chip.left
        anchors.top: chip.bottom
        anchors.topMargin: Theme.space
        width: Math.min(implicitWidth, root.width / 2)
        visible: (detailed || call.reason !== "") && !root.session.reconnecting
        call: root.call
    }

    Shortcut {
        sequence: "I"
        autoRepeat: false
        onActivated: figures.detailed = !figures.detailed
    }

    BuddyRequest {
        // Beside one's own picture where that is above the bar, else in the middle.
        x: self.above ? Theme.edge - 4 : Math.round((parent.width - width) / 2)
        anchors.bottom: bar.top
        anchors.bottomMargin: Theme.gap
        width: Math.min(implicitWidth, self.above ? self.x - 2 * Theme.edge : Theme.contentWidth)
        people: root.people
        partner: root.session.partnerName
    }

    SelfView {
        id: self

        readonly property bool above: root.width < bar.width + 2 * (width + Theme.edge + Theme.gap)

        anchors.right: parent.right
        anchors.bottom: above ? bar.top : parent.bottom
        anchors.margins: Theme.edge - 4
        width: root.compact ? 152 : 208
        height: Math.round(width * 9 / 16)
        visible: !root.checking
        staged: true
        session: root.session
        local: root.local
    }

    DeviceNotice {
        anchors.right: parent.right
        anchors.top: chip.bottom
        anchors.margins: Theme.edge - 4
        width: Math.min(parent.width - 2 * Theme.edge, Theme.contentWidth * 0.75)
        session: root.session
        onDevices: root.devices()
    }

    CallBar {
        id: bar

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.edge - 4
        session: root.session
        onDevices: root.devices()
        onReport: root.report()
    }
}
