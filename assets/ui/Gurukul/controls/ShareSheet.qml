pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Which screen or window the partner is to see. One press shares it.
Sheet {
    id: root

    required property SharingModel sharing

    function ask() {
        sharing.look();
        open();
    }

    title: qsTr("Share your screen")
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    onOpened: (list.visible && list.itemAtIndex(0) || leave).forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.gap

        PageTitle {
            Layout.fillWidth: true
            text: root.title
            font.pixelSize: Theme.fontLarge
            horizontalAlignment: Text.AlignLeft
        }

        Text {
            Layout.fillWidth: true
            text: root.sharing.obstacle || qsTr("Your partner sees it in the place of your camera, until you stop or the call ends.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: -Theme.space
            Layout.preferredHeight: contentHeight + 2 * Theme.space
            Layout.minimumHeight: Math.min(contentHeight, Theme.controlLarge) + 2 * Theme.space
            leftMargin: Theme.space
            rightMargin: Theme.space
            topMargin: Theme.space
            bottomMargin: Theme.space
            visible: root.sharing.obstacle === ""
            clip: true
            spacing: Theme.space
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            model: root.sharing.targets
            // Its rows are there a moment after it is first seen.
            onCurrentItemChanged: {
                if (leave.activeFocus)
                    currentItem?.forceActiveFocus(Qt.TabFocusReason);
            }
            Accessible.role: Accessible.List
            Accessible.name: root.title

            T.ScrollBar.vertical: ThinBar {}

            delegate: ShareTarget {
                width: list.width - 2 * Theme.space
                onClicked: {
                    root.close();
                    root.sharing.share(key);
                }
                onActiveFocusChanged: {
                    if (activeFocus)
                        list.positionViewAtIndex(index, ListView.Contain);
                }
            }
        }

        PillButton {
            id: leave

            Layout.alignment: Qt.AlignRight
            text: root.sharing.obstacle === "" ? qsTr("Cancel") : qsTr("Close")
            Accessible.name: qsTr("Close screen choice")
            onClicked: root.close()
        }
    }
}
