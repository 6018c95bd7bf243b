"""Synthetic plans and practices off the beaten track, each with what a careful reader finds in it.

All names, dates and amounts are made up. A long text is expected as its first and last words with " … " between them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument

from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.reading.formats import read
from ingest.redaction import redact

EXAMPLES = Path(__file__).parents[3] / "helium_bot" / "examples"

Expected = Mapping[str, Any]
Maker = Callable[[Path], ReadDocument]


@dataclass(frozen=True)
class Fixture:
    """A document, made in a folder, and the fields in it: of an action plan, of a good practice, or of neither."""

    name: str
    make: Maker
    plan: Expected | None = None
    practice: Expected | None = None


def markdown(text: str, language: str = "") -> Maker:
    """A Markdown file; without a language given the document does not state one."""

    def make(folder: Path) -> ReadDocument:
        path = folder / "synthetic.md"
        front = f"---\nlanguage: {language}\n---\n" if language else ""
        path.write_text(front + text.strip() + "\n", encoding="utf-8")
        return redact(read(path)).document

    return make


def html(body: str, language: str) -> Maker:
    """An HTML page."""

    def make(folder: Path) -> ReadDocument:
        path = folder / "synthetic.html"
        page = f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"></head><body>{body}</body></html>'
        path.write_text(page, encoding="utf-8")
        return redact(read(path)).document

    return make


def word(write: Callable[[WordDocument], None], language: str = "") -> Maker:
    """A Word document that ``write`` fills."""

    def make(folder: Path) -> ReadDocument:
        document = docx.Document()
        document.core_properties.language = language
        write(document)
        path = folder / "synthetic.docx"
        document.save(str(path))
        return redact(read(path)).document

    return make


def shipped(path: str) -> Maker:
    """One of the examples that the bot comes with."""
    return lambda _: redact(read(EXAMPLES / path)).document


def table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    """A table; a row of one text spans all columns."""
    width = max(map(len, rows))
    made = document.add_table(rows=0, cols=width)
    for row in rows:
        cells = made.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


# Action plans


def english_template(document: WordDocument) -> None:
    """The programme's own template in Word: tables, boxes to tick, numbered fields with their instructions."""
    document.add_paragraph("This document is synthetic; all of it is made up.")
    document.add_paragraph("Action plan for Mockshire")
    document.add_heading("Part I – General information", 1)
    table(
        document,
        [
            ("Project", "MOCKHEALTH"),
            ("Partner organisation(s) concerned", "Mockshire County Council"),
            ("Other partner organisations involved (if relevant)", "University of Mockshire; Mockshire Care Trust"),
            ("Country", "Mockland"),
            ("NUTS2 region", "MK12 Mockshire (indirectly the whole country)"),
            ("Contact person", "Jane Doe"),
            ("E-mail address", "jane.doe@mockshire.example"),
            ("Phone number", "+31 40 123 45 67"),
        ],
    )
    document.add_heading("Part II – Policy context", 1)
    document.add_paragraph("The Action Plan aims to impact:")
    document.add_paragraph("☐ Investment for Growth and Jobs programme")
    document.add_paragraph("☒ European Territorial Cooperation programme")
    document.add_paragraph("☐ Other regional development policy instrument")
    document.add_paragraph("Name of the policy instrument addressed: Mock Seas Programme 2099")
    document.add_paragraph("The programme funds research on ageing. It funds no trials in the home.")
    document.add_paragraph("The plan adds a priority for trials in the home.")
    document.add_heading("Part III – Details of the actions envisaged", 1)
    document.add_heading("ACTION 1: Trials in the home", 2)
    table(
        document,
        [
            ("1. The background (please describe the lessons learnt from the project)", "Partners saw trials elsewhere."),
            ("2. Action (please list and describe the actions to be implemented)", "The council opens nine trial homes."),
            ("3. Players involved (please indicate the organisations and their role)", "Council: owner; Care Trust: nurses"),
            ("4. Timeframe", "01/03/2099 – 28/02/2101"[:0] + "01/03/2029 – 28/02/2031"),
            ("5. Costs (if relevant)", "€1,982,862.00, of which €82,862.00 for furniture"),
            ("6. Funding sources (if relevant)", "Mock Seas Programme 2099"),
        ],
    )
    table(document, [("Date", "8th November 2028"), ("Signature", "Jane Doe"), ("Stamp of the organisation", "")])


