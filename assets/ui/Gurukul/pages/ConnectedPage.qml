import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The call. The partner fills the window, everything else floats over them.
FocusScope {
    id: root

    required property SessionModel session
    required property PeopleModel people
    required property VideoSurface local
    required property VideoSurface remote

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

    // Who it is, and for how long
    Rectangle {
        id: chip

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.edge - 4
        width: Math.min(who.implicitWidth + 2 * Theme.gap, parent.width - standing.width - 2 * Theme.edge - Theme.space)
        height: who.implicitHeight + Theme.gap
        radius: height / 2
        color: Theme.scrim
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Connected with %1").arg(root.session.partnerName)

        RowLayout {
            id: who

            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            spacing: Theme.space + 2

            Text {
                Layout.fillWidth: true
                text: root.session.partnerName
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.stageText
                font.pixelSize: Theme.fontBody
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Icon {
                visible: !root.session.partnerMicrophone
                glyph: "microphone-off"
                size: Theme.icon - 4
                color: Theme.accent
                Accessible.ignored: false
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Partner is muted")
            }

            Text {
                text: root.session.duration
                color: Theme.stageTextSoft
                font.pixelSize: Theme.fontBody
                font.features: {
                    "tnum": 1
                }
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Duration %1").arg(text)
            }
        }
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
        width: root.compact ? 152 : 224
        height: Math.round(width * 9 / 16)
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
    }

    CallBar {
        id: bar

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.edge - 4
        session: root.session
        onReport: root.report()
    }
}
