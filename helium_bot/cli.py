"""The verbs of ``helium-bot``: reads the command line, calls the part that does the work, prints what came of it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn

from dotenv import load_dotenv

from helium_bot import logs, verbs
from helium_bot.batch import language_code, readable
from helium_bot.settings import Settings, SettingsError

Verb = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Returns the exit status: 0 done, 1 could not (one sentence on stderr), 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        _read_dotenv()
        settings = Settings.read(os.environ)
        logs.configure(settings.log_level, (settings.telegram_token, settings.openai_api_key))
        verb: Verb = options.verb
        return verb(options, settings)
    except verbs.STOPPERS as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of our output left (`| head`): nothing more to say, and nothing to complain about
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _read_dotenv() -> None:
    """Put what ``.env`` says into the environment, where the keys of other model providers are looked for too."""
    try:
        load_dotenv(".env", override=False)
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env cannot be read; make it readable, as text in UTF-8.") from None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="helium-bot", description="A chat assistant for the HELIUM project, with cited answers.")
    parsers = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    demo = _verb(parsers, "demo", verbs.demo, "bot, sandbox and chat page on 127.0.0.1, with example documents")
    demo.add_argument("--port", type=_port, metavar="PORT", help="port of the chat page (default: HELIUM_DEMO_PORT)")
    _verb(parsers, "run", verbs.run, "the real bot on Telegram (needs HELIUM_TELEGRAM_TOKEN)")

    ingest = _verb(parsers, "ingest", verbs.ingest, "bring the library into step with a folder of documents")
    ingest.add_argument("path", nargs="?", metavar="PATH", help="folder (default: HELIUM_DOCUMENTS_DIR)")
    ingest.add_argument("--rebuild", action="store_true", help="build the whole library anew, other folders included")
    ingest.add_argument("--json", action="store_true", help="one JSON object per file")

    search = _verb(parsers, "search", verbs.search, "ranked passages")
    search.add_argument("-k", type=_count, default=10, metavar="N", help="how many (default 10)")
    _asking(search, "query", "QUERY")

    ask = _verb(parsers, "ask", verbs.ask, "the answer with its citations")
    ask.add_argument(
        "--language", type=_language, metavar="CODE", help="language of the answer (default: the question's)"
    )
    _asking(ask, "question", "QUESTION")

    evaluate = _verb(parsers, "evaluate", verbs.evaluate, "retrieval, answers, citations and refusals, measured")
    evaluate.add_argument("path", metavar="FOLDER", help="a question set, a folder of them, or a file of questions")
    evaluate.add_argument("--json", action="store_true", help="one JSON object per set")

    check = _verb(parsers, "check", verbs.check, "whether settings, library and services are in order")
    check.add_argument("--json", action="store_true", help="one JSON object per check")
    return parser


def _verb(parsers: Any, name: str, verb: Verb, does: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parsers.add_parser(name, help=does, description=f"{does}.")
    parser.set_defaults(verb=verb)
    return parser


def _asking(parser: argparse.ArgumentParser, name: str, metavar: str) -> None:
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument(name, type=readable, nargs="?", metavar=metavar)
    one.add_argument("--batch", metavar="FILE", help="JSON Lines, one question a line (- = standard input)")
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("must be a port number from 0 to 65535")
    return int(text)


def _language(text: str) -> str:
    code = language_code(text)
    if code is None:
        raise argparse.ArgumentTypeError("must be a language code such as en, nl, hu or pt")
    return code


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("must be a number from 1 to 1000")
    return int(text)
