"""What can go wrong with the store, each with a sentence a person can act on."""


class KnowledgeError(Exception):
    """The store cannot do what was asked. ``str()`` is one plain English sentence that says what to do."""


class AnotherEmbedder(KnowledgeError):
    """The store was built by another embedder than the one the settings name."""


class OlderStore(KnowledgeError):
    """The store was written by a version that stored passages differently."""


class StoreUnreachable(KnowledgeError):
    """The store's folder cannot be written or its server does not answer."""


class StoreOwned(KnowledgeError):
    """Another process owns the data folder and is writing to it."""


class EmbedderUnavailable(KnowledgeError):
    """The embedder cannot run: weights missing, key missing, or its service does not answer."""
