"""The pipeline of LangChain's tutorial, to compare with: recursive splitter 1000/200, Chroma, vectors only."""

from importlib.util import find_spec
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings

from knowledge.embedding import Embedder
from knowledge.langchain_embedding import EmbedderEmbeddings

MISSING = "" if find_spec("langchain_text_splitters") else "langchain-text-splitters is not installed"
"""Why there is nothing to compare with, or ""."""


class Tutorial:
    """Documents cut at 1,000 characters with 200 of overlap, embedded by our embedder, searched by vector alone."""

    def __init__(self, place: Path, embedder: Embedder) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._embeddings = EmbedderEmbeddings(embedder)
        client = chromadb.PersistentClient(str(place), ChromaSettings(anonymized_telemetry=False))
        self._collection = client.create_collection("tutorial", embedding_function=None)

    def ingest(self, folder: Path) -> int:
        """The Markdown files of a folder read, split, embedded and stored; how many passages they gave."""
        files = sorted(folder.rglob("*.md"))
        split = [
            (file, chunk) for file in files for chunk in self._splitter.split_text(file.read_text(encoding="utf-8"))
        ]
        vectors = self._embeddings.embed_documents([chunk for _, chunk in split])
        for start in range(0, len(split), 1000):
            page = split[start : start + 1000]
            self._collection.add(
                ids=[str(start + number) for number in range(len(page))],
                embeddings=vectors[start : start + 1000],
                documents=[chunk for _, chunk in page],
                metadatas=[{"source": file.relative_to(folder).as_posix()} for file, _ in page],
            )
        return len(split)

    def documents(self, question: str, limit: int = 10) -> list[str]:
        """The documents of the nearest passages, each once, best first."""
        found = self._collection.query(query_embeddings=[self._embeddings.embed_query(question)], n_results=50)
        sources = [str(metadata["source"]) for metadata in (found["metadatas"] or [[]])[0]]
        return list(dict.fromkeys(sources))[:limit]
