"""OpenAI embedder: an embedding model behind OpenAI's address or any compatible one, reached through LangChain."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from knowledge.embedding import Embedder
from knowledge.failures import EmbedderUnavailable

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
"""Lengths of the vectors of OpenAI's own models, which spare a call at every start."""

TEXTS_PER_CALL = 256
SECONDS_PER_CALL = 60
RETRIES = 3


def openai_embedder(model: str, key: str, base_url: str = "") -> Embedder:
    """The embedder ``openai/<model>``, for every language. ``base_url`` is "" for OpenAI itself.

    Nothing is imported of OpenAI and nothing is sent before the first use, which may raise EmbedderUnavailable.
    """
    from knowledge.langchain_embedding import LangChainEmbedder

    make = partial(_embeddings, model, SecretStr(key), base_url)
    dimension = None if base_url else DIMENSIONS.get(model)
    return LangChainEmbedder(f"openai/{model}", make, partial(_reaching, model), dimension)


def _embeddings(model: str, key: SecretStr, base_url: str) -> "OpenAIEmbeddings":
    from langchain_openai import OpenAIEmbeddings

    return OpenAIEmbeddings(
        model=model,
        openai_api_key=key,
        openai_api_base=base_url or None,
        chunk_size=TEXTS_PER_CALL,
        request_timeout=SECONDS_PER_CALL,
        max_retries=RETRIES,
        # Else texts are sent as OpenAI's token numbers, which other servers do not know and a download must explain.
        check_embedding_ctx_length=False,
    )


@contextmanager
def _reaching(model: str) -> Iterator[None]:
    """Turns the service's failures into EmbedderUnavailable, without the cause: a service may echo the key in it."""
    import openai

    try:
        yield
    except (openai.AuthenticationError, openai.PermissionDeniedError):
        raise EmbedderUnavailable("The embedding service refused the key; check OPENAI_API_KEY.") from None
    except openai.NotFoundError:
        raise EmbedderUnavailable(
            f"The embedding service does not know the model {model}; check HELIUM_EMBEDDING_MODEL and OPENAI_BASE_URL."
        ) from None
    except openai.RateLimitError:
        raise EmbedderUnavailable(
            "The embedding service refuses more requests for now; try again later, or look at the account's limits."
        ) from None
    except openai.BadRequestError:
        raise EmbedderUnavailable(
            f"The embedding model {model} cannot read one of the texts; choose another with HELIUM_EMBEDDING_MODEL."
        ) from None
    except openai.OpenAIError:
        raise EmbedderUnavailable(
            "The embedding service does not answer; check the network and OPENAI_BASE_URL, or try again later."
        ) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        # What LangChain and the OpenAI client raise over an answer of another shape.
        raise EmbedderUnavailable(
            "The embedding service answered with something that holds no vectors; check OPENAI_BASE_URL."
        ) from None
