import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Once, after a run that did not end as it should: the power may have gone, or Gurukul failed.
Rectangle {
    id: root

    required property DesktopModel desktop

    // There is somewhere to say it just now.
    property bool room: true

    readonly property string sentence: qsTr("Gurukul did not close properly last time.")
    readonly property string more: qsTr("If that keeps happening, a report helps whoever looks after Gurukul for you.")

    implicitHeight: content.implicitHeight + 2 * Theme.gap
    visible: desktop.crashed && room
    radius: Theme.radius
    color: Theme.notice
    border.width: 1
    border.color: Theme.noticeLine
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence
    Accessible.description: more
    onVisibleChanged: {
        if (visible)
            Accessible.announce(sentence);
    }

    RowLayout {
        id: content

        anchors {
            left: parent.left
            right: parent.right
            verticalCenter: parent.verticalCenter
            margins: Theme.gap
        }
        spacing: Theme.gap

        Icon {
            Layout.alignment: Qt.AlignTop
            glyph: "info"
            color: Theme.accentText
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.space / 2

            Text {
                Layout.fillWidth: true
                text: root.sentence
                color: Theme.noticeText
                font.pixelSize: Theme.fontBody - 1
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            Text {
                Layout.fillWidth: true
                text: root.more
                color: Theme.noticeText
                font.pixelSize: Theme.fontSmall + 1
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            Flow {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space / 2
                spacing: Theme.space

                PillButton {
                    small: true
                    text: qsTr("Copy report")
                    onClicked: {
                        root.desktop.copyReport();
                        root.desktop.dismissCrash();
                    }
                }

                PillButton {
                    small: true
                    quiet: true
                    text: qsTr("Dismiss")
                    Accessible.name: qsTr("Dismiss the notice of the last run")
                    onClicked: root.desktop.dismissCrash()
                }
            }
        }
    }
}
