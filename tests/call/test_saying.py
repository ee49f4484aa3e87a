"""Two real engines: what students say arrives once, also over a rebuilt connection."""

from gurukul_desktop.call.timing import Timing
from gurukul_desktop.protocol.channel import Chat, Focus, Goal

from .wire import Wire

TIMING = Timing(look=0.05, heartbeat=0.2, silent=1.0, lost=8, attempt=2, pause=0.2, settle=0.4)


def chats(side):
    return [said.text for said in side.said if isinstance(said, Chat)]


async def test_both_ways_and_once_over_a_connection_that_breaks(stage, monkeypatch):
    wire = Wire(monkeypatch)
    engines = [stage.engine(TIMING), stage.engine(TIMING)]
    caller, callee = stage.pair(media="audio", engines=engines)
    # Said before there is a channel: it waits.
    caller.call.say(Chat(1, "hello"))
    for side in (caller, callee):
        await side.until(lambda side=side: bool(side.connected and side.said))
    await callee.until(lambda: chats(callee) == ["hello"])
    await caller.until(lambda: caller.confirmed == [1])
    callee.call.say(Chat(1, "hi"))
    callee.call.say(Goal(1, "Calculus"))
    caller.call.say(Focus(1, "focus", True, 1_500_000, 25, 5))
    await caller.until(lambda: Goal(1, "Calculus") in caller.said and chats(caller) == ["hi"])
    await callee.until(lambda: any(isinstance(said, Focus) for said in callee.said))

    # The way breaks for good; what is said meanwhile arrives over the next one.
    wire.kill()
    await caller.until(lambda: caller.alive[-1:] == [False])
    caller.call.say(Chat(2, "are you there?"))
    callee.call.say(Chat(2, "I hear nothing"))
    await callee.until(lambda: "are you there?" in chats(callee), 15)
    await caller.until(lambda: "I hear nothing" in chats(caller), 15)
    await caller.until(lambda: caller.confirmed[-1] == 2)
    assert chats(callee) == ["hello", "are you there?"]
    assert chats(caller) == ["hi", "I hear nothing"]
    assert sum(isinstance(said, Focus) for said in callee.said) == 1
