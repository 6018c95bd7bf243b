"""What kind of thing a question asks for, told from its question words in many languages."""

import re
from enum import StrEnum

from knowledge.function_words import languages_of
from knowledge.terms import words


class Expectation(StrEnum):
    """The kind of answer a question waits for."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    DEFINITION = "definition"
    OTHER = "other"


_ASKING = {
    Expectation.NUMBER: """
        how many, how much, how long, how old, how far, how large, how big, how tall, how often, what percentage,
        what number, hoeveel, hoe lang, hoe oud, hoe groot, hoe vaak, hány, hányan, mennyi, mennyibe, mennyit,
        mekkora, hányszor, quanto, quantos, quanta, quantas, wie viel, wie viele, wieviel, wieviele, wie lange, wie
        alt, wie hoch, wie groß, wie oft, cuánto, cuántos, cuánta, cuántas, combien, quanti, quante, cât, câți,
        câte, câtă, câţi, πόσο, πόσα, πόσοι, πόσες, πόση, πόσων, ile, kolik
    """,
    Expectation.TIME: """
        when, what year, which year, what date, what day, what month, in what year, since when, wanneer, welk jaar,
        welke datum, mikor, melyik évben, mely évben, quando, que ano, qual ano, em que ano, que data, wann, welchem
        jahr, welches jahr, cuándo, qué año, quand, quelle année, che anno, quale anno, când, ce an, πότε, ποιο
        έτος, ποια χρονιά, kiedy, którym roku, kdy
    """,
    Expectation.PERSON: """
        who, whom, whose, wie, ki, kik, kit, kinek, quem, wer, wem, wen, wessen, quién, quiénes, qui, chi, cine,
        cui, ποιος, ποια, ποιοι, ποιον, kto, kogo, kdo
    """,
    Expectation.PLACE: """
        where, what country, what city, which country, which city, waar, welk land, welke stad, hol, hová, honnan,
        melyik ország, melyik város, onde, que país, que cidade, wo, wohin, woher, welchem land, welche stadt,
        dónde, qué país, qué ciudad, où, quel pays, dove, che paese, quale paese, quale città, unde, ce țară, ce
        oraș, πού, ποια χώρα, ποια πόλη, gdzie, kde
    """,
    Expectation.REASON: """
        why, how come, what reason, waarom, miért, porquê, porque motivo, por que razão, warum, weshalb, por qué,
        pourquoi, perché, de ce, γιατί, dlaczego, proč
    """,
    Expectation.DEFINITION: """
        what is, what are, what does, what's, wat is, wat zijn, wat betekent, mi az, mi a, mi, mik, mit jelent, o
        que é, o que são, o que significa, que é, was ist, was sind, was bedeutet, qué es, qué son, qué significa,
        qu est ce que, que signifie, che cos è, cos è, cosa è, che cosa, ce este, ce sunt, ce înseamnă, τι είναι, co
        to jest, czym jest, co je
    """,
}
_PHRASES = tuple(
    (tuple(words(phrase)), expectation) for expectation, phrases in _ASKING.items() for phrase in phrases.split(",")
)
_AMOUNT = re.compile(r"\d")
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_MEANING = frozenset(words("means stands betekent jelenti significa bedeutet signifie înseamnă"))
_COPULAS = _MEANING | frozenset(
    words("is are was were zijn waren é são era foi egy ist sind est sont es son è sono este sunt")
)
_ARTICLES = frozenset(
    words("a an the one een de het egy a az um uma o os as ein eine der die das un une le la un una el il o")
)
_NUMBER_WORDS = frozenset(
    words(
        """one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million
        billion half twice een twee drie vier vijf zes zeven acht negen tien twaalf honderd duizend miljoen
        miljard egy két kettő három négy öt hat hét nyolc kilenc tíz száz ezer millió milliárd um dois duas
        três quatro cinco seis sete oito nove dez cem mil milhão milhões eins zwei drei vier fünf sechs
        sieben acht neun zehn hundert tausend million millionen dos tres cuatro seis siete ocho nueve diez
        cien mil millones deux trois quatre cinq sept huit neuf dix cent mille due tre quattro cinque sei
        sette otto nove dieci doi două trei patru cinci șase șapte opt nouă zece sută mie milioane δύο τρεις
        τρία τέσσερις τέσσερα πέντε έξι επτά οκτώ εννέα δέκα"""
    )
)
_TIME_WORDS = frozenset(
    words(
        """january february march april may june july august september october november december century year
        years spring summer autumn winter januari februari maart mei juni juli augustus oktober eeuw jaar
        január február március április május június július augusztus szeptember október november december
        század év évben janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro
        dezembro século ano januar februar märz mai dezember jahrhundert jahr enero febrero marzo mayo junio
        julio septiembre octubre noviembre diciembre siglo año janvier février mars avril juin juillet août
        septembre octobre novembre décembre siècle gennaio febbraio aprile maggio giugno luglio settembre
        ottobre dicembre secolo anno ianuarie februarie martie aprilie iunie iulie august septembrie
        octombrie noiembrie decembrie secolul anul ιανουάριο φεβρουάριο μάρτιο απρίλιο μάιο ιούνιο ιούλιο
        αύγουστο σεπτέμβριο οκτώβριο νοέμβριο δεκέμβριο αιώνα έτος χρόνια"""
    )
)


def expected(question: str) -> Expectation:
    """What the question waits for: the phrase that comes first decides, the longer one where two begin together."""
    tokens = tuple(words(question))
    for at in range(len(tokens)):
        begun = [(len(phrase), kind) for phrase, kind in _PHRASES if tokens[at : at + len(phrase)] == phrase]
        if begun:
            return max(begun)[1]
    return Expectation.OTHER


def meets(text: str, asked: frozenset[str], expectation: Expectation) -> float:
    """How far ``text`` holds the kind of thing expected, 0 to 1, beyond the words already ``asked`` (lower case)."""
    tokens = [token for token in words(text) if token not in asked]
    if expectation is Expectation.NUMBER:
        return 1.0 if any(_AMOUNT.search(token) for token in tokens) else 0.7 * any(t in _NUMBER_WORDS for t in tokens)
    if expectation is Expectation.TIME:
        if any(_YEAR.fullmatch(token) for token in tokens):
            return 1.0
        return 0.6 * any(token in _TIME_WORDS or _AMOUNT.search(token) is not None for token in tokens)
    if expectation is Expectation.DEFINITION:
        return _defines(text, asked)
    if expectation in {Expectation.PERSON, Expectation.PLACE}:
        return 1.0 if _names(text, asked) else 0.0
    return 0.0


def _defines(text: str, asked: frozenset[str]) -> float:
    """1 for "X is a ...", where X was asked, less for another sentence that begins with X, 0 for the rest."""
    tokens = words(text)
    begin = next((at for at, word in enumerate(tokens) if not languages_of(word)), len(tokens))
    named = [word in asked and not languages_of(word) for word in tokens]
    end = next((at for at in range(begin, len(tokens)) if not named[at]), len(tokens))
    if begin == end:
        return 0.0
    following = tokens[end : end + 2]
    if following[:1] and following[0] in _COPULAS:
        return 1.0 if following[0] in _MEANING or _ARTICLES.issuperset(following[1:]) else 0.5
    return 0.3


def _names(text: str, asked: frozenset[str]) -> int:
    """Capitalised words that do not begin the text and were not in the question."""
    found = re.findall(r"(?<!^)(?<![.!?]\s)\b[^\W\d_a-zà-ÿ]\w+", text)
    return sum(name.lower() not in asked for name in found)
