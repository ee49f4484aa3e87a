"""Who gets in, for how long, and what is refused."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, CookieJar, FormData, hdrs

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.admin.sessions import MOST_SESSIONS, Sessions
from tests.server.admin.conftest import PASSWORD, TOKEN, Browser, Campus, Clock, StartCampus

BEARER = {hdrs.AUTHORIZATION: f"Bearer {TOKEN}"}


async def test_without_a_password_or_a_token_there_is_no_page(start_campus: StartCampus) -> None:
    campus = await start_campus(admin=None)
    async with ClientSession() as session:
        for path in ("/admin", "/admin/", "/admin/sign-in", "/admin/api/view"):
            async with session.get(campus.web + path) as answer:
                assert answer.status == 404


@pytest.mark.parametrize("secret", [PASSWORD, TOKEN])
async def test_the_password_or_the_token_opens_it(stranger: Browser, secret: str) -> None:
    status, form = await stranger.get("/admin")
    assert status == 200
    assert "Sign in" in form
    assert await stranger.sign_in(secret) == 200
    status, page = await stranger.get("/admin")
    assert "Sign out" in page
    assert (await stranger.view())["store_kind"] == "memory"


async def test_a_wrong_password_says_so_and_opens_nothing(stranger: Browser) -> None:
    assert await stranger.sign_in(PASSWORD + " ") == 401
    assert not list(stranger.session.cookie_jar)
    assert (await stranger.get("/admin/api/view"))[0] == 401


async def test_the_cookie(campus: Campus, stranger: Browser) -> None:
    async def cookie(**headers: str) -> str:
        async with stranger.session.post(
            f"{campus.web}/admin/sign-in",
            data={"secret": PASSWORD},
            headers=headers,
            allow_redirects=False,
        ) as answer:
            assert answer.status == 303
            return str(answer.headers[hdrs.SET_COOKIE])

    plain = await cookie(Origin=campus.web)
    assert "HttpOnly" in plain
    assert "SameSite=Strict" in plain
    assert "Path=/admin" in plain
    assert "Secure" not in plain
    # Behind a proxy on the same machine the browser is elsewhere.
    assert "Secure" in await cookie(Origin="https://study.example", Host="study.example")


async def test_an_hour_idle_or_twelve_hours_end_a_session(
    campus: Campus, admin: Browser, clock: Clock
) -> None:
    clock.now += 3599
    await admin.view()  # a page that refreshes itself is idle
    clock.now += 2
    assert (await admin.get("/admin/api/view"))[0] == 401
    assert await admin.sign_in() == 200
    for _ in range(12):
        clock.now += 3590
        status, _ = await admin.get("/admin/api/view", headers={"X-Active": "1"})
        assert status == 200
    clock.now += 200
    assert (await admin.get("/admin/api/view", headers={"X-Active": "1"}))[0] == 401


async def test_signing_out_ends_the_session(admin: Browser) -> None:
    kept = {c.key: c.value for c in admin.session.cookie_jar}
    assert await admin.act("sign-out", {}) == "You are signed out."
    async with (
        ClientSession(cookies=kept, cookie_jar=CookieJar(unsafe=True)) as session,
        session.get(f"{admin.web}/admin/api/view") as answer,
    ):
        assert answer.status == 401


def test_there_are_never_too_many_sessions(clock: Clock) -> None:
    sessions = Sessions(clock)
    first, _ = sessions.open()
    ids = []
    for _ in range(MOST_SESSIONS):
        clock.now += 1
        ids.append(sessions.open()[0])
    assert sessions.find(first, active=False) is None
    assert all(sessions.find(id_, active=False) for id_ in ids)


async def test_tries_are_limited_for_each_address(stranger: Browser, clock: Clock) -> None:
    for _ in range(5):
        assert await stranger.sign_in("wrong") == 401
    assert await stranger.sign_in() == 429
    # A script's tries count too.
    async with stranger.session.get(
        f"{stranger.web}/admin/api/view", headers={hdrs.AUTHORIZATION: "Bearer wrong"}
    ) as answer:
        assert answer.status == 429
        assert 0 < int(answer.headers[hdrs.RETRY_AFTER]) <= 60
    clock.now += 61
    assert await stranger.sign_in() == 200


async def test_the_token_serves_scripts(campus: Campus) -> None:
    async with ClientSession(headers=BEARER) as session:
        async with session.get(f"{campus.web}/admin/api/view") as answer:
            assert answer.status == 200
        async with session.post(f"{campus.web}/admin/api/ban", json={"user": "u"}) as answer:
            assert answer.status == 200
        # The password is for people.
        async with session.get(
            f"{campus.web}/admin/api/view", headers={hdrs.AUTHORIZATION: f"Bearer {PASSWORD}"}
        ) as answer:
            assert answer.status == 401
            assert answer.headers[hdrs.WWW_AUTHENTICATE] == "Bearer"


async def test_a_request_forged_by_another_page_does_nothing(
    campus: Campus, admin: Browser
) -> None:
    forgeries: list[dict[str, str]] = [
        {"X-CSRF-Token": "x" * 43},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "ä"},
        {hdrs.ORIGIN: "https://evil.example"},
        {hdrs.ORIGIN: "null"},
        {hdrs.ORIGIN: ""},
        {hdrs.ORIGIN: "http://[::1"},
        {hdrs.ORIGIN: "http://127.0.0.1"},
    ]
    for forged in forgeries:
        said = await admin.act("ban", {"user": "victim"}, status=403, **forged)
        assert said == "This request was not made by your own page."
    assert await campus.store.bans() == []


async def test_another_page_cannot_sign_anybody_in(campus: Campus, stranger: Browser) -> None:
    stranger.headers[hdrs.ORIGIN] = "https://evil.example"
    async with stranger.session.post(
        f"{campus.web}/admin/sign-in", data={"secret": PASSWORD}, headers=stranger.headers
    ) as answer:
        assert answer.status == 403
        assert hdrs.SET_COOKIE not in answer.headers


async def test_every_answer_keeps_the_browser_on_its_guard(campus: Campus, admin: Browser) -> None:
    for path in ("", "/", "/sign-in", "/assets/page.js", "/api/view", "/api/view?reports=x"):
        async with admin.session.get(f"{campus.web}/admin{path}", allow_redirects=False) as answer:
            headers = answer.headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers[hdrs.CACHE_CONTROL] == "no-store"
            assert headers["Referrer-Policy"] == "same-origin"


async def test_only_the_pages_own_files_are_handed_out(admin: Browser) -> None:
    for name in ("page.html", "..%2fview.py", "../view.py", "%2e%2e%2fview.py", "x"):
        assert (await admin.get(f"/admin/assets/{name}"))[0] == 404


async def test_what_is_too_large_or_too_strange_to_sign_in(stranger: Browser) -> None:
    url, headers = f"{stranger.web}/admin/sign-in", stranger.headers

    async def status(data: object) -> int:
        async with stranger.session.post(url, data=data, headers=headers) as answer:
            return int(answer.status)

    async def chunked() -> AsyncIterator[bytes]:
        yield b"secret=x"

    assert await status(chunked()) == 413
    assert await status({"secret": "x" * 70_000}) == 413
    assert await status({"secret": "x" * 2000}) == 401
    assert await status({}) == 401
    file = FormData()
    file.add_field("secret", b"x", filename="secret.txt")
    assert await status(file) == 401
    assert await status(b"\xff\xfe") == 401
    assert await status(b"a&b&c&d&e=f&secret=" + PASSWORD.encode()) == 401


async def test_who_comes_and_goes_is_logged_without_secrets(
    admin: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await admin.act("sign-out", {})
        await admin.sign_in("wrong password")
        await admin.sign_in()
    events = [record.getMessage() for record in caplog.records if "admin" in record.name]
    assert events == ["admin signed out", "admin sign-in refused", "admin signed in"]
    said = "".join(str(record.__dict__) for record in caplog.records)
    cookies = [cookie.value for cookie in admin.session.cookie_jar]
    for secret in (PASSWORD, "wrong password", admin.headers["X-CSRF-Token"], *cookies):
        assert secret not in said


@pytest.mark.parametrize("options", [{"password": "x" * 11}, {"token": "x" * 23}])
def test_short_credentials_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="must have"):
        Credentials(**options)


async def test_credentials() -> None:
    assert not Credentials()
    only_password = Credentials("pässword of a person")
    assert only_password
    # The same letters, composed otherwise.
    assert await only_password.open_with("pa\u0308ssword of a person")
    assert not only_password.is_token("")
    assert not await only_password.open_with("\udc80")
    assert not await Credentials(token=TOKEN).open_with("")
    tried = await asyncio.gather(*(only_password.open_with(str(n)) for n in range(3)))
    assert tried == [False] * 3
    assert "person" not in repr(vars(only_password))