ENGLISH_TEMPLATE: Expected = {
    "title": "Action plan for Mockshire",
    "project": "MOCKHEALTH",
    "partners": ["Mockshire County Council"],
    "other_partners": ["University of Mockshire", "Mockshire Care Trust"],
    "country": "Mockland",
    "nuts2": "MK12 Mockshire (indirectly the whole country)",
    "nuts2_code": "MK12",
    "instrument": "Mock Seas Programme 2099",
    "instrument_kind": "etc",
    "policy_context": "The programme funds research on ageing. … a priority for trials in the home.",
    "signed_on": "2028-11-08",
    "actions": [
        {
            "number": 1,
            "title": "Trials in the home",
            "background": "Partners saw trials elsewhere.",
            "activities": "The council opens nine trial homes.",
            "stakeholders": ["Council: owner", "Care Trust: nurses"],
            "timeframe": {"text": "01/03/2029 – 28/02/2031", "start": "2029-03-01", "end": "2031-02-28"},
            "costs": {
                "text": "€1,982,862.00, of which €82,862.00 for furniture",
                "amounts": ["1982862 EUR", "82862 EUR"],
            },
            "funding": {"text": "Mock Seas Programme 2099"},
        }
    ],
}

DUTCH_NUMBERED = markdown(
    """
Dit document is synthetisch.

# Regionaal actieplan Proefdorp

## Deel I. Algemene gegevens

Partnerorganisaties:

- Gemeente Proefdorp
- Zorggroep Proef

Overige partnerorganisaties: Hogeschool Proef
Land: Proefland

## Deel II. Beleidskader

Naam van het beleidsinstrument: Proeffonds Zorg

Soort beleidsinstrument: ander regionaal beleidsinstrument

Toelichting op de beleidscontext: Het fonds betaalt alleen grote projecten.

## Deel III. De acties

### ACTIE 1

Zorg aan de keukentafel

#### 1. Achtergrond

Geleerd in Mockshire.

#### 2. Actie

Wijkverpleegkundigen proberen hulpmiddelen uit.

De uitkomst staat op één bladzijde.

#### 3. Betrokkenen en hun rol

| Partij | Rol |
| --- | --- |
| Zorggroep Proef | levert verpleegkundigen |
| Gemeente Proefdorp | betaalt |

#### 4. Tijdschema

Start op 05-10-2029, uiterlijk 30 juni 2031 afgerond.

#### 5. Kosten (indien van toepassing)

€ 5.000,- per wijk, in totaal 4.949.840 euro

#### 6. Financieringsbronnen

Proeffonds Zorg: 2,5 mln. euro

Gemeente Proefdorp: 2.449.840 euro

### ACTIE 2

Een loket

#### 1. Achtergrond

Er is geen loket.

#### 4. Tijdschema

Eerste helft van 2030
""".replace("Hogeschool Proef\nLand", "Hogeschool Proef\n\nLand"),
    "nl",
)

DUTCH_NUMBERED_FIELDS: Expected = {
    "title": "Regionaal actieplan Proefdorp",
    "partners": ["Gemeente Proefdorp", "Zorggroep Proef"],
    "other_partners": ["Hogeschool Proef"],
    "country": "Proefland",
    "instrument": "Proeffonds Zorg",
    "instrument_kind": "other",
    "policy_context": "Het fonds betaalt alleen grote projecten.",
    "actions": [
        {
            "number": 1,
            "title": "Zorg aan de keukentafel",
            "background": "Geleerd in Mockshire.",
            "activities": "Wijkverpleegkundigen proberen … op één bladzijde.",
            "stakeholders": ["Zorggroep Proef | levert verpleegkundigen", "Gemeente Proefdorp | betaalt"],
            "timeframe": {
                "text": "Start op 05-10-2029, uiterlijk 30 juni 2031 afgerond.",
                "start": "2029-10-05",
                "end": "2031-06-30",
            },
            "costs": {
                "text": "€ 5.000,- per wijk, in totaal 4.949.840 euro",
                "amounts": ["5000 EUR", "4949840 EUR"],
            },
            "funding": {
                "text": "Proeffonds Zorg: 2,5 mln. euro … Gemeente Proefdorp: 2.449.840 euro",
                "amounts": ["2500000 EUR", "2449840 EUR"],
            },
        },
        {
            "number": 2,
            "title": "Een loket",
            "background": "Er is geen loket.",
            "timeframe": {"text": "Eerste helft van 2030", "start": "2030-01", "end": "2030-06"},
        },
    ],
}

