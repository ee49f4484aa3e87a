"""Pictures from any thread to the screen.

A :class:`VideoSurface` takes FFmpeg pictures on the thread that made them and keeps only the
newest. The GUI thread hands it to the sinks of QML ``VideoOutput`` items as YUV planes, which
the GPU turns into colours. Qt's software backend cannot draw ``VideoOutput``; there a
:class:`PictureItem` paints the picture. ``controls/VideoPicture.qml`` chooses between them.
"""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Final

from PySide6.QtCore import Property, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

from gurukul_desktop.late import av, np
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

SMALLEST_SIDE: Final = 16
LARGEST_PIXELS: Final = 7680 * 4320
"""The bounds of a picture, in pixels. A partner may send any size, and Qt divides by the width
of the chroma planes: a picture one pixel wide ends the process with SIGFPE."""


@QmlElement
@QmlUncreatable("made by the window")
class VideoSurface(QObject):
    """One moving picture, the partner's or one's own.

    :meth:`present` may be called on any thread, everything else on the GUI thread.
    """

    pictureChanged = Signal()
    hasPictureChanged = Signal()
    aspectChanged = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._newest: av.VideoFrame | None = None
        self._shown: av.VideoFrame | None = None
        self._aspect = 0.0
        self._sinks: list[QVideoSink] = []
        self.presented = 0
        """How many pictures reached the screen."""
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def present(self, frame: av.VideoFrame) -> None:
        """Show ``frame`` soon, unless a newer one comes first. Never blocks.

        A picture smaller or larger than the bounds above is passed over.
        """
        width, height = frame.width, frame.height
        if min(width, height) < SMALLEST_SIDE or width * height > LARGEST_PIXELS:
            return
        with self._lock:
            under_way = self._newest is not None
            self._newest = frame
        if not under_way:
            self._arrived.emit()

    @Slot()
    def clear(self) -> None:
        """Forget the picture."""
        with self._lock:
            self._newest = None
        if self._shown is not None:
            self._shown = None
            for sink in self._sinks:
                sink.setVideoFrame(QVideoFrame())
            self.hasPictureChanged.emit()
            self.pictureChanged.emit()

    @property
    def picture(self) -> av.VideoFrame | None:
        """What is shown now."""
        return self._shown

    @Property(bool, notify=hasPictureChanged)
    def hasPicture(self) -> bool:
        """Whether there is anything to see."""
        return self._shown is not None

    @Property(float, notify=aspectChanged)
    def aspect(self) -> float:
        """Width over height of the newest picture; 0 before the first."""
        return self._aspect

    @Slot(QVideoSink)
    def attach(self, sink: QVideoSink) -> None:
        """Show the picture in ``sink`` too, from now on."""
        self._sinks.append(sink)
        if self._shown is not None:
            sink.setVideoFrame(to_video_frame(self._shown))

    @Slot(QVideoSink)
    def detach(self, sink: QVideoSink) -> None:
        """Leave ``sink`` alone: its item is about to go."""
        self._sinks.remove(sink)

    @Slot()
    def _show(self) -> None:
        with self._lock:
            frame, self._newest = self._newest, None
        if frame is None:  # cleared meanwhile
            return
        first = self._shown is None
        self._shown = frame
        self.presented += 1
        if self._sinks:
            picture = to_video_frame(frame)
            for sink in self._sinks:
                sink.setVideoFrame(picture)
        aspect = frame.width / frame.height
        if aspect != self._aspect:
            self._aspect = aspect
            self.aspectChanged.emit()
        if first:
            self.hasPictureChanged.emit()
        self.pictureChanged.emit()


