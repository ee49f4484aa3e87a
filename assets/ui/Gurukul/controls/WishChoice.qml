import QtQuick
import Gurukul
import Gurukul.Native

// Whom to meet, and how.
Flow {
    id: root

    required property SessionModel session

    spacing: Theme.space

    Segmented {
        label: qsTr("Whom to meet")
        current: root.session.mode
        options: [
            {
                value: "global",
                text: qsTr("Anyone"),
                glyph: "people"
            },
            {
                value: "buddies_first",
                text: qsTr("Buddies first"),
                glyph: "buddies"
            }
        ]
        onChosen: value => root.session.setMode(value)
    }

    Segmented {
        label: qsTr("How to meet")
        current: root.session.media
        options: [
            {
                value: "video",
                text: qsTr("Video"),
                glyph: "camera"
            },
            {
                value: "audio",
                text: qsTr("Audio only"),
                glyph: "headphones"
            }
        ]
        onChosen: value => root.session.setMedia(value)
    }
}
