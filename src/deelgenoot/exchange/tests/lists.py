"""Lists of parents of De Regenboog, dropped as its administrator does on the page."""

import re
from uuid import UUID

from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.exchange.actions.columns import explain_columns
from deelgenoot.exchange.actions.deliveries import drop_list
from deelgenoot.exchange.guardians.columns import Column, Tells, Whose
from deelgenoot.exchange.guardians.table import read_table
from deelgenoot.exchange.models import DeliveryLine
from deelgenoot.exchange.queries import find_delivery
from deelgenoot.exchange.tests.dropping import as_ria

HEAD = (
    "Leerlingnummer;Verzorger roepnaam;Verzorger achternaam;Verzorger gezag;"
    "E-mailadres verzorger;Mobiel verzorger;Verzorger straat;Verzorger huisnummer;"
    "Verzorger postcode;Verzorger plaats;Verzorger geheim adres"
)
WITH_CHILD = """
    SELECT child.first, adult.first, k.kind, k.until IS NULL, k.until = k.since
    FROM people_custody k JOIN people_person child ON child.id = k.child_id
    JOIN people_person adult ON adult.id = k.adult_id ORDER BY 1, 2, k.since
"""


def key_of(copy, child):
    """The number of a pupil of De Regenboog in its own administration."""
    return copy.rows(
        "SELECT e.key FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
        " WHERE p.first = %s",
        child,
    )[0][0]


def line(key, name, *, mail="", phone="", custody="", home=";;;", secret=""):
    """One line of a list: a parent with a child."""
    first, _, rest = name.partition(" ")
    return f"{key};{first};{rest};{custody};{mail};{phone};{home};{secret}"


def drop(*lines: str, head: str = HEAD) -> UUID:
    """Drop a list."""
    content = "\n".join([head, *lines]).encode()
    with as_ria() as actor:
        return drop_list(actor, my_school(actor), table=read_table(content)).pk


def told(delivery: UUID) -> dict[str, list[tuple[str, str]]]:
    """What a list changes: by kind, the line and the name; with problems the kind of sentence."""
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery)
        found: dict[str, list[tuple[str, str]]] = {}
        for row in rows.order_by("kind", "number"):
            found.setdefault(row.kind, []).append((row.was, row.name))
        return found


def explain(delivery: UUID, told_: dict[int, Column | None]) -> None:
    """Say what columns tell."""
    with as_ria() as actor:
        explain_columns(actor, find_delivery(actor, delivery), told=told_)


MAIL = Column(Whose.ADULT, Tells.MAIL)


def sentences(delivery: UUID, language="en") -> str:
    """Everything a list tells in words, in one language."""
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery)
        kept = [row.told[language] for row in rows if isinstance(row.told, dict)]
    return re.sub(r"\s+", " ", " ".join(word for pair in kept for word in pair))
