import QtQuick
import QtQuick.Layouts
import Gurukul

// What the settings below it are about.
Text {
    Layout.fillWidth: true
    color: Theme.text
    font.pixelSize: Theme.fontLarge - 2
    font.weight: Font.DemiBold
    wrapMode: Text.Wrap
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
