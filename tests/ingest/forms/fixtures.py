"""Synthetic plans and practices off the beaten track, each with what a careful reader finds in it.

All names, dates and amounts are made up. A long text is expected as its first and last words with " … " between them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument

from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.reading.formats import read
from ingest.redaction import redact

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


def lines(text: str) -> Maker:
    """Paragraphs as they stand, those behind ``#`` signs as headings: what a plain Word document comes to."""

    def make(_: Path) -> ReadDocument:
        blocks = []
        for text_of_block in text.strip().split("\n\n"):
            words = text_of_block.lstrip("#")
            level = len(text_of_block) - len(words)
            blocks.append(Block(BlockKind.HEADING if level else BlockKind.PARAGRAPH, words.strip(), level=level))
        return redact(ReadDocument(tuple(blocks))).document

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
            (
                "1. The background (please describe the lessons learnt from the project)",
                "Partners saw trials elsewhere.",
            ),
            (
                "2. Action (please list and describe the actions to be implemented)",
                "The council opens nine trial homes.",
            ),
            (
                "3. Players involved (please indicate the organisations and their role)",
                "Council: owner; Care Trust: nurses",
            ),
            ("4. Timeframe", "01/03/2029 – 28/02/2031"),
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
""",
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

HUNGARIAN_LINES = lines(
    """
Ez a dokumentum szintetikus.

# Mintavár cselekvési terve

## I. RÉSZ – ÁLTALÁNOS INFORMÁCIÓK

Partnerszervezetek: Mintavári Önkormányzat; Mintavári Egyetem

Ország: Mintaország

NUTS 2 régió: MX1B Mintavár térsége

Kapcsolattartó: Minta Mária

## II. RÉSZ – SZAKPOLITIKAI HÁTTÉR

A szakpolitikai eszköz neve: Mintaországi Innovációs Program

A program csak gépekre ad pénzt.

## III. RÉSZ – A TERVEZETT INTÉZKEDÉSEK

1. intézkedés: Közös labor

1. Háttér: A partnerek Proefdorpban láttak ilyet.

2. Intézkedés: Az egyetem labort nyit.

A labor minden kedden nyitva van.

3. Érintettek: az egyetem és a kórház

4. Ütemezés: 2029. május 1-jétől 2031. április 30-áig

5. Költségek: 12,5 millió Ft, ebből 500 ezer Ft képzés

6. Finanszírozási források: 1 982 862,00 EUR a programból

2. intézkedés: Nyílt nap

1. Háttér: Nincs nyílt nap.

2. Intézkedés: A kórház nyílt napot tart.

4. Ütemezés: 2030 márciusában indul

5. Költségek: 33.333 Ft évente

Kelt: Mintavár, 2028. szeptember 9.

Aláírás: Minta Mária
""",
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

MIXED_LANGUAGES = markdown(
    """
This document is synthetic.

# Actieplan Dubbelstad / Action Plan of Dubbelstad

## English summary

The plan has one action.

### Action 1: Shared nurses

Timeframe: from March 2029 until December 2030

## Deel I – Algemene informatie / Part I – General information

| Project / Project | DUBBEL |
| --- | --- |
| Land / Country | Dubbelland |
| Partnerorganisatie / Partner organisation | Gemeente Dubbelstad |

## Deel III – Acties / Part III – Actions

### Actie 1: Gedeelde verpleegkundigen

#### Achtergrond / Background

Twee dorpen, één verpleegkundige.

#### Aard van de actie / Nature of the action

De dorpen delen een verpleegkundige.

#### Kosten en financiering / Costs and funding

EUR 12.500 uit het Dubbelfonds, EUR 7.500 van de gemeente
""",
    "nl",
)

MIXED_LANGUAGES_FIELDS: Expected = {
    "title": "Actieplan Dubbelstad / Action Plan of Dubbelstad",
    "partners": ["Gemeente Dubbelstad"],
    "country": "Dubbelland",
    "actions": [
        {
            "number": 1,
            "title": "Shared nurses",
            "background": "Twee dorpen, één verpleegkundige.",
            "activities": "De dorpen delen een verpleegkundige.",
            "timeframe": {"text": "from March 2029 until December 2030", "start": "2029-03", "end": "2030-12"},
            "costs": {
                "text": "EUR 12.500 uit het Dubbelfonds, EUR 7.500 van de gemeente",
                "amounts": ["12500 EUR", "7500 EUR"],
            },
            "funding": {
                "text": "EUR 12.500 uit het Dubbelfonds, EUR 7.500 van de gemeente",
                "amounts": ["12500 EUR", "7500 EUR"],
            },
        }
    ],
}

HALF_EMPTY = markdown(
    """
This document is synthetic.

# Regional Action Plan for Sparsia

## Part I - General information

Project: n/a

Partner organisation: Sparsia Town

Other partner organisations (if relevant): –

Country:

NUTS2 region: (to be filled in)

Date: May 2028

