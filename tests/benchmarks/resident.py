"""A process of the bot that answers once, then prints how many passages it has and the most memory it held (MB)."""

import asyncio
import os
import resource
import sys

import helium_bot.serving  # noqa: F401  (the running bot has all of it loaded)
from helium_bot.settings import Settings
from helium_bot.wiring import opened


async def _answered() -> int:
    with opened(Settings.read(os.environ)) as house:
        async with house.answerer() as answerer:
            await answerer.answer("What did the city council do for active ageing in 2020?")
        return house.store.count()


def main() -> None:
    """Answer, and print both numbers."""
    passages = asyncio.run(_answered())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(passages, round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6))


if __name__ == "__main__":
    main()