HUNGARIAN_LINES = markdown(
    """
Ez a dokumentum szintetikus.

# Mintavár cselekvési terve

**I. RÉSZ – ÁLTALÁNOS INFORMÁCIÓK**

Partnerszervezetek: Mintavári Önkormányzat; Mintavári Egyetem

Ország: Mintaország

NUTS 2 régió: MX1B Mintavár térsége

Kapcsolattartó: Minta Mária

**II. RÉSZ – SZAKPOLITIKAI HÁTTÉR**

A szakpolitikai eszköz neve: Mintaországi Innovációs Program

A program csak gépekre ad pénzt.

**III. RÉSZ – A TERVEZETT INTÉZKEDÉSEK**

**1. intézkedés: Közös labor**

1. Háttér: A partnerek Proefdorpban láttak ilyet.

2. Intézkedés: Az egyetem labort nyit.

A labor minden kedden nyitva van.

3. Érintettek: az egyetem és a kórház

4. Ütemezés: 2029. május 1-jétől 2031. április 30-áig

5. Költségek: 12,5 millió Ft, ebből 500 ezer Ft képzés

6. Finanszírozási források: 1 982 862,00 EUR a programból

**2. intézkedés: Nyílt nap**

1. Háttér: Nincs nyílt nap.

2. Intézkedés: A kórház nyílt napot tart.

4. Ütemezés: 2030 márciusában indul

5. Költségek: 33.333 Ft évente

Kelt: Mintavár, 2028. szeptember 9.

Aláírás: Minta Mária
""".replace("**I. RÉSZ", "## I. RÉSZ")
    .replace("**II. RÉSZ", "## II. RÉSZ")
    .replace("**III. RÉSZ", "## III. RÉSZ")
    .replace("INFORMÁCIÓK**", "INFORMÁCIÓK")
    .replace("HÁTTÉR**", "HÁTTÉR")
    .replace("INTÉZKEDÉSEK**", "INTÉZKEDÉSEK"),
)

HUNGARIAN_LINES_FIELDS: Expected = {
    "title": "Mintavár cselekvési terve",
    "partners": ["Mintavári Önkormányzat", "Mintavári Egyetem"],
    "country": "Mintaország",
    "nuts2": "MX1B Mintavár térsége",
    "nuts2_code": "MX1B",
    "instrument": "Mintaországi Innovációs Program",
    "policy_context": "A program csak gépekre ad pénzt.",
    "signed_on": "2028-09-09",
    "actions": [
        {
            "number": 1,
            "title": "Közös labor",
            "background": "A partnerek Proefdorpban láttak ilyet.",
            "activities": "Az egyetem labort nyit. … kedden nyitva van.",
            "stakeholders": ["az egyetem és a kórház"],
            "timeframe": {
                "text": "2029. május 1-jétől 2031. április 30-áig",
                "start": "2029-05-01",
                "end": "2031-04-30",
            },
            "costs": {"text": "12,5 millió Ft, ebből 500 ezer Ft képzés", "amounts": ["12500000 HUF", "500000 HUF"]},
            "funding": {"text": "1 982 862,00 EUR a programból", "amounts": ["1982862 EUR"]},
        },
        {
            "number": 2,
            "title": "Nyílt nap",
            "background": "Nincs nyílt nap.",
            "activities": "A kórház nyílt napot tart.",
            "timeframe": {"text": "2030 márciusában indul", "start": "2030-03"},
            "costs": {"text": "33.333 Ft évente", "amounts": ["33333 HUF"]},
        },
    ],
}

PORTUGUESE_COLUMNS = markdown(
    """
Este documento é sintético.

# Plano de ação de Vila Fictícia

| Campo | Valor |
| --- | --- |
| Organização parceira | Câmara de Vila Fictícia |
| País | Terra Fictícia |
| Região NUTS II | FC11 Norte Fictício |
| Correio eletrónico | ninguem@ficticia.example |
| Instrumento de política | Fundo Fictício |
| Tipo de instrumento | Programa de crescimento e emprego |

## Enquadramento das políticas

O fundo apoia empresas, mas não utilizadores.

## Ações

| N.º | Ação | Atividades | Intervenientes | Calendário | Custos (EUR) | Fontes de financiamento |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | Casa aberta | Abrir uma casa | Câmara | de janeiro a setembro de 2029 | 10.091.625,55 | Fundo Fictício |
| 2 | Prémio anual | Dar um prémio | Câmara; Escola | 2.º trimestre de 2030 | 50 mil euros | – |
| 3 | Visitas | Visitar aldeias |  | a partir de maio de 2030 |  |  |
""",
    "pt",
)

