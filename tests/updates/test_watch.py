"""gurukul_desktop.updates.watch and asking, with a real host on this machine."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from gurukul_desktop import __version__
from gurukul_desktop.demo.processes import free_port
from gurukul_desktop.preferences import PreferenceFile, UpdateMemory
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.updates.asking import ask
from gurukul_desktop.updates.release import DAY_SECONDS, NoAnswer, Release
from gurukul_desktop.updates.watch import UpdateState, UpdateWatch

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = "https://127.0.0.1/get"
NOON = 1_800_000_000


class Host:
    """Answers each question by a handler that can be replaced, and counts them."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.asked = asyncio.Event()
        self.handler: Handler = self.answer
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"version": "1.2.3", "page": PAGE})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.asked.set()
        return await self.handler(request)


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    host = Host()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", host.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host.url = f"http://127.0.0.1:{runner.addresses[0][1]}/newest.json"
    yield host
    await runner.cleanup()


class Student:
    """A watch that begins at once, its preferences and its clock."""

    def __init__(self, url: str, path: Path, *, first: bool = True, now: float = NOON) -> None:
        self.now = now
        self.preferences = PreferenceFile(path)
        self.watch = UpdateWatch(
            url, self.preferences, first=first, version="1.0.0", now=lambda: self.now, settle=0
        )
        self.changed = asyncio.Event()
        self.watch.join(self.changed.set)

    async def until(self, holds: Callable[[UpdateState], bool]) -> UpdateState:
        async with asyncio.timeout(10):
            while not holds(self.watch.state):
                self.changed.clear()
                await self.changed.wait()
        return self.watch.state

    @property
    def memory(self) -> UpdateMemory:
        return self.preferences.now.updates


@asynccontextmanager
async def student(url: str, path: Path, **options: float) -> AsyncIterator[Student]:
    student = Student(url, path, **options)
    student.watch.start()
    try:
        yield student
    finally:
        await student.watch.aclose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preferences-1.json"


# One question


async def test_the_question_tells_nothing_but_the_version(host: Host) -> None:
    assert await ask(host.url) == Release("1.2.3", PAGE)
    (request,) = host.requests
    told = {name.lower(): text for name, text in request.headers.items()}
    assert (request.method, request.path_qs) == ("GET", "/newest.json")
    assert told.pop("user-agent") == f"Gurukul/{__version__}"
    assert told.keys() <= {"host", "accept", "accept-encoding"}


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" " * 65536)


async def large(request: web.Request) -> web.StreamResponse:
    return web.Response(text=json.dumps({"version": "1.2.3", "words": "x" * 5000}))


async def swelling(request: web.Request) -> web.StreamResponse:
    body = gzip.compress(b'{"version":"1.2.3"}' + b" " * 10**7)
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


async def elsewhere(request: web.Request) -> web.StreamResponse:
    if request.path == "/elsewhere":
        return web.json_response({"version": "6.6.6"})
    return web.Response(status=302, headers={"Location": "/elsewhere"})


