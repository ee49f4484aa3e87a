pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Gurukul
import Gurukul.Native

// The first start: a name, the devices, how to behave. Each step can be skipped, and so can all.
Sheet {
    id: root

    required property WelcomeModel welcome
    required property SessionModel session
    required property DevicesModel devices
    required property VideoSurface local

    readonly property int step: welcome.step

    function forward() {
        if (step === 1)
            welcome.introduce(name.words);
        else
            welcome.forward();
    }

    title: step === 1 ? qsTr("Welcome to Gurukul") : step === 2 ? qsTr("Your camera and sound") : qsTr("Good to know")
    anchors.centerIn: parent
    width: parent ? Math.min(Theme.contentWidth, parent.width - 2 * Theme.edge) : 0
    height: parent ? Math.min(implicitHeight, parent.height - 2 * Theme.edge) : 0
    implicitHeight: content.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape

    onStepChanged: {
        devices.watch("welcome", step === 2);
        if (step === 0) {
            close();
        } else if (visible) {
            content.Accessible.announce(`${place.text}. ${title}`);
            (step === 1 ? name : next).forceActiveFocus(Qt.TabFocusReason);
        }
    }
    onOpened: name.forceActiveFocus(Qt.TabFocusReason)
    onClosed: welcome.skip()
    Component.onCompleted: {
        if (step > 0)
            open();
    }

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.gap

        RowLayout {
            spacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                Text {
                    id: place

                    Layout.fillWidth: true
                    text: qsTr("Step %1 of %2").arg(root.step).arg(root.welcome.steps)
                    color: Theme.accentText
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }

                PageTitle {
                    Layout.fillWidth: true
                    text: root.title
                    font.pixelSize: Theme.fontLarge
                    horizontalAlignment: Text.AlignLeft
                }
            }

            PillButton {
                Layout.alignment: Qt.AlignTop
                quiet: true
                small: true
                text: qsTr("Skip all")
                onClicked: root.welcome.skip()
            }
        }

        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: implicitHeight
            // Room for the ring of focus, which lies around a control.
            Layout.leftMargin: -Theme.space
            Layout.rightMargin: -Theme.space

            WelcomeName {
                id: name

                Layout.fillWidth: true
                visible: root.step === 1
                welcome: root.welcome
                onAccepted: root.forward()
            }

            WelcomeDevices {
                Layout.fillWidth: true
                visible: root.step === 2
                session: root.session
                devices: root.devices
                local: root.local
            }

            WelcomeManners {
                Layout.fillWidth: true
                visible: root.step === 3
            }
        }

        RowLayout {
            spacing: Theme.space

            PillButton {
                visible: root.step > 1
                quiet: true
                text: qsTr("Back")
                onClicked: root.welcome.back()
            }

            Item {
                Layout.fillWidth: true
            }

            PillButton {
                visible: root.step < root.welcome.steps
                text: qsTr("Skip")
                onClicked: root.welcome.forward()
            }

            PillButton {
                id: next

                primary: true
                text: root.step < root.welcome.steps ? qsTr("Next") : qsTr("Start studying")
                onClicked: root.forward()
            }
        }
    }
}
