"""The page in a real Chromium, with real students connected to the server that it shows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.history import Bucket
from gurukul_desktop.server.limits import Limits
from tests.server.admin.chromium import DEADLINE, ENTER, SHIFT, TAB, Page, chromium, installed
from tests.server.admin.conftest import PASSWORD, Campus, StartCampus
from tests.server.client import Client, pair

pytestmark = pytest.mark.skipif(not installed(), reason="Chromium is not installed")

HOSTILE = "<img src=x onerror=alert(1)>"
FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a browser that runs."""
    folder = tmp_path_factory.mktemp("chromium")
    with chromium(folder) as url:
        yield url


@pytest.fixture
async def page(browser: str) -> AsyncIterator[Page]:
    """A browser with nothing open; it has nothing to complain about in the end."""
    async with ClientSession(timeout=ClientTimeout(2 * DEADLINE)) as http:
        page = Page(http, browser)
        await page.clean()
        await page.size(1280, 900)
        yield page
        assert await page.complaints() == []


async def sign_in(page: Page, campus: Campus) -> None:
    await page.go(f"{campus.web}/admin")
    await page.type(PASSWORD + ENTER)
    await page.until("document.getElementById('link').dataset.state === 'good'")


async def within(page: Page, section: str) -> None:
    """Go to a part of the page by its link."""
    await page.run("document.activeElement.blur(); scrollTo(0, 0)")
    await page.tab_to(f"e.hash === '#{section}' && e.closest('nav')")
    await page.type(ENTER)
    await page.until("document.activeElement.id === a[0]", section)


async def said(page: Page, words: str) -> None:
    """The page says so, where a screen reader hears it."""
    await page.until("document.querySelector('[role=status]').textContent.includes(a[0])", words)


async def report(campus: Campus, name: str, note: str) -> Client:
    """A student of this name who was just reported."""
    rude, kind = await campus.join(name), await campus.join("Kind")
    session = await pair(rude, kind)
    await kind.say("report", session, reason="harassment", note=note)
    await rude.expect("partner_left")
    return rude


async def test_an_admin_with_a_keyboard_sees_the_queue_live(campus: Campus, page: Page) -> None:
    await sign_in(page, campus)
    await page.until("document.querySelector('#queue tbody').innerText === 'Nobody waits.'")
    one, other, third = [await campus.join(name) for name in ("One", "Other", HOSTILE)]
    await pair(one, other)
    await third.find(topics=["algebra"])
    row = await page.until("document.querySelector('#queue tbody .user')?.textContent")
    assert row == HOSTILE
    assert await page.run("return document.querySelectorAll('main img').length") == 0
    shown = await page.run("return document.getElementById('now').innerText")
    for words in ("algebra", "3 WebSocket", one.id, other.id):
        assert words in shown
    await third.close()
    await page.until("document.querySelector('#queue tbody').innerText === 'Nobody waits.'")


async def test_a_setting_typed_on_the_page_reaches_a_student(
    start_campus: StartCampus, page: Page
) -> None:
    campus = await start_campus(
        limits=Limits(finds_per_minute=10), fixed=frozenset({"finds_per_minute"})
    )
    campus.service.change_settings({"messages_per_second": "lots"})
    student = await campus.join()
    await sign_in(page, campus)
    why = "document.getElementById(`setting-${a[0]}-why`).innerText"
    await page.until("document.getElementById('setting-transport')")
    assert "GURUKUL_FINDS_PER_MINUTE" in await page.until(why, "finds_per_minute")
    assert "'lots'" in await page.until(why, "messages_per_second")
    assert await page.until(why, "transport") == "default"
    assert await page.run("return document.getElementById('setting-finds_per_minute').disabled")

    await within(page, "settings")
    await page.tab_to("e.id === 'setting-transport'")
    await page.type("H")
    await page.tab_to("e.id === 'setting-servers'")
    await page.type("wss://b.example/ws" + ENTER + "https://c.example")
    await page.tab_to("e.matches('#settings-form [type=submit]')")
    await page.type(ENTER)
    await said(page, "Saved.")
    told = await student.expect("settings")
    assert told["settings"] == {
        "transport": "http",
        "servers": ["wss://b.example/ws", "https://c.example"],
    }
    await page.until(why + ".startsWith('stored')", "transport")
    # What is wrong is said, and what was typed stays.
    await page.run("document.getElementById('setting-servers').select()")
    await page.run("document.getElementById('setting-servers').focus()")
    await page.type("nonsense")
    await page.tab_to("e.matches('#settings-form [type=submit]')")
    await page.type(ENTER)
    await said(page, "'nonsense' is not a server address")
    assert await page.run("return document.getElementById('setting-servers').value") == "nonsense"
    await student.quiet()
    # The browser itself notes that the server refused.
    [noted] = await page.complaints()
    assert "422" in noted