## Part II - Policy context

The Action Plan aims to impact:

- [ ] Investment for Growth and Jobs programme
- [ ] European Territorial Cooperation programme
- [ ] Other regional development policy instrument

Name of the policy instrument addressed: […]

## Part III - Details of the actions envisaged

### Action 1

Background: not applicable

Nature of the action: Please list and describe the actions to be implemented

Stakeholders involved: Sparsia Town

Timeframe: two years after approval

Indicative costs: EUR 1.234 or EUR 12,34,56

Indicative funding sources: to be found; 85 % may come from the fund
""",
    "en",
)

HALF_EMPTY_FIELDS: Expected = {
    "title": "Regional Action Plan for Sparsia",
    "partners": ["Sparsia Town"],
    "actions": [
        {
            "number": 1,
            "stakeholders": ["Sparsia Town"],
            "timeframe": {"text": "two years after approval"},
            "costs": {"text": "EUR 1.234 or EUR 12,34,56", "amounts": ["? EUR", "? EUR"]},
            "funding": {"text": "to be found; 85 % may come from the fund"},
        }
    ],
}

ACTIONS_FIRST = markdown(
    """
This document is synthetic.

# Backwards Region: regional action plan

## Actions

### 1. A bus with a nurse

#### What we will do

- The bus stops in nine villages.
- A nurse measures blood pressure.

#### Relevance to the project

Seen in Vila Fictícia.

#### Period

2029-2031

#### What it costs

Year 1: EUR 1,234. Year 2: between EUR 5,000 and EUR 7,000. Total 10 000–12 000 EUR.

### 2. A lunch for inventors

#### Activities

A lunch every month.

#### Actors

The chamber of commerce

#### Timetable

Between March and June 2029

## General information

| Lead partner | Backwards Council |
| --- | --- |
| Region | Backwards Hills |
| Member state | Backland |
| Programme | none |
| Policy instrument | Backwards Fund |
""",
    "en",
)

ACTIONS_FIRST_FIELDS: Expected = {
    "title": "Backwards Region: regional action plan",
    "region": "Backwards Hills",
    "country": "Backland",
    "instrument": "Backwards Fund",
    "actions": [
        {
            "number": 1,
            "title": "A bus with a nurse",
            "background": "Seen in Vila Fictícia.",
            "activities": "The bus stops in nine villages. … measures blood pressure.",
            "timeframe": {"text": "2029-2031"},
            "costs": {
                "text": "Year 1: EUR 1,234. … 12 000 EUR.",
                "amounts": ["1234 EUR", "5000 EUR", "7000 EUR", "10000 EUR", "12000 EUR"],
            },
        },
        {
            "number": 2,
            "title": "A lunch for inventors",
            "activities": "A lunch every month.",
            "stakeholders": ["The chamber of commerce"],
            "timeframe": {"text": "Between March and June 2029", "start": "2029-03", "end": "2029-06"},
        },
    ],
}


def values_below(document: WordDocument) -> None:
    """Portuguese tables whose rows are as wide as the table: a field's name, and its value in the row below."""
    document.add_paragraph("Este documento é sintético.")
    document.add_heading("Plano de Acção Regional de Aldeia Inventada", 0)
    table(
        document,
        [
            ("PARTE I",),
            ("Parceiro do projeto", "Aldeia Inventada"),
            ("Pessoa de contacto", "Maria da Silva"),
            ("Telefone", "225 571 000"),
            ("PARTE III",),
            ("Acção 1", "Horta de saúde"),
            ("1. Antecedentes",),
            ("Os parceiros viram uma horta em Proefdorp.",),
            ("2. Acção",),
            ("A aldeia planta uma horta.",),
            ("3. Intervenientes",),
            ("A aldeia e a escola",),
            ("4. Calendarização",),
            ("Desde 1 de março de 2029 até 31 de maio de 2030",),
            ("5. Custos (se aplicável)",),
            ("2,5 milhões de euros",),
            ("Acção 2", "Caminho plano"),
            ("1. Antecedentes",),
            ("O caminho tem degraus.",),
            ("4. Calendarização",),
            ("Em estudo",),
        ],
    )
    document.add_paragraph("Data: 5 de outubro de 2028")
    document.add_paragraph("Assinatura e carimbo")


VALUES_BELOW: Expected = {
    "title": "Plano de Acção Regional de Aldeia Inventada",
    "partners": ["Aldeia Inventada"],
    "signed_on": "2028-10-05",
    "actions": [
        {
            "number": 1,
            "title": "Horta de saúde",
            "background": "Os parceiros viram uma horta em Proefdorp.",
            "activities": "A aldeia planta uma horta.",
            "stakeholders": ["A aldeia e a escola"],
            "timeframe": {
                "text": "Desde 1 de março de 2029 até 31 de maio de 2030",
                "start": "2029-03-01",
                "end": "2030-05-31",
            },
            "costs": {"text": "2,5 milhões de euros", "amounts": ["2500000 EUR"]},
        },
        {
            "number": 2,
            "title": "Caminho plano",
            "background": "O caminho tem degraus.",
            "timeframe": {"text": "Em estudo"},
        },
    ],
}


