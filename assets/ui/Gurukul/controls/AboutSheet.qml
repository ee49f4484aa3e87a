pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// The app itself: which version, a newer one, and the licences of all that it consists of.
Sheet {
    id: root

    required property AboutModel about
    required property DesktopModel desktop

    property string view: "about"
    property int row: -1
    readonly property bool reading: view !== "about"

    function show(page: string) {
        view = page;
        (reading ? back : leave).forceActiveFocus(Qt.TabFocusReason);
    }

    title: qsTr("About Gurukul")
    anchors.centerIn: parent
    width: parent ? Math.min(reading ? Theme.readingWidth : Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(reading ? Theme.readingHeight : implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    onAboutToShow: {
        view = "about";
        overview.copied = false;
        about.refresh();
    }
    onOpened: leave.forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.gap

        RowLayout {
            spacing: Theme.gap - 4

            PillButton {
                id: back

                visible: root.reading
                small: true
                quiet: true
                text: qsTr("Back")
                onClicked: root.show(root.view === "text" ? "licences" : "about")
            }

            Image {
                Layout.rightMargin: Theme.space / 2
                visible: !root.reading
                source: Qt.resolvedUrl("../icons/app.svg")
                sourceSize: Qt.size(Theme.emblem, Theme.emblem)
                Accessible.ignored: true
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                PageTitle {
                    Layout.fillWidth: true
                    text: root.view === "text" ? root.about.licences.nameOf(root.row) : root.reading ? qsTr("Licences") : qsTr("Gurukul %1").arg(root.about.version)
                    font.pixelSize: Theme.fontLarge
                    horizontalAlignment: Text.AlignLeft
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                Text {
                    Layout.fillWidth: true
                    visible: !root.reading
                    text: qsTr("Study calls, one to one")
                    color: Theme.textSoft
                    font.pixelSize: Theme.fontBody - 1
                    elide: Text.ElideRight
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }

            PillButton {
                id: leave

                Layout.alignment: root.reading ? Qt.AlignVCenter : Qt.AlignTop
                small: true
                text: qsTr("Close")
                Accessible.name: qsTr("Close about")
                onClicked: root.close()
            }
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: overview.implicitHeight

            AboutOverview {
                id: overview

                anchors.fill: parent
                visible: !root.reading
                about: root.about
                onCopyReport: root.desktop.copyReport()
                onLicences: {
                    root.about.licences.load();
                    root.show("licences");
                }
            }

            // Stays as it is, with what was looked for, while one of its texts is read.
            Loader {
                anchors.fill: parent
                active: root.visible && root.reading
                visible: root.view === "licences"

                sourceComponent: LicenceList {
                    licences: root.about.licences
                    onChosen: row => {
                        root.row = row;
                        root.show("text");
                    }
                }
            }

            Loader {
                anchors.fill: parent
                active: root.visible && root.view === "text"

                sourceComponent: LicenceText {
                    licence: root.about.licences.licenceOf(root.row)
                    passages: root.about.licences.passagesOf(root.row)
                    onCopy: root.about.licences.copy(root.row)
                }
            }
        }
    }
}
