"""The library as a LangChain retriever, so that other programs can plug it into their own chains."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.library import Hit, Library


class LibraryRetriever(BaseRetriever):
    """Retrieves the passages that a library finds for a question, best first.

    ``limit`` is how many; ``language`` (ISO 639-1) is the questions', told from each when None. The metadata of a
    document are ``document``, ``title``, ``section``, ``page``, ``language`` and ``score``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    limit: int = 10
    language: str | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_document(hit) for hit in self.library.search(query, self.limit, language=self.language)]


def _document(hit: Hit) -> LangChainDocument:
    passage = hit.passage
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document": passage.document,
            "title": passage.title,
            "section": passage.section,
            "page": passage.page,
            "language": passage.language,
            "score": hit.score,
        },
    )
