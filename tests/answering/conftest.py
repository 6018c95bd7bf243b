"""Passages to answer from; all of them synthetic."""

from collections.abc import Callable

import pytest

from knowledge.passage import DocumentKind, Passage

MakePassage = Callable[..., Passage]


def passage_of(text: str, language: str = "en", *, title: str = "A synthetic plan", section: str = "") -> Passage:
    """A passage of a made-up document."""
    return Passage(
        id=f"{title} {section} {text}",
        text=text,
        document_id="document",
        document="plans/synthetic.md",
        title=title,
        section=section,
        page=3,
        language=language,
        kind=DocumentKind.ACTION_PLAN,
        ordinal=0,
        start=0,
        end=len(text),
    )


@pytest.fixture
def passage() -> MakePassage:
    """Makes a passage of a made-up document: ``passage("Text.", "nl", title=..., section=...)``."""
    return passage_of
