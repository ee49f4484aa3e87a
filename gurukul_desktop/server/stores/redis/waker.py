"""Another instance says that there is something in the inbox: by pub/sub, so at once.

A message that is lost costs a moment, nothing else: the inbox is read with every call.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

PAUSE_SECONDS: Final = 0.5


async def listen(client: Callable[[], Redis], channel: str, wake: Callable[[], None]) -> None:
    """Call ``wake`` whenever there is something, for as long as this is not cancelled.

    Args:
        client: the present client; it changes when the node does.
    """
    while True:
        try:
            async with client().pubsub() as subscription:
                await subscription.subscribe(channel)
                async for _ in subscription.listen():
                    # The first is Redis's answer: what came before it was not announced.
                    wake()
        except (RedisError, OSError):
            await asyncio.sleep(PAUSE_SECONDS)
