"""What is said of chat, goals and the focus timer; and what others wrote, fit to be shown."""

from typing import Final

from gurukul_desktop.session.chat import Ability, Author, ChatLine
from gurukul_desktop.session.focus import By, FocusTimer, Phase
from gurukul_desktop.ui.translation import translate
from gurukul_desktop.ui.words import duration, filled, isolated, seen, shown_name

MOST_LINES: Final = 40
"""Of one message; the rest goes on in one paragraph."""
PREVIEW_CHARACTERS: Final = 160


def shown_text(text: str) -> str:
    """What somebody wrote, without what could change how it or its surroundings are read.

    Its lines stay, but not many empty ones, and not hundreds.
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        shown = "".join(
            " " if character == "\t" else character
            for character in line
            if character == "\t" or seen(character)
        ).rstrip()
        if shown or (lines and lines[-1]):
            lines.append(shown)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(filter(None, lines[MOST_LINES - 1 :]))]
    return "\n".join(lines).strip("\n ")


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(shown_text(text).split())


def preview(text: str) -> str:
    """Its beginning, on one line."""
    line = one_line(text)
    return line if len(line) <= PREVIEW_CHARACTERS else f"{line[: PREVIEW_CHARACTERS - 1]}…"


def partner_name(name: str) -> str:
    """How the partner is called in a sentence."""
    return isolated(shown_name(name).strip()) or translate("words", "Your partner")


def line_text(line: ChatLine, name: str) -> str:
    """What a line of the chat shows."""
    if line.author is Author.APP:
        sentence = translate("words", "{name} writes too fast; some messages are left out.")
        return sentence.replace("{name}", partner_name(name))
    return shown_text(line.text) or "…"


def spoken_line(line: ChatLine, name: str, at: str) -> str:
    """The same for a screen reader, with who wrote it and when."""
    text = line_text(line, name)
    if line.author is Author.APP:
        return text
    if line.author is Author.PARTNER:
        sentence = translate("words", "{name}, {time}: {text}")
    elif line.arrived:
        sentence = translate("words", "You, {time}: {text}")
    else:
        sentence = translate("words", "You, {time}, not delivered yet: {text}")
    return filled(sentence, name=partner_name(name), time=at, text=text)


def came(name: str, text: str) -> str:
    """A message that came, said aloud."""
    sentence = translate("words", "{name} writes: {text}")
    return filled(sentence, name=partner_name(name), text=isolated(preview(text)))


def chat_state(ability: Ability, full: bool, reconnecting: bool, name: str) -> str:
    """What stands in the way of the chat; empty when nothing does."""
    if ability is Ability.NO:
        sentence = translate(
            "words", "{name}’s app has no chat. You can go on talking to each other."
        )
        return sentence.replace("{name}", partner_name(name))
    if full:
        return translate("words", "Too many messages wait to be delivered. Please wait a moment.")
    if reconnecting:
        return translate("words", "The connection is away. What you write is sent when it is back.")
    return ""


def phase_name(phase: Phase) -> str:
    """What the timer counts."""
    names = {
        Phase.OFF: translate("words", "Focus timer"),
        Phase.FOCUS: translate("words", "Focus"),
        Phase.BREAK: translate("words", "Break"),
    }
    return names[phase]


def timer_sentence(timer: FocusTimer, seconds: int) -> str:
    """How the timer stands, for a screen reader."""
    if timer.phase is Phase.OFF:
        return translate("words", "Focus timer")
    if timer.running:
        sentence = translate("words", "{phase}, {time} left")
    else:
        sentence = translate("words", "{phase} paused, {time} left")
    return filled(sentence, phase=phase_name(timer.phase), time=duration(seconds))


def timer_news(before: FocusTimer, now: FocusTimer, name: str) -> str:
    """What has just become of the timer without the student; empty when nothing has."""
    if now.by is By.CLOCK and now.phase is not before.phase:
        if now.phase is Phase.BREAK:
            sentence = translate("words", "Well done! Time for a break of {minutes} minutes.")
            return sentence.replace("{minutes}", str(now.break_minutes))
        sentence = translate("words", "The break is over. Focus for {minutes} minutes.")
        return sentence.replace("{minutes}", str(now.focus_minutes))
    if now.by is not By.PARTNER or now.number == before.number:
        return ""
    if now.phase is Phase.OFF:
        sentence = translate("words", "{name} ended the focus timer")
    elif before.phase is Phase.OFF:
        sentence = translate("words", "{name} started the focus timer")
    elif not now.running:
        sentence = translate("words", "{name} paused the focus timer")
    elif not before.running:
        sentence = translate("words", "{name} resumed the focus timer")
    else:
        sentence = translate("words", "{name} changed the focus timer")
    return sentence.replace("{name}", partner_name(name))


def goal_news(goal: str, name: str) -> str:
    """What the partner wants to get done, said aloud."""
    goal = one_line(goal)
    if not goal:
        return translate("words", "{name} has no goal now").replace("{name}", partner_name(name))
    sentence = translate("words", "{name} wants to: {goal}")
    return filled(sentence, name=partner_name(name), goal=isolated(goal))
