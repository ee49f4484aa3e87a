"""Hypothesis strategies: every message that protocol version 1 allows, and JSON that is none."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from gurukul_desktop.protocol import channel, limits, messages, peer

# JSON text cannot carry lone surrogates; everything else of Unicode it can.
characters = st.characters(exclude_categories=["Cs"])


def text(most: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(characters, min_size=least, max_size=min(most, 80))


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(literal.__args__)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text(20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text(10), inner, max_size=4),
    max_leaves=12,
)
json_objects = st.dictionaries(text(10), json_values, max_size=5)

ids = text(limits.ID_CHARACTERS, 1)
raw_objects = json_objects.map(lambda value: msgspec.Raw(msgspec.json.encode(value)))
modes = one_of(messages.Mode)
media = one_of(messages.Media)
seconds = st.floats(0, 1e6)
people = st.builds(messages.User, id=ids, name=text(60))
partners = st.builds(messages.Partner, id=ids, name=text(60), buddy=st.booleans())
ice_servers = st.lists(
    st.builds(
        messages.IceServer,
        urls=st.lists(text(40), max_size=3).map(tuple),
        username=text(20),
        credential=text(20),
    ),
    max_size=3,
).map(tuple)
ice_policies = one_of(messages.IcePolicy)
settings = st.builds(messages.ServerSettings, transport=one_of(messages.Transport))
session_info = {
    "session": ids,
    "partner": partners,
    "role": one_of(messages.Role),
    "media": media,
    "ice_servers": ice_servers,
    "ice_policy": ice_policies,
}
signals = st.builds(messages.Signal, session=ids, data=raw_objects)

client_messages: st.SearchStrategy[messages.ClientMessage] = st.one_of(
    st.builds(
        messages.Hello,
        protocol=st.integers(0, 2**31),
        token=text(limits.TOKEN_CHARACTERS),
        name=text(limits.NAME_CHARACTERS),
        client=st.none()
        | st.builds(
            messages.ClientInfo,
            version=text(limits.CLIENT_FIELD_CHARACTERS),
            platform=text(limits.CLIENT_FIELD_CHARACTERS),
        ),
    ),
    st.builds(
        messages.Find,
        mode=modes,
        media=media,
        topics=st.lists(text(limits.TOPIC_CHARACTERS, 1), max_size=limits.TOPICS).map(tuple),
        hide_address=st.booleans(),
    ),
    st.builds(messages.Cancel),
    signals,
    st.builds(messages.Connected, session=ids),
    st.builds(messages.Skip, session=ids),
    st.builds(messages.End, session=ids),
    st.builds(
        messages.Report,
        session=ids,
        reason=one_of(messages.ReportReason),
        note=text(limits.NOTE_CHARACTERS),
    ),
    st.builds(messages.ChangeBuddy, action=one_of(messages.BuddyAction), session=ids),
    st.builds(messages.ChangeBuddy, action=one_of(messages.BuddyAction), partner=ids),
)

server_messages: st.SearchStrategy[messages.ServerMessage] = st.one_of(
    st.builds(
        messages.Welcome,
        protocol=st.integers(0, 2**31),
        user=people,
        token=text(80),
        ice_servers=ice_servers,
        ice_policy=ice_policies,
        settings=settings,
        session=st.none() | st.builds(messages.SessionInfo, **session_info),
    ),
    st.builds(
        messages.Queued,
        position=st.integers(1),
        waiting=st.integers(1),
        mode=modes,
        ice_servers=ice_servers,
    ).filter(lambda queued: max(queued.position, queued.waiting) < 2**63),
    st.builds(messages.Cancelled),
    st.builds(messages.Matched, **session_info),
    signals,
    st.builds(messages.PartnerLeft, session=ids, reason=one_of(messages.LeaveReason)),
    st.builds(messages.Ended, session=ids, reason=one_of(messages.LeaveReason)),
    st.builds(messages.BuddyChanged, partner=people, state=one_of(messages.BuddyState)),
    st.builds(
        messages.Buddies,
        buddies=st.lists(
            st.builds(messages.Buddy, id=ids, name=text(60), online=st.booleans()), max_size=4
        ).map(tuple),
    ),
    st.builds(messages.Settings, settings=settings),
    st.builds(messages.Draining, retry_after=seconds),
    st.builds(
        messages.Error,
        code=one_of(messages.ErrorCode),
        message=text(80),
        retry_after=st.none() | seconds,
    ),
)

generations = st.integers(0, 1_000_000)
bye_reasons = one_of(peer.ByeReason)
peer_signals: st.SearchStrategy[peer.PeerSignal] = st.one_of(
    st.builds(
        peer.DescriptionSignal,
        description=st.builds(
            peer.SessionDescription,
            type=st.sampled_from(["offer", "answer"]),
            sdp=text(limits.SDP_CHARACTERS),
            generation=generations,
        ),
    ),
    st.builds(
        peer.CandidateSignal,
        candidate=st.none()
        | st.builds(
            peer.IceCandidate,
            candidate=text(limits.CANDIDATE_CHARACTERS),
            sdp_mid=st.none() | text(64),
            sdp_mline_index=st.none() | st.integers(0, 255),
        ),
        generation=generations,
    ),
    st.builds(peer.ByeSignal, bye=bye_reasons),
)

counters = st.integers(0, 2**53)
numbers = st.integers(1, 2**53)
minutes = st.integers(1, limits.FOCUS_MINUTES)
channel_messages: st.SearchStrategy[channel.ChannelMessage] = st.one_of(
    st.builds(channel.Ping, n=counters),
    st.builds(channel.Pong, n=counters),
    st.builds(channel.MediaState, microphone=st.booleans(), camera=st.booleans()),
    st.builds(channel.Bye, reason=bye_reasons),
    st.builds(channel.Chat, n=numbers, text=text(limits.CHAT_CHARACTERS, 1)),
    st.builds(channel.Heard, n=numbers),
    st.builds(channel.Goal, n=counters, text=text(limits.GOAL_CHARACTERS)),
    st.builds(
        channel.Focus,
        n=numbers,
        phase=one_of(channel.FocusPhase),
        running=st.booleans(),
        remaining=st.integers(-86_400_000, limits.FOCUS_MINUTES * 60_000),
        focus=minutes,
        pause=minutes,
    ),
)
