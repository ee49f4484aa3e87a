import asyncio
from tests.end_to_end.chromium.conftest import *
from tests.end_to_end.chromium.test_engine import _meet
import pytest, fecplug
@pytest.mark.parametrize("calls",["app","browser"])
async def test_fec(ours, server, open_page, calls):
    page = await open_page(server, codec="VP8")
    await _meet(page, ours, calls)
    await asyncio.sleep(12)
    print("AFTER",calls,fecplug.n, dict(fecplug.tocs), dict(fecplug.pts)); fecplug.n[:]=[0,0,0]; fecplug.tocs.clear()
    feed=ours._feed
    print("corrected ms",feed._playout.corrected/48,"concealed ms",feed._playout.concealed/48, "target", feed._playout.target)