async def test_a_report_is_read_and_its_author_banned(campus: Campus, page: Page) -> None:
    rude = await report(campus, "Rude \u202eydna", HOSTILE)
    await sign_in(page, campus)
    note = await page.until("document.querySelector('#report-list .note')?.textContent")
    assert note == HOSTILE
    assert await page.run("return document.getElementById('reports-open').textContent") == "1"
    await within(page, "reports")
    await page.tab_to("e.matches('#report-list .ban')")
    await page.type(ENTER)
    words = await page.until("document.querySelector('dialog[open] p').textContent")
    assert rude.id in words
    await page.type(ENTER)  # the careful answer is the first
    await page.until("!document.querySelector('dialog[open]')")
    assert await campus.store.bans() == []
    assert await page.run("return document.activeElement.matches('#report-list .ban')")
    await page.type(ENTER)
    await page.until("document.querySelector('dialog[open]')")
    await page.press(SHIFT, TAB)
    await page.type(ENTER)
    await said(page, "is banned for good")
    assert await rude.closed() == 4003
    await page.until("document.querySelector('#ban-list .id')?.textContent === a[0]", rude.id)
    # Whoever was in the report is not thrown to the top of the page.
    assert await page.run("return document.activeElement.id") == "reports"

    await page.tab_to("e.matches('#ban-list button')")
    await page.type(ENTER)
    await page.until("document.querySelector('dialog[open]')")
    await page.press(SHIFT, TAB)
    await page.type(ENTER)
    await said(page, "may come in again")
    assert (await campus.join(token=rude.token)).id == rude.id


async def test_what_others_do_does_not_take_the_focus_away(campus: Campus, page: Page) -> None:
    for note in ("first", "second", "third"):
        await report(campus, "Rude", note)
    third, second, first = await campus.store.reports()
    await sign_in(page, campus)
    await within(page, "reports")
    await page.tab_to("e.matches('.dismiss') && e.closest('li').innerText.includes('second')")
    await page.run("window.focused = document.activeElement")
    shown = "[...document.querySelectorAll('.note')].map((e) => e.textContent).join(' ') === a[0]"
    await page.until(shown, "third second first")
    await campus.store.judge(third.id, "dismissed")
    await page.until(shown, "second first")
    await report(campus, "Rude", "fourth")
    await page.until(shown, "fourth second first")
    await campus.store.judge(first.id, "dismissed")
    await page.until(shown, "fourth second")
    assert await page.run("return document.activeElement === window.focused")
    await page.type(ENTER)
    await said(page, "dismissed")
    await page.until(shown, "fourth")
    assert [kept.id for kept in await campus.store.reports("dismissed")][-2:] == [
        second.id,
        first.id,
    ]


async def test_an_instance_is_drained_and_a_user_banned_by_hand(campus: Campus, page: Page) -> None:
    student = await campus.join()
    await sign_in(page, campus)
    await within(page, "bans")
    await page.tab_to("e.id === 'ban-user'")
    await page.type(student.id + TAB + "noise" + TAB + "a w" + TAB + ENTER)
    await page.until("document.querySelector('dialog[open]')")
    await page.press(SHIFT, TAB)
    await page.type(ENTER)
    await said(page, "is banned")
    assert await student.closed() == 4003
    [ban] = await campus.store.bans()
    assert ban.until is not None
    assert ban.until - time.time() == pytest.approx(7 * 86400, abs=60)
    assert ban.reason == "noise"

    await within(page, "instances")
    await page.tab_to("e.matches('#instance-list button')")
    await page.type(ENTER)
    await page.until("document.querySelector('dialog[open]')")
    await page.press(SHIFT, TAB)
    await page.type(ENTER)
    await said(page, "drains")
    async with asyncio.timeout(DEADLINE):
        await campus.service.drain_requested()
    campus.service.drain(2.0)
    await page.until("document.getElementById('instance-list').innerText.includes('draining')")