def rows(*texts: str, page: int, header: str = "") -> list[Block]:
    """Rows of one table on one page."""
    return [Block(BlockKind.TABLE_ROW, text, page=page, header=header) for text in texts]


def paged(_: Path) -> ReadDocument:
    """A plan as it comes out of a PDF: a table of contents, fields across a page break, a table for each action."""
    return ReadDocument(
        (
            Block(BlockKind.PARAGRAPH, "This document is synthetic.", page=1),
            Block(BlockKind.HEADING, "Regional Action Plan Pagetown", page=1, level=1),
            Block(BlockKind.PARAGRAPH, "Part I – General information ........ 2\nAction 1: Paper ........ 2", page=1),
            Block(BlockKind.HEADING, "Part I – General information", page=2, level=2),
            *rows("Partner organisation | Pagetown Council |", "| Pagetown Clinic", "Country | Pageland", page=2),
            Block(BlockKind.HEADING, "Part III – Details of the actions envisaged", page=2, level=2),
            *rows(
                "Name of the action | Paper reminders",
                "Relevance to the project | Seen in Mockshire",
                "Nature of the action | The clinic sends letters",
                page=2,
            ),
            *rows(
                "| and counts the answers.",
                "Stakeholders involved | The clinic | The post office",
                "Start date | End date",
                "March 2029 | December 2029",
                "Indicative costs (EUR) | 50 000",
                page=3,
            ),
            *rows(
                "Name of the action | Phone reminders",
                "Relevance to the project | Paper is slow",
                "Indicative costs (EUR) |",
                "Letters | 1 000",
                "Calls | 2 500,50",
                page=3,
            ),
            Block(BlockKind.FOOTNOTE, "Costs: EUR 9 for the note.", page=3),
            Block(BlockKind.PARAGRAPH, "Signed on 12 January 2029 in Pagetown", page=3),
        ),
        metadata={"language": "en"},
        pages=3,
    )


PAGED: Expected = {
    "title": "Regional Action Plan Pagetown",
    "partners": ["Pagetown Council", "Pagetown Clinic"],
    "country": "Pageland",
    "actions": [
        {
            "title": "Paper reminders",
            "background": "Seen in Mockshire",
            "activities": "The clinic sends letters … and counts the answers.",
            "stakeholders": ["The clinic | The post office"],
            "timeframe": {"text": "March 2029 | December 2029", "start": "2029-03", "end": "2029-12"},
            "costs": {"text": "50 000", "amounts": ["50000 EUR"]},
        },
        {
            "title": "Phone reminders",
            "background": "Paper is slow",
            "costs": {"text": "Letters | 1 000 … Calls | 2 500,50", "amounts": ["1000 EUR", "2500.5 EUR"]},
        },
    ],
}

WEB_PAGE = html(
    """
<main>
<p>Dit document is synthetisch.</p>
<h1>Actieplan Webstad</h1>
<table>
<tr><th>Projectpartner</th><td>Webstad</td><th>Land</th><td>Webland</td></tr>
<tr><th>Naam van het beleidsinstrument</th><td colspan="3">Webfonds</td></tr>
</table>
<h2>Maatregel 1: Beeldbellen</h2>
<dl><dt>Aanleiding</dt><dd>Niemand belde.</dd>
<dt>Omschrijving</dt><dd><ul><li>Tablets kopen</li><li>Tablets uitleggen</li></ul></dd>
<dt>Wie doen er mee?</dt><dd><ul><li>Webstad</li><li>Thuiszorg Web</li></ul></dd>
<dt>Looptijd</dt><dd>januari t/m juni 2029</dd>
<dt>Begroting</dt><dd>€75.000</dd></dl>
<h2>Maatregel 2: Uitleg</h2>
<h3>Kosten van maatregel 2</h3>
<table><tr><th>Post</th><th>Bedrag in euro</th></tr>
<tr><td>Zaal</td><td>1.500</td></tr><tr><td>Koffie</td><td>250,50</td></tr></table>
<h3>Financiering</h3>
<p>Webstad betaalt alles; Actie 1 betaalt niets.</p>
</main>
""",
    "nl",
)

WEB_PAGE_FIELDS: Expected = {
    "title": "Actieplan Webstad",
    "partners": ["Webstad"],
    "country": "Webland",
    "instrument": "Webfonds",
    "actions": [
        {
            "number": 1,
            "title": "Beeldbellen",
            "background": "Niemand belde.",
            "activities": "Tablets kopen … Tablets uitleggen",
            "stakeholders": ["Webstad", "Thuiszorg Web"],
            "timeframe": {"text": "januari t/m juni 2029", "start": "2029-01", "end": "2029-06"},
            "costs": {"text": "€75.000", "amounts": ["75000 EUR"]},
        },
        {
            "number": 2,
            "title": "Uitleg",
            "costs": {"text": "Zaal | 1.500 … Koffie | 250,50", "amounts": ["1500 EUR", "250.5 EUR"]},
            "funding": {"text": "Webstad betaalt alles; Actie 1 betaalt niets."},
        },
    ],
}

