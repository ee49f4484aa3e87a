"""What other clients may do: find_match and the rest from psql, with the roles of Supabase."""

import asyncio
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.names import DEFAULT_NAME, clean_name
from gurukul_desktop.server.stores import events
from tests.contracts.instance import Instance
from tests.server.postgresql import OWNER, Cluster, Database

from .conftest import Open

ROLES = ("anon", "authenticated", "service_role")
NO_CLAIMS: Mapping[str, object] = {}
HIDDEN = ("Cc", "Cf", "Co", "Zl", "Zp", "Zs")


@pytest.fixture(scope="module")
def roles(shared_cluster: Cluster) -> Iterator[None]:
    """The three roles that PostgREST's requests run as, and the one that it logs in as."""
    shared_cluster.sql(
        "create role anon nologin; create role authenticated nologin;"
        "create role service_role nologin bypassrls;"
        "create role authenticator login noinherit;"
        "grant anon, authenticated, service_role to authenticator"
    )
    yield
    shared_cluster.sql(
        "drop role authenticator; drop role anon; drop role authenticated; drop role service_role"
    )


@pytest.fixture
def hosted(roles: None, postgresql: Database) -> Iterator[Database]:
    """A database where people's requests come from PostgREST."""
    postgresql.sql("select gurukul.grant_access()", OWNER)
    yield postgresql
    postgresql.sql("drop owned by anon, authenticated, service_role")


def request(
    database: Database,
    statement: str,
    user: str = "",
    role: str = "authenticated",
    more: Mapping[str, object] = NO_CLAIMS,
) -> str:
    """Run a statement as PostgREST does for a user, with ``more`` in their token."""
    claims = json.dumps({"sub": user, "role": role, **more}).replace("'", "''")
    return database.sql(
        f"begin; set local role {role};"
        f"select set_config('request.jwt.claims', '{claims}', true);"
        f"{statement}; commit",
        "authenticator",
    ).partition("\n")[2]


def find(database: Database, user: str, *arguments: str, role: str = "authenticated") -> dict:
    rest = "".join(f", {argument}" for argument in arguments)
    found = request(database, f"select gurukul.find_match('{user}'{rest})", user, role)
    state: dict = json.loads(found)
    return state


def test_two_who_search_are_paired_and_skip(hosted: Database) -> None:
    waiting = find(hosted, "ann", "name => 'Ann'")
    assert waiting == {"state": "waiting", "position": 1, "waiting": 1}
    assert find(hosted, "ann")["position"] == 1
    bobs = find(hosted, "bob", "media => 'audio'")
    anns = find(hosted, "ann")
    assert (bobs["state"], bobs["session"]["role"]) == ("matched", "caller")
    assert bobs["session"]["partner"] == {"id": "ann", "name": "Ann"}
    assert anns["session"]["id"] == bobs["session"]["id"]
    assert anns["session"]["media"] == "audio"
    session = anns["session"]["id"]
    skip = f"select gurukul.skip_partner('ann', '{session}')"
    assert request(hosted, skip, "ann") == "t\n"
    assert request(hosted, skip, "ann") == "f\n"
    assert find(hosted, "ann")["state"] == find(hosted, "bob")["state"] == "waiting"
    assert find(hosted, "bob")["waiting"] == 2


def test_topics_are_compared_as_the_server_compares_them(hosted: Database) -> None:
    find(hosted, "ann", "topics => array['  Linear   ALGEBRA ', '', 'x']")
    assert find(hosted, "bob", "topics => array['linear algebra']")["state"] == "matched"


async def test_a_plain_client_and_a_connected_one(hosted: Database, instances: Open) -> None:
    instance = await instances(hosted)
    await instance.arrive("ann")
    await instance.wait("ann")
    state = find(hosted, "bob")
    session = (await instance.hear("ann", events.Matched)).session
    assert session.id == state["session"]["id"]
    request(hosted, f"select gurukul.skip_partner('bob', '{session.id}')", "bob")
    assert (await instance.hear("ann", events.PartnerLeft)).reason == "skipped"


async def test_two_plain_clients_that_miss_each_other_are_swept_together(
    hosted: Database,
) -> None:
    # As if each had searched before the other's entry was committed.
    hosted.sql(
        "insert into gurukul.people (user_id, changed) values ('ann', now()), ('bob', now());"
        "insert into gurukul.waiting_queue"
        " (user_id, since, refreshed, mode, media, topics, hide_address, open)"
        " select u, now(), now(), 'global', 'video', '{}', false, true"
        " from unnest(array['ann', 'bob']) u"
    )
    request(hosted, "select gurukul.cleanup_matchmaking()", role="service_role")
    assert find(hosted, "ann")["state"] == find(hosted, "bob")["state"] == "matched"


