"""The data channel against a partner that keeps to nothing."""

import asyncio
import json

import pytest
from aiortc.exceptions import InvalidStateError
from pyee.asyncio import AsyncIOEventEmitter

from gurukul_desktop.call.channel import BACKLOG_BYTES, BURST, Conversation
from gurukul_desktop.call.talk import Talk
from gurukul_desktop.protocol.channel import Chat, MediaState


class Line(AsyncIOEventEmitter):
    """A data channel that keeps what is sent."""

    def __init__(self, state="open"):
        super().__init__()
        self.readyState = state
        self.bufferedAmount = 0
        self.sent = []

    def send(self, data):
        if self.readyState != "open":
            raise InvalidStateError
        self.sent.append(json.loads(data))


@pytest.fixture
async def heard():
    return []


@pytest.fixture
async def talk(heard):
    now = asyncio.get_running_loop().time()
    return Talk(now, heard.append, heard.append, heard.append)


@pytest.fixture
async def conversation(heard, talk):
    return Conversation(MediaState(True, True), heard.append, heard.append, lambda: None, talk)


def test_the_state_of_the_devices_comes_first(conversation):
    line = Line("connecting")
    conversation.use(line)
    assert line.sent == []
    line.readyState = "open"
    line.emit("open")
    conversation.set_media(MediaState(False, True))
    conversation.set_media(MediaState(False, True))
    assert line.sent == [
        {"type": "media", "microphone": True, "camera": True, "screen": False},
        {"type": "goal", "n": 0, "text": ""},
        {"type": "media", "microphone": False, "camera": True, "screen": False},
    ]


def test_the_first_channel_counts(conversation):
    first, second = Line(), Line()
    conversation.use(first)
    conversation.use(second)
    conversation.ping()
    assert len(first.sent) == 3
    assert second.sent == []


def test_a_ping_is_answered_and_a_pong_measured(conversation):
    line = Line()
    conversation.use(line)
    line.emit("message", '{"type": "ping", "n": 7}')
    assert line.sent[-1] == {"type": "pong", "n": 7}
    conversation.ping()
    line.emit("message", '{"type": "pong", "n": 99}')
    assert conversation.round_trip_ms is None
    line.emit("message", json.dumps({"type": "pong", "n": line.sent[-1]["n"]}))
    assert conversation.round_trip_ms >= 0


def test_malformed_messages_cost_one_line(conversation, heard, caplog):
    line = Line()
    conversation.use(line)
    sent = len(line.sent)
    hostile = [
        b"\xff\xfe",
        "",
        "{",
        "[]",
        '{"type": 5}',
        '{"type": "bye"}',
        "[" * 9000,
        "x" * 10**6,
    ]
    for message in hostile:
        line.emit("message", message)
    line.emit("message", '{"type": "from the future"}')
    assert heard == []
    assert len(line.sent) == sent
    assert len(caplog.records) == 1
    line.emit("message", '{"type": "bye", "reason": "ended"}')
    assert heard == ["ended"]


def test_a_flood_is_dropped(conversation, heard, caplog):
    line = Line()
    conversation.use(line)
    for _ in range(10 * BURST):
        line.emit("message", '{"type": "media", "microphone": true, "camera": true}')
    assert BURST <= len(heard) <= BURST + 20
    assert len(caplog.records) == 1


def test_no_ping_to_a_partner_that_reads_nothing(conversation):
    line = Line()
    conversation.use(line)
    line.bufferedAmount = BACKLOG_BYTES + 1
    sent = len(line.sent)
    conversation.ping()
    assert len(line.sent) == sent


async def test_goodbye_waits_until_it_is_sent_but_not_for_ever(conversation):
    line = Line()
    await conversation.goodbye("ended", 5)  # no channel yet
    conversation.use(line)
    line.bufferedAmount = 10
    asyncio.get_running_loop().call_soon(line.emit, "bufferedamountlow")
    async with asyncio.timeout(1):
        await conversation.goodbye("skipped", 5)
        await conversation.goodbye("skipped", 0.01)
    line.readyState = "closed"
    await conversation.goodbye("ended", 5)
    assert [said["type"] for said in line.sent] == ["media", "goal", "bye", "bye"]


def test_a_flood_of_chat_costs_no_heartbeat(conversation, heard):
    line = Line()
    conversation.use(line)
    for n in range(1, 10 * BURST):
        line.emit("message", json.dumps({"type": "chat", "n": n, "text": "x" * 2000}))
    assert len(heard) <= 11
    sent = len(line.sent)
    line.emit("message", '{"type": "ping", "n": 7}')
    assert line.sent[sent:] == [{"type": "pong", "n": 7}]
    conversation.ping()
    assert line.sent[-1] == {"type": "heard", "n": 10 * BURST - 1}


def test_nothing_is_written_to_a_partner_that_reads_nothing(conversation, talk):
    line = Line()
    conversation.use(line)
    line.bufferedAmount = BACKLOG_BYTES + 1
    talk.say(Chat(n=1, text="a"), 0.0)
    conversation.catch_up()
    assert line.sent[-1]["type"] == "goal"
    line.bufferedAmount = 0
    conversation.ping()
    assert line.sent[-1] == {"type": "chat", "n": 1, "text": "a"}