SINGLE_ACTION = markdown(
    """
Ez a dokumentum szintetikus.

# Kisfalu akcióterve

A szakpolitikai eszköz neve: Kisfalusi Alap

A cselekvési terv által befolyásolni kívánt program: egyéb regionális fejlesztéspolitikai eszköz

## III. rész

### A projekthez való kapcsolódás

A partnerek Proefdorpban tanultak.

### Az intézkedés leírása

Kisfalu padokat állít fel.

### Felelősök

- Kisfalu önkormányzata
- A kisfalui iskola

### Megvalósítási időszak

2029 II. negyedévétől

### Tervezett költségvetés

1 234 567 forint és 1.234 EUR

### Források

Kisfalusi Alap
""",
    "hu",
)

SINGLE_ACTION_FIELDS: Expected = {
    "title": "Kisfalu akcióterve",
    "instrument": "Kisfalusi Alap",
    "instrument_kind": "other",
    "actions": [
        {
            "background": "A partnerek Proefdorpban tanultak.",
            "activities": "Kisfalu padokat állít fel.",
            "stakeholders": ["Kisfalu önkormányzata", "A kisfalui iskola"],
            "timeframe": {"text": "2029 II. negyedévétől", "start": "2029-04"},
            "costs": {"text": "1 234 567 forint és 1.234 EUR", "amounts": ["1234567 HUF", "1234 EUR"]},
            "funding": {"text": "Kisfalusi Alap"},
        }
    ],
}

LETTERED = lines(
    """
This document is synthetic.

# Letterland regional action plan 2029-2031

# 1. Who we are

Lead partner – Letterland Council

Partners involved – Letterland College

Country – Letterland

# 2. Policy instrument addressed

Letterland Growth Fund

# 3. Actions

## 3.1 Action 1. Reading glasses for all

A. Background

The good practice "Soep aan de deur" inspired us.

It showed that neighbours help.

B. Nature of the action

Volunteers hand out glasses.

Phase one: Autumn.

C. Stakeholders involved:

- Letterland Council (coordination)
- The opticians' guild; the library

D. Time frame
Jan. – Jun. 2029, then until 31/12/2030

E. Costs

Staff: 1.2 MEUR

Glasses: 75k€ – 80k€

F. Funding

Letterland Growth Fund (EUR 1,000,000); own means

## 3.2 Action 2. A lamp on every desk

A. Background

None.

B. Nature of the action

The library buys lamps.

E. Costs

EUR 10,000 per year (2029), EUR 12.000 afterwards

# 4. Monitoring

The council meets twice. Action 1 is reviewed in May 2030.
""",
)

LETTERED_FIELDS: Expected = {
    "title": "Letterland regional action plan 2029-2031",
    "partners": ["Letterland Council"],
    "country": "Letterland",
    "instrument": "Letterland Growth Fund",
    "actions": [
        {
            "number": 1,
            "title": "Reading glasses for all",
            "background": 'The good practice "Soep aan de deur" inspired us. … neighbours help.',
            "activities": "Volunteers hand out glasses. … Phase one: Autumn.",
            "stakeholders": ["Letterland Council (coordination)", "The opticians' guild", "the library"],
            "timeframe": {
                "text": "Jan. – Jun. 2029, then until 31/12/2030",
                "start": "2029-01",
                "end": "2030-12-31",
            },
            "costs": {
                "text": "Staff: 1.2 MEUR … 80k€",
                "amounts": ["1200000 EUR", "75000 EUR", "80000 EUR"],
            },
            "funding": {"text": "Letterland Growth Fund (EUR 1,000,000); own means", "amounts": ["1000000 EUR"]},
        },
        {
            "number": 2,
            "title": "A lamp on every desk",
            "background": "None.",
            "activities": "The library buys lamps.",
            "costs": {
                "text": "EUR 10,000 per year (2029), EUR 12.000 afterwards",
                "amounts": ["10000 EUR", "? EUR"],
            },
        },
    ],
}


