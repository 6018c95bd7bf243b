"""The store, embedded and on a server: what is put can be found, and nothing half-written is ever seen."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import numpy as np
import pytest

from knowledge import vectors as store_module
from knowledge.embedding import Vectors
from knowledge.failures import AnotherEmbedder, OlderStore, StoreUnreachable
from knowledge.passage import Document, DocumentKind, Passage, passage_id
from knowledge.records import SCHEMA
from knowledge.vectors import VectorStore

DIMENSION = 8


@dataclass(frozen=True)
class Place:
    data_dir: Path
    chroma_url: str

    def open(self, embedder: str = "embedder/1", dimension: int = DIMENSION) -> VectorStore:
        return VectorStore.open(self.data_dir, self.chroma_url, embedder, dimension)

    def rebuild(self, embedder: str = "embedder/1", dimension: int = DIMENSION) -> VectorStore:
        return VectorStore.rebuild(self.data_dir, self.chroma_url, embedder, dimension)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).parent / "chroma"
    command = [chroma, "run", "--path", tmp_path_factory.mktemp("server"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        _await_answer(f"{url}/api/v2/heartbeat", process)
        yield url
        process.terminate()


def _await_answer(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the Chroma server did not start")


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "embedded":
        return Place(tmp_path, "")
    place = Place(tmp_path, request.getfixturevalue("server"))
    place.rebuild().close()
    return place


@pytest.fixture
def store(place: Place) -> Iterator[VectorStore]:
    store = place.open()
    yield store
    store.close()


def document(path: str = "a.md", revision: str = "1", passages: int = 3, folder: str = "/documents") -> Document:
    return Document(
        folder=folder,
        path=path,
        title=f"Title of {path}",
        kind=DocumentKind.ACTION_PLAN,
        language="hu",
        digest="d" * 64,
        revision=revision,
        passages=passages,
        region="Észak",
        date="2018-09",
        sources=("https://example.org/a", "https://example.org/b"),
        synthetic=True,
    )


def passages_of(document: Document) -> list[Passage]:
    return [
        Passage(
            id=passage_id(document.id, document.revision, ordinal),
            text=f"{document.path} {document.revision} №{ordinal}",
            document_id=document.id,
            document=document.path,
            title=document.title,
            section="Goals > First",
            page=None if ordinal == 0 else ordinal,
            language=document.language,
            kind=document.kind,
            ordinal=ordinal,
            start=ordinal * 100,
            end=ordinal * 100 + 50,
            context="" if ordinal == 0 else "Goals",
        )
        for ordinal in range(document.passages)
    ]


def vectors_of(document: Document, seed: int = 1) -> Vectors:
    return unit_vectors(document.passages, DIMENSION, seed)


def unit_vectors(count: int, dimension: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def put(store: VectorStore, document: Document, seed: int = 1) -> list[Passage]:
    passages = passages_of(document)
    store.put(document, passages, vectors_of(document, seed))
    return passages


def test_documents_and_passages_come_back_as_they_were_put(store: VectorStore) -> None:
    passages = put(store, document())
    assert store.documents() == [document()]
    assert store.passages([passage.id for passage in passages]) == passages
    assert list(store.every_passage()) == passages
    assert store.count() == 3


def test_what_was_put_is_there_after_the_store_is_opened_again(place: Place) -> None:
    store = place.open()
    passages = put(store, document())
    generation = store.generation
    store.close()
    again = place.open()
    assert list(again.every_passage()) == passages
    assert again.generation == generation
    assert again.nearest(vectors_of(document())[1], 1)[0][0] == passages[1].id
    again.close()


def test_an_empty_store_answers_with_nothing(store: VectorStore) -> None:
    assert (store.documents(), store.count(), list(store.every_passage())) == ([], 0, [])
    assert store.passages([]) == store.passages(["unknown"]) == []
    assert store.nearest(unit_vectors(1, DIMENSION, 1)[0], 10) == []


def test_passages_come_in_the_order_asked_and_unknown_ids_are_left_out(store: VectorStore) -> None:
    first, second, third = put(store, document())
    assert store.passages([third.id, "unknown", first.id, third.id]) == [third, first, third]
    assert store.passages([second.id]) == [second]


def test_nearest_gives_cosine_similarity_best_first(store: VectorStore) -> None:
    vectors = vectors_of(document(passages=50))
    passages = put(store, document(passages=50))
    asked = unit_vectors(1, DIMENSION, 9)[0]
    expected = np.argsort(-(vectors @ asked))[:10]
    found = store.nearest(asked, 10)
    assert [id_ for id_, _ in found] == [passages[row].id for row in expected]
    np.testing.assert_allclose([cosine for _, cosine in found], (vectors @ asked)[expected], atol=1e-5)


def test_nearest_gives_all_there_are_when_more_are_asked(store: VectorStore) -> None:
    put(store, document())
    asked = unit_vectors(1, DIMENSION, 9)[0]
    assert len(store.nearest(asked, 100)) == 3
    assert store.nearest(asked, 0) == []


def test_every_passage_goes_document_by_document_in_order(store: VectorStore) -> None:
    b, a, other = document("b.md"), document("a.md", passages=12), document("a.md", folder="/another")
    by_document = [put(store, each) for each in (b, a, other)]
    assert list(store.every_passage()) == by_document[2] + by_document[1] + by_document[0]


def test_documents_of_one_folder_can_be_asked_for(store: VectorStore) -> None:
    here, there = document(), document(folder="/another")
    put(store, here)
    put(store, there)
    assert store.documents("/documents") == [here]
    assert store.documents() == [there, here]


def test_a_new_revision_takes_the_place_of_the_former_one(store: VectorStore) -> None:
    former = put(store, document(revision="1", passages=5))
    new = put(store, document(revision="2", passages=2), seed=2)
    assert store.documents() == [document(revision="2", passages=2)]
    assert list(store.every_passage()) == new
    assert store.passages([passage.id for passage in former]) == []
    found = store.nearest(vectors_of(document(passages=5))[0], 10)
    assert {id_ for id_, _ in found} == {passage.id for passage in new}


def test_putting_the_same_revision_twice_changes_nothing(store: VectorStore) -> None:
    put(store, document())
    passages = put(store, document())
    assert list(store.every_passage()) == passages
    assert len(store.nearest(vectors_of(document())[0], 10)) == 3


def test_a_document_without_passages_can_be_kept_and_take_anothers_place(store: VectorStore) -> None:
    put(store, document(revision="1"))
    put(store, document(revision="2", passages=0))
    assert store.documents() == [document(revision="2", passages=0)]
    assert store.nearest(vectors_of(document())[0], 10) == []


def test_a_removed_document_is_gone_with_its_passages(store: VectorStore) -> None:
    gone = put(store, document("gone.md"))
    kept = put(store, document("kept.md"), seed=2)
    store.remove(document("gone.md"))
    store.remove(document("never-there.md"))
    assert store.documents() == [document("kept.md")]
    assert list(store.every_passage()) == kept
    assert store.passages([gone[0].id]) == []
    assert {id_ for id_, _ in store.nearest(vectors_of(document())[0], 10)} == {passage.id for passage in kept}


def test_passages_that_do_not_fit_their_document_are_refused(store: VectorStore) -> None:
    passages, vectors = passages_of(document()), vectors_of(document())
    for wrong in [
        (document(passages=4), passages, vectors),
        (document(revision="2"), passages, vectors),
        (document(), passages, vectors[:2]),
        (document(), passages[::-1], vectors),
    ]:
        with pytest.raises(ValueError, match=r"a\.md: passages, vectors and the document's revision"):
            store.put(*wrong)
    assert store.documents() == []


def test_a_document_of_more_passages_than_fit_one_call_is_stored_whole(store: VectorStore) -> None:
    long = document(passages=2 * store_module.PAGE + 1)
    passages = put(store, long)
    assert list(store.every_passage()) == passages
    put(store, document(revision="2"))
    assert len(list(store.every_passage())) == 3


def test_the_generation_changes_with_every_change_and_stays_otherwise(store: VectorStore) -> None:
    seen = [store.generation]
    put(store, document())
    seen.append(store.generation)
    put(store, document(revision="2"))
    seen.append(store.generation)
    store.remove(document())
    seen.append(store.generation)
    assert len(set(seen)) == 4
    store.documents()
    store.clean()
    assert store.generation == seen[-1]


def test_during_a_long_write_the_generation_changes_only_at_its_two_ends(place: Place, store: VectorStore) -> None:
    reader = place.open()
    before = reader.generation
    with store.writing():
        during = [reader.generation]
        for number in range(3):
            put(store, document(f"{number}.md"))
            during.append(reader.generation)
    after = reader.generation
    assert len(set(during)) == 1
    assert len({before, during[0], after}) == 3
    assert len(reader.documents()) == 3
    reader.close()


def test_what_one_process_kept_of_a_half_written_store_is_not_believed_by_another(
    place: Place, store: VectorStore
) -> None:
    reader = place.open()
    with store.writing():
        assert reader.generation != store.generation
    assert reader.generation == store.generation
    reader.close()


def test_a_long_write_may_put_replace_and_remove_the_same_document(store: VectorStore) -> None:
    put(store, document("a.md", "1"))
    with store.writing():
        put(store, document("a.md", "2"))
        store.remove(document("a.md", "2"))
        put(store, document("b.md", "1"))
        put(store, document("b.md", "2"))
        store.remove(document("c.md"))
        last = put(store, document("c.md"))
    assert store.documents() == [document("b.md", "2"), document("c.md")]
    assert list(store.every_passage())[3:] == last
    assert len(store.nearest(vectors_of(document())[0], 100)) == 6


def test_what_was_put_before_a_failure_in_the_block_stays(store: VectorStore) -> None:
    def put_then_fail() -> None:
        with store.writing():
            put(store, document())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_then_fail()
    assert store.documents() == [document()]
    assert len(store.nearest(vectors_of(document())[0], 10)) == 3


class Killed(BaseException):
    """Stands for the end of the process: nothing afterwards may run."""


STEPS = ["_write_passages", "_commit", "_after_commit"]


def kill_at(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the next write end after this step and takes from it every chance to put things right."""
    if step == "_after_commit":
        monkeypatch.setattr(store_module, "_delete", _killed(lambda *_: None))
    else:
        monkeypatch.setattr(store_module._Write, step, _killed(getattr(store_module._Write, step)))


