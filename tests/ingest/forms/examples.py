"""The synthetic examples that the bot comes with, and what a careful reader finds in their fields."""

from pathlib import Path

from ingest.reading.document import ReadDocument
from ingest.reading.formats import read
from ingest.redaction import redact
from tests.ingest.forms.fixtures import Expected, Fixture, Maker

SHIPPED = Path(__file__).parents[3] / "helium_bot" / "examples"


def shipped(path: str) -> Maker:
    """One of the examples, as it is read before it is split into passages."""

    def make(_: Path) -> ReadDocument:
        return redact(read(SHIPPED / path)).document

    return make


SAMPLETON: Expected = {
    "title": "Regional Action Plan of Sampleton (synthetic example)",
    "project": "Sample Health Exchange (made up)",
    "partners": ["Sampleton Regional Council (made up)"],
    "other_partners": ["University of Sampleton", "Sampleton General Hospital (both made up)"],
    "country": "Sampleland",
    "nuts2": "SX99 Greater Sampleton",
    "nuts2_code": "SX99",
    "instrument": "Sampleton Health Innovation Strategy",
    "instrument_kind": "other",
    "policy_context": "The Sampleton Health Innovation Strategy funds … first use can be funded too.",
    "endorsement": "Sampleton Regional Council endorsed the action plan of Sampleton on 9 September 2025 (made up).",
    "actions": [
        {
            "number": 1,
            "title": "Open a test ward for care products",
            "background": "During a study visit … the same purpose.",
            "activities": "Sampleton General Hospital turns … for small companies.",
            "stakeholders": [
                "Sampleton General Hospital runs the test ward.",
                "Sampleton Regional Council adopts the new funding line.",
                "The University of Sampleton designs the assessment form.",
                "The Sampleton Patients' Forum recruits volunteers.",
            ],
            "timeframe": {
                "text": "The test ward is prepared … to December 2027.",
                "start": "2026-01",
                "end": "2027-12",
            },
            "costs": {
                "text": "Action 1 costs EUR 111,111.00: … for staff.",
                "amounts": ["111111 EUR", "88888 EUR", "22223 EUR"],
            },
            "funding": {"text": "Action 1 is paid … (EUR 33,334.00).", "amounts": ["77777 EUR", "33334 EUR"]},
        },
        {
            "number": 2,
            "title": "Appoint innovation scouts in ten care homes",
            "background": "The partners learned … an innovation office.",
            "activities": "Ten care homes … eligible costs.",
            "stakeholders": [
                "The Sampleton Association of Care Homes chooses the ten homes.",
                "Sampleton Regional Council changes the rule on eligible costs.",
                "The University of Sampleton trains the innovation scouts for two days.",
            ],
            "timeframe": {
                "text": "The innovation scouts work from March 2026 to February 2028.",
                "start": "2026-03",
                "end": "2028-02",
            },
            "costs": {
                "text": "Action 2 costs EUR 44,444.00 for training and replacement staff.",
                "amounts": ["44444 EUR"],
            },
            "funding": {"text": "Action 2 is paid by the Sampleton Health Innovation Strategy."},
        },
        {
            "number": 3,
            "title": "Buy innovation together",
            "background": "A staff exchange … buy together.",
            "activities": "Three hospitals write … above EUR 55,555.00.",
            "stakeholders": [
                "Sampleton General Hospital, Lower Sampleton Clinic … publish the call.",
                "Sampleton Regional Council gives legal advice.",
            ],
            "timeframe": {"text": "The joint call is published … in March 2027.", "end": "2027-03"},
            "costs": {"text": "Action 3 costs EUR 22,222.00 … not included.", "amounts": ["22222 EUR"]},
            "funding": {"text": "Action 3 is paid by the three hospitals in equal parts."},
        },
    ],
}

