"""Chromium, driven over the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

import asyncio
import base64
import contextlib
import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

DEADLINE = 10.0
"""Seconds after which what does not happen on a page is a failure."""

_STARTED = re.compile(r"started successfully on port (\d+)")

SPELL = 1.0
"""Seconds after which a page that is looked at may have been replaced by another."""

# Code points of section 17.4.2.
TAB, ENTER, ESCAPE, SHIFT = "\ue004", "\ue007", "\ue00c", "\ue008"

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def installed() -> bool:
    """Whether there is a browser to test with."""
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


@contextlib.contextmanager
def chromium(folder: Path) -> Iterator[str]:
    """Run a browser with an empty profile; the address of its WebDriver session."""
    process = subprocess.Popen(
        ["chromedriver", "--port=0", f"--log-path={folder / 'log'}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        with process.stdout as lines:
            port = next(found[1] for line in lines if (found := _STARTED.search(line)))
        url = f"http://127.0.0.1:{port}/session"
        flags = [*_FLAGS, f"--user-data-dir={folder / 'profile'}"]
        wanted = {
            "goog:chromeOptions": {"binary": shutil.which("chromium"), "args": flags},
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": int(1000 * 2 * SPELL)},
        }
        made = _send(url, "POST", {"capabilities": {"alwaysMatch": wanted}})
        url += f"/{made['sessionId']}"
        try:
            yield url
        finally:
            _send(url, "DELETE")
    finally:
        process.terminate()
        process.wait(10)


def _send(url: str, method: str, parameters: dict[str, Any] | None = None) -> Any:
    data = None if parameters is None else json.dumps(parameters).encode()
    request = urllib.request.Request(url, data, method=method)
    with urllib.request.urlopen(request, timeout=3 * DEADLINE) as answer:
        return json.load(answer)["value"]


class Page:
    """The one window of a browser."""

    def __init__(self, http: ClientSession, url: str) -> None:
        self._http = http
        self._url = url

    async def clean(self) -> None:
        """Leave whatever is open, and forget who is signed in."""
        await self._cdp("Network.clearBrowserCookies")
        await self.go("about:blank")
        await self.prefer()
        await self.complaints()

    async def _ask(self, command: str, **parameters: Any) -> Any:
        async with self._http.post(self._url + command, json=parameters) as answer:
            value = (await answer.json())["value"]
        assert answer.status == 200, f"{value['error']}: {value['message']}"
        return value

    async def go(self, url: str) -> None:
        """Open a page."""
        await self._ask("/url", url=url)

    async def run(self, script: str, *arguments: Any) -> Any:
        """What a function with this body returns."""
        return await self._ask("/execute/sync", script=script, args=list(arguments))

    async def until(self, expression: str, *arguments: Any) -> Any:
        """Wait until an expression holds; its value."""
        script = f"""
            const parameters = [...arguments], done = parameters.pop();
            const value = (...a) => {{ try {{ return {expression} }} catch {{ return false }} }};
            const enough = Date.now() + {1000 * SPELL};
            const look = () => {{
                const v = value(...parameters);
                if (v || Date.now() > enough) done(v); else setTimeout(look, 20);
            }};
            look();"""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DEADLINE):
                while not (value := await self._look(script, arguments)):
                    pass
            return value
        shown = await self.run("return document.body.innerText")
        raise AssertionError(f"never: {expression}\non the page:\n{shown}")

    async def _look(self, script: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return await self._ask("/execute/async", script=script, args=list(arguments))
        except AssertionError as error:
            if "script timeout" in str(error) or "unloaded" in str(error):
                return None  # the page went away while it was looked at
            raise

    async def type(self, keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        await self._press([(key,) for key in keys])

    async def press(self, *keys: str) -> None:
        """Press keys together."""
        await self._press([keys])

    async def _press(self, chords: list[tuple[str, ...]]) -> None:
        actions = []
        for chord in chords:
            actions += [{"type": "keyDown", "value": key} for key in chord]
            actions += [{"type": "keyUp", "value": key} for key in reversed(chord)]
        await self._ask("/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    async def tab_to(self, expression: str, most: int = 80) -> None:
        """Press Tab until the focused element ``e`` is the one that is meant."""
        for _ in range(most):
            await self.press(TAB)
            if await self.run(f"const e = document.activeElement; return Boolean({expression})"):
                return
        raise AssertionError(f"the keyboard never reaches {expression}")

    async def focus_shows(self) -> bool:
        """Whether one can see where the focus is."""
        return bool(
            await self.run(
                """const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2"""
            )
        )

    async def size(self, width: int, height: int) -> None:
        """Make the page so large, in CSS pixels; smaller than a window can be, too."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self._cdp("Emulation.setDeviceMetricsOverride", **metrics)

    async def prefer(self, **features: str) -> None:
        """Set what the person prefers: ``color_scheme``, ``reduced_motion``."""
        media = [
            {"name": f"prefers-{name.replace('_', '-')}", "value": value}
            for name, value in features.items()
        ]
        await self._cdp("Emulation.setEmulatedMedia", features=media)

    async def download_to(self, folder: Path) -> None:
        """Keep what is downloaded there."""
        await self._cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    async def screenshot(self, path: Path) -> None:
        """The whole page as a picture."""
        shot = await self._cdp("Page.captureScreenshot", captureBeyondViewport=True)
        data = base64.b64decode(shot["data"])
        await asyncio.to_thread(path.write_bytes, data)

    async def complaints(self) -> list[str]:
        """What the browser has written to its console since the last time."""
        entries = await self._ask("/se/log", type="browser")
        return [entry["message"] for entry in entries]

    async def _cdp(self, command: str, **parameters: Any) -> Any:
        return await self._ask("/goog/cdp/execute", cmd=command, params=parameters)
