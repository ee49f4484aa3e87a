import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Whether there is a newer Gurukul, and what this one is under.
Flickable {
    id: root

    required property AboutModel about

    // The report was put on the clipboard since the sheet was opened.
    property bool copied: false

    signal licences
    signal copyReport

    implicitHeight: column.implicitHeight
    contentWidth: width
    contentHeight: column.implicitHeight
    boundsBehavior: Flickable.StopAtBounds
    clip: contentHeight > height

    ColumnLayout {
        id: column

        width: root.width
        spacing: Theme.gap

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }

        SwitchRow {
            Layout.fillWidth: true
            visible: root.about.canSwitch
            text: qsTr("Look for a newer version once a day")
            note: qsTr("%1 Nothing about you is sent, and nothing is downloaded.").arg(root.about.looking)
            on: root.about.looks
            onClicked: root.about.setLooks(!root.about.looks)
        }

        Text {
            Layout.fillWidth: true
            visible: !root.about.canSwitch
            text: root.about.looking
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: found.implicitHeight + Theme.gap
            visible: root.about.newer !== ""
            radius: Theme.radius
            color: Theme.notice
            border.width: 1
            border.color: Theme.noticeLine

            RowLayout {
                id: found

                anchors.fill: parent
                anchors.leftMargin: Theme.gap
                anchors.rightMargin: Theme.space
                spacing: Theme.gap - 4

                Icon {
                    glyph: "update"
                    color: Theme.accentText
                }

                Text {
                    Layout.fillWidth: true
                    text: qsTr("Gurukul %1 is available").arg(root.about.newer)
                    color: Theme.noticeText
                    font.pixelSize: Theme.fontBody - 1
                    font.weight: Font.Medium
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                PillButton {
                    visible: root.about.hasPage
                    small: true
                    text: qsTr("Get it")
                    Accessible.name: qsTr("Get Gurukul %1").arg(root.about.newer)
                    onClicked: root.about.getNewer()
                }
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }

        RowLayout {
            spacing: Theme.gap

            Text {
                Layout.fillWidth: true
                text: root.about.bundled ? qsTr("Gurukul’s own code is free under the MIT licence. This app also brings parts by others; some, such as the video encoder x264, are under the GPL, and so the app as a whole is, too. “Licences” names them all, and where their source is.") : qsTr("Gurukul’s own code is free under the MIT licence.")
                color: Theme.textSoft
                font.pixelSize: Theme.fontSmall + 1
                wrapMode: Text.Wrap
                lineHeight: 1.15
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }

            PillButton {
                Layout.margins: Theme.focusWidth + 1
                small: true
                text: qsTr("Licences")
                onClicked: root.licences()
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }

        RowLayout {
            spacing: Theme.gap

            Text {
                Layout.fillWidth: true
                text: root.copied ? qsTr("The report is copied. Paste it into a message to whoever helps you. It holds no names, addresses or messages.") : qsTr("Something is not as it should be? A report tells whoever helps you of this app, this system, your settings and what was logged last. It holds no names, addresses or messages.")
                color: Theme.textSoft
                font.pixelSize: Theme.fontSmall + 1
                wrapMode: Text.Wrap
                lineHeight: 1.15
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                onTextChanged: {
                    if (root.copied)
                        Accessible.announce(text);
                }
            }

            PillButton {
                Layout.margins: Theme.focusWidth + 1
                small: true
                text: qsTr("Copy report")
                onActiveFocusChanged: {
                    // It is the last thing, and may lie below what is seen.
                    if (activeFocus)
                        root.contentY = Math.max(0, root.contentHeight - root.height);
                }
                onClicked: {
                    root.copyReport();
                    root.copied = true;
                }
            }
        }
    }
}
