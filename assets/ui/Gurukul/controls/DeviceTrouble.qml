import QtQuick
import QtQuick.Layouts
import Gurukul

// What is wrong with one device, under the place where another can be chosen.
ColumnLayout {
    id: root

    required property string sentence
    // Whether trying again may help: the device is the one in use.
    property bool retriable: false

    signal retry

    visible: sentence !== ""
    spacing: Theme.space
    onSentenceChanged: {
        if (sentence !== "" && visible)
            Accessible.announce(sentence);
    }

    RowLayout {
        spacing: Theme.space

        Icon {
            Layout.alignment: Qt.AlignTop
            glyph: "warning"
            size: Theme.icon - 4
            color: Theme.accentText
        }

        Text {
            Layout.fillWidth: true
            text: root.sentence
            color: Theme.accentText
            font.pixelSize: Theme.fontSmall + 1
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }

    PillButton {
        visible: root.retriable
        small: true
        glyph: "retry"
        text: qsTr("Try again")
        onClicked: root.retry()
    }
}
