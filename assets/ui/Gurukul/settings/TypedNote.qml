import QtQuick
import QtQuick.Layouts
import Gurukul

// Something that the command line decides.
Text {
    Layout.fillWidth: true
    color: Theme.accentText
    font.pixelSize: Theme.fontSmall
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