VOORBEELDSTAD: Expected = {
    "title": "Regionaal actieplan van Voorbeeldstad (synthetisch voorbeeld)",
    "project": "Voorbeeldproject Zorg (verzonnen)",
    "partners": ["Gemeente Voorbeeldstad (verzonnen)"],
    "other_partners": ["Hogeschool Voorbeeldstad", "Thuiszorg De Proef (beide verzonnen)"],
    "country": "Voorbeeldland",
    "nuts2": "VB99 Voorbeeldstad en omgeving",
    "nuts2_code": "VB99",
    "instrument": "Regionaal Fonds Gezond Voorbeeldland",
    "instrument_kind": "growth_jobs",
    "policy_context": "Het Regionaal Fonds Gezond Voorbeeldland betaalt … zelf iets willen uitproberen.",
    "actions": [
        {
            "number": 1,
            "title": "Zorgvouchers voor kleine bedrijven",
            "background": "Tijdens een werkbezoek … tafel te krijgen.",
            "activities": "De gemeente Voorbeeldstad voert … tot EUR 5.000,00.",
            "stakeholders": [
                "De gemeente Voorbeeldstad geeft de zorgvouchers uit.",
                "Thuiszorg De Proef en drie verpleeghuizen bieden de begeleiding.",
                "De beheerder van het Regionaal Fonds Gezond Voorbeeldland past de regels aan.",
            ],
            "timeframe": {
                "text": "De zorgvouchers worden uitgegeven van april 2026 tot en met maart 2028.",
                "start": "2026-04",
                "end": "2028-03",
            },
            "costs": {
                "text": "Actie 1 kost EUR 111.111,00, … voor de uitvoering.",
                "amounts": ["111111 EUR", "99999 EUR", "11112 EUR"],
            },
            "funding": {"text": "Actie 1 wordt betaald … (20 %)."},
        },
        {
            "number": 2,
            "title": "Een proeftuin in elke wijk",
            "background": "De goede praktijk … hoeven te reizen.",
            "activities": "In vijf wijken … in gewone taal.",
            "stakeholders": [
                "Hogeschool Voorbeeldstad leidt de begeleiders op.",
                "De vijf buurthuizen stellen een kamer beschikbaar.",
                "De Seniorenraad Voorbeeldstad werft de panelleden.",
            ],
            "timeframe": {"text": "De eerste proeftuin opent … juni 2027.", "start": "2026-09"},
            "costs": {
                "text": "Inrichting van vijf woonkamers | EUR 44.444,00 … Totaal van actie 2 | EUR 77.777,00",
                "amounts": ["44444 EUR", "33333 EUR", "77777 EUR"],
            },
            "funding": {
                "text": "Actie 2 wordt betaald … (EUR 22.222,00).",
                "amounts": ["55555 EUR", "22222 EUR"],
            },
        },
        {
            "number": 3,
            "title": "Een vaste plek voor gebruikers in het fonds",
            "background": "In Példaváros beslist … werkwijze over.",
            "activities": "De beoordelingscommissie … zijn betrokken.",
            "stakeholders": [
                "De beheerder van het Regionaal Fonds Gezond Voorbeeldland wijzigt het reglement.",
                "De Patiëntenvereniging Voorbeeldland draagt de twee leden voor.",
            ],
            "timeframe": {"text": "Het nieuwe reglement geldt vanaf januari 2027.", "start": "2027-01"},
            "costs": {"text": "Actie 3 kost EUR 1.111,00 per jaar aan vergoedingen.", "amounts": ["1111 EUR"]},
            "funding": {"text": "Actie 3 wordt betaald uit de uitvoeringskosten van het fonds."},
        },
    ],
}

PELDAVAROS: Expected = {
    "title": "Példaváros regionális cselekvési terve (szintetikus példa)",
    "project": "Példa Egészség Projekt (kitalált)",
    "partners": ["Példavárosi Fejlesztési Ügynökség (kitalált)"],
    "other_partners": ["Példavárosi Egyetem", "Példavárosi Kórház (mindkettő kitalált)"],
    "country": "Példaország",
    "nuts2": "PX99 Példaváros és térsége",
    "nuts2_code": "PX99",
    "instrument": "Példaországi Egészségipari Operatív Program",
    "instrument_kind": "growth_jobs",
    "policy_context": "A Példaországi Egészségipari Operatív Program eddig … is támogassa.",
    "endorsement": "A cselekvési tervet … támogatta (kitalált adat).",
    "actions": [
        {
            "number": 1,
            "title": "Telemedicina-mentorok a háziorvosi rendelőkben",
            "background": "A partnerek a Vila Exemplo … háziorvosi rendelőibe.",
            "activities": "Húsz háziorvosi rendelőben … két évig támogatja.",
            "stakeholders": [
                "A Példavárosi Fejlesztési Ügynökség koordinálja az intézkedést.",
                "A Példavárosi Egyetem kidolgozza és megtartja a képzést.",
                "Húsz háziorvosi rendelő fogadja a mentorokat.",
                "A program irányító hatósága kiírja az új felhívást.",
            ],
            "timeframe": {
                "text": "A képzés 2026 februárjában indul, … a rendelőkben.",
                "start": "2026-02",
                "end": "2028-04-30",
            },
            "costs": {
                "text": "Az 1. intézkedés költsége 99 999,00 EUR, … a képzés.",
                "amounts": ["99999 EUR", "77777 EUR", "22222 EUR"],
            },
            "funding": {"text": "Az 1. intézkedést 85 %-ban … finanszírozza."},
        },
        {
            "number": 2,
            "title": "Betegek az értékelő bizottságban",
            "background": "A Sugárkonyha jó gyakorlat … részt betegek.",
            "activities": "A Példaországi Egészségipari … tiszteletdíjban részesülnek.",
            "stakeholders": [
                "A program irányító hatósága módosítja az értékelési szabályzatot.",
                "A Példaországi Betegszövetség jelöli a betegeket.",
                "A Példavárosi Kórház jelöli az ápolókat.",
            ],
            "timeframe": {"text": "Az új értékelési szabályzat 2026 … készül jelentés.", "start": "2026-10"},
            "costs": {"text": "A 2. intézkedés költsége évente 11 111,00 EUR.", "amounts": ["11111 EUR"]},
            "funding": {"text": "A 2. intézkedést a program technikai segítségnyújtási kerete finanszírozza."},
        },
        {
            "number": 3,
            "title": "Innovációs nap a kórházban",
            "background": "Voorbeeldstad proeftuinjai … kijelölt alkalom.",
            "activities": "A Példavárosi Kórház minden … hétig kipróbálja.",
            "stakeholders": [
                "A Példavárosi Kórház szervezi az innovációs napot.",
                "A Példavárosi Kereskedelmi Klub hívja meg a cégeket.",
            ],
            "timeframe": {
                "text": "Az első innovációs nap … december 7-én.",
                "start": "2026-09-01",
                "end": "2027-12-07",
            },
            "costs": {"text": "A 3. intézkedés költsége 33 333,00 EUR.", "amounts": ["33333 EUR"]},
            "funding": {"text": "A 3. intézkedést a Példavárosi Kórház saját forrásból finanszírozza."},
        },
    ],
}

