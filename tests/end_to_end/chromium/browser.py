"""Chromium without a window, driven over the Chrome DevTools Protocol.

The protocol (https://chromedevtools.github.io/devtools-protocol/) runs through a pair of
pipes, so that a browser in a network namespace of its own is reached as well. Each browser
has an empty profile, a made-up camera and a made-up microphone.
"""

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, Final

DEADLINE: Final = 20.0
"""Seconds after which what does not happen on a page is a failure."""
_LOOK_EVERY: Final = 0.05
_LINE_BYTES: Final = 2**27
_FLAGS: Final = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # A page that nobody looks at is not slowed down.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    # Cameras and sound without a person who allows them.
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    # Addresses as they are: names in their place need multicast DNS, which is not here.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--allow-loopback-in-peer-connection",
)
_FAKE_DEVICES: Final = "--use-fake-device-for-media-stream"

Parameters = dict[str, Any]


def installed() -> bool:
    """Whether there is a browser to test with."""
    return shutil.which("chromium") is not None


class Page:
    """One tab.

    Attributes:
        complaints: errors that its scripts did not catch, and what it wrote as errors.
    """

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser = browser
        self._session = session
        self.complaints: list[str] = []
        self._called: dict[str, Callable[[Any], None]] = {}

    async def ask(self, method: str, **parameters: Any) -> Any:
        """One command of the protocol to this tab."""
        return await self._browser.ask(method, parameters, self._session)

    async def run(self, expression: str) -> Any:
        """What an expression gives; a promise is awaited."""
        answer = await self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise AssertionError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    async def until(self, expression: str, seconds: float = DEADLINE) -> Any:
        """Wait until an expression, or what it promises, holds; its value."""
        value = await self.run(
            f"""(async () => {{
                const enough = performance.now() + {1000 * seconds};
                while (performance.now() < enough) {{
                    try {{ const value = await ({expression}); if (value) return value }} catch {{}}
                    await new Promise((resolve) => setTimeout(resolve, {1000 * _LOOK_EVERY}));
                }}
                return null;
            }})()"""
        )
        assert value is not None, f"never: {expression}; complaints: {self.complaints}"
        return value

    async def bind(self, name: str, called: Callable[[Any], None]) -> None:
        """Give the page a function of this name; it passes one value, as JSON text."""
        self._called[name] = called
        await self.ask("Runtime.addBinding", name=name)

    async def clock_offset(self) -> float:
        """What turns the page's ``performance.now()`` (ms) into ``time.monotonic()`` (s)."""
        best, offset = float("inf"), 0.0
        for _ in range(20):
            sent = time.monotonic()
            there = await self.run("performance.now()")
            back = time.monotonic()
            if back - sent < best:
                best, offset = back - sent, (sent + back) / 2 - there / 1000
        return offset

    async def screenshot(self, path: Path) -> None:
        """What the tab shows, as a PNG."""
        shot = await self.ask("Page.captureScreenshot")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    def told(self, method: str, parameters: Parameters) -> None:
        """An event of the protocol."""
        if method == "Runtime.bindingCalled":
            self._called[parameters["name"]](json.loads(parameters["payload"]))
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            words = details.get("exception", {}).get("description", details["text"])
            self.complaints.append(words)
        elif method == "Runtime.consoleAPICalled" and parameters["type"] == "error":
            self.complaints.append(
                " ".join(str(part.get("value", part)) for part in parameters["args"])
            )


class Browser:
    """A running Chromium; :func:`chromium` starts one."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._pages: dict[str, Page] = {}
        self._reading = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        """Of the process that all of its others come from."""
        return self._process.pid

    async def open(self, url: str) -> Page:
        """A new tab with a page that has been loaded."""
        target = await self.ask("Target.createTarget", {"url": "about:blank"})
        attached = await self.ask(
            "Target.attachToTarget", {"targetId": target["targetId"], "flatten": True}
        )
        page = Page(self, attached["sessionId"])
        self._pages[attached["sessionId"]] = page
        await page.ask("Runtime.enable")
        await page.ask("Page.enable")
        await page.ask("Page.navigate", url=url)
        await page.until("document.readyState === 'complete'")
        return page

    async def ask(self, method: str, parameters: Parameters, session: str | None = None) -> Any:
        """One command of the protocol; its result."""
        number = next(self._numbers)
        said = {"id": number, "method": method, "params": parameters}
        if session is not None:
            said["sessionId"] = session
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said).encode() + b"\0")
        async with asyncio.timeout(3 * DEADLINE):
            return await answer

    async def close(self) -> None:
        """End it, and wait until it has ended."""
        with contextlib.suppress(AssertionError, TimeoutError, ConnectionError):
            async with asyncio.timeout(5):
                await self.ask("Browser.close", {})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                self._hear(json.loads((await self._process.stdout.readuntil(b"\0"))[:-1]))
        for answer in self._answers.values():
            answer.set_exception(AssertionError("the browser has ended"))
            answer.exception()
        self._answers.clear()

    def _hear(self, said: Any) -> None:
        if "id" not in said:
            page = self._pages.get(said.get("sessionId", ""))
            if page is not None:
                page.told(said["method"], said["params"])
            return
        answer = self._answers.pop(said["id"])
        if answer.done():
            return
        if "error" in said:
            answer.set_exception(AssertionError(said["error"]["message"]))
        else:
            answer.set_result(said["result"])


@contextlib.asynccontextmanager
async def chromium(
    folder: Path, *flags: str, inside: Sequence[str] = (), devices: bool = True
) -> AsyncIterator[Browser]:
    """Run a browser until the block ends.

    Args:
        folder: for its profile; a new one.
        flags: more of its command line.
        inside: what its command line begins with, such as ``ip netns exec NAME``.
        devices: whether it has a camera and a microphone, which are made up.
    """
    command = [
        *inside,
        "chromium",
        *_FLAGS,
        *((_FAKE_DEVICES,) if devices else ()),
        f"--user-data-dir={folder}",
        *flags,
        "about:blank",
    ]
    # The pipes that the browser wants as its descriptors 3 and 4.
    process = await asyncio.create_subprocess_exec(
        *("sh", "-c", 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null', "sh", *command),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_LINE_BYTES,
    )
    browser = Browser(process)
    try:
        yield browser
    finally:
        await browser.close()
