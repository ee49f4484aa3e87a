"""What the long link does to the packets of two programs."""

import asyncio
import time

import pytest

from .link import long_link
from .namespaces import Host, Network, Program
from .test_namespaces import PORT, echoes, silent


async def _answers(program: Program, host: Host, count: int) -> int:
    """How many of so many pings are answered."""
    program.say(ping=[host.address, PORT], times=count)
    answers = 0
    try:
        while True:
            answers += "pong" in await program.next(within=0.5)
    except TimeoutError:
        return answers


async def test_delay_loss_and_cut(net: Network) -> None:
    alice, bob = net.host("alice"), net.host("bob")
    async with long_link(net) as link, echoes(alice, bob) as (one, _other):
        await link.change(delay=0.1)
        async with asyncio.timeout(5):
            begun = time.monotonic()
            one.say(ping=[bob.address, PORT])
            await one.until("pong")
        assert 0.2 < time.monotonic() - begun < 0.6
        await link.change(delay=0.0)
        assert await _answers(one, bob, 20) == 20
        # Lost on the way there, or on the way back: 1 - 0.8 * 0.8.
        await link.change(loss=0.2, seed=1)
        assert await _answers(one, bob, 400) == pytest.approx(400 * 0.64, abs=50)
        await link.change(loss=0.0, cut=True)
        one.say(ping=[bob.address, PORT])
        await silent(one)
        await link.change(cut=False)
        assert await _answers(one, bob, 1) == 1
