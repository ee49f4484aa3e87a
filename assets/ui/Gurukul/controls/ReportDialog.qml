pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Report and block: what happened, and what will. Who has no time for it presses the one button;
// what happened, and a word to the admin, can be said and need not.
Sheet {
    id: root

    required property PeopleModel people

    // Whom it is about: the one at the time of opening, whoever is met meanwhile.
    property string session: ""
    property string name: ""
    property string reason: unsaid
    readonly property string unsaid: "other"
    // Not before a double click on what opened this is over: it may lie on a button.
    property bool ready: false
    readonly property bool endsCall: people.reportEndsCall && people.reportSession === session

    function ask() {
        if (people.reportSession === "")
            return;
        session = people.reportSession;
        name = people.reportName;
        reason = unsaid;
        ready = false;
        note.clear();
        open();
    }

    title: qsTr("Report and block %1").arg(name)
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding

    onOpened: (choices.itemAt(0) as Item).forceActiveFocus(Qt.TabFocusReason)

    Timer {
        running: root.visible && !root.ready
        interval: Theme.settle
        onTriggered: root.ready = true
    }

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

                    model: root.people.reportReasons

                    RadioOption {
                        required property string value
                        required property string words

                        Layout.fillWidth: true
                        text: words
                        on: value === root.reason
                        onClicked: root.reason = value
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

        Flow {
            id: buttons

            Layout.fillWidth: true
            spacing: Theme.gap - 4

            PillButton {
                id: cancel

                text: qsTr("Cancel")
                Accessible.name: qsTr("Cancel report")
                onClicked: root.close()
            }

            PillButton {
                id: silent

                text: qsTr("Only block")
                Accessible.description: qsTr("You will not be paired again; nobody is told.")
                enabled: root.ready
                onClicked: {
                    root.close();
                    root.people.block(root.session);
                }
            }

            // The thing to do stands apart, at the end of the line.
            Item {
                height: 1
                width: Math.max(0, buttons.width - cancel.width - silent.width - send.width - 3 * buttons.spacing)
            }

            PillButton {
                id: send

                text: qsTr("Report and block")
                danger: true
                enabled: root.ready
                onClicked: {
                    root.close();
                    root.people.report(root.session, root.reason, note.words);
                }
            }
        }
    }
}