def action_cards(document: WordDocument) -> None:
    """A Dutch plan of cards, one table for each action, in another order than the form's."""
    document.add_paragraph("Dit document is synthetisch.")
    document.add_heading("Actieplan Kaartstad", 0)
    document.add_heading("Deel 1", 1)
    table(document, [("Projectpartners", "Kaartstad; Kaartzorg"), ("NUTS 2", "KS21 Kaartland")])
    document.add_heading("Deel 2", 1)
    document.add_paragraph("Het actieplan heeft betrekking op:")
    table(
        document,
        [
            ("Programma voor groei en werkgelegenheid", "X"),
            ("Programma voor Europese territoriale samenwerking", ""),
            ("Ander regionaal beleidsinstrument", ""),
        ],
    )
    document.add_paragraph("Het beleidsinstrument van Kaartstad heet Kaartfonds.")
    document.add_heading("Deel 3", 1)
    table(
        document,
        [
            ("Actie nr. 1", "Kaarten per post", "", ""),
            ("Planning", "3e kwartaal 2029", "Begroting", "€ 12.345,67"),
            ("Wat gaan we doen?", "Kaarten sturen", "Wie doen er mee?", "Kaartzorg"),
        ],
    )
    document.add_paragraph()
    table(
        document,
        [
            ("Actie nr. 2", "Kaarten aan de deur", "", ""),
            ("Planning", "vanaf 2030", "Begroting", "p.m."),
            ("Aanleiding", "De post is traag", "Dekking", "Kaartfonds (100 %)"),
        ],
    )
    document.add_heading("Akkoord", 1)
    document.add_paragraph("Het dagelijks bestuur heeft het actieplan op 3 april 2028 goedgekeurd.")
    document.add_paragraph("Plaats en datum: Kaartstad, 5 april 2028")
    document.add_paragraph("Handtekening:")


ACTION_CARDS: Expected = {
    "title": "Actieplan Kaartstad",
    "partners": ["Kaartstad", "Kaartzorg"],
    "nuts2": "KS21 Kaartland",
    "nuts2_code": "KS21",
    "instrument": "Kaartfonds",
    "instrument_kind": "growth_jobs",
    "endorsement": "Het dagelijks bestuur heeft het actieplan op 3 april 2028 goedgekeurd.",
    "signed_on": "2028-04-05",
    "actions": [
        {
            "number": 1,
            "title": "Kaarten per post",
            "activities": "Kaarten sturen",
            "stakeholders": ["Kaartzorg"],
            "timeframe": {"text": "3e kwartaal 2029", "start": "2029-07", "end": "2029-09"},
            "costs": {"text": "€ 12.345,67", "amounts": ["12345.67 EUR"]},
        },
        {
            "number": 2,
            "title": "Kaarten aan de deur",
            "background": "De post is traag",
            "timeframe": {"text": "vanaf 2030"},
            "costs": {"text": "p.m."},
            "funding": {"text": "Kaartfonds (100 %)"},
        },
    ],
}

UNACCENTED = markdown(
    """
Ez a dokumentum szintetikus (ekezetek nelkul).

# EKEZETLEN VAROS REGIONALIS CSELEKVESI TERVE

## I. resz: Altalanos informaciok

| Megnevezés | Tartalom |
| --- | --- |
| Partnerszervezet | Ekezetlen Varos |
| Tovabbi partnerszervezetek (ha van) | nincs adat |
| Orszag | Ekezetlenia |

## III. resz: A tervezett intezkedesek reszletei

### 1. szamu intezkedes – Tornaterem

| Megnevezés | Tartalom |
| --- | --- |
| Hatter | Keves a tornaterem. |
| Az intezkedes leirasa | A varos tornatermet nyit. |
| Erintett szereplok es szerepuk | Varos: fenntarto |
| Utemezes | 2029. marcius 1. es junius 30. kozott |
| Becsult koltsegek | 3,5 millio Ft |
| Finanszirozasi forrasok | varosi koltsegvetes |
""",
    "hu",
)

UNACCENTED_FIELDS: Expected = {
    "title": "EKEZETLEN VAROS REGIONALIS CSELEKVESI TERVE",
    "partners": ["Ekezetlen Varos"],
    "other_partners": ["nincs adat"],
    "country": "Ekezetlenia",
    "actions": [
        {
            "number": 1,
            "title": "Tornaterem",
            "background": "Keves a tornaterem.",
            "activities": "A varos tornatermet nyit.",
            "stakeholders": ["Varos: fenntarto"],
            "timeframe": {
                "text": "2029. marcius 1. es junius 30. kozott",
                "start": "2029-03-01",
                "end": "2029-06-30",
            },
            "costs": {"text": "3,5 millio Ft", "amounts": ["3500000 HUF"]},
            "funding": {"text": "varosi koltsegvetes"},
        }
    ],
}

ROMAN_ACTIONS = markdown(
    """
Este documento é sintético.

# Plano de Ação Regional – Serra Imaginária

**Nome da organização parceira:** Serra Imaginária

**País:** Terra Imaginária

**Nome do instrumento de política abordado:** Programa Serra 2100

**O plano de ação visa influenciar:** outro instrumento de política de desenvolvimento regional

**Contexto político:** O programa esquece as aldeias altas.

## Medida I: Neve

**Contexto:** Neva muito.

**Descrição da medida:**

1. Comprar pás;
2. Distribuir pás.

**Responsáveis:** Junta de freguesia

**Duração:** Janeiro/2029 – Dezembro/2030

**Custo estimado:**

| Rubrica | Quantidade | Valor (€) |
| --- | --- | --- |
| Pás | 200 | 4.000 |
| Transporte | 3 | 1.234,50 |

**Fontes de financiamento:** Programa Serra 2100 (75 %), Junta (25 %)

## Medida II: Lenha

**Descrição da medida:** Secar lenha.

**Duração:** até 30 de setembro de 2029

**Custo estimado:** entre 1,5 e 2 milhões de euros
""",
    "pt",
)

