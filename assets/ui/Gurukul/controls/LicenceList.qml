pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Every part of the app with its licence; a word finds those that name it.
ColumnLayout {
    id: root

    required property LicencesModel licences

    signal chosen(row: int)

    spacing: Theme.gap - 4

    SearchField {
        id: search

        Layout.fillWidth: true
        visible: root.licences.total > 1
        label: qsTr("Search parts, licences and their texts")
        onTextChanged: root.licences.look(text)
    }

    Text {
        Layout.fillWidth: true
        visible: search.text !== ""
        text: root.licences.count === 0 ? qsTr("Nothing with these words") : qsTr("%L1 of %L2").arg(root.licences.count).arg(root.licences.total)
        color: Theme.textSoft
        font.pixelSize: Theme.fontSmall
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    ListView {
        id: list

        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        model: root.licences
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Licences")
        Keys.onReturnPressed: root.chosen(currentIndex)
        Keys.onEnterPressed: root.chosen(currentIndex)
        Keys.onSpacePressed: root.chosen(currentIndex)

        T.ScrollBar.vertical: ThinBar {}

        delegate: LicenceRow {
            width: list.width - 2 * Theme.space
            current: list.activeFocus && ListView.isCurrentItem
            onClicked: root.chosen(index)
        }
    }
}
