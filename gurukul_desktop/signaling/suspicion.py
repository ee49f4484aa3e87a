"""A link that may be dead is asked to prove that it lives.

A network that went away closes nothing, and the regular pings take up to 20 s to tell. Whoever
has a reason to think that it is gone, such as a call whose partner is not heard, need not wait.
"""

import asyncio

from gurukul_desktop.signaling.carrier import Connection, Gone


class Suspicion:
    """Whether a check is wanted.

    Args:
        proof: seconds within which a living link answers.
    """

    def __init__(self, proof: float) -> None:
        self._proof = proof
        self._raised = asyncio.Event()

    def suspect(self) -> None:
        """Check the link that there is, if there is one."""
        self._raised.set()

    async def watch(self, connection: Connection) -> None:
        """Check ``connection`` whenever it is suspected, until cancelled.

        Raises:
            Gone: it is dead.
        """
        while True:
            await self._raised.wait()
            self._raised.clear()
            try:
                async with asyncio.timeout(self._proof):
                    await connection.check()
            except TimeoutError:
                raise Gone("it did not prove that it lives") from None
