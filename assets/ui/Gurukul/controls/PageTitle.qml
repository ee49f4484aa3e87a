import QtQuick
import Gurukul

// The page's title, which also tells a screen reader where the student is.
Text {
    property bool compact: false

    color: Theme.text
    font.pixelSize: compact ? Theme.fontTitleCompact : Theme.fontTitle
    font.weight: Font.DemiBold
    horizontalAlignment: Text.AlignHCenter
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Component.onCompleted: Accessible.announce(text)
}
