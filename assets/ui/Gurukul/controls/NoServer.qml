import QtQuick
import Gurukul

// There is no way to the server: nothing turns, for nothing goes on.
Item {
    id: root

    implicitHeight: implicitWidth

    Rectangle {
        anchors.centerIn: parent
        width: Math.round(parent.width * 0.62)
        height: width
        radius: width / 2
        color: Theme.notice
        border.width: 2
        border.color: Theme.noticeLine

        Icon {
            anchors.centerIn: parent
            glyph: "offline"
            size: Math.max(Theme.icon, Math.round(parent.width * 0.36))
            color: Theme.noticeText
        }
    }
}