async def test_what_is_stored_is_downloaded_and_deleted(
    campus: Campus, page: Page, tmp_path: Path
) -> None:
    student = await campus.join("Whoever")
    await sign_in(page, campus)
    await page.download_to(tmp_path)
    await within(page, "users")
    await page.tab_to("e.id === 'user-id'")
    await page.type(student.id + ENTER)
    await said(page, "Downloaded")
    file = tmp_path / f"gurukul-{student.id}.json"
    async with asyncio.timeout(DEADLINE):
        while not file.exists():
            await page.run("return 1")  # the browser writes it in its own time
    assert json.loads(file.read_text())["name"] == "Whoever"

    await page.tab_to("e.value === 'erase'")
    await page.type(ENTER)
    await page.until("document.querySelector('dialog[open] #ask-yes').disabled")
    await page.type(student.id + ENTER)
    await said(page, "is deleted")
    await student.closed()


async def test_the_page_says_when_the_server_is_gone_and_signs_out(
    campus: Campus, page: Page
) -> None:
    await sign_in(page, campus)
    await page.run(
        "window.asked = window.fetch; window.fetch = () => Promise.reject(new Error('cut'))"
    )
    await page.until("document.getElementById('away').innerText.includes('does not answer')")
    await page.run("window.fetch = window.asked")
    await page.until("document.getElementById('away').hidden")
    await page.tab_to("e.id === 'sign-out'")
    await page.type(ENTER)
    await page.until("document.getElementById('secret')")
    await page.go(f"{campus.web}/admin")
    assert await page.run("return location.pathname") == "/admin/sign-in"


def hour() -> list[Bucket]:
    """An hour with nothing measured in its middle."""
    now = time.time()
    return [
        Bucket(
            time=now - 3600 + 10 * n,
            finds=4,
            matches=n % 5,
            latency_p50=None if 100 < n < 150 else 0.4,
            latency_p99=None if 100 < n < 150 else 2.0 + n % 3,
            waiting=n % 7,
            sessions=12,
            connections={"websocket": 40, "http": n % 9},
            signals=0,
        )
        for n in range(360)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_can_be_read_by_day_and_by_night_and_on_a_phone(
    campus: Campus, page: Page, scheme: str
) -> None:
    campus.buckets = hour()
    await report(campus, "Rude", "x" * 300)
    waiting = await campus.join("Ishaan Venkataraghavan-Subramaniam")
    await waiting.find(topics=["w" * 40])
    await campus.store.ban(UserId(waiting.id[:3].ljust(64, "w")), "w" * 200)
    await campus.store.change_settings({"transport": "http", "servers": "wss://" + "w" * 200})
    await page.prefer(color_scheme=scheme, reduced_motion="reduce")
    contrast = await asyncio.to_thread((FOLDER / "contrast.js").read_text)

    await page.go(f"{campus.web}/admin")
    assert await page.run(contrast) == [5, []]
    await sign_in(page, campus)
    await page.until("document.querySelector('.plot .series').getAttribute('d').length > 100")
    for figure in await page.run(
        "return [...document.querySelectorAll('.plot')].map(p => p.ariaLabel)"
    ):
        assert "over the last hour. Last: " in figure
    await page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    await page.until("document.querySelectorAll('details td').length >= 4 * 12 * 2")
    checked, poor = await page.run(contrast)
    assert poor == []
    assert checked > 100
    ground = await page.run(
        "return getComputedStyle(document.querySelector('.card')).backgroundColor"
    )
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(43, 37, 98)"}[scheme]
    too_wide = await asyncio.to_thread((FOLDER / "too_wide.js").read_text)
    for width in (1440, 360):
        await page.size(width, 800)
        # The plots are drawn anew when the page has its new width.
        await page.until(f"!(() => {{ {too_wide} }})().length")
        assert await page.run("return document.documentElement.scrollWidth") <= width


async def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    campus: Campus, page: Page
) -> None:
    await report(campus, "Rude", "shouted")
    await sign_in(page, campus)
    await page.until("document.querySelector('#report-list .ban')")
    await page.run("document.activeElement.blur()")
    seen = set()
    for _ in range(80):
        await page.press(TAB)
        if await page.run("return document.activeElement === document.body"):
            break
        assert await page.focus_shows(), await page.run("return document.activeElement.outerHTML")
        seen.add(await page.run("return document.activeElement.dataset.seen ??= Math.random()"))
    controls = "button:enabled, input:enabled, select:enabled, textarea:enabled, summary, a"
    count = (
        f"return [...document.querySelectorAll('{controls}')].filter((e) => e.checkVisibility())"
    )
    missed = await page.run(count + ".filter((e) => !e.dataset.seen).map((e) => e.outerHTML)")
    assert missed == []
    assert len(seen) > 25
    # Each has a name, and each field a label of its own.
    nameless = await page.run(
        count + ".filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length))"
        ".map((e) => e.outerHTML)"
    )
    assert nameless == []
