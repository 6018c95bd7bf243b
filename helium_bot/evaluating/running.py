"""Running: each question set asked of a library of its own, or of the current one."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import chain
from pathlib import Path

from helium_bot.evaluating.asking import Observation, observed
from helium_bot.evaluating.corpus import EmbeddedDocument, embedded, library_of
from helium_bot.evaluating.question_set import Asked, QuestionSet, Source, sources
from helium_bot.evaluating.result import Result, result
from helium_bot.settings import Settings
from helium_bot.wiring import House, embedder_of
from knowledge.embedding import Embedder

OTHER_ARTICLES = "other articles"
"""Off-topic questions from the same set: those on the articles that were taken out of the library."""

Current = Callable[[], AbstractContextManager[House]]
"""Opens the current library for the sets without texts of their own. Raises CannotDo when it is empty."""


def evaluated(sets: Sequence[QuestionSet], settings: Settings, current: Current) -> Iterator[Result]:
    """The figures of each set in turn. Each corpus is put into a temporary library, built as ingestion would.

    Raises KnowledgeError, CannotDo, BatchError.
    """
    embedder = embedder_of(settings)
    here: dict[Asked, Observation] = {}
    corpora: dict[Path, _Corpus] = {}
    for each in sets:
        if each.corpus is None:
            yield _on_current(each, current, here)
            continue
        if each.corpus not in corpora:
            corpora = {each.corpus: _Corpus(sources(each.corpus), settings, embedder)}
        yield _on_its_corpus(each, corpora[each.corpus], sets)


def _on_current(chosen: QuestionSet, current: Current, known: dict[Asked, Observation]) -> Result:
    """A question that another set has too is not asked again."""
    fresh = [asked for asked in chosen.questions if asked not in known]
    with current() as house:
        known.update(zip(fresh, asyncio.run(observed(house, fresh)), strict=True))
        return result(chosen.name, house.store.count(), [known[asked] for asked in chosen.questions], {}, {})


class _Corpus:
    """The texts of a set, embedded once, in as many libraries as are needed."""

    def __init__(self, texts: Sequence[Source], settings: Settings, embedder: Embedder) -> None:
        self.texts = texts
        self.titles = {text.id: text.title for text in texts}
        self._settings = settings
        self._embedder = embedder

    @cached_property
    def documents(self) -> list[EmbeddedDocument]:
        return embedded(self.texts, self._embedder)

    def ask(self, questions: Sequence[Asked], without: frozenset[str] = frozenset()) -> list[Observation]:
        """The questions asked of the corpus, less the articles titled as in ``without``."""
        with library_of(self.documents, self._settings, self._embedder, without) as house:
            return asyncio.run(observed(house, questions))


def _on_its_corpus(chosen: QuestionSet, corpus: _Corpus, sets: Sequence[QuestionSet]) -> Result:
    strangers = _strangers(chosen, corpus, sets)
    found = corpus.ask([*chosen.questions, *chain.from_iterable(strangers.values())])
    own, others = found[: len(chosen.questions)], iter(found[len(chosen.questions) :])
    off_topic = {name: [next(others) for _ in questions] for name, questions in strangers.items()}
    if apart := _of_other_articles(chosen, corpus):
        off_topic[OTHER_ARTICLES] = apart
    passages = sum(len(document.passages) for document in corpus.documents)
    sentences = {text.id: text.sentences for text in corpus.texts if text.sentences}
    return result(chosen.name, passages, own, sentences, off_topic)


def _strangers(chosen: QuestionSet, corpus: _Corpus, sets: Sequence[QuestionSet]) -> Mapping[str, list[Asked]]:
    """The answerable questions of the folder's other sets in the same language, unless on an article of this corpus.

    Follow-ups are left out, since alone they are about nothing in particular.
    """
    languages = {asked.language for asked in chosen.questions}
    present = {_plain(title) for title in corpus.titles.values()}
    found = {}
    for other in sets:
        if other.corpus is None or other.corpus.parent == (chosen.corpus and chosen.corpus.parent):
            continue
        titles = {text.id: _plain(text.title) for text in sources(other.corpus)}
        questions = [
            asked
            for asked in other.questions
            if asked.answerable
            and asked.gold
            and not asked.history
            and {asked.language} == languages
            and present.isdisjoint(titles.get(gold, "") for gold in asked.gold)
        ]
        if questions:
            found[other.name] = questions
    return found


def _of_other_articles(chosen: QuestionSet, corpus: _Corpus) -> list[Observation]:
    """Each answerable question asked of the half of the articles that it is not about.

    Only where an article has several texts, and so a subject of its own, and a question stands by itself.
    """
    articles = sorted(set(corpus.titles.values()))
    if len(corpus.texts) < 2 * len(articles) or len(articles) < 2 or any(asked.history for asked in chosen.questions):
        return []
    found = []
    for half in (frozenset(articles[::2]), frozenset(articles[1::2])):
        about = [
            asked
            for asked in chosen.questions
            if asked.answerable and asked.gold and all(corpus.titles.get(gold) in half for gold in asked.gold)
        ]
        found += corpus.ask(about, without=half)
    return found


def _plain(title: str) -> str:
    return title.casefold().replace("_", " ").strip()