def _killed(done: Callable[..., object]) -> Callable[..., None]:
    def step(*arguments: object) -> None:
        done(*arguments)
        raise Killed

    return step


@pytest.mark.parametrize("step", STEPS)
def test_a_replacement_cut_short_leaves_one_whole_revision_and_no_ghosts(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    former, new = document(revision="1", passages=5), document(revision="2", passages=4)
    store = place.open()
    put(store, former)
    with monkeypatch.context() as patch:
        kill_at(step, patch)
        with pytest.raises(Killed):
            put(store, new, seed=2)
    store.close()

    found = place.open()
    [there] = found.documents()
    assert there == (former if step == "_write_passages" else new)
    whole = passages_of(there)
    every = [*passages_of(former), *passages_of(new)]
    assert list(found.every_passage()) == whole
    assert found.passages([passage.id for passage in every]) == whole
    for row in (*vectors_of(former), *vectors_of(new, seed=2)):
        near = [id_ for id_, _ in found.nearest(row, len(whole))]
        assert sorted(near) == sorted(passage.id for passage in whole)
    found.close()


@pytest.mark.parametrize("step", STEPS)
def test_the_next_write_deletes_what_a_cut_short_one_left(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = place.open()
    put(store, document(revision="1"))
    with monkeypatch.context() as patch:
        kill_at(step, patch)
        with pytest.raises(Killed):
            put(store, document(revision="2"), seed=2)
    store.close()

    found = place.open()
    cut_short = found.generation
    found.clean()
    assert found.generation != cut_short
    assert found._passages.count() == 3
    put(found, document(revision="3"))
    assert found._passages.count() == 3
    found.close()


def test_a_removal_cut_short_leaves_no_ghosts(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = place.open()
    gone = put(store, document())
    with monkeypatch.context() as patch:
        kill_at("_commit", patch)
        with pytest.raises(Killed):
            store.remove(document())
    store.close()

    found = place.open()
    assert (found.documents(), list(found.every_passage())) == ([], [])
    assert found.passages([gone[0].id]) == []
    assert found.nearest(vectors_of(document())[0], 10) == []
    found.close()


def test_a_store_built_by_another_embedder_is_refused_with_what_to_do(place: Place) -> None:
    place.open("embedder/1").close()
    with pytest.raises(AnotherEmbedder) as refused:
        place.open("embedder/2")
    assert str(refused.value) == (
        "The library was built with embedder/1, but the settings name embedder/2; run `helium-bot ingest --rebuild` "
        "to build it anew, or set HELIUM_EMBEDDING_MODEL back to embedder/1."
    )


def test_vectors_of_another_length_are_refused(place: Place) -> None:
    place.open().close()
    with pytest.raises(AnotherEmbedder, match=r"vectors of 8 numbers, but embedder/1 now gives 9; run `helium-bot"):
        place.open(dimension=9)


def test_a_store_of_another_version_is_refused_with_what_to_do(place: Place) -> None:
    store = place.open()
    store_module._write_facts(store._documents, replace(store._facts(), schema=SCHEMA - 1))
    store.close()
    with pytest.raises(OlderStore, match="another version of Helium bot; run `helium-bot ingest --rebuild`"):
        place.open()


def test_a_rebuild_empties_the_store_for_another_embedder_and_tells_its_folders(place: Place) -> None:
    store = place.open("embedder/1")
    put(store, document())
    put(store, document(folder="/another"))
    store.close()
    assert VectorStore.folders(place.data_dir, place.chroma_url) == ["/another", "/documents"]

    rebuilt = place.rebuild("embedder/2", 4)
    assert (rebuilt.documents(), rebuilt.count()) == ([], 0)
    rebuilt.put(document(passages=1), passages_of(document(passages=1)), unit_vectors(1, 4, 1))
    assert len(rebuilt.nearest(unit_vectors(1, 4, 1)[0], 5)) == 1
    rebuilt.close()


def test_a_rebuild_cut_short_leaves_a_store_that_can_be_opened(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = place.open("embedder/1", 8)
    put(store, document())
    store._client.delete_collection(store_module.DOCUMENTS)
    store.close()
    opened = place.open("embedder/2", 4)
    assert opened.count() == 0
    opened.put(document(passages=1), passages_of(document(passages=1)), unit_vectors(1, 4, 1))
    assert len(list(opened.every_passage())) == 1
    opened.close()


def test_a_store_rebuilt_by_another_process_asks_for_a_new_start(place: Place, store: VectorStore) -> None:
    place.rebuild().close()
    with pytest.raises(StoreUnreachable, match="rebuilt by another process; start Helium bot again"):
        store.documents()


def test_a_file_in_the_way_of_the_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreUnreachable, match=rf"The library in {tmp_path}/data cannot be .* HELIUM_DATA_DIR"):
        Place(tmp_path / "data", "").open()


def test_a_damaged_store_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"garbage " * 1000)
    with pytest.raises(StoreUnreachable, match=r"cannot be read or written \(.*not a database"):
        Place(tmp_path, "").open()


def test_a_folder_that_cannot_be_written_is_one_sentence() -> None:
    with pytest.raises(StoreUnreachable, match=r"The library in /proc/nowhere cannot be"):
        Place(Path("/proc/nowhere"), "").open()


def test_a_server_that_is_not_there_is_one_sentence_without_a_password(tmp_path: Path) -> None:
    with pytest.raises(
        StoreUnreachable, match=r"The Chroma server at http://127\.0\.0\.1:1 does not answer"
    ) as refused:
        Place(tmp_path, "http://user:secret@127.0.0.1:1").open()
    assert "secret" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_nearest_finds_nine_in_ten_of_the_true_nearest_among_thousands(tmp_path: Path) -> None:
    store = Place(tmp_path, "").open(dimension=64)
    big = document(passages=5000)
    vectors = unit_vectors(5000, 64, 1)
    passages = passages_of(big)
    store.put(big, passages, vectors)
    found = total = 0
    for asked in unit_vectors(20, 64, 2):
        true = {passages[row].id for row in np.argsort(-(vectors @ asked))[:10]}
        found += len(true & {id_ for id_, _ in store.nearest(asked, 10)})
        total += 10
    store.close()
    assert found / total >= 0.9


class _NotChroma(BaseHTTPRequestHandler):
    """Answers as a proxy does whose server is down."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(502)
        self.end_headers()
        self.wfile.write(b"<html>Bad gateway</html>")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bad_gateway() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _NotChroma) as gateway:
        thread = threading.Thread(target=gateway.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{gateway.server_port}"
        gateway.shutdown()
        thread.join()


def test_a_server_that_is_not_chroma_is_one_sentence(tmp_path: Path, bad_gateway: str) -> None:
    with pytest.raises(StoreUnreachable, match="does not answer as it should; start it, or correct HELIUM_CHROMA_URL"):
        Place(tmp_path, bad_gateway).open()


def test_a_server_that_fails_later_is_one_sentence(tmp_path: Path, server: str, bad_gateway: str) -> None:
    store = Place(tmp_path, server).rebuild()
    store._client._server._api_url = f"{bad_gateway}/api/v2"  # type: ignore[attr-defined]
    with pytest.raises(StoreUnreachable, match="does not answer as it should"):
        store.documents()
    store.close()
