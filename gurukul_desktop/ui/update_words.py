"""The sentences of the search for a newer version. No Qt, as in :mod:`gurukul_desktop.ui.words`."""

from datetime import UTC, datetime, tzinfo

from gurukul_desktop.ui.translation import translate
from gurukul_desktop.updates.watch import UpdateState


def looking_sentence(state: UpdateState, now: float, zone: tzinfo | None = None) -> str:
    """When it was asked last, or why it is not asked.

    Args:
        now: the wall clock, in seconds since 1970.
        zone: whose days are meant; None is the system's.
    """
    if state.ability == "nowhere":
        return translate("words", "This build of Gurukul does not look for newer versions.")
    if state.ability == "elsewhere":
        return translate("words", "The first window of Gurukul looks for a newer version.")
    if state.ability == "forgetful":
        return translate(
            "words", "Nothing can be remembered here, so Gurukul does not look for a newer version."
        )
    if not state.on:
        return translate("words", "Gurukul does not look.")
    if not state.asked:
        return translate("words", "Not looked yet.")
    days = _day(now, zone) - _day(state.asked, zone)
    if days <= 0:
        return translate("words", "Last looked today.")
    if days == 1:
        return translate("words", "Last looked yesterday.")
    return translate("words", "Last looked {days} days ago.").replace("{days}", str(days))


def _day(moment: float, zone: tzinfo | None) -> int:
    return datetime.fromtimestamp(moment, UTC).astimezone(zone).toordinal()
