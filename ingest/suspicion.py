"""Text in a document that speaks to a machine and not to its readers: marked, so that a person looks at it."""

import re
import unicodedata
from collections.abc import Iterator

from ingest.reading.document import ReadDocument
from ingest.reading.page_numbers import pages_named

_SHOWN = 60
"""Characters of the text that a remark repeats: enough to find it, too few to pass it on."""

# Phrases in English, Dutch, Hungarian and Portuguese; "~" stands for any ending of a word. The abbreviations count
# in capitals only: "mi" is Hungarian for "we", "ia" Portuguese for "went".
_FORGET = """
    ignore | disregard | forget | override | bypass | negeer | vergeet
    hagyd figyelmen kívül | hagyja figyelmen kívül | hagyj figyelmen kívül | felejtsd el | felejtse el
    ignora | ignorem | esquece | esqueça | esqueçam | desconsidera | desconsidere | despreza | despreze
"""
_EARLIER = """
    previous | prior | above | earlier | preceding | foregoing | your | system
    vorige | voorgaande | eerdere | bovenstaande | voorafgaande | oorspronkelijke
    korábbi | előző | fenti | eddigi | megelőző | eredeti
    anteriores | anterior | acima | prévias | precedentes | iniciais | originais
"""
_ORDERS = """
    instruction | instructions | prompt | prompts | directives | commands | rules | guidelines
    instructie | instructies | opdracht | opdrachten | aanwijzingen | regels | richtlijnen
    utasítás~ | parancs~ | szabály~ | instrukció~
    instruções | ordens | regras | comandos | diretrizes
"""
_YOU_ARE_NOW = """
    you are now a | you are now an | you are now the | you are now my | from now on you are | pretend to be
    pretend you are
    je bent nu een | je bent vanaf nu een | u bent nu een | je bent voortaan een | doe alsof je een
    mostantól egy | mostantól te egy | te mostantól | viselkedj úgy, mintha
    agora és um | agora és uma | agora é um | agora é uma | és agora um | és agora uma | é agora um | é agora uma
    a partir de agora és | a partir de agora é | finge que és | finja que é | finja ser
"""
_AS_A = """
    as a | as an | if you are a | if you are an | als | als een | als je een | como | como um | como uma
    se és um | se és uma
"""
_MACHINE = """
    language model | ai assistant | ai model | ai language model | virtual assistant | chatbot | bot
    taalmodel | ai-assistent | ai-model | ai-taalmodel | virtuele assistent
    nyelvi modell~ | virtuális asszisztens~ | mi-asszisztens~ | ai-asszisztens~ | mesterséges intelligencia
    modelo de linguagem | modelo de ia | assistente de ia | assistente virtual
"""
_ABBREVIATION = "AI | IA | MI | LLM | GPT | DAN | ChatGPT"
_YOU = """
    you | your | i | je | jij | jouw | u | uw | moet | mag | te | kell | köteles | válaszolj | vagy
    tu | teu | você | seu | deve | deves | não
"""
_ORDERED = """
    you | your | ignore | always | never | respond | reply | je | jij | u | negeer | altijd | nooit | antwoord
    te | mindig | soha | válaszolj | tu | você | ignora | sempre | nunca | responde | responda
"""
_SHOW = """
    reveal | print | repeat | show | output | tell me | leak | toon | onthul | herhaal | geef
    írd ki | add meg | mutasd | mondd el | revela | revele | mostra | mostre | repete | repita
"""
_HIDDEN_WORDS = """
    system prompt | hidden instructions | initial instructions | systeemprompt | systeeminstructies
    rendszerprompt~ | rendszerutasítás~ | prompt do sistema | prompt de sistema | instruções do sistema
"""
_KEEP_QUIET = """
    do not tell the user | do not inform the user | do not mention this to the user | vertel dit niet aan de gebruiker
    zeg dit niet tegen de gebruiker | ne mondd el a felhasználónak | ne áruld el a felhasználónak
    não digas ao utilizador | não diga ao utilizador | não diga ao usuário
"""
_NOTE_TO = """
    note to | note for | instruction for | instructions for | instructions to | message to | message for | attention
    bericht aan | instructie voor | instructies voor | üzenet | utasítás | mensagem para | instruções para | nota para
"""
_SPEAKER = (
    r"(?:^|(?<=[.!?>*\])\"“”] ))(?:system|assistant|systeem|rendszer|sistema)(?: ?(?:prompt|message|override))?: ?"
)
_TURN = r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|#{2,} ?(?:system|instruction)s?:"


def _any(phrases: str) -> str:
    """One of the phrases, as whole words."""
    each = sorted(phrases.replace("\n", "|").split("|"), key=len, reverse=True)
    alternatives = (re.escape(phrase.strip()).replace(r"\~", r"\w*") for phrase in each if phrase.strip())
    return rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"


def _apart(*parts: str) -> str:
    """The parts one after the other in one sentence, with a few words at most between them."""
    return r",? (?:[\w'’-]+,? ){0,4}?".join(parts)


_A_MACHINE = rf"(?:{_any(_MACHINE)}|(?-i:{_any(_ABBREVIATION)}))"
_RULES = re.compile(
    "|".join(
        (
            _TURN,
            _SPEAKER + _any(_ORDERED),
            _apart(_any(_FORGET), _any(_EARLIER), _any(_ORDERS)),
            _apart(_any(_FORGET), _any(_ORDERS), _any(_EARLIER)),
            _apart(_any(_EARLIER), _any(_ORDERS), _any(_FORGET)),
            _apart(_any(_YOU_ARE_NOW), rf"(?:{_A_MACHINE}|assistant|assistent|assistente)"),
            rf"{_any(_AS_A)} {_A_MACHINE},? {_any(_YOU)}",
            rf"{_any(_NOTE_TO)} (?:(?:all|any|the|every|alle|de|minden|todos|os|o|a) )*{_A_MACHINE}s?[:,]",
            _apart(_any(_SHOW), _any(_HIDDEN_WORDS)),
            _any(_KEEP_QUIET),
        )
    ),
    re.IGNORECASE,
)


def order_to_a_machine(text: str) -> str:
    """The words in ``text`` that tell a language model what to do, or "" when there are none.

    Known in English, Dutch, Hungarian and Portuguese are orders to forget earlier ones, a new part to play, being
    addressed as a machine, being asked for secrets, and the marks that chat models use between turns.
    Instructions to people do not count.
    """
    found = _RULES.search(_plain(text))
    return found.group().strip() if found else ""


def suspicions(document: ReadDocument) -> Iterator[str]:
    """Remarks on the text of a document that gives orders to a machine, one for each page that holds some."""
    seen: set[int | None] = set()
    for page, text in _texts(document):
        order = "" if page in seen else order_to_a_machine(text)
        if order:
            seen.add(page)
            place = "the document" if page is None else pages_named([page])
            yield f"{place} holds text that gives orders to a machine: “{_shortened(order)}”"


def _texts(document: ReadDocument) -> Iterator[tuple[int | None, str]]:
    """Everything that is kept of the document, each piece with its page."""
    yield None, document.title
    header = ""
    for block in document.blocks:
        if block.header != header:
            header = block.header
            yield block.page, header
        yield block.page, block.text


def _plain(text: str) -> str:
    """One space between words, no invisible characters, letters in their plain forms."""
    visible = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return " ".join("".join(visible).split())


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
