import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// What a partner reads while one talks.
ColumnLayout {
    id: root

    required property WelcomeModel welcome
    readonly property alias words: field.text
    readonly property string problem: welcome.problem

    signal accepted

    spacing: Theme.gap - 4
    onProblemChanged: {
        if (problem !== "")
            Accessible.announce(problem);
    }
    onActiveFocusChanged: {
        if (activeFocus)
            field.forceActiveFocus(Qt.TabFocusReason);
    }

    Text {
        Layout.fillWidth: true
        text: qsTr("Here students meet one to one to study together. What shall your partners call you? A first name is enough.")
        color: Theme.textSoft
        font.pixelSize: Theme.fontBody - 1
        lineHeight: 1.2
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    T.TextField {
        id: field

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.control, contentHeight + Theme.gap)
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        text: root.welcome.name
        maximumLength: root.welcome.nameCharacters
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.pixelSize: Theme.fontBody
        Accessible.role: Accessible.EditableText
        Accessible.name: qsTr("Your name")
        Accessible.description: root.problem
        onTextChanged: root.welcome.edited()
        onAccepted: root.accepted()

        background: Rectangle {
            radius: Theme.radius - 4
            color: Theme.surfaceRaised
            border.width: field.activeFocus ? Theme.focusWidth : 1
            border.color: field.activeFocus ? Theme.focus : Theme.line
        }

        Text {
            anchors.fill: parent
            anchors.leftMargin: field.leftPadding
            anchors.rightMargin: field.rightPadding
            visible: field.length === 0 && field.preeditText === ""
            text: qsTr("Your name")
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
            color: Theme.textSoft
            font: field.font
            Accessible.ignored: true
        }
    }

    Text {
        Layout.fillWidth: true
        visible: root.problem !== ""
        text: root.problem
        color: Theme.accentText
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
}
