import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What is wrong with a device, in one sentence, with the ways out of it.
Rectangle {
    id: root

    required property SessionModel session

    readonly property bool cameraTrouble: session.cameraProblem !== ""
    readonly property string sentence: session.cameraProblem || session.microphoneProblem || session.speakerProblem

    signal devices

    visible: sentence !== ""
    implicitHeight: column.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.notice
    border.width: 1
    border.color: Theme.noticeLine
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.gap - 4

        RowLayout {
            spacing: Theme.gap - 4

            Icon {
                Layout.alignment: Qt.AlignTop
                glyph: "warning"
                color: Theme.accentText
            }

            Text {
                Layout.fillWidth: true
                text: root.sentence
                color: Theme.noticeText
                font.pixelSize: Theme.fontBody - 1
                wrapMode: Text.Wrap
                lineHeight: 1.15
                Accessible.ignored: true
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.space

            PillButton {
                visible: root.cameraTrouble && root.session.media === "video"
                text: qsTr("Continue with audio only")
                small: true
                onClicked: root.session.setMedia("audio")
            }

            PillButton {
                text: qsTr("Try again")
                small: true
                onClicked: root.session.retryDevices()
            }

            PillButton {
                text: qsTr("Choose another")
                small: true
                onClicked: root.devices()
            }
        }
    }
}