VILA_EXEMPLO: Expected = {
    "title": "Plano de ação regional de Vila Exemplo (exemplo sintético)",
    "project": "Projeto Exemplo Saúde (inventado)",
    "partners": ["Câmara Municipal de Vila Exemplo (inventada)"],
    "other_partners": ["Instituto Politécnico de Vila Exemplo", "Casa de Saúde do Modelo (ambos inventados)"],
    "country": "Terra do Exemplo",
    "nuts2": "TX99 Vila Exemplo e Vale do Modelo",
    "nuts2_code": "TX99",
    "instrument": "Estratégia Municipal de Saúde Próxima",
    "instrument_kind": "other",
    "policy_context": "A Estratégia Municipal de Saúde Próxima apoia … com acompanhamento.",
    "actions": [
        {
            "number": 1,
            "title": "Carrinha da teleconsulta",
            "background": "Os parceiros aprenderam … possa acontecer.",
            "activities": "Uma carrinha equipada … horas da enfermeira.",
            "stakeholders": [
                "A Câmara Municipal de Vila Exemplo compra e mantém a carrinha.",
                "A Casa de Saúde do Modelo disponibiliza a enfermeira e os médicos.",
                "As nove juntas de freguesia divulgam o calendário das visitas.",
            ],
            "timeframe": {
                "text": "A carrinha da teleconsulta circula de maio de 2026 a abril de 2028.",
                "start": "2026-05",
                "end": "2028-04",
            },
            "costs": {
                "text": "A ação 1 custa 88 888,00 EUR, … para pessoal.",
                "amounts": ["88888 EUR", "55555 EUR", "33333 EUR"],
            },
            "funding": {"text": "A ação 1 é financiada … (22 222,00 EUR).", "amounts": ["66666 EUR", "22222 EUR"]},
        },
        {
            "number": 2,
            "title": "Laboratório vivo do envelhecimento em casa",
            "background": "A boa prática … num bairro.",
            "activities": "O Instituto Politécnico … no laboratório vivo.",
            "stakeholders": [
                "O Instituto Politécnico de Vila Exemplo coordena o laboratório vivo.",
                "A Associação Sénior do Modelo escolhe o conselho de moradores.",
                "A Câmara Municipal de Vila Exemplo inclui … Saúde Próxima.",
            ],
            "timeframe": {
                "text": "O laboratório vivo é preparado … setembro de 2028.",
                "start": "2026-01",
                "end": "2028-09",
            },
            "costs": {"text": "A ação 2 custa 111 111,00 EUR.", "amounts": ["111111 EUR"]},
            "funding": {"text": "A ação 2 é financiada pelo Fundo Modelo para a Inovação (inventado)."},
        },
    ],
}

NIGHT_LIGHT_LIBRARY: Expected = {
    "title": "Night Light Library (synthetic example)",
    "institution": "The Night Light Library is run by Sampleton General Hospital (made up).",
    "location": "Sampleland, Greater Sampleton, Sampleton",
    "topic": "Research and innovation",
    "summary": "The Night Light Library lends … think of them.",
    "detail": "Night nurses in Sampleton … maker of the device.",
    "resources": {"text": "The Night Light Library cost EUR 33,333.00 … hours a week.", "amounts": ["33333 EUR"]},
    "timescale": "March 2022 - Ongoing",
    "start": "2022-03",
    "ongoing": "Ongoing",
    "evidence": "In its first year … changed their product.",
    "challenges": "Devices came back … be anonymous.",
    "transfer": "A hospital of any size … as it is.",
    "keywords": ["night shift", "nurses", "lending", "user testing", "procurement"],
}

