"""The scripted server speaks the API as OpenAI's own client reads it, or other tests would prove nothing."""

from base64 import b64decode
from collections.abc import AsyncIterator

import numpy as np
import openai
import pytest
from openai import AsyncOpenAI

from tests import scripted_model as script
from tests.scripted_model import ScriptedModel

QUESTION = [{"role": "user", "content": "What?"}]


@pytest.fixture
async def client(scripted_model: ScriptedModel) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(api_key="none", base_url=scripted_model.base_url, max_retries=0) as opened:
        yield opened


async def test_a_stream_says_the_same_as_a_whole_reply(scripted_model: ScriptedModel, client: AsyncOpenAI) -> None:
    scripted_model.will(script.says("Twice  the\nsame words."))
    whole = await client.chat.completions.create(model="any", messages=QUESTION)
    stream = await client.chat.completions.create(
        model="any", messages=QUESTION, stream=True, stream_options={"include_usage": True}
    )
    chunks = [chunk async for chunk in stream]
    streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert streamed == whole.choices[0].message.content == "Twice  the\nsame words."
    assert chunks[-1].usage == whole.usage


async def test_a_stream_can_be_cut_in_the_middle(scripted_model: ScriptedModel, client: AsyncOpenAI) -> None:
    scripted_model.will(script.cuts_off)
    stream = await client.chat.completions.create(model="any", messages=QUESTION, stream=True)
    with pytest.raises(openai.APIConnectionError):
        async for _ in stream:
            pass


@pytest.mark.parametrize("dimension", [None, 12])
async def test_embeddings_come_alike_in_both_encodings_and_close_for_common_words(
    client: AsyncOpenAI, dimension: int | None
) -> None:
    sized = {} if dimension is None else {"dimensions": dimension}
    texts = ["the living lab in Porto", "a living lab", "unanimous budget"]
    vectors = {}
    for encoding in ("float", "base64"):
        reply = await client.embeddings.create(model="any", input=texts, encoding_format=encoding, **sized)
        vectors[encoding] = np.array([_numbers(each.embedding) for each in reply.data])
    assert vectors["float"].shape == (3, dimension or 64)
    np.testing.assert_allclose(vectors["float"], vectors["base64"], atol=1e-6)
    near, far = vectors["float"][0] @ vectors["float"][1:].T
    assert near > far


def _numbers(embedding: list[float] | str) -> list[float]:
    return np.frombuffer(b64decode(embedding), "<f4").tolist() if isinstance(embedding, str) else embedding