def test_people_see_their_own_rows_only(hosted: Database) -> None:
    find(hosted, "ann")
    find(hosted, "bob")
    find(hosted, "cid")
    hosted.sql(
        "insert into gurukul.study_connections (user_id, buddy_id, accepted, since)"
        " values ('ann', 'bob', true, now()), ('bob', 'ann', true, now())"
    )

    def seen(table: str, user: str) -> str:
        return request(hosted, f"select count(*) from gurukul.{table}", user).strip()

    for table in ("people", "chat_sessions", "session_members", "study_connections"):
        assert seen(table, "ann") == "1", table
        assert seen(table, "dan") == "0", table
        assert seen(table, "") == "0", table
    assert seen("waiting_queue", "cid") == "1"
    assert seen("waiting_queue", "ann") == "0"
    everybody = request(hosted, "select count(*) from gurukul.people", role="service_role")
    assert everybody == "3\n"


@pytest.mark.parametrize("table", ["reports", "bans", "system_settings", "inbox", "kept_signals"])
def test_people_see_nothing_of_the_servers(hosted: Database, table: str) -> None:
    refused(hosted, f"select * from gurukul.{table}", "ann")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "statement",
    [
        "insert into gurukul.session_members values ('ann', 'x')",
        "update gurukul.chat_sessions set caller = 'ann'",
        "delete from gurukul.waiting_queue",
        "select gurukul.ban('bob', 'x', null)",
        "select gurukul.seek('i', 'bob', 'global', 'video', '{}', false, false)",
        "select gurukul.erase('bob')",
        "select gurukul.sweep()",
        "select gurukul.export('bob')",
    ],
)
def test_nobody_does_what_is_the_servers(hosted: Database, role: str, statement: str) -> None:
    refused(hosted, statement, "ann", role)


def test_nobody_acts_for_another(hosted: Database) -> None:
    find(hosted, "bob")
    refused(hosted, "select gurukul.find_match('bob')", "ann")
    refused(hosted, "select gurukul.find_match('bob')", "")
    refused(hosted, "select gurukul.skip_partner('bob', 'x')", "ann")
    refused(hosted, "select gurukul.cleanup_matchmaking()", "ann")
    refused(hosted, "select gurukul.find_match('ann')", "ann", role="anon")
    # What the token says of the role is not what the role is.
    refused(
        hosted,
        """select set_config('request.jwt.claims', '{"role": "service_role"}', true);"""
        "select gurukul.find_match('bob')",
        "ann",
    )
    served = request(hosted, "select gurukul.find_match('bob')", "ann", "service_role")
    assert json.loads(served)["state"] == "waiting"
    assert json.loads(hosted.sql("select gurukul.find_match('bob')", OWNER))["waiting"] == 1


async def cleaned(database: Database, names: list[str]) -> list[str]:
    """What the database makes of names."""
    connection = await asyncpg.connect(database.url)
    try:
        statement = "select array(select gurukul.clean_name(n) from unnest($1::text[]) n)"
        return [name or DEFAULT_NAME for name in await connection.fetchval(statement, names)]
    finally:
        await connection.close()


