import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// Before a link of the partner's is opened: where it leads, letter by letter.
Sheet {
    id: root

    required property ChatModel chat

    property string address: ""

    function ask(where: string) {
        address = where;
        open();
    }

    title: qsTr("Open this link?")
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding
    // The harmless choice is the one that a hasty Enter makes.
    onOpened: stay.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.gap - 4

        PageTitle {
            Layout.fillWidth: true
            text: root.title
            font.pixelSize: Theme.fontLarge
            horizontalAlignment: Text.AlignLeft
        }

        Text {
            Layout.fillWidth: true
            text: qsTr("It leads out of Gurukul, to %1, and opens in your browser. Open it only if you trust it.").arg(root.chat.host(root.address))
            textFormat: Text.PlainText
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Text {
            Layout.fillWidth: true
            visible: root.chat.foreign(root.address)
            text: qsTr("Its name has letters of other alphabets, which can look like those of a site that you know.")
            color: Theme.accentText
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(implicitHeight, Theme.control)
            implicitHeight: Math.min(whole.implicitHeight + 2 * Theme.space, Theme.control * 4)
            radius: Theme.radius / 2
            color: Theme.surfaceRaised
            border.width: 1
            border.color: Theme.line

            Flickable {
                id: flick

                anchors.fill: parent
                anchors.margins: Theme.space
                clip: true
                contentWidth: width
                contentHeight: whole.implicitHeight
                boundsBehavior: Flickable.StopAtBounds

                T.ScrollBar.vertical: ThinBar {}

                Text {
                    id: whole

                    width: flick.width - Theme.space
                    text: root.address
                    textFormat: Text.PlainText
                    wrapMode: Text.WrapAnywhere
                    color: Theme.text
                    font.pixelSize: Theme.fontBody - 1
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.gap - 4

            PillButton {
                text: qsTr("Open link")
                onClicked: {
                    root.close();
                    root.chat.browse(root.address);
                }
            }

            PillButton {
                id: stay

                text: qsTr("Do not open")
                primary: true
                onClicked: root.close()
            }
        }
    }
}
