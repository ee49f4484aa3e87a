pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// What has to be read stays until it is closed.
Column {
    id: root

    required property NoticesModel notices

    spacing: Theme.space

    Repeater {
        model: root.notices

        Rectangle {
            id: notice

            required property int index
            required property string sentence

            width: root.width
            height: row.implicitHeight + Theme.gap
            radius: Theme.radius
            color: Theme.notice
            border.width: 1
            border.color: Theme.noticeLine
            Accessible.role: Accessible.AlertMessage
            Accessible.name: sentence
            Component.onCompleted: Accessible.announce(sentence)

            RowLayout {
                id: row

                anchors.fill: parent
                anchors.leftMargin: Theme.gap
                anchors.rightMargin: Theme.space
                spacing: Theme.gap - 4

                Icon {
                    glyph: "warning"
                    color: Theme.accentText
                }

                Text {
                    Layout.fillWidth: true
                    text: notice.sentence
                    textFormat: Text.PlainText
                    color: Theme.noticeText
                    font.pixelSize: Theme.fontBody - 1
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }

                PillButton {
                    small: true
                    text: qsTr("Close")
                    Accessible.name: qsTr("Close this notice")
                    onClicked: root.notices.close(notice.index)
                }
            }
        }
    }
}
