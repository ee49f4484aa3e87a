"""Tests for gurukul_desktop.ui.video."""

import threading

import av
import numpy as np
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from gurukul_desktop.ui.video import PictureItem, VideoSurface, to_image, to_video_frame
from tests.ui.fakes import plain_picture


@pytest.fixture
def surface(qapp: QGuiApplication) -> VideoSurface:
    return VideoSurface()


@pytest.fixture
def sink(qapp: QGuiApplication) -> QVideoSink:
    return QVideoSink()


def near(color: QColor, rgb: tuple[int, int, int], slack: int = 8) -> bool:
    return all(
        abs(a - b) <= slack
        for a, b in zip((color.red(), color.green(), color.blue()), rgb, strict=True)
    )


def halves(width: int = 320, height: int = 180) -> av.VideoFrame:
    """Red on the left, blue on the right."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0] = 220
    pixels[:, width // 2 :, 2] = 220
    return av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")


def painted(item: PictureItem, width: int, height: int) -> QImage:
    """What the item paints on green."""
    item.setSize(type(item.size())(width, height))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 255, 0))
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return image


# The surface


def test_a_picture_reaches_the_sink(qtbot: QtBot, surface: VideoSurface, sink: QVideoSink) -> None:
    surface.attach(sink)
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(plain_picture((200, 100, 50)))
    shown = sink.videoFrame()
    assert (shown.width(), shown.height()) == (320, 180)
    assert near(shown.toImage().pixelColor(160, 90), (200, 100, 50))
    assert surface.presented == 1
    assert surface.hasPicture
    assert surface.aspect == pytest.approx(16 / 9)


def test_a_sink_that_comes_late_gets_the_picture_at_once(
    qtbot: QtBot, surface: VideoSurface, sink: QVideoSink
) -> None:
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(plain_picture((10, 200, 10)))
    surface.attach(sink)
    assert near(sink.videoFrame().toImage().pixelColor(5, 5), (10, 200, 10))


def test_a_detached_sink_is_left_alone(
    qtbot: QtBot, surface: VideoSurface, sink: QVideoSink
) -> None:
    surface.attach(sink)
    surface.detach(sink)
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(plain_picture((1, 2, 3)))
    assert not sink.videoFrame().isValid()


def test_only_the_newest_picture_of_any_thread_is_shown(
    qtbot: QtBot, surface: VideoSurface, sink: QVideoSink
) -> None:
    surface.attach(sink)
    pictures = [plain_picture((value, value, value)) for value in range(0, 250, 10)]

    def capture() -> None:
        for picture in pictures:
            surface.present(picture)

    with qtbot.waitSignal(surface.pictureChanged):
        thread = threading.Thread(target=capture)
        thread.start()
        thread.join()
    assert surface.presented == 1
    assert surface.picture is pictures[-1]


def test_clear_forgets_the_picture_and_the_one_under_way(
    qtbot: QtBot, surface: VideoSurface, sink: QVideoSink
) -> None:
    surface.attach(sink)
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(plain_picture((1, 2, 3)))
    surface.present(plain_picture((4, 5, 6)))
    with qtbot.waitSignal(surface.hasPictureChanged):
        surface.clear()
    assert not surface.hasPicture
    assert not sink.videoFrame().isValid()
    qtbot.wait(0)  # lets what is queued run
    assert surface.presented == 1
    surface.clear()
    with qtbot.waitSignal(surface.hasPictureChanged):
        surface.present(plain_picture((7, 8, 9)))


@pytest.mark.parametrize("size", [(1, 1), (1, 720), (1280, 1), (15, 15), (16000, 16000)])
def test_an_absurd_size_from_a_partner_is_passed_over(
    qtbot: QtBot, surface: VideoSurface, sink: QVideoSink, size: tuple[int, int]
) -> None:
    """Qt ends the process with SIGFPE when it is given a picture one pixel wide."""
    surface.attach(sink)
    surface.present(av.VideoFrame(*size, "yuv420p"))
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(plain_picture((1, 2, 3)))
    assert surface.presented == 1
    surface.present(av.VideoFrame(*size, "yuv420p"))
    qtbot.wait(0)
    assert surface.presented == 1


# The planes


@pytest.mark.parametrize(
    "size", [(320, 180), (1280, 720), (322, 182), (161, 91), (16, 16), (17, 17)]
)
@pytest.mark.parametrize("form", ["yuv420p", "yuvj420p", "yuv422p", "nv12", "rgb24"])
def test_any_size_and_format_keeps_its_colour(
    qapp: QGuiApplication, size: tuple[int, int], form: str
) -> None:
    pixels = np.full((size[1], size[0], 3), (60, 120, 180), np.uint8)
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=form)
    picture = to_video_frame(frame)
    assert picture.pixelFormat() == QVideoFrameFormat.PixelFormat.Format_YUV420P
    assert (picture.width(), picture.height()) == size
    assert near(picture.toImage().pixelColor(size[0] // 2, size[1] // 2), (60, 120, 180), 12)


def test_planes_keep_every_row(qapp: QGuiApplication) -> None:
    luma = np.arange(90, dtype=np.uint8)[:, None].repeat(162, axis=1)
    frame = av.VideoFrame(162, 90, "yuv420p")
    stride = frame.planes[0].line_size
    padded = np.full((90, stride), 255, np.uint8)
    padded[:, :162] = luma
    frame.planes[0].update(padded.tobytes())
    picture = to_video_frame(frame)
    assert picture.map(QVideoFrame.MapMode.ReadOnly)
    rows = np.frombuffer(picture.bits(0), np.uint8).reshape(-1, picture.bytesPerLine(0))
    assert np.array_equal(rows[:90, :162], luma)
    picture.unmap()


def test_colour_range_and_space_are_told(qapp: QGuiApplication) -> None:
    narrow = to_video_frame(plain_picture((1, 2, 3))).surfaceFormat()
    assert narrow.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Video
    assert narrow.colorSpace() == QVideoFrameFormat.ColorSpace.ColorSpace_BT601
    full = to_video_frame(plain_picture((1, 2, 3)).reformat(format="yuvj420p")).surfaceFormat()
    assert full.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Full
    hd = plain_picture((1, 2, 3))
    hd.colorspace = av.video.reformatter.Colorspace.ITU709
    assert (
        to_video_frame(hd).surfaceFormat().colorSpace()
        == QVideoFrameFormat.ColorSpace.ColorSpace_BT709
    )


def test_each_picture_has_planes_of_its_own(qapp: QGuiApplication) -> None:
    frame = plain_picture((50, 60, 70))
    first = to_video_frame(frame)
    luma = np.zeros((180, frame.planes[0].line_size), np.uint8)
    frame.planes[0].update(luma.tobytes())
    assert near(first.toImage().pixelColor(9, 9), (50, 60, 70))


# The item that paints


def show(qtbot: QtBot, surface: VideoSurface, frame: av.VideoFrame) -> None:
    with qtbot.waitSignal(surface.pictureChanged):
        surface.present(frame)


def test_the_item_paints_the_picture_in_its_colours(qtbot: QtBot, surface: VideoSurface) -> None:
    item = PictureItem()
    item.surface = surface
    assert painted(item, 64, 36).pixelColor(30, 20) == QColor(0, 255, 0)
    show(qtbot, surface, halves())
    image = painted(item, 320, 180)
    assert near(image.pixelColor(20, 90), (220, 0, 0), 12)
    assert near(image.pixelColor(300, 90), (0, 0, 220), 12)


def test_the_self_view_is_a_mirror(qtbot: QtBot, surface: VideoSurface) -> None:
    item = PictureItem()
    item.surface = surface
    item.mirrored = True
    show(qtbot, surface, halves())
    image = painted(item, 320, 180)
    assert near(image.pixelColor(20, 90), (0, 0, 220), 12)
    assert near(image.pixelColor(300, 90), (220, 0, 0), 12)


def test_fit_leaves_bars_and_crop_fills(qtbot: QtBot, surface: VideoSurface) -> None:
    item = PictureItem()
    item.surface = surface
    show(qtbot, surface, plain_picture((200, 0, 0)))
    assert painted(item, 200, 200).pixelColor(100, 5) == QColor(0, 255, 0)
    item.crop = True
    assert near(painted(item, 200, 200).pixelColor(100, 5), (200, 0, 0), 12)


def test_corners_can_be_round(qtbot: QtBot, surface: VideoSurface) -> None:
    item = PictureItem()
    item.surface = surface
    item.crop = True
    item.radius = 50.0
    show(qtbot, surface, plain_picture((200, 0, 0)))
    image = painted(item, 100, 100)
    assert image.pixelColor(1, 1) == QColor(0, 255, 0)
    assert near(image.pixelColor(50, 50), (200, 0, 0), 12)


def test_the_item_follows_another_surface(qtbot: QtBot, surface: VideoSurface) -> None:
    other, item = VideoSurface(), PictureItem()
    for chosen in (surface, other, other):
        item.surface = chosen
    show(qtbot, other, plain_picture((0, 0, 200)))
    assert near(painted(item, 90, 50).pixelColor(45, 25), (0, 0, 200), 12)
    item.surface = None
    assert painted(item, 90, 50).pixelColor(45, 25) == QColor(0, 255, 0)


@pytest.mark.parametrize("size", [(2, 2), (33, 19), (641, 359)])
def test_an_image_has_its_pixels_in_place(qapp: QGuiApplication, size: tuple[int, int]) -> None:
    frame = plain_picture((10, 20, 200)).reformat(*size, "bgra")
    image = to_image(frame)
    assert (image.width(), image.height()) == size
    assert near(image.pixelColor(size[0] - 1, size[1] - 1), (10, 20, 200), 12)