ROMAN_ACTIONS_FIELDS: Expected = {
    "title": "Plano de Ação Regional – Serra Imaginária",
    "partners": ["Serra Imaginária"],
    "country": "Terra Imaginária",
    "instrument": "Programa Serra 2100",
    "instrument_kind": "other",
    "policy_context": "O programa esquece as aldeias altas.",
    "actions": [
        {
            "number": 1,
            "title": "Neve",
            "background": "Neva muito.",
            "activities": "Comprar pás; … Distribuir pás.",
            "stakeholders": ["Junta de freguesia"],
            "timeframe": {"text": "Janeiro/2029 – Dezembro/2030", "start": "2029-01", "end": "2030-12"},
            "costs": {"text": "Pás | 200 | 4.000 … 1.234,50", "amounts": ["4000 EUR", "1234.5 EUR"]},
            "funding": {"text": "Programa Serra 2100 (75 %), Junta (25 %)"},
        },
        {
            "number": 2,
            "title": "Lenha",
            "activities": "Secar lenha.",
            "timeframe": {"text": "até 30 de setembro de 2029", "end": "2029-09-30"},
            "costs": {"text": "entre 1,5 e 2 milhões de euros", "amounts": ["1500000 EUR", "2000000 EUR"]},
        },
    ],
}

ACTIONS_NAMED_IN_LISTS = markdown(
    """
This document is synthetic.

# Listland action plan

## Overview of actions

- Action 1: A list of lists
- Action 2: A shorter list

## Action 1: A list of lists

### Background

This action prepares

- Action 2: A shorter list

and is the longest one.

### Activities

The council writes a list.

### Funding

- Action 1: EUR 2,000 from the council
- Action 2: EUR 1,000 from the council

## Action 2: A shorter list

### Activities

The council writes a shorter list.

### Costs

See Action 1: funding.

| Action | Costs | Funding |
| --- | --- | --- |
| Action 1 | EUR 2,000 | council |
| Action 2 | EUR 1,000 | council |
""",
    "en",
)

ACTIONS_NAMED_IN_LISTS_FIELDS: Expected = {
    "title": "Listland action plan",
    "actions": [
        {
            "number": 1,
            "title": "A list of lists",
            "background": "This action prepares … is the longest one.",
            "activities": "The council writes a list.",
            "funding": {
                "text": "Action 1: EUR 2,000 from the council … EUR 1,000 from the council",
                "amounts": ["2000 EUR", "1000 EUR"],
            },
            "costs": {"text": "EUR 2,000", "amounts": ["2000 EUR"]},
        },
        {
            "number": 2,
            "title": "A shorter list",
            "activities": "The council writes a shorter list.",
            "costs": {"text": "See Action 1: funding."},
            "funding": {"text": "council"},
        },
    ],
}

# Good practices


def english_practice(document: WordDocument) -> None:
    """The platform's form in Word, with the questions of its first page."""
    document.add_paragraph("This document is synthetic.")
    document.add_heading("Good practice form", 1)
    document.add_heading("1. General information", 2)
    table(
        document,
        [
            ("Title of the practice", "Singing in Waiting Rooms"),
            ("Does this practice come from an Interreg Europe Project", "Yes"),
            ("Please select the project acronym", "MOCKHEALTH"),
            ("Main institution involved", "Mockshire Care Trust"),
        ],
    )
    table(document, [("Country", "Mockland", "Region", "Mockshire"), ("City", "Mocktown", "", "")])
    table(document, [("Author", "Jane Doe"), ("E-mail", "jane.doe@mockshire.example")])
    document.add_heading("2. Detailed description", 2)
    table(
        document,
        [
            ("Short summary of the practice", "Patients sing while they wait."),
            ("Detailed information on the practice", "A choir master visits two waiting rooms."),
            ("Timescale (start/end date)", "12 March 2022 – June 2024"),
            ("Evidence of success (results achieved)", "Complaints fell from 90 to 30."),
            ("Challenges encountered (optional)", ""),
            ("Potential for learning or transfer", "Any waiting room will do."),
            ("Further information", "https://singing.example"),
            ("Keywords", "music; waiting"),
            ("Resources needed", "EUR 10–12k per year"),
        ],
    )
    document.add_heading("Expert opinion", 2)
    document.add_paragraph("A lovely practice.")


