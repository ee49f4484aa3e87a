pragma ComponentBehavior: Bound

import QtQuick
import Gurukul
import Gurukul.Native

// Things said once, for a few seconds.
Item {
    id: root

    required property SessionModel session
    required property DevicesModel devices
    required property FocusModel focusTimer
    required property SettingsModel settings

    ListModel {
        id: said
    }

    function say(sentence: string) {
        if (said.count === 3)
            said.remove(0);
        said.append({
            sentence: sentence
        });
    }

    function clear() {
        said.clear();
    }

    Connections {
        target: root.session

        function onNoticed(sentence: string) {
            root.say(sentence);
        }
    }

    Connections {
        target: root.settings

        function onNoticed(sentence: string) {
            root.say(sentence);
        }
    }

    Connections {
        target: root.devices

        function onNoticed(sentence: string) {
            root.say(sentence);
        }
    }

    Connections {
        target: root.focusTimer

        function onNoticed(sentence: string) {
            root.say(sentence);
        }
    }

    Column {
        anchors.top: parent.top
        // Over the pages, beside the mark: not over their titles. In a call its names are there.
        anchors.topMargin: root.session.page === "connected" ? Theme.edge + Theme.control + Theme.space : Theme.edge
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space

        Repeater {
            model: said

            Rectangle {
                id: toast

                required property int index
                required property string sentence

                anchors.horizontalCenter: parent?.horizontalCenter
                width: Math.min(root.width - 2 * Theme.edge, words.implicitWidth + 2 * Theme.edge)
                height: words.implicitHeight + Theme.edge
                radius: Math.min(height / 2, Theme.edge)
                color: Theme.text
                Accessible.role: Accessible.AlertMessage
                Accessible.name: sentence
                Component.onCompleted: Accessible.announce(sentence)

                Text {
                    id: words

                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, parent.width - 2 * Theme.edge)
                    text: toast.sentence
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.groundBottom
                    font.pixelSize: Theme.fontBody - 1
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }

                NumberAnimation on opacity {
                    from: 0
                    to: 1
                    duration: Theme.fade
                }

                Timer {
                    running: true
                    interval: Theme.toast
                    onTriggered: said.remove(toast.index)
                }
            }
        }
    }
}
