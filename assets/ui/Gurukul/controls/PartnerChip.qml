import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Who it is, for how long, and how good the call is.
Rectangle {
    id: root

    required property SessionModel session
    required property CallModel call

    signal figures

    implicitWidth: who.implicitWidth + 2 * Theme.gap
    implicitHeight: who.implicitHeight + Theme.gap
    radius: height / 2
    color: Theme.scrim
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Connected with %1").arg(session.partnerName)

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

        QualityMark {
            call: root.call
            onClicked: root.figures()
        }
    }
}