ENGLISH_PRACTICE: Expected = {
    "title": "Singing in Waiting Rooms",
    "linked": True,
    "project": "MOCKHEALTH",
    "institution": "Mockshire Care Trust",
    "country": "Mockland",
    "region": "Mockshire",
    "city": "Mocktown",
    "summary": "Patients sing while they wait.",
    "detail": "A choir master visits two waiting rooms.",
    "timescale": "12 March 2022 – June 2024",
    "start": "2022-03",
    "end": "2024-06",
    "evidence": "Complaints fell from 90 to 30.",
    "transfer": "Any waiting room will do.",
    "further_information": "https://singing.example",
    "keywords": ["music", "waiting"],
    "resources": {"text": "EUR 10–12k per year", "amounts": ["10000 EUR", "12000 EUR"]},
}

DUTCH_PRACTICE = markdown(
    """
Dit document is synthetisch.

# Goede praktijk: Soep aan de deur

Trefwoorden: soep, eenzaamheid

Organisatie: Stichting Soep

Locatie: Proefdorp, Proefland

Startdatum: september 2021

Einddatum: doorlopend

Samenvatting: Buren brengen soep.

Beschrijving: Elke buurt heeft een ketel.

De ketel gaat rond.

Benodigde middelen: € 1.500 per ketel

Resultaten: 400 kommen soep in één winter.

Overdraagbaarheid: Een ketel past overal.
"""
)

DUTCH_PRACTICE_FIELDS: Expected = {
    "title": "Soep aan de deur",
    "institution": "Stichting Soep",
    "location": "Proefdorp, Proefland",
    "summary": "Buren brengen soep.",
    "detail": "Elke buurt heeft een ketel. … De ketel gaat rond.",
    "timescale": "september 2021 … Einddatum: doorlopend",
    "start": "2021-09",
    "ongoing": "doorlopend",
    "resources": {"text": "€ 1.500 per ketel", "amounts": ["1500 EUR"]},
    "evidence": "400 kommen soep in één winter.",
    "transfer": "Een ketel past overal.",
    "keywords": ["soep", "eenzaamheid"],
}

HUNGARIAN_PRACTICE = markdown(
    """
Ez a dokumentum szintetikus.

# Padok a parkban

| Mező | Tartalom |
| --- | --- |
| Kapcsolódik Interreg Europe projekthez? | Nem |
| Fő intézmény | Kisfalu önkormányzata |
| Kapcsolattartó | Minta Mária |
| Téma | Kutatás és innováció |
| Rövid összefoglaló | Padok, amelyek mellett botot lehet támasztani. |
| Szükséges erőforrások | 3,5 millió Ft és két ács |
| Időszak | 2019. április – 2021. október |
| A siker bizonyítékai | 44 pad áll. |
| Felmerült kihívások | n. a. |
| Tanulási vagy átvételi lehetőség | Bárhol van park. |
""",
    "hu",
)

HUNGARIAN_PRACTICE_FIELDS: Expected = {
    "title": "Padok a parkban",
    "linked": False,
    "institution": "Kisfalu önkormányzata",
    "topic": "Kutatás és innováció",
    "summary": "Padok, amelyek mellett botot lehet támasztani.",
    "resources": {"text": "3,5 millió Ft és két ács", "amounts": ["3500000 HUF"]},
    "timescale": "2019. április – 2021. október",
    "start": "2019-04",
    "end": "2021-10",
    "evidence": "44 pad áll.",
    "transfer": "Bárhol van park.",
}

PORTUGUESE_PRACTICE = markdown(
    """
Este documento é sintético.

# Ficha de boa prática

## Título da prática

Dança na farmácia

## Provas de sucesso / Evidence of success

Duzentas pessoas dançam.

### Números

40 por semana.

## Potencial de transferência

Qualquer farmácia serve.

## Recursos

Não há custos.

## Período de execução

Um texto que não é do formulário.

## Calendário

Desde 2020

## Desafios

O som era baixo.

## Instituição

Farmácia Fictícia

## Contacto

Maria da Silva

maria@ficticia.example

## Mais informações

www.danca.example
""",
    "pt",
)

PORTUGUESE_PRACTICE_FIELDS: Expected = {
    "title": "Dança na farmácia",
    "evidence": "Duzentas pessoas dançam. … 40 por semana.",
    "transfer": "Qualquer farmácia serve.",
    "resources": {"text": "Não há custos."},
    "timescale": "Desde 2020",
    "challenges": "O som era baixo.",
    "institution": "Farmácia Fictícia",
    "further_information": "www.danca.example",
}

