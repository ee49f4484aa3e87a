"""Pictures wait for a voice that is late, within bounds whatever the reports say."""

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.call.sync import MOST_HELD, STEP, TOLERATED, LipSync, SenderReport, Shown

NTP = 3_900_000_000 << 32


class Partner:
    """A sender whose streams begin at any RTP time, and a receiver with these delays."""

    def __init__(self, picture_delay, voice_delay, *, video_base=2**32 - 50_000, audio_base=7):
        self.lips = LipSync()
        self.picture_delay, self.voice_delay = picture_delay, voice_delay
        self.video_base, self.audio_base = video_base, audio_base

    def report(self, base, rate, at):
        return SenderReport(NTP + int(Fraction(at) * 2**32), (base + round(at * rate)) % 2**32)

    def hold_at(self, captured):
        """The picture captured at this second is ready; the reports are a little older."""
        ready = 1000.0 + captured + self.picture_delay
        heard = 1000.0 + captured + 0.02 + self.voice_delay
        return self.lips.hold(
            video=self.report(self.video_base, 90_000, captured - 0.4),
            picture=Shown((self.video_base + round(captured * 90_000)) % 2**32, ready),
            audio=self.report(self.audio_base, 48_000, captured - 0.7),
            voice=Shown((self.audio_base + round((captured + 0.02) * 48_000)) % 2**32, heard),
        )

    def after(self, seconds):
        holds = [self.hold_at(1 + i / 30) for i in range(int(seconds * 30))]
        assert all(abs(b - a) <= STEP + 1e-9 for a, b in itertools.pairwise(holds))
        return holds[-1]


def test_a_voice_that_is_hardly_late_holds_nothing():
    assert Partner(0.02, 0.07).after(10) == 0
    assert Partner(0.2, 0.05).after(10) == 0


def test_a_late_voice_and_its_lips_are_within_80_ms():
    for late in (0.1, 0.15, 0.2, 0.3):
        partner = Partner(0.01, 0.01 + late)
        hold = partner.after(5)
        assert abs(partner.lips.late - late) < 0.002
        assert late - hold < 0.08
        assert hold <= late


def test_the_hold_is_bounded_and_goes_back():
    partner = Partner(0.01, 0.61)
    assert partner.after(5) == MOST_HELD
    partner.voice_delay = 0.03
    assert partner.after(5) == 0


def test_nothing_is_held_before_both_reports_came():
    partner = Partner(0.01, 0.31)
    report, shown = SenderReport(NTP, 0), Shown(0, 0.0)
    assert partner.lips.hold(video=report, picture=shown, audio=None, voice=shown) == 0
    assert partner.lips.hold(video=None, picture=shown, audio=report, voice=shown) == 0
    assert partner.lips.hold(video=report, picture=shown, audio=report, voice=None) == 0
    assert partner.lips.late is None


def test_a_voice_that_stops_lets_the_pictures_go_again():
    partner = Partner(0.01, 0.21)
    assert partner.after(5) > 0.1
    for _ in range(100):
        hold = partner.lips.hold(video=None, picture=None, audio=None, voice=None)
    assert hold == 0


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2**64 - 1),
            st.integers(0, 2**32 - 1),
            st.integers(0, 2**64 - 1),
            st.integers(0, 2**32 - 1),
        ),
        max_size=50,
    )
)
def test_no_report_leads_out_of_bounds(reports):
    lips = LipSync()
    for i, (video, picture, audio, voice) in enumerate(reports):
        hold = lips.hold(
            video=SenderReport(video, picture),
            picture=Shown(voice, i / 30),
            audio=SenderReport(audio, voice),
            voice=Shown(picture, i / 30),
        )
        assert 0 <= hold <= MOST_HELD


def test_the_tolerance_leaves_room_for_its_error():
    assert TOLERATED + 0.015 < 0.08
