import QtQuick
import Gurukul
import Gurukul.Native

// Where the student and the partner stand; the button for the next step, where there is one.
PillButton {
    id: root

    required property PeopleModel people
    required property string partner
    // Where there is no room for words; it keeps its name.
    property bool wordless: false

    readonly property bool asked: people.standing === "asked"
    readonly property bool step: people.standing === "stranger" || people.standing === "asks"

    small: true
    glyph: asked ? "check" : "buddies"
    readonly property string label: {
        switch (people.standing) {
        case "asked":
            return qsTr("Asked");
        case "asks":
            return qsTr("Accept as buddy");
        case "buddies":
            return qsTr("Buddies");
        default:
            return qsTr("Add as buddy");
        }
    }
    text: wordless ? "" : label
    leftPadding: wordless ? Theme.space + 4 : Theme.gap
    settled: !step
    // It stays where the keyboard is, as a word, when there is nothing more to press.
    Accessible.role: step ? Accessible.Button : Accessible.StaticText
    Accessible.name: {
        switch (people.standing) {
        case "asked":
            return qsTr("You asked %1 to be your buddy").arg(partner);
        case "buddies":
            return qsTr("You and %1 are buddies").arg(partner);
        default:
            return label;
        }
    }
    onClicked: {
        if (step)
            people.addBuddy();
    }
}
