import QtQuick
import QtQuick.Templates as T

// A sheet that is made when it is asked for: none of them is needed for the first picture.
Item {
    id: root

    default required property Component sheet

    property T.Popup made: null
    readonly property bool shown: made !== null && made.visible
    readonly property bool covering: shown && made.modal
    readonly property real taken: shown ? made.width : 0

    function get(): T.Popup {
        if (made === null)
            made = sheet.createObject(root) as T.Popup;
        return made;
    }

    function open() {
        get().open();
    }

    function close() {
        made?.close();
    }
}
