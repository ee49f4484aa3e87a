pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul

// One line of the chat: one's own on the far side, the partner's on the near one, the app's own
// in between.
Item {
    id: root

    required property string author
    required property string text
    required property string time
    required property bool arrived
    required property string spoken
    required property list<string> links

    readonly property bool own: author === "own"
    readonly property bool said: author !== "app"
    readonly property real most: width * 0.82

    signal link(address: string)

    implicitHeight: bubble.height
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken

    Rectangle {
        id: bubble

        anchors.left: root.own ? undefined : parent.left
        anchors.right: root.own ? parent.right : undefined
        width: !root.said ? root.width : Math.min(root.most, Math.max(Math.ceil(body.implicitWidth) + 2, under.implicitWidth, chips.implicitWidth) + 2 * column.anchors.margins)
        height: column.implicitHeight + 2 * column.anchors.margins
        radius: Theme.radius - 4
        color: root.own ? Theme.chosen : root.said ? Theme.surfaceRaised : Theme.notice
        border.width: root.said ? 0 : 1
        border.color: Theme.noticeLine
        clip: true

        ColumnLayout {
            id: column

            anchors.fill: parent
            anchors.margins: Theme.space + 3
            spacing: Theme.space / 2

            TextEdit {
                id: body

                Layout.fillWidth: true
                text: root.text
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                readOnly: true
                selectByMouse: true
                activeFocusOnTab: false
                color: root.said ? Theme.text : Theme.noticeText
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.pixelSize: root.said ? Theme.fontBody - 1 : Theme.fontSmall
                Accessible.ignored: true
            }

            ColumnLayout {
                id: chips

                Layout.fillWidth: true
                visible: root.links.length > 0
                spacing: Theme.space / 2

                Repeater {
                    model: root.links

                    T.AbstractButton {
                        id: chip

                        required property string modelData

                        Layout.fillWidth: true
                        implicitWidth: address.implicitWidth + sign.width + 3 * Theme.space
                        implicitHeight: address.implicitHeight + 2 * Theme.space
                        focusPolicy: Qt.StrongFocus
                        hoverEnabled: true
                        text: modelData
                        onClicked: root.link(modelData)

                        Accessible.role: Accessible.Link
                        Accessible.name: qsTr("Open link %1").arg(modelData)
                        Accessible.onPressAction: clicked()
                        Keys.onReturnPressed: clicked()
                        Keys.onEnterPressed: clicked()

                        background: Rectangle {
                            radius: Theme.space
                            color: chip.hovered ? Theme.surfaceRaised : Theme.surface
                            border.width: chip.visualFocus ? Theme.focusWidth : 1
                            border.color: chip.visualFocus ? Theme.focus : Theme.line
                        }

                        contentItem: Item {
                            Icon {
                                id: sign

                                anchors.left: parent.left
                                anchors.leftMargin: Theme.space
                                anchors.verticalCenter: parent.verticalCenter
                                glyph: "link"
                                size: Theme.fontBody
                                color: Theme.accentText
                            }

                            Text {
                                id: address

                                anchors.left: sign.right
                                anchors.leftMargin: Theme.space
                                anchors.right: parent.right
                                anchors.rightMargin: Theme.space
                                anchors.verticalCenter: parent.verticalCenter
                                text: chip.text
                                textFormat: Text.PlainText
                                wrapMode: Text.WrapAnywhere
                                maximumLineCount: 2
                                elide: Text.ElideRight
                                horizontalAlignment: Text.AlignLeft
                                color: Theme.accentText
                                font.pixelSize: Theme.fontSmall
                                font.underline: true
                                Accessible.ignored: true
                            }
                        }
                    }
                }
            }

            Row {
                id: under

                Layout.alignment: Qt.AlignRight
                visible: root.said
                spacing: Theme.space / 2

                Text {
                    text: root.arrived ? root.time : qsTr("%1 · not delivered yet").arg(root.time)
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontSmall - 1
                    Accessible.ignored: true
                }

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.own && root.arrived
                    glyph: "check"
                    size: Theme.fontSmall
                    color: Theme.textSoft
                }
            }
        }
    }
}
