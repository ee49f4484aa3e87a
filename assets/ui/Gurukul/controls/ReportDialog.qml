pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Report and block: what happened, and what will.
Sheet {
    id: root

    required property PeopleModel people

    // Whom it is about: the one at the time of opening, whoever is met meanwhile.
    property string session: ""
    property string name: ""
    property string reason: ""
    readonly property bool endsCall: people.reportEndsCall && people.reportSession === session

    function ask() {
        if (people.reportSession === "")
            return;
        session = people.reportSession;
        name = people.reportName;
        reason = "";
        note.clear();
        open();
    }

    title: qsTr("Report and block %1").arg(name)
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    onOpened: (choices.itemAt(0) as Item).forceActiveFocus(Qt.TabFocusReason)

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.gap - 4

        PageTitle {
            Layout.fillWidth: true
            text: root.title
            font.pixelSize: Theme.fontLarge
            horizontalAlignment: Text.AlignLeft
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }

        Text {
            Layout.fillWidth: true
            text: root.endsCall ? qsTr("The call ends, you will not be paired again, and the admin reads it.") : qsTr("You will not be paired again, and the admin reads it.")
            color: Theme.textSoft
            font.pixelSize: Theme.fontBody - 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Flickable {
            id: flick

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: -Theme.space
            Layout.preferredHeight: form.height + 2 * Theme.space
            clip: true
            contentWidth: width
            contentHeight: form.height + 2 * Theme.space
            boundsBehavior: Flickable.StopAtBounds

            ColumnLayout {
                id: form

                x: Theme.space
                y: Theme.space
                width: flick.width - 2 * Theme.space
                spacing: 2
                Accessible.role: Accessible.Grouping
                Accessible.name: qsTr("What happened?")

                Repeater {
                    id: choices

                    model: root.people.reportReasons()

                    RadioOption {
                        required property var modelData

                        Layout.fillWidth: true
                        text: modelData.text
                        on: modelData.value === root.reason
                        onClicked: root.reason = modelData.value
                        onActiveFocusChanged: {
                            if (activeFocus)
                                flick.contentY = 0;
                        }
                    }
                }

                NoteField {
                    id: note

                    Layout.fillWidth: true
                    Layout.topMargin: Theme.space
                    label: qsTr("What should the admin know? (optional)")
                    characters: root.people.noteCharacters
                    onWritingChanged: {
                        if (writing)
                            flick.contentY = Math.max(0, flick.contentHeight - flick.height);
                    }
                }
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.gap - 4

            PillButton {
                text: qsTr("Cancel")
                Accessible.name: qsTr("Cancel report")
                onClicked: root.close()
            }

            PillButton {
                text: qsTr("Send report")
                danger: true
                enabled: root.reason !== ""
                onClicked: {
                    root.close();
                    root.people.report(root.session, root.reason, note.words);
                }
            }
        }
    }
}