async def test_names_are_cleaned_as_the_server_cleans_them(postgresql: Database) -> None:
    hidden = [
        chr(code)
        for code in range(1, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in HIDDEN
        # Of the private ones, the first and last of each range.
        and (unicodedata.category(chr(code)) != "Co" or code & 0xFF in (0x00, 0xFD))
    ]
    assert len(hidden) > 200
    names = [f"{c} a{c}{c} b{c}" for c in hidden]
    names += ["", " ", "\u200b\u2060", "\u200d", "\x07", "\u0301", "\ufe0f\u200d", "\ufdd0"]
    names += ["Prof\n\u202eevil\x07", "आर्यन ಕನ್ನಡ 李雷 Zoë 🙂", "Zoe\u0308", "क्\u200dष", "¿?"]
    names += ["x" * 200, "x" * 59 + " y", "x " * 40, " \t" * 300 + "late"]
    assert await cleaned(postgresql, names) == [clean_name(name) for name in names]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Cc", "Cf"]), max_size=80))
def test_any_text_becomes_a_name(postgresql: Database, text: str) -> None:
    names = [text.replace("\0", "")]
    assert asyncio.run(cleaned(postgresql, names)) == [clean_name(name) for name in names]


@pytest.mark.parametrize(
    ("argument", "claims", "role", "shown"),
    [
        ("U&'Prof\\000A\\202Eevil\\0007'", {}, "authenticated", "Prof evil"),
        ("'Dean'", {"name": "Ann\u202e"}, "authenticated", "Ann"),
        ("'Dean'", {"user_metadata": {"full_name": "Ann Lee"}}, "authenticated", "Ann Lee"),
        ("''", {"name": "Ann", "user_metadata": {"full_name": "A."}}, "authenticated", "Ann"),
        ("'Dean'", {"name": None, "user_metadata": []}, "authenticated", "Dean"),
        ("'Ann'", {"name": "The service"}, "service_role", "Ann"),
        ("null", {}, "authenticated", "Student"),
    ],
)
def test_people_go_by_the_name_of_their_token(
    hosted: Database, argument: str, claims: Mapping[str, object], role: str, shown: str
) -> None:
    search = f"select gurukul.find_match('ann', name => {argument})"
    request(hosted, search, "ann", role, claims)
    assert find(hosted, "bob")["session"]["partner"]["name"] == shown


def test_a_name_is_kept_by_a_search_without_one(hosted: Database) -> None:
    find(hosted, "ann", "name => 'Ann'")
    find(hosted, "ann", "name => U&'\\200B'")
    assert find(hosted, "bob")["session"]["partner"]["name"] == "Ann"


def test_the_banned_are_refused(hosted: Database) -> None:
    hosted.sql("select gurukul.ban('ann', 'x', null)", OWNER)
    refused(hosted, "select gurukul.find_match('ann')", "ann", words="banned")


def test_a_search_path_fools_nobody(hosted: Database) -> None:
    """Tables and functions of the caller's own do not take the place of the real ones."""
    hosted.sql(
        "grant create, temporary on database current to public".replace(
            "database current", f"database {hosted.name}"
        )
    )
    trap = (
        "create schema trap; create table trap.waiting_queue (user_id text);"
        "create function trap.lower(text) returns text language plpgsql as"
        " $$ begin raise 'trapped'; end $$;"
        "create temporary table rules (patience interval);"
        "set local search_path = trap, pg_temp, pg_catalog;"
    )
    state = request(hosted, trap + "select gurukul.find_match('ann', topics => array['A'])", "ann")
    assert json.loads(state)["state"] == "waiting"
    assert hosted.sql("select topics from gurukul.waiting_queue") == "{a}\n"


def test_every_function_that_others_may_call_has_a_fixed_search_path(hosted: Database) -> None:
    loose = hosted.sql(
        "select proname from pg_proc p where pronamespace = 'gurukul'::regnamespace"
        " and (prosecdef or has_function_privilege('authenticated', p.oid, 'execute'))"
        " and not coalesce(proconfig::text like '%search_path=pg_catalog, pg_temp%', false)"
    )
    assert loose == ""
    callable_ = hosted.sql(
        "select proname from pg_proc p where pronamespace = 'gurukul'::regnamespace"
        " and has_function_privilege('authenticated', p.oid, 'execute') order by 1"
    )
    assert callable_.split() == ["find_match", "me", "skip_partner"]


def test_without_pg_cron_cleanup_is_the_servers(postgresql: Database) -> None:
    assert (
        postgresql.sql("select gurukul.schedule_cleanup()", OWNER) == "pg_cron is not installed\n"
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
async def test_texts_are_only_texts(injected: Instance, text: str) -> None:
    user = f"{text[:20]}-user"
    await injected.arrive(user, name=text)
    injected.find(user, text)
    await injected.hear(user, events.Waiting)
    assert (await injected.store.export(UserId(user)))["waiting"]["topics"] == [text]
    injected.depart(user)


@pytest.fixture
async def injected(postgresql: Database, instances: Open) -> Instance:
    return await instances(postgresql)


def refused(
    database: Database,
    statement: str,
    user: str,
    role: str = "authenticated",
    words: str = "permission denied|another person",
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        request(database, statement, user, role)
    assert any(word in failure.value.stderr for word in words.split("|")), failure.value.stderr
