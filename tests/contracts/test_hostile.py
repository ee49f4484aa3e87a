"""Texts that mean something to a database or a script come back as they went in."""

import pytest

from gurukul_desktop.server.names import clean_name
from gurukul_desktop.server.stores import events

from .instance import Instance, pair

HOSTILE = [
    'it\'s "quoted"',
    "null\x00byte",
    "{gurukul}:queue",
    "}{",
    "%s %d %(x)s $1",
    "'); drop table waiting_queue; --",
    "]] return redis.call('FLUSHALL') --",
    "\\u0000 \\n \\",
    "line\r\nfeed\t",
    "emoji \U0001f9d8\u200d♀\ufe0f",
    "संस्कृतम् \u202e right to left",
    "null",
    "[]",
    " ",
]
JSON_OF = b'{"text":"\\u0000 \\ud83e\\uddd8 }{ ]] \' \\" \xf0\x9f\x98\x80","n":[1e400,-0,{}]}'


@pytest.mark.parametrize("text", HOSTILE)
async def test_they_come_back_as_they_went_in(instance: Instance, text: str) -> None:
    ann, bob = f"ann{text}", f"bob{text}"
    # A name is shown to people, so it is cleaned; nothing else is changed.
    name = clean_name(text)
    await instance.arrive(ann, name=text)
    await instance.arrive(bob, name=text)
    await instance.wait(ann, text)
    (entry,) = (await instance.store.overview()).queue
    assert (entry.user, entry.name, entry.topics) == (ann, name, (text,))
    instance.find(bob, text)
    session = (await instance.hear(ann, events.Matched)).session
    assert (session.partner.id, session.partner.name) == (bob, name)
    await instance.hear(bob, events.Matched)
    for user in (ann, bob):
        instance.befriend(user, session.id)
        await instance.hear(ann, events.BuddyChanged)
        await instance.hear(bob, events.BuddyChanged)
    assert (await instance.hear(ann, events.BuddyList)).buddies[0].id == bob
    instance.end(ann, text)
    await instance.hear(ann, events.NotInSession)
    instance.report(ann, session.id, note=text)
    await instance.hear(ann, events.Ended)
    (report,) = await instance.store.reports()
    assert (report.note, report.reported, report.reported_name) == (text, bob, name)
    await instance.store.change_settings({text: text})
    assert dict(await instance.store.settings()) == {text: text}
    await instance.store.ban(bob, text)
    (ban,) = await instance.store.bans()
    assert (ban.user, ban.name, ban.reason) == (bob, name, text)
    assert (await instance.store.export(ann))["user"] == ann


async def test_signals_are_never_looked_into(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = (await pair(instance, "ann", instance, "bob")).id
    instance.relay("ann", "bob", session, JSON_OF)
    assert bytes((await instance.hear("bob", events.Relayed)).data) == JSON_OF
    instance.depart("bob")
    instance.relay("ann", "bob", session, JSON_OF)
    await instance.hear_all("ann")
    instance.hello("bob")
    await instance.hear("bob", events.Arrived)
    assert bytes((await instance.hear("bob", events.Relayed)).data) == JSON_OF
