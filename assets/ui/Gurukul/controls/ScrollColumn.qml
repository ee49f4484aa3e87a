import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// A column that scrolls where it is too high, and follows the keyboard.
Flickable {
    id: root

    default property alias items: column.data
    property alias spacing: column.spacing
    readonly property Item focused: Window.activeFocusItem

    function reveal(item: Item) {
        let above = item;
        while (above && above !== column)
            above = above.parent;
        if (!above)
            return;
        const top = item.mapToItem(column, 0, 0).y;
        if (top - Theme.gap < contentY)
            contentY = Math.max(0, top - Theme.gap);
        else if (top + item.height + Theme.gap > contentY + height)
            contentY = Math.min(Math.max(0, contentHeight - height), top + item.height + Theme.gap - height);
    }

    onFocusedChanged: {
        if (focused)
            reveal(focused);
    }

    // Room for the ring of focus, which lies around a control.
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * Theme.space
    implicitHeight: contentHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    T.ScrollBar.vertical: ThinBar {}

    ColumnLayout {
        id: column

        x: Theme.space
        y: Theme.space
        width: root.width - 2 * Theme.space
        spacing: Theme.gap
    }
}
