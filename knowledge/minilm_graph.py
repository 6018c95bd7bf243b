"""The computation graph of all-MiniLM-L6-v2 in int8, written by us from the model's weights."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

POSITIONS = 256
LAYERS = 6
HEADS = 12
WIDTH = 384
EPSILON = 1e-12

WEIGHT_LEVELS = 64
"""Largest quantised weight. Processors without VNNI add pairs of 8-bit products in 16 bits: 2 * 255 * 64 still fits."""

ONNX_VERSION = 20
IR_VERSION = 9
CONTRIB = "com.microsoft"

Weights = Callable[[str], NDArray[np.float32]]


def build_graph(weights_file: Path) -> bytes:
    """A serialised ONNX model: ``ids`` int64 (1, tokens) -> ``vector`` float32 (1, 384) of unit length.

    ``weights_file`` is the model's ``model.safetensors``. Matrices are quantised per output channel when the graph is
    built, activations per text when it runs: texts are given one at a time, so the same text always gives the same
    vector. Architecture: Devlin et al. 2019 (BERT), with mean pooling as in Reimers and Gurevych 2019.
    """
    with safe_open(weights_file, framework="numpy") as weights:
        return _Graph(weights.get_tensor).build()


@dataclass
class _Graph:
    weights: Weights
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def build(self) -> bytes:
        hidden = self._embeddings()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        pooled = self._add("ReduceMean", [hidden, self._constant("token_axis", np.array([1]))], "pooled", keepdims=0)
        self._add("LpNormalization", [pooled], "vector", axis=-1, p=2)
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])],
            self.constants,
        )
        versions = [helper.make_opsetid("", ONNX_VERSION), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION)
        return bytes(model.SerializeToString())

    def _embeddings(self) -> str:
        """Word vectors (int8 with a scale per word: a quarter of the memory) plus position and sentence type."""
        words, scales = _quantised(self.weights("embeddings.word_embeddings.weight"), 127)
        rows = self._add("Gather", [self._constant("words", words), "ids"], "word_levels")
        scale = self._add("Gather", [self._constant("word_scales", scales), "ids"], "word_scale")
        word = self._add("Mul", [self._add("Cast", [rows], "word_floats", to=TensorProto.FLOAT), scale], "word")
        places = self.weights("embeddings.position_embeddings.weight")[:POSITIONS]
        places = places + self.weights("embeddings.token_type_embeddings.weight")[0]
        length = self._add("Shape", ["ids"], "length", start=1, end=2)
        first = self._constant("first", np.array([0]))
        place = self._add("Slice", [self._constant("places", places), first, length, first], "place")
        return self._normalised(self._add("Add", [word, place], "embedded"), "embeddings.LayerNorm")

    def _layer(self, hidden: str, layer: str) -> str:
        attended = self._attention(hidden, f"{layer}.attention.self")
        attended = self._linear(attended, [f"{layer}.attention.output.dense"])
        attended = self._residual(attended, hidden, f"{layer}.attention.output.LayerNorm")
        wide = self._linear(attended, [f"{layer}.intermediate.dense"])
        wide = self._add("Gelu", [wide], f"{layer}.gelu", domain=CONTRIB)
        narrow = self._linear_by_rows(wide, f"{layer}.output.dense")
        return self._residual(narrow, attended, f"{layer}.output.LayerNorm")

    def _attention(self, hidden: str, name: str) -> str:
        joined = self._linear(hidden, [f"{name}.{part}" for part in ("query", "key", "value")])
        parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=3))
        return self._add("MultiHeadAttention", parts, f"{name}.out", domain=CONTRIB, num_heads=HEADS)

    def _linear(self, hidden: str, names: list[str]) -> str:
        """The named linear maps side by side, as one int8 product."""
        matrix = np.concatenate([self.weights(f"{name}.weight") for name in names])
        bias = np.concatenate([self.weights(f"{name}.bias") for name in names])
        return self._product(hidden, matrix, names[0], [self._constant(f"{names[0]}.bias", bias)])

    def _linear_by_rows(self, hidden: str, name: str) -> str:
        """A linear map of values after GELU, whose few giant tokens would leave the others only a handful of levels.

        Each token is divided by its largest value before the values are quantised and multiplied by it afterwards.
        """
        axis = self._constant(f"{name}.axis", np.array([2]))
        largest = self._add("ReduceMax", [hidden, axis], f"{name}.largest", keepdims=1)
        even = self._add("Div", [hidden, largest], f"{name}.even")
        product = self._product(even, self.weights(f"{name}.weight"), name, [])
        restored = self._add("Mul", [product, largest], f"{name}.restored")
        return self._add("Add", [restored, self._constant(f"{name}.bias", self.weights(f"{name}.bias"))], f"{name}.sum")

    def _product(self, hidden: str, matrix: NDArray[np.float32], name: str, bias: list[str]) -> str:
        levels, scales = _quantised(matrix, WEIGHT_LEVELS)
        inputs = [
            hidden,
            self._constant(f"{name}.levels", levels.T),
            self._constant(f"{name}.scales", scales.ravel()),
            self._constant(f"{name}.zeros", np.zeros(len(matrix), np.int8)),
            *bias,
        ]
        return self._add("DynamicQuantizeMatMul", inputs, f"{name}.product", domain=CONTRIB)

    def _residual(self, new: str, old: str, name: str) -> str:
        return self._normalised(self._add("Add", [new, old], f"{name}.sum"), name)

    def _normalised(self, hidden: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self.weights(f"{name}.weight"))
        bias = self._constant(f"{name}.bias", self.weights(f"{name}.bias"))
        return self._add("LayerNormalization", [hidden, weight, bias], f"{name}.out", axis=-1, epsilon=EPSILON)

    def _add(self, operator: str, inputs: list[str], output: str, *, domain: str = "", **attributes: float) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], None, None, domain, None, **attributes))
        return output

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _quantised(matrix: NDArray[np.float32], levels: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """``matrix`` as whole numbers from -levels to levels and one scale per row, shape (rows, 1)."""
    scales = np.abs(matrix).max(axis=1, keepdims=True) / np.float32(levels)
    scales[scales == 0] = 1
    return np.rint(matrix / scales).astype(np.int8), scales.astype(np.float32)
