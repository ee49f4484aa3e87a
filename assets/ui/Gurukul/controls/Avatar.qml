import QtQuick
import Gurukul

// Someone without a picture: the first letter of the name on a colour of their own.
Rectangle {
    id: root

    required property string name

    readonly property string initial: name.trim().charAt(0).toUpperCase()

    radius: width / 2
    height: width
    color: Theme.people[name.length > 0 ? (name.charCodeAt(0) + name.length) % Theme.people.length : 0]
    Accessible.ignored: true

    Text {
        anchors.centerIn: parent
        text: root.initial
        textFormat: Text.PlainText
        color: Theme.peopleInk
        font.pixelSize: Math.max(8, root.width * 0.42)
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }

    Icon {
        anchors.centerIn: parent
        visible: root.initial === ""
        glyph: "person"
        size: Math.max(8, root.width * 0.5)
        color: Theme.peopleInk
    }
}