PORTUGUESE_COLUMNS_FIELDS: Expected = {
    "title": "Plano de ação de Vila Fictícia",
    "partners": ["Câmara de Vila Fictícia"],
    "country": "Terra Fictícia",
    "nuts2": "FC11 Norte Fictício",
    "nuts2_code": "FC11",
    "instrument": "Fundo Fictício",
    "instrument_kind": "growth_jobs",
    "policy_context": "O fundo apoia empresas, mas não utilizadores.",
    "actions": [
        {
            "number": 1,
            "title": "Casa aberta",
            "activities": "Abrir uma casa",
            "stakeholders": ["Câmara"],
            "timeframe": {"text": "de janeiro a setembro de 2029", "start": "2029-01", "end": "2029-09"},
            "costs": {"text": "10.091.625,55", "amounts": ["10091625.55 EUR"]},
            "funding": {"text": "Fundo Fictício"},
        },
        {
            "number": 2,
            "title": "Prémio anual",
            "activities": "Dar um prémio",
            "stakeholders": ["Câmara", "Escola"],
            "timeframe": {"text": "2.º trimestre de 2030", "start": "2030-04", "end": "2030-06"},
            "costs": {"text": "50 mil euros", "amounts": ["50000 EUR"]},
        },
        {
            "number": 3,
            "title": "Visitas",
            "activities": "Visitar aldeias",
            "timeframe": {"text": "a partir de maio de 2030", "start": "2030-05"},
        },
    ],
}

PROFILES_FIRST = markdown(
    """
This document is synthetic.

# MOCKHEALTH Action Plan, Fakepool Partnership

Implementing two good practices of other regions

## Fakepool University

The university trains nurses. It has a laboratory for care products.

## Fakepool Enterprise Board

The board supports companies in the city region. It runs a fund of £5m.

## Objectives of the project

Partners learn from each other's policies.

## Policy background

Policy instrument: Fakepool Investment Strategy

The strategy pays for buildings. The partners want it to pay for people too.

The stakeholder group endorsed the action plan on 26th of September, 2028.

## Action 1 – Innovation scouts

**Why this action**

Scouts work well in Proefdorp.

**What we will do**

The university trains 20 scouts. Action 1 pays their hours.

**Players involved:** the university; the enterprise board

**Timing:** Q2 2029 - Q4 2030

**Budget:** £250k, plus £1.2M in kind

**Financed by:** the strategy

## Action 2 – Health network

**Lessons learnt**

A network needs a home.

**Description**

The board gives the network a home.

**Time frame**

January 2029 to December 2029

**Estimated cost**

£ 1.234 for rent

## Risks

The scouts may leave. Costs may rise to £900,000.
""",
    "en",
)

PROFILES_FIRST_FIELDS: Expected = {
    "title": "MOCKHEALTH Action Plan, Fakepool Partnership",
    "instrument": "Fakepool Investment Strategy",
    "policy_context": "The strategy pays for buildings. The partners want it to pay for people too.",
    "endorsement": "The stakeholder group endorsed the action plan on 26th of September, 2028.",
    "actions": [
        {
            "number": 1,
            "title": "Innovation scouts",
            "background": "Scouts work well in Proefdorp.",
            "activities": "The university trains 20 scouts. Action 1 pays their hours.",
            "stakeholders": ["the university", "the enterprise board"],
            "timeframe": {"text": "Q2 2029 - Q4 2030", "start": "2029-04", "end": "2030-12"},
            "costs": {"text": "£250k, plus £1.2M in kind", "amounts": ["250000 GBP", "1200000 GBP"]},
            "funding": {"text": "the strategy"},
        },
        {
            "number": 2,
            "title": "Health network",
            "background": "A network needs a home.",
            "activities": "The board gives the network a home.",
            "timeframe": {"text": "January 2029 to December 2029", "start": "2029-01", "end": "2029-12"},
            "costs": {"text": "£ 1.234 for rent", "amounts": ["? GBP"]},
        },
    ],
}
