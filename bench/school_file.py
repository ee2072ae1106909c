"""Makes the file of a very large school, streamed to disk: made-up people, numbered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

BRIN = "99ZY"
IN_A_CLASS = 25
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<EDEX>\n<school><schooljaar>{0}-{1}</schooljaar>'
    f"<brincode>{BRIN}</brincode><xsdversie>2.1</xsdversie></school>\n<groepen>\n"
)
GROUP = '<groep key="G{0}"><naam>Groep {0}</naam><jaargroep>{1}</jaargroep></groep>\n'
COMBINED = '<samengestelde_groep key="S{0}"><naam>Plus {0}</naam></samengestelde_groep>\n'
PUPIL = (
    '<leerling key="LL{0:07}" eckid="https://id.school/{0:060}">\n'
    "<achternaam>Jansen{0}</achternaam><voorvoegsel>van der</voorvoegsel>\n"
    "<voornamen>Kim Maria</voornamen><voorletters-1>KM</voorletters-1>"
    "<roepnaam>Kim{0}</roepnaam>\n<geboortedatum>20{1:02}-0{2}-07</geboortedatum>"
    "<geslacht>9</geslacht><jaargroep>{3}</jaargroep>\n"
    '<groep key="G{4}"/>{5}\n<bsn>123456782</bsn><postcodenl>1234AB</postcodenl>\n'
    "<instroomdatum>2022-08-22</instroomdatum>\n</leerling>\n"
)
TOGETHER = '<samengestelde_groepen><samengestelde_groep key="S{0}"/></samengestelde_groepen>'
TEACHER = (
    '<leerkracht key="LK{0:06}"><achternaam>Visser{0}</achternaam><roepnaam>Jo{0}</roepnaam>\n'
    "<emailadres>jo{0}@meting.invalid</emailadres><rol>{1}</rol>{2}</leerkracht>\n"
)


def write_school(path: Path, pupils: int) -> None:
    """Write the file of a school of so many pupils, in classes of 25."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts(pupils))


def parts(pupils: int) -> Iterator[str]:
    """One pupil in ten is in a combined group too; a fifth of the classes has two teachers."""
    classes = max(1, pupils // IN_A_CLASS)
    today = datetime.now(UTC)
    begins = today.year - (today.month < 8)
    yield HEAD.format(begins, begins + 1)
    for number in range(classes):
        yield GROUP.format(number, number % 8 + 1)
        if number % 10 == 0:
            yield COMBINED.format(number // 10)
    yield "</groepen>\n<leerlingen>\n"
    for number in range(pupils):
        group = number % classes
        together = TOGETHER.format(group // 10) if number % 10 == 0 else ""
        year = group % 8 + 1
        yield PUPIL.format(number, 22 - year, number % 9 + 1, year, group, together)
    yield "</leerlingen>\n<leerkrachten>\n"
    yield TEACHER.format(0, "IB", "")
    for number in range(classes + classes // 5):
        tie = f'<groepen><groep key="G{number % classes}"><rol>LRK</rol></groep></groepen>'
        yield TEACHER.format(number + 1, "LRK", tie)
    yield "</leerkrachten>\n</EDEX>\n"
