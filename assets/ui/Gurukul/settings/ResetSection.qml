import QtQuick
import QtQuick.Layouts
import Gurukul
import Gurukul.Native

// Begin anew, and what this app is.
ColumnLayout {
    id: root

    required property SettingsModel settings

    property bool asked: false

    signal about

    spacing: Theme.gap

    Text {
        Layout.fillWidth: true
        text: qsTr("Everything in these settings becomes as it was at the first start. Your history, your buddies and who you blocked stay. A copy of the present settings is kept beside them.")
        color: Theme.textSoft
        font.pixelSize: Theme.fontBody - 1
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    PillButton {
        visible: !root.asked
        glyph: "retry"
        text: qsTr("Reset all settings…")
        onClicked: {
            root.asked = true;
            keep.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    Flow {
        Layout.fillWidth: true
        visible: root.asked
        spacing: Theme.space

        PillButton {
            id: keep

            text: qsTr("Keep them")
            onClicked: root.asked = false
        }

        PillButton {
            danger: true
            text: qsTr("Reset now")
            onClicked: {
                root.asked = false;
                root.settings.reset();
            }
        }
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: 1
        color: Theme.line
    }

    PillButton {
        small: true
        glyph: "info"
        text: qsTr("About Gurukul")
        onClicked: root.about()
    }
}
