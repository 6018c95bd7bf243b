"""The pages of a document that are pictures, and what a coordinator is told about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.reading.page_numbers import pages_named
from ingest.reading.recognition import Recognised

MOST_PAGES = 300
"""Pages recognised in one document: at a few seconds each, as long as anybody waits for a document."""


@dataclass(slots=True)
class PicturedPages:
    """The numbers (1-based) of pictured pages, by what became of each."""

    read: list[int] = field(default_factory=list)
    without_text: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    too_many: list[int] = field(default_factory=list)
    looked_at: int = 0

    @property
    def are_enough(self) -> bool:
        """Whether no further page of this document is to be recognised."""
        return self.looked_at >= MOST_PAGES

    def note(self, number: int, recognised: Recognised) -> None:
        """Remember what was recognised on page ``number``."""
        self.looked_at += 1
        if recognised.lines:
            self.read.append(number)
        elif not recognised.unsure:
            self.without_text.append(number)
        if recognised.unsure:
            self.unclear.append(number)

    def remarks(self) -> Iterator[str]:
        """One remark for each kind of page that there is."""
        most = f"at most {MOST_PAGES} pictures of one document are"
        told = (
            (self.read, "is a picture and was read", "are pictures and were read", " by text recognition"),
            (self.without_text, "is a picture", "are pictures", " in which no text was found"),
            (self.unclear, "has", "have", " lines too unclear to be recognised, which were left out"),
            (self.unread, "is a picture and was not read", "are pictures and were not read", ""),
            (self.too_many, "is a picture and was not read", "are pictures and were not read", f"; {most}"),
        )
        for numbers, one, several, ending in told:
            if numbers:
                yield f"{pages_named(numbers)} {one if len(numbers) == 1 else several}{ending}"
