"""The library plugged into LangChain."""

import pytest

from knowledge.langchain_retriever import LibraryRetriever
from knowledge.library import Hit, Library
from knowledge.passage import DocumentKind, Passage

PASSAGE = Passage(
    "1", "HELIUM began in 2016.", "d", "project/helium.md", "HELIUM", "History", 3, "en", DocumentKind.PROJECT, 0, 0, 21
)


class OnePassage(Library):
    """A library that always finds the same passage."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def search(self, question: str, limit: int = 10, **_: object) -> list[Hit]:
        self.asked.append((question, limit))
        return [Hit(PASSAGE, 0.9, 1.0, 1.0, 0.5, "understood")]


@pytest.mark.parametrize("limit", [1, 7])
def test_a_chain_gets_the_passages_words_with_the_place_they_stand_at(limit: int) -> None:
    library = OnePassage()
    found = LibraryRetriever(library=library, limit=limit).invoke("When did HELIUM begin?")
    assert [(each.page_content, each.metadata["document"], each.metadata["page"]) for each in found] == [
        ("HELIUM began in 2016.", "project/helium.md", 3)
    ]
    assert library.asked == [("When did HELIUM begin?", limit)]