def to_video_frame(frame: av.VideoFrame) -> QVideoFrame:
    """The same picture as Qt's, in planes of its own.

    Always a new one: the render thread may still hold the last.
    """
    if frame.format.name not in ("yuv420p", "yuvj420p"):
        frame = frame.reformat(format="yuv420p", threads=1)
    form = QVideoFrameFormat(
        QSize(frame.width, frame.height), QVideoFrameFormat.PixelFormat.Format_YUV420P
    )
    reformatter = av.video.reformatter
    full = frame.format.name == "yuvj420p" or frame.color_range == reformatter.ColorRange.JPEG
    form.setColorRange(
        QVideoFrameFormat.ColorRange.ColorRange_Full
        if full
        else QVideoFrameFormat.ColorRange.ColorRange_Video
    )
    # VP8 and webcams say nothing and mean BT.601 (RFC 6386, section 9.2).
    form.setColorSpace(
        QVideoFrameFormat.ColorSpace.ColorSpace_BT709
        if frame.colorspace == reformatter.Colorspace.ITU709
        else QVideoFrameFormat.ColorSpace.ColorSpace_BT601
    )
    picture = QVideoFrame(form)
    if not picture.map(QVideoFrame.MapMode.WriteOnly):
        return QVideoFrame()
    try:
        for index, plane in enumerate(frame.planes):
            source = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            stride = picture.bytesPerLine(index)
            bits = np.frombuffer(picture.bits(index), np.uint8)
            target = bits[: bits.size // stride * stride].reshape(-1, stride)
            # Odd sizes: each side rounds the chroma planes in its own way.
            rows = min(plane.height, source.shape[0], target.shape[0])
            columns = min(plane.width, stride)
            target[:rows, :columns] = source[:rows, :columns]
    finally:
        picture.unmap()
    return picture


@QmlElement
class PictureItem(QQuickPaintedItem):
    """Paints a surface's picture on the CPU, scaled, for Qt's software backend."""

    surfaceChanged = Signal()
    mirroredChanged = Signal()
    cropChanged = Signal()
    radiusChanged = Signal()

    def __init__(self, parent: QQuickPaintedItem | None = None) -> None:
        super().__init__(parent)
        self._surface: VideoSurface | None = None
        self._mirrored = False
        self._crop = False
        self._radius = 0.0

    def _get_surface(self) -> VideoSurface | None:
        return self._surface

    def _set_surface(self, surface: VideoSurface | None) -> None:
        if surface is self._surface:
            return
        if self._surface is not None:
            self._surface.pictureChanged.disconnect(self._repaint)
        self._surface = surface
        if surface is not None:
            surface.pictureChanged.connect(self._repaint)
        self.surfaceChanged.emit()
        self.update()

    def _get_mirrored(self) -> bool:
        return self._mirrored

    def _set_mirrored(self, mirrored: bool) -> None:
        if mirrored != self._mirrored:
            self._mirrored = mirrored
            self.mirroredChanged.emit()
            self.update()

    def _get_crop(self) -> bool:
        return self._crop

    def _set_crop(self, crop: bool) -> None:
        if crop != self._crop:
            self._crop = crop
            self.cropChanged.emit()
            self.update()

    def _get_radius(self) -> float:
        return self._radius

    def _set_radius(self, radius: float) -> None:
        if radius != self._radius:
            self._radius = radius
            self.radiusChanged.emit()
            self.update()

    surface = Property(VideoSurface, _get_surface, _set_surface, notify=surfaceChanged)
    mirrored = Property(bool, _get_mirrored, _set_mirrored, notify=mirroredChanged)
    crop = Property(bool, _get_crop, _set_crop, notify=cropChanged)
    radius = Property(float, _get_radius, _set_radius, notify=radiusChanged)

    @cached_property
    def _reformatter(self) -> av.video.reformatter.VideoReformatter:
        """Kept: to plan a scaling takes as long as to do it."""
        return av.video.reformatter.VideoReformatter()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, with rounded corners; nothing while there is none."""
        frame = self._surface.picture if self._surface is not None else None
        area = self.boundingRect()
        if frame is None or area.isEmpty():
            return
        choose = max if self._crop else min
        scale = choose(area.width() / frame.width, area.height() / frame.height)
        width, height = round(frame.width * scale), round(frame.height * scale)
        scaled = self._reformatter.reformat(
            frame,
            max(2, width),
            max(2, height),
            "bgra",
            interpolation=av.video.reformatter.Interpolation.FAST_BILINEAR,
            threads=1,  # else FFmpeg starts one a core, and the item keeps them
        )
        image = to_image(scaled)
        place = QRectF(0, 0, width, height)
        place.moveCenter(area.center())
        if self._radius > 0:
            path = QPainterPath()
            path.addRoundedRect(area, self._radius, self._radius)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(path)
        if self._mirrored:
            painter.setTransform(
                QTransform.fromScale(-1, 1) * QTransform.fromTranslate(area.width(), 0), True
            )
        painter.drawImage(place, image)


def to_image(frame: av.VideoFrame) -> QImage:
    """A ``bgra`` picture as Qt's. Its pixels stay the frame's, which has to outlive it."""
    plane = frame.planes[0]
    return QImage(
        memoryview(plane), frame.width, frame.height, plane.line_size, QImage.Format.Format_RGB32
    )
