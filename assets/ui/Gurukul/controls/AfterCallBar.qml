import QtQuick
import Gurukul
import Gurukul.Native

// What can be done about the call just before: add the partner, report them, look back.
Flow {
    id: root

    required property PeopleModel people
    required property SummaryModel summary

    signal report
    signal history

    readonly property real natural: (standing.visible ? standing.width + spacing : 0) + (offer.visible ? offer.width + spacing : 0) + past.width

    spacing: Theme.space

    BuddyStanding {
        id: standing

        visible: root.people.addable
        people: root.people
        partner: root.summary.name
    }

    ReportOffer {
        id: offer

        width: Math.min(implicitWidth, Theme.contentWidth / 2)
        visible: root.people.reportSession !== ""
        people: root.people
        onClicked: root.report()
    }

    PillButton {
        id: past

        quiet: true
        small: true
        glyph: "history"
        text: qsTr("History")
        onClicked: root.history()
    }
}
