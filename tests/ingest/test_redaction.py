"""Contact data is left out, and nothing else is."""

import pytest

from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.redaction import redact


def left_of(*texts: str, header: str = "") -> list[str]:
    kind = BlockKind.TABLE_ROW if header or all(" | " in text for text in texts) else BlockKind.PARAGRAPH
    document = ReadDocument(tuple(Block(kind, text, header=header) for text in texts))
    return [block.text for block in redact(document).document.blocks]


@pytest.mark.parametrize(
    "lines",
    [
        ["Contact person: Jane Doe", "E-mail: jane.doe@example.org", "Phone: +31 40 123 45 67"],
        ["Contactpersoon: Piet van der Berg", "Telefoon: 040-123 45 67", "E-mailadres: p.vanderberg@voorbeeld.example"],
        ["Kapcsolattartó: Dr. Kovács János", "Telefon: 06 1 234 5678", "E-mail cím: kovacs.janos@pelda.example"],
        ["Pessoa de contacto: Maria da Silva", "Telefone: 225 571 000", "Correio eletrónico: maria@exemplo.example"],
        ["Contact person", "Jane Doe", "jane@example.org", "T: 040 238 0000"],
        ["Contact persons:", "Jane Doe", "John Roe"],
        ["Contact person: Doe, Jane"],
    ],
)
def test_a_contact_block_is_left_out_entirely(lines: list[str]) -> None:
    assert left_of(*lines, "The plan costs EUR 5.000.") == ["The plan costs EUR 5.000."]
    assert left_of("\n".join(lines), "The plan costs EUR 5.000.") == ["The plan costs EUR 5.000."]


def test_contact_rows_of_a_form_go_and_the_organisation_stays() -> None:
    rows = [
        "Partner organisation | Semmelweis University",
        "Contact person | Jane Doe",
        "Phone number | +36 1 488 7600",
    ]
    assert left_of(*rows) == ["Partner organisation | Semmelweis University"]


def test_a_table_of_people_keeps_their_roles() -> None:
    rows = ["Jane Doe | Manager | jane.doe@example.org", "Ann Roe | Nurse | info@example.org"]
    assert left_of(*rows, header="Name | Role | E-mail") == ["[…] | Manager | […]", "[…] | Nurse | […]"]


def test_inside_a_sentence_only_the_contact_data_is_omitted() -> None:
    assert left_of("Write to Jane Doe (jane.doe@example.org) or call +351 220 100 200 before Monday.") == [
        "Write to […] ([…]) or call […] before Monday."
    ]


def test_an_organisation_beside_the_person_or_the_address_stays() -> None:
    assert left_of("Contactpersoon: Piet de Vries (Brainport Development)") == [
        "Contactpersoon: […] (Brainport Development)"
    ]
    assert left_of("Contact person: Jane Doe, Thomas More Kempen, Turnhout") == [
        "Contact person: […], Thomas More Kempen, Turnhout"
    ]
    assert left_of("Ask Brainport Development (info@example.org).") == ["Ask Brainport Development ([…])."]
    assert left_of("City of Eindhoven\nJane Doe\nj.doe@example.org") == ["City of Eindhoven"]


@pytest.mark.parametrize(
    "number",
    ["+31 (0)40 123 45 67", "0031 40 1234567", "(06 30) 123-4567", "06-12345678", "+36-1-488-7600", "+351220100200"],
)
def test_a_phone_number_is_recognised_without_a_label(number: str) -> None:
    assert left_of(f"Call {number}, please.") == ["Call […], please."]


@pytest.mark.parametrize(
    "text",
    [
        "Total 1 982 862,00 EUR, €1,982,862.00, €10.091.625,55 and 4.949.840 euro; +12 345 678 EUR.",
        "In 2014-2020 and 2018–2020; dates 05-10-2018, 2018.09.26, 01/10/2016-30/09/2018, 26-09-2018 12:00.",
        "GINOP-2.3.2-15-2016-00012, PGI01462, contract no. 0123456789, KvK 012345678, ISBN 0-306-40615-2.",
        "49.54 % of 160 applications, 100 000 000 Ft, 12 000 000 people.",
        "phone 2014-2020 programme; mobile 3 000 000 users; tel 12 345; Fax: none.",
        "T: 2018-2020; M: 2 000 000,00 EUR; m. 1 234 567 inhabitants.",
        "Contact: see the website",
        "Contact: Brainport Development",
        "The contact person of each partner is trained.",
        "Visit Porto Living Lab and Innovate Dementia in January.",
    ],
)
def test_amounts_dates_references_and_organisations_stay(text: str) -> None:
    document = ReadDocument((Block(BlockKind.PARAGRAPH, text),))
    redacted = redact(document)
    assert redacted.document == document
    assert redacted.count == 0


def test_every_piece_of_contact_data_is_counted() -> None:
    document = ReadDocument(
        (Block(BlockKind.PARAGRAPH, "Contact person: Jane Doe\nE-mail: jane@example.org, x@example.org"),)
    )
    assert redact(document).count == 3


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a.b-" * 250_000, "1 " * 500_000, "+1" * 500_000, "Jane Doe a@b.org " * 20_000], ids=len
)
def test_an_endless_line_is_searched_without_getting_stuck(text: str) -> None:
    assert redact(ReadDocument((Block(BlockKind.PARAGRAPH, text),))).count in (0, 20_000)