PLATFORM_PAGE = html(
    """
<main>
<p>This document is synthetic.</p>
<h1>Knitting against Loneliness</h1>
<h2>About this good practice</h2>
<p>Knitters meet on Mondays.</p>
<p>They knit for the hospital.</p>
<h3>Resources needed</h3><p>Wool for £1,200 a year; one volunteer.</p>
<h3>Evidence of success</h3><p>200 hats in 2023.</p>
<h3>Difficulties encountered / Lessons learned</h3><p>Moths.</p>
<h3>Potential for learning or transfer</h3><p>Wool is everywhere.</p>
<h2>Good practice owner</h2><p>Fakepool University</p>
<table>
<tr><td>Topic</td><td>Research and innovation</td></tr>
<tr><td>Location</td><td>Fakepool, Fakeland</td></tr>
<tr><td>Start date</td><td>01/2019</td></tr>
<tr><td>End date</td><td>Present</td></tr>
<tr><td>Tags</td><td>wool • mondays</td></tr>
</table>
<h1>Sewing against Loneliness</h1>
<h3>Evidence of success</h3><p>None yet.</p>
<h3>Short summary</h3><p>Another practice.</p>
</main>
""",
    "en",
)

PLATFORM_PAGE_FIELDS: Expected = {
    "title": "Knitting against Loneliness",
    "institution": "Fakepool University",
    "location": "Fakepool, Fakeland",
    "topic": "Research and innovation",
    "resources": {"text": "Wool for £1,200 a year; one volunteer.", "amounts": ["1200 GBP"]},
    "timescale": "01/2019 … Present",
    "start": "2019-01",
    "ongoing": "Present",
    "evidence": "200 hats in 2023.",
    "challenges": "Moths.",
    "transfer": "Wool is everywhere.",
    "keywords": ["wool", "mondays"],
}

# Neither plan nor practice

MINUTES = markdown(
    """
This document is synthetic.

# Minutes of the stakeholder group

Date: 12 May 2029

## Decisions

- Action 1: the council sends the letter.
- Action 2: the university answers it.

## Timeline

The action plan is discussed in June 2029. It costs EUR 5,000.

## Partners

Everybody came.
""",
    "en",
)

GLOSSARY = markdown(
    """
This document is synthetic.

# Glossary

## Action plan

A document with three parts.

## Partner

An organisation that takes part.

## Policy instrument

A programme or a strategy.

## NUTS2

A level of regions.

## Good practice

An initiative that proved successful.

## Evidence of success

Numbers, mostly.
""",
    "en",
)

BUDGET = markdown(
    """
This document is synthetic.

# Project budget

| Costs | Funding sources |
| --- | --- |
| EUR 5,000 | the fund |
| EUR 6,000 | the council |

Project: MOCKHEALTH

Country: Mockland
""",
    "en",
)

FIXTURES = (
    Fixture("english template in Word", word(english_template), plan=ENGLISH_TEMPLATE),
    Fixture("Dutch headings with numbers", DUTCH_NUMBERED, plan=DUTCH_NUMBERED_FIELDS),
    Fixture("Hungarian lines", HUNGARIAN_LINES, plan=HUNGARIAN_LINES_FIELDS),
    Fixture("Portuguese table with an action to a row", PORTUGUESE_COLUMNS, plan=PORTUGUESE_COLUMNS_FIELDS),
    Fixture("partner profiles first", PROFILES_FIRST, plan=PROFILES_FIRST_FIELDS),
    Fixture("two languages", MIXED_LANGUAGES, plan=MIXED_LANGUAGES_FIELDS),
    Fixture("half empty", HALF_EMPTY, plan=HALF_EMPTY_FIELDS),
    Fixture("actions first", ACTIONS_FIRST, plan=ACTIONS_FIRST_FIELDS),
    Fixture("values below their names", word(values_below, "pt"), plan=VALUES_BELOW),
    Fixture("pages and broken rows", paged, plan=PAGED),
    Fixture("web page", WEB_PAGE, plan=WEB_PAGE_FIELDS),
    Fixture("one action without a name", SINGLE_ACTION, plan=SINGLE_ACTION_FIELDS),
    Fixture("letters for numbers", LETTERED, plan=LETTERED_FIELDS),
    Fixture("action cards", word(action_cards, "nl-NL"), plan=ACTION_CARDS),
    Fixture("without accents", UNACCENTED, plan=UNACCENTED_FIELDS),
    Fixture("Roman numerals", ROMAN_ACTIONS, plan=ROMAN_ACTIONS_FIELDS),
    Fixture("actions named in lists", ACTIONS_NAMED_IN_LISTS, plan=ACTIONS_NAMED_IN_LISTS_FIELDS),
    Fixture("English practice in Word", word(english_practice, "en-GB"), practice=ENGLISH_PRACTICE),
    Fixture("Dutch practice in lines", DUTCH_PRACTICE, practice=DUTCH_PRACTICE_FIELDS),
    Fixture("Hungarian practice in a table", HUNGARIAN_PRACTICE, practice=HUNGARIAN_PRACTICE_FIELDS),
    Fixture("Portuguese practice out of order", PORTUGUESE_PRACTICE, practice=PORTUGUESE_PRACTICE_FIELDS),
    Fixture("page of the platform", PLATFORM_PAGE, practice=PLATFORM_PAGE_FIELDS),
    Fixture("minutes", MINUTES),
    Fixture("glossary", GLOSSARY),
    Fixture("budget", BUDGET),
)
