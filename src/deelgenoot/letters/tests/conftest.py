"""A class with homes in it, an administrator who makes its papers, and a worker."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from deelgenoot.letters.tasks import make_batch
from tests.visitors import Street, Visitor

ADDRESS = (
    "INSERT INTO people_address (id, person_id, street, number, addition, postcode, town, country,"
    " noted_at) VALUES (gen_random_uuid(), %s, 'Spijkerstraat', '12', '', '6828 DA', 'Arnhem',"
    " 'NL', now()) ON CONFLICT DO NOTHING"
)
ADULT = (
    "WITH made AS (INSERT INTO people_person (id, controller_id, side, first, rest, language,"
    " workplace_name) SELECT gen_random_uuid(), controller_id, 'family', %s, %s, %s, '' FROM"
    " people_person WHERE id = %s RETURNING id) INSERT INTO people_custody (id, child_id,"
    " adult_id, kind, relation, since, proof, noted_by) SELECT gen_random_uuid(), %s, id, %s, '',"
    " now(), 'x', id FROM made RETURNING adult_id"
)
PUPILS = (
    "SELECT p.id, p.first, e.id FROM organisations_place o JOIN organisations_enrolment e"
    " ON e.id = o.enrolment_id JOIN people_person p ON p.id = e.pupil_id WHERE o.group_id = %s"
    " AND o.until IS NULL ORDER BY p.first, p.rest, e.id"
)


@dataclass
class Desk:
    """The administrator's desk, and all there is to know about the class 5B."""

    street: Street
    ria: Visitor
    group: UUID

    @property
    def page(self) -> str:
        """Where the papers of the class are made."""
        return f"/beheer/klas/{self.group}/brieven/"

    def rows(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        """Ask the tables themselves."""
        return self.street.copy.rows(question, *given)

    def change(self, statement: str, *given: object) -> int:
        """Change something past every right."""
        return self.street.copy.change(statement, *given)

    def pupil(self, first: str) -> UUID:
        """A pupil of the class."""
        return next(id_ for id_, name, _ in self.rows(PUPILS, self.group) if name == first)

    def enrolment(self, first: str) -> UUID:
        """The enrolment of a pupil of the class."""
        return next(e for _, name, e in self.rows(PUPILS, self.group) if name == first)

    def adult(
        self,
        child: str,
        first: str,
        rest: str = "Bos",
        *,
        language: str = "nl",
        kind: str = "custody",
        home: bool = True,
    ) -> UUID:
        """A new adult with a child, with an address unless told."""
        pupil = self.pupil(child)
        with self.street.copy.database.connect("owner") as owner:
            row = owner.execute(ADULT, [first, rest, language, pupil, pupil, kind]).fetchone()
        if home:
            self.change(ADDRESS, row[0])
        return row[0]

    def asks(self, way: str = "letter", *, batch: str = "", again: bool = False) -> UUID:
        """Click once; gives the number of the batch."""
        shown = self.ria.get(self.page).content.decode()
        number = batch or re.search(r'name="batch_id" value="([0-9a-f-]+)"', shown).group(1)
        told = {"batch_id": number, "way": way, **({"again": "on"} if again else {})}
        answer = self.ria.post(self.page, told)
        assert answer["Location"].startswith("/beheer/brieven/"), answer["Location"]
        return UUID(answer["Location"].split("/")[3])

    def works(self, batch: UUID) -> None:
        """Let the worker do its work, in its own role."""
        with self.street.copy.working_as("jobs"):
            make_batch(str(batch))

    def makes(self, way: str = "letter", **more: Any) -> UUID:
        """Click once and let the worker work."""
        batch = self.asks(way, **more)
        self.works(batch)
        return batch

    def shows(self, batch: UUID) -> str:
        """What the page of a batch says."""
        return self.ria.get(f"/beheer/brieven/{batch}/").content.decode()

    def takes(self, batch: UUID) -> Any:
        """Save the file."""
        return self.ria.post(f"/beheer/brieven/{batch}/bestand/")

    def batch(self, batch: UUID, *columns: str) -> tuple[Any, ...]:
        """What stands of a batch."""
        return self.rows(f"SELECT {', '.join(columns)} FROM letters_batch WHERE id = %s", batch)[0]


@pytest.fixture
def desk(street: Street) -> Desk:
    """Ria at her desk with the class 5B before her."""
    ria = street.visitor()
    ria.sign_in("ria")
    group = street.copy.rows("SELECT id FROM organisations_group WHERE name = '5B'")[0][0]
    return Desk(street, ria, group)


@pytest.fixture
def comes_in(desk: Desk) -> Callable[..., Visitor]:
    """Let someone type a code from paper with the birth date of a child."""

    def do(code: str, child: str) -> Visitor:
        visitor = desk.street.visitor()
        day = desk.rows("SELECT born_on FROM people_person WHERE id = %s", desk.pupil(child))[0][0]
        visitor.post("/uitnodiging/", {"code": code, "born": f"{day.day}-{day.month}-{day.year}"})
        return visitor

    return do
