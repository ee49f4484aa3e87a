import QtQuick
import Gurukul.Native

// Tells a screen reader what a call shows by its picture and its marks, as it changes.
Item {
    id: root

    required property SessionModel session

    readonly property bool pictured: session.media === "video"
    readonly property bool reconnecting: session.reconnecting
    readonly property bool partnerMicrophone: session.partnerMicrophone
    readonly property bool partnerCamera: session.partnerCamera
    readonly property bool microphone: session.microphone
    readonly property bool camera: session.camera
    property bool begun: false

    function say(sentence: string) {
        if (begun && session.page === "connected")
            Accessible.announce(sentence);
    }

    Accessible.ignored: true
    Component.onCompleted: {
        begun = true;
        say(qsTr("Connected with %1").arg(session.partnerName));
    }
    onReconnectingChanged: say(reconnecting ? qsTr("Reconnecting…") : qsTr("Connected again"))
    onPartnerMicrophoneChanged: say(partnerMicrophone ? qsTr("Partner is no longer muted") : qsTr("Partner is muted"))
    onPartnerCameraChanged: {
        if (pictured)
            say(partnerCamera ? qsTr("Partner’s camera is on") : qsTr("Partner’s camera is off"));
    }
    onMicrophoneChanged: say(microphone ? qsTr("Your microphone is on") : qsTr("Your microphone is off"))
    onCameraChanged: {
        if (pictured)
            say(camera ? qsTr("Your camera is on") : qsTr("Your camera is off"));
    }
}
