"""What is remembered for follow-up questions, and for how long."""

from datetime import UTC, datetime, timedelta

from helium_bot.chat.conversation import Asked, RecentQuestions, Thread

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
HERE, THERE = Thread(1), Thread(1, 5)


def asked(number: int, minutes: int = 0, text: str = "") -> Asked:
    return Asked(number, text or f"question {number}", NOON + timedelta(minutes=minutes))


async def test_only_the_last_questions_are_remembered_oldest_first() -> None:
    recent = RecentQuestions(count=3)
    for number in range(5):
        await recent.remember(HERE, asked(number))
    assert [known.message_id for known in await recent.earlier(HERE, NOON)] == [2, 3, 4]


async def test_topics_of_a_group_are_separate_conversations() -> None:
    recent = RecentQuestions()
    await recent.remember(HERE, asked(1))
    await recent.remember(THERE, asked(2))
    assert await recent.earlier(THERE, NOON) == (asked(2),)


async def test_old_questions_are_forgotten_one_by_one() -> None:
    recent = RecentQuestions(lifetime=timedelta(minutes=30))
    await recent.remember(HERE, asked(1))
    await recent.remember(HERE, asked(2, minutes=20))
    assert await recent.earlier(HERE, NOON + timedelta(minutes=29)) == (asked(1), asked(2, minutes=20))
    assert await recent.earlier(HERE, NOON + timedelta(minutes=30)) == (asked(2, minutes=20),)
    assert await recent.earlier(HERE, NOON + timedelta(minutes=50)) == ()


async def test_sweeping_leaves_nothing_of_chats_that_fell_silent() -> None:
    recent = RecentQuestions()
    await recent.remember(HERE, asked(1))
    recent.sweep(NOON + timedelta(hours=1))
    assert await recent.earlier(HERE, NOON) == ()


async def test_a_corrected_question_takes_the_place_of_the_first_wording() -> None:
    recent = RecentQuestions()
    await recent.remember(HERE, asked(1))
    await recent.remember(HERE, asked(1, text="corrected"))
    assert [known.text for known in await recent.earlier(HERE, NOON)] == ["corrected"]


async def test_a_new_start_forgets_this_conversation_only() -> None:
    recent = RecentQuestions()
    await recent.remember(HERE, asked(1))
    await recent.remember(THERE, asked(2))
    await recent.forget(HERE)
    await recent.forget(HERE)
    assert await recent.earlier(HERE, NOON) == ()
    assert await recent.earlier(THERE, NOON) == (asked(2),)
