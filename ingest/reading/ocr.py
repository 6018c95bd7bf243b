"""Text recognition by RapidOCR (PP-OCR models on onnxruntime), with the models that its package holds."""

import ctypes
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ingest.reading.recognition import CannotRecognise, Recognised, RecognisedLine

logger = logging.getLogger(__name__)

_FOUND_AT = 1280
"""Pixels of the longer side when lines are looked for: finds the 7 points of a footnote on A4 in half the memory."""

_LARGEST_SIDE = 2_400
"""Pixels of the longer side when letters are read: A4 at 200 dots per inch as it is."""

_CONFIDENT = 0.8
_LEAST_CONFIDENCE = 0.85
_LEAST_SIDE = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with the confidence (0 to 1) in its letters, and whether it runs up or down the picture."""

    line: RecognisedLine
    confidence: float
    upended: bool


@contextmanager
def text_recognition() -> Iterator[Callable[[Image.Image], Recognised]]:
    """A recogniser to be used inside the block; it takes memory from the first picture to the block's end.

    It reads Latin letters with the accents of the languages of Europe, and turns pictures that lie on a side or on
    their head. Without the extra ``ocr`` it raises CannotRecognise on every picture.
    """
    recognition = _Recognition()
    try:
        yield recognition.read
    finally:
        recognition.close()


class _Recognition:
    """The engine, loaded when it is first needed."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._failures: tuple[type[Exception], ...] = ()
        self._missing = False

    def read(self, picture: Image.Image) -> Recognised:
        """The lines of the picture. Raises CannotRecognise."""
        if min(picture.size) < _LEAST_SIDE:
            return Recognised((), *picture.size)
        self._load()
        try:
            found, upright = self._upright(picture)
        except self._failures as error:
            logger.warning("Text recognition stumbled: %s", type(error).__name__)
            raise CannotRecognise from error
        sure = tuple(each.line for each in found if each.confidence >= _LEAST_CONFIDENCE)
        return Recognised(sure, upright.width, upright.height, unsure=len(found) - len(sure))

    def close(self) -> None:
        """Give the memory back."""
        if self._engine is not None:
            self._engine = None
            gc.collect()
            _return_freed_memory()

    def _load(self) -> None:
        if self._missing:
            raise CannotRecognise
        if self._engine is not None:
            return
        try:
            self._engine, self._failures = _engine()
        except (ImportError, OSError) as error:
            self._missing = True
            logger.info("Pictures are not read: %s", error)
            raise CannotRecognise from error

    def _upright(self, picture: Image.Image) -> tuple[list[_Found], Image.Image]:
        """What is found in the picture once it is turned so that its lines run to the right.

        The engine reads a line that runs down the picture after turning it anticlockwise: whether its letters then
        make sense tells to which side the page lies.
        """
        found = self._found(picture)
        if _share(found, lambda each: each.upended) > 0.5:
            turn = Image.Transpose.ROTATE_90 if _confidence(found) >= _CONFIDENT else Image.Transpose.ROTATE_270
            turned = picture.transpose(turn)
            return self._found(turned), turned
        if found and _confidence(found) < _CONFIDENT:
            turned = picture.transpose(Image.Transpose.ROTATE_180)
            on_its_head = self._found(turned)
            if _confidence(on_its_head) > _confidence(found):
                return on_its_head, turned
        return [self._sideways(picture, each) if each.upended else each for each in found], picture

    def _sideways(self, picture: Image.Image, found: _Found) -> _Found:
        """A line at the side of an upright page, which may as well run up the page as down."""
        line = found.line
        margin = (line.x1 - line.x0) / 4
        place = (line.x0 - margin, line.y0 - margin, line.x1 + margin, line.y1 + margin)
        upwards = self._found(picture.crop(place).transpose(Image.Transpose.ROTATE_270))
        if _confidence(upwards) <= found.confidence:
            return found
        text = " ".join(each.line.text for each in sorted(upwards, key=lambda each: each.line.x0))
        return replace(found, line=replace(line, text=text), confidence=_confidence(upwards))

    def _found(self, picture: Image.Image) -> list[_Found]:
        result = self._engine(np.asarray(picture)[:, :, ::-1])
        if result.boxes is None or result.txts is None:
            return []
        return [
            _line(np.asarray(box, np.float64), text, float(score))
            for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]


def _line(corners: np.ndarray[Any, np.dtype[np.float64]], text: str, confidence: float) -> _Found:
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    line = RecognisedLine(text, float(x0), float(y0), float(x1), float(y1))
    return _Found(line, confidence, upended=bool(y1 - y0 >= 1.5 * (x1 - x0)) and len(text) > 1)


def _share(found: list[_Found], such: Callable[[_Found], bool]) -> float:
    letters = sum(len(each.line.text) for each in found)
    return sum(len(each.line.text) for each in found if such(each)) / max(1, letters)


def _confidence(found: list[_Found]) -> float:
    letters = sum(len(each.line.text) for each in found)
    return sum(each.confidence * len(each.line.text) for each in found) / max(1, letters)


def _engine() -> tuple[Any, tuple[type[Exception], ...]]:
    """RapidOCR and what it raises on pictures it stumbles over. Raises ImportError, FileNotFoundError.

    The models are named by their paths, since the package would download any that it misses.
    """
    import cv2
    import rapidocr
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
    from rapidocr.utils.process_img import ResizeImgError

    models = Path(rapidocr.__file__).parent / "models"
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": _LARGEST_SIDE,
            "Det.model_path": str(_model(models, "det")),
            "Det.limit_type": "max",
            "Det.limit_side_len": _FOUND_AT,
            "Rec.model_path": str(_model(models, "rec")),
            # Lines read together are padded to the longest: reading them one by one is as fast and takes less memory.
            "Rec.rec_batch_num": 1,
        }
    )
    return engine, (cv2.error, ONNXRuntimeError, ResizeImgError, ValueError, RuntimeError, MemoryError)


def _model(models: Path, task: str) -> Path:
    found = sorted(models.glob(f"*_{task}_*.onnx"))
    if not found:
        raise FileNotFoundError(f"the package rapidocr holds no model that is named *_{task}_*.onnx")
    return found[0]


def _return_freed_memory() -> None:
    """The C library of Linux keeps some 300 MB of what the engine freed, unless told to return it."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return  # Other systems return it by themselves.
    trim(0)
