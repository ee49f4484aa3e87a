import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What each of the two wants to get done; one's own can be changed at any time.
Rectangle {
    id: root

    required property FocusModel timer

    property bool room: true
    property bool editing: false

    function edit() {
        field.text = timer.ownGoal;
        editing = true;
        field.forceActiveFocus(Qt.OtherFocusReason);
        field.selectAll();
    }

    function keep(said: bool) {
        if (!editing)
            return;
        editing = false;
        if (said)
            timer.setGoal(field.text);
        own.forceActiveFocus(Qt.OtherFocusReason);
    }

    implicitWidth: Theme.chatWidth - Theme.edge
    implicitHeight: content.implicitHeight + 2 * Theme.space
    radius: Theme.radius
    color: Theme.scrim
    visible: room && (timer.able || timer.ownGoal !== "")
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Goals")

    Connections {
        target: root.timer

        function onTold(sentence: string) {
            root.Accessible.announce(sentence);
        }
    }

    ColumnLayout {
        id: content

        anchors.fill: parent
        anchors.margins: Theme.space
        anchors.leftMargin: Theme.gap - 4
        anchors.rightMargin: Theme.gap - 4
        spacing: 2

        T.AbstractButton {
            id: own

            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.edge + 4, ownWords.implicitHeight + Theme.space)
            visible: !root.editing
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            text: root.timer.ownGoal === "" ? qsTr("Set a goal for this call") : qsTr("Your goal: %1").arg(root.timer.ownGoal)
            onClicked: root.edit()

            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.onPressAction: clicked()
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()

            background: Rectangle {
                radius: Theme.radius / 2
                color: own.hovered ? Theme.glassHover : "transparent"

                FocusRing {
                    control: parent
                    radius: Theme.radius / 2
                    visible: own.visualFocus
                }
            }

            contentItem: Item {
                Icon {
                    id: mark

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    glyph: "goal"
                    size: Theme.icon - 4
                    color: root.timer.ownGoal === "" ? Theme.stageTextSoft : Theme.accent
                }

                Text {
                    id: ownWords

                    anchors.left: mark.right
                    anchors.leftMargin: Theme.space
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.timer.ownGoal === "" ? own.text : root.timer.ownGoal
                    textFormat: Text.PlainText
                    color: root.timer.ownGoal === "" ? Theme.stageTextSoft : Theme.stageText
                    font.pixelSize: Theme.fontSmall + 1
                    horizontalAlignment: Text.AlignLeft
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: root.editing
            spacing: Theme.space

            T.TextField {
                id: field

                Layout.fillWidth: true
                implicitHeight: Theme.control - 8
                leftPadding: Theme.space + 2
                rightPadding: Theme.space + 2
                maximumLength: root.timer.goalCharacters
                verticalAlignment: TextInput.AlignVCenter
                color: Theme.stageText
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.pixelSize: Theme.fontSmall + 1
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Your goal for this call")
                onAccepted: root.keep(true)
                onActiveFocusChanged: {
                    if (!activeFocus && root.editing) {
                        root.editing = false;
                        root.timer.setGoal(text);
                    }
                }
                Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
                Keys.onEscapePressed: root.keep(false)

                background: Rectangle {
                    radius: Theme.radius / 2
                    color: Theme.glassPressed
                    border.width: Theme.focusWidth
                    border.color: Theme.focus
                }
            }

            RoundButton {
                Layout.preferredWidth: Theme.control - 8
                Layout.preferredHeight: Theme.control - 8
                small: true
                primary: true
                focusPolicy: Qt.NoFocus
                glyph: "check"
                text: qsTr("Keep goal")
                onClicked: root.keep(true)
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: root.timer.partnerGoal !== ""
            spacing: Theme.space
            Accessible.role: Accessible.StaticText
            // In one go: a name or a goal may hold a "%2" of its own.
            Accessible.name: qsTr("%1’s goal: %2").replace(/%[12]/g, gap => gap === "%1" ? root.timer.partner : root.timer.partnerGoal)

            Icon {
                Layout.alignment: Qt.AlignTop
                glyph: "person"
                size: Theme.icon - 4
                color: Theme.stageTextSoft
            }

            Text {
                Layout.fillWidth: true
                text: root.timer.partnerGoal
                textFormat: Text.PlainText
                color: Theme.stageText
                font.pixelSize: Theme.fontSmall + 1
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
