"""Chromium, driven over the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

import asyncio
import base64
import contextlib
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

DEADLINE = 10.0
"""Seconds after which what does not happen on a page is a failure."""

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
def driver(log: Path) -> Iterator[str]:
    """Run chromedriver; where it listens."""
    process = subprocess.Popen(
        ["chromedriver", "--port=0", f"--log-path={log}"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                if found := re.search(r"started successfully on port (\d+)", line):
                    yield f"http://127.0.0.1:{found[1]}"
                    break
            else:
                raise AssertionError("chromedriver did not start")
    finally:
        process.terminate()
        process.wait(10)


class Page:
    """One browser with one window."""

    def __init__(self, http: ClientSession, url: str) -> None:
        self._http = http
        self._url = url

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, driver_url: str, data: Path) -> AsyncIterator[Self]:
        """Start a browser with an empty profile; it is gone after the block."""
        options = {"binary": shutil.which("chromium"), "args": [*_FLAGS, f"--user-data-dir={data}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        async with ClientSession(timeout=ClientTimeout(2 * DEADLINE)) as http:
            made = await cls(http, f"{driver_url}/session")._ask(
                "", capabilities={"alwaysMatch": wanted}
            )
            page = cls(http, f"{driver_url}/session/{made['sessionId']}")
            try:
                await page._ask("/timeouts", script=int(1000 * DEADLINE))
                yield page
            finally:
                async with http.delete(page._url):
                    pass

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
            const look = () => {{
                const v = value(...parameters);
                if (v) done(v); else setTimeout(look, 20);
            }};
            look();"""
        try:
            return await self._ask("/execute/async", script=script, args=list(arguments))
        except AssertionError:
            shown = await self.run("return document.body.innerText")
            raise AssertionError(f"never: {expression}\non the page:\n{shown}") from None

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
