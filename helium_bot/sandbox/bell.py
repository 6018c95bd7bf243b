"""Bell: tells whoever waits that something in the sandbox has changed."""

import asyncio
from collections.abc import Callable


class Bell:
    """Rings for everyone who waits at that moment. Lives in one event loop; ``closed`` ends all waiting for good."""

    def __init__(self) -> None:
        self._next = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Wake everyone who waits now."""
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    def close(self) -> None:
        """Wake everyone, and let nobody wait again."""
        self.closed = True
        self.ring()

    async def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until ``condition()`` holds, at most ``seconds``; whether it does. Looks again at every ring."""
        try:
            async with asyncio.timeout(seconds):
                while not condition() and not self.closed:
                    await self._next.wait()
        except TimeoutError:
            pass
        return condition()
