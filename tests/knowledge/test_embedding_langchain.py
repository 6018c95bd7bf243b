"""LangChain's seam: our embedder plugged into LangChain, and LangChain's into ours."""

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.vectorstores import InMemoryVectorStore

from knowledge.langchain_embedding import EmbedderEmbeddings, LangChainEmbedder
from knowledge.minilm import MiniLM


def test_our_embedder_serves_a_langchain_vector_store() -> None:
    store = InMemoryVectorStore(EmbedderEmbeddings(MiniLM()))
    store.add_documents([Document("The ferry crosses the river."), Document("Yeast makes bread rise.")])
    assert store.similarity_search("Which boat goes across?", k=1)[0].page_content == "The ferry crosses the river."


def test_any_langchain_embeddings_serve_as_our_embedder() -> None:
    embedder = LangChainEmbedder("fake", lambda: DeterministicFakeEmbedding(size=7))
    vectors = embedder.embed_passages(["a", "b"])
    assert (embedder.dimension, vectors.shape) == (7, (2, 7))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)
    assert np.array_equal(embedder.embed_question("b"), vectors[1])
