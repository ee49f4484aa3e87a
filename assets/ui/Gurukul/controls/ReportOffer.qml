import QtQuick
import Gurukul
import Gurukul.Native

// The quiet way to report the partner, of the call or of the one just before.
PillButton {
    required property PeopleModel people

    quiet: true
    small: true
    glyph: "flag"
    text: qsTr("Report %1").arg(people.reportName)
}
