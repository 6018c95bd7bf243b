"""Terminal: where ``helium-bot`` is typed, as a process of its own in a folder and an environment of its own."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

COMMAND = Path(sys.executable).with_name("helium-bot")
PATIENCE_SECONDS = 60
"""How long a command may take before a test gives up on it."""

_KEPT = ("PATH", "HOME", "XDG_CACHE_HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class Printed:
    """What came of a command."""

    status: int
    output: str
    errors: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The output, each line of which must be a JSON object."""
        rows = [json.loads(line) for line in self.output.splitlines()]
        assert all(isinstance(row, dict) for row in rows)
        return rows

    @property
    def row(self) -> dict[str, Any]:
        """The output, which must be one JSON object."""
        (row,) = self.rows
        return row

    @property
    def sentence(self) -> str:
        """What is said on standard error, which must be a line and no traceback, and all that is said."""
        assert self.output == ""
        (line,) = self.errors.splitlines()
        assert "Traceback" not in line
        return line


@dataclass(frozen=True)
class Terminal:
    """A folder to be in, and what the environment says there beside what every program needs."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def types(self, *arguments: str, given: str = "", **settings: str) -> Printed:
        """Run ``helium-bot`` with ``given`` on its standard input, and ``settings`` beside the terminal's own."""
        done = subprocess.run(
            [COMMAND, *arguments],
            input=given,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env=self._environment(settings),
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return Printed(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def starts(self, *arguments: str, **settings: str) -> Iterator["Running"]:
        """``helium-bot`` running until the block ends; it is killed then, unless it has left before."""
        process = subprocess.Popen(
            [COMMAND, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=self.folder,
            env=self._environment(settings),
        )
        running = Running(process)
        try:
            yield running
        finally:
            running.close()

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return {**kept, **self.settings, **settings}


class Running:
    """A command that goes on, and the lines it has printed so far, of both streams together."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.lines: list[str] = []
        self._readers = [
            threading.Thread(target=self._read, args=(stream,)) for stream in (process.stdout, process.stderr)
        ]
        for reader in self._readers:
            reader.start()

    def until(self, words: str) -> str:
        """The next line with ``words`` in it, as soon as it is printed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        ended = 0
        while ended < len(self._readers):
            try:
                line = self._waiting.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                break
            if line is None:
                ended += 1
            elif words in line:
                return line
        raise AssertionError(f"{words!r} was not printed:\n{self.text}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and wait for the exit status."""
        self._process.send_signal(number)
        return self.left()

    def left(self) -> int:
        """The exit status, once the command has ended by itself and all that it printed was read."""
        status = self._process.wait(PATIENCE_SECONDS)
        for reader in self._readers:
            reader.join()
        return status

    @property
    def text(self) -> str:
        """All that was printed so far."""
        return "\n".join(self.lines)

    def close(self) -> None:
        """Make an end of it."""
        self._process.kill()
        self.left()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.lines.append(line.rstrip("\n"))
            self._waiting.put(self.lines[-1])
        self._waiting.put(None)
