pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import QtMultimedia
import Gurukul.Native

// A moving picture, drawn by the GPU where there is one and painted where there is none.
Item {
    id: root

    required property VideoSurface surface
    property bool mirrored: false
    property bool crop: true
    property real radius: 0

    Loader {
        anchors.fill: parent
        sourceComponent: {
            switch (root.GraphicsInfo.api) {
            case GraphicsInfo.Unknown:
                return null;
            case GraphicsInfo.Software:
                return painted;
            default:
                return drawn;
            }
        }
    }

    Component {
        id: painted

        PictureItem {
            surface: root.surface
            mirrored: root.mirrored
            crop: root.crop
            radius: root.radius
        }
    }

    Component {
        id: drawn

        Item {
            VideoOutput {
                id: output

                anchors.fill: parent
                fillMode: root.crop ? VideoOutput.PreserveAspectCrop : VideoOutput.PreserveAspectFit
                transform: Scale {
                    origin.x: output.width / 2
                    xScale: root.mirrored ? -1 : 1
                }
                layer.enabled: root.radius > 0
                layer.effect: MultiEffect {
                    maskEnabled: true
                    maskSource: mask
                    maskThresholdMin: 0.5
                    maskSpreadAtMin: 1
                }
                Component.onCompleted: root.surface.attach(videoSink)
                Component.onDestruction: root.surface.detach(videoSink)
            }

            Rectangle {
                id: mask

                anchors.fill: parent
                radius: root.radius
                visible: false
                layer.enabled: root.radius > 0
            }
        }
    }
}