async def page(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>Please sign in to the network</html>")


async def refused(request: web.Request) -> web.StreamResponse:
    return web.json_response({"version": "1.2.3"}, status=404)


async def wrong(request: web.Request) -> web.StreamResponse:
    return web.json_response({"version": "latest", "page": PAGE})


async def cut(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


BROKEN: list[Handler] = [endless, large, swelling, elsewhere, page, refused, wrong, cut]


@pytest.mark.parametrize("handler", BROKEN, ids=lambda handler: handler.__name__)
async def test_a_broken_answer_is_no_answer(host: Host, handler: Handler) -> None:
    host.handler = handler
    with pytest.raises(NoAnswer) as refusal:
        await ask(host.url)
    assert refusal.value.asked
    assert {request.path for request in host.requests} == {"/newest.json"}, (
        "no redirect is followed"
    )


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


async def test_a_silent_host_is_given_up(host: Host) -> None:
    host.handler = silent
    with pytest.raises(NoAnswer, match="in time") as refusal:
        await ask(host.url, Timing(welcome=0.2))
    assert refusal.value.asked


async def test_nobody_there_was_not_asked() -> None:
    with pytest.raises(NoAnswer) as refusal:
        await ask(f"http://127.0.0.1:{free_port()}/newest.json")
    assert not refusal.value.asked


# Once a day


async def test_a_newer_version_is_told_and_remembered(host: Host, path: Path) -> None:
    async with student(host.url, path) as first:
        state = await first.until(lambda state: state.release is not None)
        assert state == UpdateState("ready", True, NOON, Release("1.2.3", PAGE), dismissed=False)
    async with student(host.url, path, now=NOON + 60) as second:
        assert second.watch.state == state, "it is known before anybody is asked"
    assert len(host.requests) == 1


async def test_the_same_day_nobody_is_asked_and_the_next_day_again(host: Host, path: Path) -> None:
    async with student(host.url, path) as first:
        await first.until(lambda state: state.release is not None)
    for seconds in (60, DAY_SECONDS - 1):
        async with student(host.url, path, now=NOON + seconds) as again:
            await asyncio.to_thread(lambda: None)  # the watch has looked at the clock by then
            assert again.memory.asked == NOON
    assert len(host.requests) == 1
    async with student(host.url, path, now=NOON + DAY_SECONDS) as later:
        await later.until(lambda state: state.asked == NOON + DAY_SECONDS)
        async with asyncio.timeout(10):
            await host.asked.wait()


@pytest.mark.parametrize("version", ["1.0.0", "0.9.9"])
async def test_a_version_that_is_not_newer_is_not_told(path: Path, version: str) -> None:
    PreferenceFile(path).change(updates=UpdateMemory(version=version, page=PAGE))
    assert Student("https://127.0.0.1/", path).watch.state.release is None


async def test_a_host_that_never_answers_is_left_at_the_end_and_not_asked_again(
    host: Host, path: Path
) -> None:
    host.handler = silent
    async with student(host.url, path) as one, asyncio.timeout(10):
        await host.asked.wait()
    async with student(host.url, path, now=NOON + 60) as two:
        await asyncio.to_thread(lambda: None)
        assert two.memory.asked == NOON
    assert len(host.requests) == 1
    assert one.watch.state.release is None


async def test_without_a_network_it_is_asked_once_there_is_one(path: Path) -> None:
    async with student(f"http://127.0.0.1:{free_port()}/", path) as one:
        await one.until(lambda state: state.asked == NOON)
        await one.until(lambda state: state.asked == 0)


# The switch, and who asks at all


async def test_the_switch_ends_a_question_and_what_was_heard(host: Host, path: Path) -> None:
    host.handler = silent
    async with student(host.url, path) as one:
        async with asyncio.timeout(10):
            await host.asked.wait()
        one.watch.set_on(False)
        assert one.watch.state == UpdateState("ready", False, NOON)
        one.preferences.change(updates=UpdateMemory(on=False, version="1.2.3", page=PAGE))
        assert one.watch.state.release is None
    async with student(host.url, path, now=NOON + 9 * DAY_SECONDS) as two:
        await asyncio.to_thread(lambda: None)
        assert not two.watch.state.on
    assert len(host.requests) == 1


async def test_switched_on_again_it_asks(host: Host, path: Path) -> None:
    PreferenceFile(path).change(updates=UpdateMemory(on=False))
    async with student(host.url, path) as one:
        one.watch.set_on(True)
        await one.until(lambda state: state.release is not None)
    one.watch.set_on(False)
    one.watch.set_on(True)
    assert len(host.requests) == 1, "the app has ended"


async def test_a_version_that_was_put_off_stays_so_and_the_next_one_is_told(
    host: Host, path: Path
) -> None:
    async with student(host.url, path) as one:
        await one.until(lambda state: state.release is not None)
        one.watch.dismiss()
        assert one.watch.state.dismissed

    async def next_one(request: web.Request) -> web.StreamResponse:
        return web.json_response({"version": "1.2.4"})

    host.handler = next_one
    async with student(host.url, path, now=NOON + DAY_SECONDS) as two:
        assert two.watch.state.dismissed
        state = await two.until(lambda state: not state.dismissed)
        assert state.release == Release("1.2.4", "")


async def test_only_the_first_window_asks(host: Host, path: Path) -> None:
    async with student(host.url, path, first=False) as one:
        await asyncio.to_thread(lambda: None)
        assert one.watch.state.ability == "elsewhere"
    assert host.requests == []


async def test_without_an_address_nobody_is_asked(path: Path) -> None:
    async with student("", path) as one:
        assert one.watch.state == UpdateState("nowhere")


async def test_who_cannot_remember_does_not_ask(host: Host, tmp_path: Path) -> None:
    (tmp_path / "preferences-1.json").mkdir()
    async with student(host.url, tmp_path / "preferences-1.json") as one:
        await asyncio.to_thread(lambda: None)
        assert one.watch.state.ability == "forgetful"
    assert host.requests == []


async def test_who_cannot_write_it_down_does_not_ask(host: Host, tmp_path: Path) -> None:
    async with student(host.url, tmp_path / "settings" / "preferences-1.json") as one:
        (tmp_path / "settings").touch()
        await one.until(lambda state: state.ability == "forgetful")
    assert host.requests == []


@pytest.mark.parametrize(
    "memory",
    [
        UpdateMemory(version="9.9.9 press here", page=PAGE),
        UpdateMemory(version="", page=PAGE),
    ],
)
async def test_what_is_remembered_is_believed_no_more_than_the_answer(
    path: Path, memory: UpdateMemory
) -> None:
    PreferenceFile(path).change(updates=memory)
    assert Student("https://study.example.org/", path).watch.state.release is None


async def test_the_page_of_another_host_is_forgotten_with_that_host(path: Path) -> None:
    PreferenceFile(path).change(updates=UpdateMemory(version="9.9.9", page=PAGE))
    state = Student("https://study.example.org/", path).watch.state
    assert state.release == Release("9.9.9", "")
