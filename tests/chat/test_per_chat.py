"""Who waits for whom when many people write at once."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update

from helium_bot.chat.per_chat import PerChat


def update(chat: int, number: int = 1) -> Update:
    message = Message(number, datetime(2026, 1, 1, tzinfo=UTC), Chat(chat, "private"))
    return Update(number, message=message)


class Stuck:
    """Notes the updates that were given up."""

    def __init__(self) -> None:
        self.updates: list[object] = []

    async def __call__(self, update: object) -> None:
        self.updates.append(update)


@pytest.fixture
def stuck() -> Stuck:
    return Stuck()


async def test_one_chat_is_served_in_the_order_it_wrote(stuck: Stuck) -> None:
    processor, served = PerChat(stuck), []
    gate = asyncio.Event()

    async def serve(number: int) -> None:
        if number == 0:
            await gate.wait()
        await asyncio.sleep(0)
        served.append(number)

    waiting = [asyncio.create_task(processor.process_update(update(7, n), serve(n))) for n in range(20)]
    gate.set()
    await asyncio.gather(*waiting)
    assert served == list(range(20))


async def test_a_slow_chat_does_not_hold_up_another(stuck: Stuck) -> None:
    processor, gate, served = PerChat(stuck), asyncio.Event(), asyncio.Event()

    async def other() -> None:
        served.set()

    slow = asyncio.create_task(processor.process_update(update(1), gate.wait()))
    await processor.process_update(update(2), other())
    assert served.is_set()
    assert not slow.done()
    gate.set()
    await slow


async def test_a_person_who_floods_takes_one_place_only(stuck: Stuck) -> None:
    processor, gate = PerChat(stuck, at_once=2), asyncio.Event()
    flood = [asyncio.create_task(processor.process_update(update(1, n), gate.wait())) for n in range(50)]
    await asyncio.wait_for(processor.process_update(update(2), asyncio.sleep(0)), timeout=5)
    gate.set()
    await asyncio.gather(*flood)


async def test_no_more_chats_than_allowed_are_served_at_once(stuck: Stuck) -> None:
    processor, most, now = PerChat(stuck, at_once=3), 0, 0

    async def serve() -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1

    await asyncio.gather(*(processor.process_update(update(chat), serve()) for chat in range(20)))
    assert most == 3


async def test_a_stuck_message_is_given_up_and_the_chat_goes_on(stuck: Stuck) -> None:
    processor, served = PerChat(stuck, seconds=0.05), asyncio.Event()

    async def after() -> None:
        served.set()

    first = update(1, 1)
    await asyncio.gather(
        processor.process_update(first, asyncio.Event().wait()), processor.process_update(update(1, 2), after())
    )
    assert stuck.updates == [first]
    assert served.is_set()


async def test_a_timeout_inside_a_handler_is_not_taken_for_a_stuck_one(stuck: Stuck) -> None:
    async def fail() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await PerChat(stuck).process_update(update(1), fail())
    assert stuck.updates == []


async def test_no_trace_of_a_chat_stays_once_it_is_served(stuck: Stuck) -> None:
    processor = PerChat(stuck)
    gate = asyncio.Event()
    waiting = [asyncio.create_task(processor.process_update(update(chat), gate.wait())) for chat in (1, 1, 2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert processor.chats == 2
    gate.set()
    await asyncio.gather(*waiting)
    assert processor.chats == 0


async def test_an_update_of_no_chat_is_served_too(stuck: Stuck) -> None:
    served = asyncio.Event()

    async def serve() -> None:
        served.set()

    await PerChat(stuck).process_update(Update(1), serve())
    assert served.is_set()
