"""The OpenAI embedder against a small OpenAI-compatible server: what it sends, what it gives, how it fails."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from knowledge import openai_embedding
from knowledge.embedding import Embedder
from knowledge.failures import EmbedderUnavailable
from knowledge.openai_embedding import openai_embedder

KEY = "sk-secret-of-the-test"


@dataclass
class Service:
    """Embeds a text as (its length, 1, 0), unless told to answer otherwise."""

    url: str = ""
    status: int = 200
    body: bytes | None = None
    requests: list[dict[str, object]] = field(default_factory=list)

    def answer(self, request: dict[str, object]) -> bytes:
        self.requests.append(request)
        if self.body is not None:
            return self.body
        texts = request["input"]
        assert isinstance(texts, list)
        data = [
            {"object": "embedding", "index": n, "embedding": [float(len(t)), 1.0, 0.0]} for n, t in enumerate(texts)
        ]
        return json.dumps({"object": "list", "data": data, "model": "m", "usage": {}}).encode()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(openai_embedding, "RETRIES", 0)
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = service.answer({**request, "authorization": self.headers["Authorization"], "path": self.path})
            self.send_response(service.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield service
        server.shutdown()
        thread.join()


@pytest.fixture
def embedder(service: Service) -> Embedder:
    return openai_embedder("some-model", KEY, service.url)


def test_texts_are_sent_as_text_with_the_key_and_the_model(embedder: Embedder, service: Service) -> None:
    embedder.embed_question("How far is it?")
    assert service.requests[0]["input"] == ["How far is it?"]
    assert service.requests[0]["model"] == "some-model"
    assert service.requests[0]["authorization"] == f"Bearer {KEY}"
    assert service.requests[0]["path"] == "/v1/embeddings"


def test_vectors_come_in_the_order_of_the_texts_and_have_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(["a", "bbb"])
    np.testing.assert_allclose(vectors, [[0.5**0.5, 0.5**0.5, 0], [0.9**0.5, 0.1**0.5, 0]], rtol=1e-6)
    assert vectors.dtype == np.float32


def test_many_texts_are_sent_in_several_calls(
    embedder: Embedder, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_embedding, "TEXTS_PER_CALL", 2)
    assert embedder.embed_passages(["a", "bb", "ccc"]).shape == (3, 3)
    assert [request["input"] for request in service.requests] == [["a", "bb"], ["ccc"]]


def test_the_dimension_is_asked_for_once(embedder: Embedder, service: Service) -> None:
    assert (embedder.dimension, embedder.dimension) == (3, 3)
    assert len(service.requests) == 1


def test_the_dimension_is_learned_from_the_first_vectors(embedder: Embedder, service: Service) -> None:
    embedder.embed_question("hello")
    assert embedder.dimension == 3
    assert len(service.requests) == 1


def test_the_dimension_of_openais_own_models_is_known_without_a_call() -> None:
    assert openai_embedder("text-embedding-3-small", KEY).dimension == 1536


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 3)


def test_it_is_named_after_the_model_and_reads_every_language(embedder: Embedder) -> None:
    assert (embedder.name, embedder.languages) == ("openai/some-model", frozenset())


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (400, "The embedding model some-model cannot read one of the texts"),
        (401, "refused the key; check OPENAI_API_KEY"),
        (403, "refused the key; check OPENAI_API_KEY"),
        (404, "does not know the model some-model; check HELIUM_EMBEDDING_MODEL"),
        (429, "refuses more requests for now"),
        (500, "does not answer; check the network"),
    ],
)
def test_each_refusal_is_one_sentence_without_the_key(
    embedder: Embedder, service: Service, status: int, sentence: str
) -> None:
    service.status, service.body = status, json.dumps({"error": {"message": f"bad key {KEY}"}}).encode()
    with pytest.raises(EmbedderUnavailable, match=sentence) as caught:
        embedder.embed_question("hello")
    assert KEY not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("body", [b"{}", b'{"data": []}', b'{"data": [{"embedding": []}]}', b'"hello"', b"<html>", b""])
def test_an_answer_of_another_shape_is_one_sentence(embedder: Embedder, service: Service, body: bytes) -> None:
    service.body = body
    with pytest.raises(EmbedderUnavailable, match=r"^The embedding (service|model) [^\n]*\.$"):
        embedder.embed_question("hello")


def test_a_service_that_is_not_there_is_one_sentence(service: Service) -> None:
    with pytest.raises(EmbedderUnavailable, match="does not answer; check the network and OPENAI_BASE_URL"):
        openai_embedder("some-model", KEY, "http://127.0.0.1:1/v1").embed_question("hello")


def test_a_model_that_changes_its_dimension_is_refused(embedder: Embedder, service: Service) -> None:
    assert embedder.dimension == 3
    service.body = json.dumps({"data": [{"embedding": [1.0, 0.0]}]}).encode()
    with pytest.raises(EmbedderUnavailable, match="vectors of 2 numbers instead of 3"):
        embedder.embed_question("hello")


def test_naming_an_openai_model_does_not_yet_import_openai() -> None:
    program = (
        "import sys; from knowledge.openai_embedding import openai_embedder; openai_embedder('m', 'k'); "
        "print(sorted({'openai', 'langchain_openai', 'tiktoken'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
