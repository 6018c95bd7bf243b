"""Parameters: what a Bot API call carries, however it was sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from .refusals import Refusal, bad_request

MAX_UPLOAD = 50 * 1024 * 1024
"""Bytes of one file that a bot may send."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime_type: str
    data: bytes = field(repr=False)


class Parameters:
    """The fields of one call. Values are text or, from a JSON body, JSON values; ``files`` are its uploads."""

    def __init__(self, fields: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.fields = fields
        self.files = files or {}

    def text(self, name: str, default: str = "") -> str:
        """The field as text."""
        value = self.fields.get(name)
        return default if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """The field as an integer; ``default`` when it is missing or none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """The field as a truth value."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> Any:
        """The field as a JSON value; None when it is missing or empty. Raises Refusal when it is broken JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat_id(self) -> int:
        """The chat the call is for. Raises Refusal when it names none; 0 stands for a name nobody has."""
        if not self.text("chat_id"):
            raise bad_request("chat_id is empty")
        return self.number("chat_id")

    def as_json(self) -> dict[str, Any]:
        """The call's fields for the call log, uploads by name and size."""
        uploads = {name: {"file_name": file.name, "bytes": len(file.data)} for name, file in self.files.items()}
        return {**self.fields, **uploads}


async def read_parameters(request: Request) -> Parameters:
    """The parameters in query, form, multipart or JSON body. Raises Refusal when the body cannot be read."""
    fields: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        return Parameters({**fields, **await _json_body(request)})
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return Parameters(fields)
    files: dict[str, Upload] = {}
    async with request.form(max_part_size=MAX_UPLOAD) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await _upload(value)
            else:
                fields[name] = value
    return Parameters(fields, files)


async def _json_body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body


async def _upload(file: UploadFile) -> Upload:
    data = await file.read()
    if len(data) > MAX_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    return Upload(file.filename or "file", file.content_type or "application/octet-stream", data)