PROEFKAMER_THUISZORG: Expected = {
    "title": "Proefkamer Thuiszorg (synthetisch voorbeeld)",
    "institution": "De Proefkamer Thuiszorg is van Thuiszorg De Proef (verzonnen).",
    "location": "Voorbeeldland, Voorbeeldstad en omgeving, Voorbeeldstad",
    "topic": "Onderzoek en innovatie",
    "summary": "In de Proefkamer Thuiszorg … echte woning.",
    "detail": "Hulpmiddelen voor thuis … voor het bedrijf.",
    "resources": {
        "text": "De Proefkamer Thuiszorg kostte … huur per jaar.",
        "amounts": ["22222 EUR", "9999 EUR"],
    },
    "timescale": "Mei 2021 - Doorlopend",
    "start": "2021-05",
    "ongoing": "Doorlopend",
    "evidence": "In drie jaar … Thuiszorg De Proef.",
    "challenges": "De lift was te klein … boven moesten.",
    "transfer": "Elke regio … een ziekenhuisafdeling.",
    "keywords": ["thuiszorg", "hulpmiddelen", "gebruikerstest", "woning"],
}

SUGARKONYHA: Expected = {
    "title": "Sugárkonyha (szintetikus példa)",
    "institution": "A Sugárkonyha gazdája a Példavárosi Kórház (kitalált).",
    "location": "Példaország, Példaváros és térsége, Példaváros",
    "topic": "Kutatás és innováció",
    "summary": "A Sugárkonyhában sugárkezelésre … konyhai eszközöket.",
    "detail": "A sugárkezelés alatt … név nélkül.",
    "resources": {"text": "A Sugárkonyha kialakítása 44 444,00 EUR-ba … munkatárs kell.", "amounts": ["44444 EUR"]},
    "timescale": "2020. november - folyamatban",
    "start": "2020-11",
    "ongoing": "folyamatban",
    "evidence": "Az első négy évben … 11 %-ra csökkent.",
    "challenges": "A tűzvédelmi engedély … jött el.",
    "transfer": "A Sugárkonyha bármely … az értékelőlapot.",
    "keywords": ["étkezés", "sugárkezelés", "betegbevonás", "kipróbálás"],
}

CAMINHADAS_COM_SENSOR: Expected = {
    "title": "Caminhadas com Sensor (exemplo sintético)",
    "institution": "A prática Caminhadas com Sensor é da Casa de Saúde do Modelo (inventada).",
    "location": "Terra do Exemplo, Vale do Modelo, Vila Exemplo",
    "topic": "Investigação e inovação",
    "summary": "Nas Caminhadas com Sensor, grupos … risco de queda.",
    "detail": "As quedas são … plano de exercícios.",
    "resources": {"text": "As Caminhadas com Sensor custaram … da fisioterapeuta.", "amounts": ["11111 EUR"]},
    "timescale": "Setembro de 2023 - Em curso",
    "start": "2023-09",
    "ongoing": "Em curso",
    "evidence": "Em dois anos … três vezes.",
    "challenges": "Os primeiros sensores … Saúde do Modelo.",
    "transfer": "As Caminhadas com Sensor podem … com Sensor.",
    "keywords": ["quedas", "sensores", "caminhada", "envelhecimento ativo"],
}

EXAMPLES = (
    Fixture("sampleton", shipped("action_plans/sampleton.md"), plan=SAMPLETON),
    Fixture("voorbeeldstad", shipped("action_plans/voorbeeldstad.docx"), plan=VOORBEELDSTAD),
    Fixture("peldavaros", shipped("action_plans/peldavaros.pdf"), plan=PELDAVAROS),
    Fixture("vila_exemplo", shipped("action_plans/vila_exemplo.html"), plan=VILA_EXEMPLO),
    Fixture("night_light_library", shipped("good_practices/night_light_library.md"), practice=NIGHT_LIGHT_LIBRARY),
    Fixture("proefkamer_thuiszorg", shipped("good_practices/proefkamer_thuiszorg.docx"), practice=PROEFKAMER_THUISZORG),
    Fixture("sugarkonyha", shipped("good_practices/sugarkonyha.pdf"), practice=SUGARKONYHA),
    Fixture(
        "caminhadas_com_sensor", shipped("good_practices/caminhadas_com_sensor.html"), practice=CAMINHADAS_COM_SENSOR
    ),
)
