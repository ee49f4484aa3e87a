import QtQuick
import QtQuick.Layouts
import Gurukul

// A sheet of paper on the ground: what belongs together, one below the other.
Rectangle {
    id: root

    default property alias items: column.data
    property alias spacing: column.spacing
    property int padding: Theme.gap

    implicitWidth: column.implicitWidth + 2 * padding
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.line

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: root.padding
        spacing: Theme.gap - 4
    }
}
