"""Work out from a list of parents who is new around which child, and what is known already.

A wrong guess would show a parent's letters to another, so only what cannot be mistaken is taken
as the same: one name around one child, or one name with one mail address at this school. All
else that looks alike is a question, or a line that says what to do by hand. Custody is never
taken from a list: who comes in opens nothing until someone notes it with its proof.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from deelgenoot.exchange.family_details import plan_details
from deelgenoot.exchange.family_file import Adult, Family, Pupil
from deelgenoot.exchange.family_names import (
    by_name_and_day,
    folded_mail,
    folded_name,
    language_of,
    looks_like,
    named_pupil,
)
from deelgenoot.exchange.family_plan import Answers, FamilyLine, FamilyPlan
from deelgenoot.exchange.guardians.problems import problem
from deelgenoot.exchange.guardians.reader import GuardianList
from deelgenoot.exchange.guardians.rows import AdultRow
from deelgenoot.exchange.matching import SOMEONE_ELSE, folded
from deelgenoot.exchange.namesakes import Placed, adults_in, asked_about, key_of, twofold
from deelgenoot.exchange.terms import LineKind
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.people.terms import CustodyKind, Side

Here = tuple[AdultRow, Pupil, Adult | None]


def plan_list(
    actor: Actor, school: School, told: GuardianList, stands: Family, answers: Answers
) -> FamilyPlan:
    """Work out all that a list changes; `answers` says who is someone who is known already."""
    plan = FamilyPlan(actor, school, stands)
    plan.problems.extend(told.problems)
    planner = Planner(plan, answers)
    for rows in adults_in(told.adults, answers):
        planner.place(rows)
    planner.reach()
    plan.lines.extend(asked_about(planner.by_name_alone, answers))
    return plan


class Planner:
    """Plans one list, adult by adult."""

    def __init__(self, plan: FamilyPlan, answers: Answers) -> None:
        self.plan = plan
        self.answers = answers
        self.around = {child: list(known) for child, known in plan.stands.adults.items()}
        self.named: dict[str, dict[UUID, Adult]] = {}
        for adults in self.around.values():
            for adult in adults:
                self.named.setdefault(folded_name(adult), {})[adult.person] = adult
        known = [adult for adults in self.around.values() for adult in adults]
        self.bound = {adult.person for adult in known if not adult.never_began}
        self.given: set[UUID] = set()
        self.told: dict[tuple[UUID, UUID], str] = {}
        self.by_name_alone: list[Placed] = []
        self.reached: dict[UUID, tuple[Adult, list[Here]]] = {}
        self.by_facts = by_name_and_day(plan.stands)

    def say(self, kind: str, row: AdultRow) -> None:
        """Tell why a line is not used."""
        self.plan.problems.append(problem(kind, row.line, row.name))

    def place(self, rows: list[AdultRow]) -> None:
        """Find out who one adult is, and place them with each child."""
        here: list[Here] = []
        for row in rows:
            if pupil := self._pupil(row, [other.child for _row, other, _adult in here]):
                known = self._with_child(row, pupil)
                if isinstance(known, str):
                    self.say(known, row)
                else:
                    here.append((row, pupil, known))
        known_as = self._known_as(here)
        if len(known_as) > 1:
            self._several(here)
        elif known_as and known_as[0].person in self.bound:
            self._settle(here, known_as[0])
        elif known_as:
            self._settle_once(here, known_as[0])
        elif here:
            self._find_elsewhere(here)

    def _known_as(self, here: list[Here]) -> list[Adult]:
        """Who this adult is around these children; a tie that was taken back counts for one."""
        known = {adult.person: adult for _row, _pupil, adult in here if adult}
        bound = [adult for adult in known.values() if adult.person in self.bound]
        return bound or list(known.values())[:1]

    def _settle_once(self, here: list[Here], known: Adult) -> None:
        """Take up again someone of whom all was taken back; that binds no second one to them."""
        self._by_name(here, None if known.person in self.given else known)
        self.given.add(known.person)

    def _by_name(self, here: list[Here], known: Adult | None) -> None:
        """Place an adult of whom the name alone is known here, to be asked about."""
        children = {pupil.child: pupil.name for _row, pupil, _adult in here}
        self.by_name_alone.append(Placed([row for row, _pupil, _adult in here], children))
        self._settle(here, known)

    def _several(self, here: list[Here]) -> None:
        """One adult in the list is several here: each stays who they are, no one is added."""
        for one in here:
            if one[2]:
                self._settle([one], one[2])
            else:
                self.say("two-alike", one[0])

    def _pupil(self, row: AdultRow, had: Collection[UUID]) -> Pupil | None:
        """Find the child of a line; tells why it is not used when there is none."""
        found = named_pupil(self.plan.stands, self.by_facts, row.child)
        if not isinstance(found, str) and found.child in had:
            found = "repeated"
        if isinstance(found, str):
            self.say(found, row)
            return None
        if not found.is_here or not found.kept:
            self.say("own" if found.is_here else "left", row)
            return None
        return found

    def _with_child(self, row: AdultRow, pupil: Pupil) -> Adult | str | None:
        """Who of the adults around a child this is; nobody; or why it cannot be said."""
        around = self.around.get(pupil.child, [])
        same = [adult for adult in around if folded_name(adult) == folded(row.name)]
        same = [adult for adult in same if not adult.never_began] or same[-1:]
        if len(same) > 1:
            same = [adult for adult in same if row.mail and folded_mail(adult) == row.mail]
            return same[0] if len(same) == 1 else "two-alike"
        if same and self.told.get((pupil.child, same[0].person), row.mail) != row.mail:
            return "two-alike"
        if same:
            back = same[0].running or same[0].never_began
            return same[0] if back else "ended"
        return "looks-alike" if any(looks_like(adult, row) for adult in around) else None

    def _find_elsewhere(self, here: list[Here]) -> None:
        """Look whether an adult is known at this school with another child, else add them."""
        row = here[0][0]
        alike = [
            adult for adult in self.named.get(folded(row.name), {}).values() if not adult.planned
        ]
        mails = {one[0].mail for one in here if one[0].mail}
        sure = [adult for adult in alike if folded_mail(adult) in mails]
        if len(sure) == 1:
            self._settle(here, sure[0])
        elif len(alike) > 1:
            self.say("two-alike", row)
        elif alike and (answer := self._answer(row, alike[0])) != SOMEONE_ELSE:
            if answer:
                self._settle(here, alike[0])
        else:
            self._by_name(here, None)

    def _answer(self, row: AdultRow, known: Adult) -> str:
        """What a person said, or ask."""
        key = key_of(row)
        said = self.answers.get(key, "")
        if said in (SOMEONE_ELSE, str(known.person)):
            return said
        asked = FamilyLine(LineKind.QUESTION, row.name, row.line, key=key, candidate=known.person)
        self.plan.lines.append(asked)
        return ""

    def _settle(self, here: list[Here], known: Adult | None) -> None:
        """Place one adult with these children."""
        held = [one for one in here if known and self._is_held(one, known)]
        for row, _pupil, _adult in held:
            self.say("held", row)
        here = [one for one in here if one not in held]
        if not here:
            return
        rows = [row for row, _pupil, _adult in here]
        who = known or self._new_person(rows)
        for row, pupil, adult in here:
            self.told.setdefault((pupil.child, who.person), row.mail)
            if adult is None or not adult.running:
                self._tie(row, pupil, who, new=known is None)
        self.reached.setdefault(who.person, (who, []))[1].extend(here)

    def reach(self) -> None:
        """Add what reaches each adult, once for all the lines about them."""
        for who, here in self.reached.values():
            rows = [row for row, _pupil, _adult in here]
            parts, let_be = plan_details(self.plan, who, rows)
            row, child = rows[0], here[0][1]
            for kind in twofold(rows):
                self.say(kind, row)
            if parts and not self._told(who, row, parts):
                self._tell(LineKind.DETAILS, row, child, parts)
                self.plan.touched |= {pupil.enrolment for _row, pupil, _adult in here}
            if let_be:
                self._tell(LineKind.LET_BE, row, child, let_be)

    def _is_held(self, one: Here, known: Adult) -> bool:
        """Whether the account of an adult is of the child too, or of another adult of it."""
        _row, pupil, adult = one
        if adult or known.account is None:
            return False
        others = self.around.get(pupil.child, [])
        return known.account == pupil.account or any(o.account == known.account for o in others)

    def _tell(
        self, kind: LineKind, row: AdultRow, pupil: Pupil, parts: tuple[str, ...] = ()
    ) -> None:
        """Tell what happens with one line."""
        self.plan.lines.append(FamilyLine(kind, row.name, row.line, pupil.name, parts))

    def _told(self, who: Adult, row: AdultRow, parts: tuple[str, ...]) -> bool:
        """Tell with a new adult what comes along; says whether that was possible."""
        if not who.planned:
            return False
        for n, line in enumerate(self.plan.lines):
            if (line.kind, line.line, line.name) == (LineKind.ADULT, row.line, row.name):
                self.plan.lines[n] = line._replace(parts=parts)
                return True
        return False

    def _new_person(self, rows: list[AdultRow]) -> Adult:
        """An adult nobody knew here yet."""
        row, plan = rows[0], self.plan
        language = next(filter(None, map(language_of, rows)), "")
        facts = (Side.FAMILY.value, row.first, row.rest, None, language, None, "")
        person = plan.add("people_person", plan.school.board_id, *facts)
        mail = next((r.mail for r in rows if r.mail), "")
        self.bound.add(person)
        return Adult(person, row.first, row.rest, mail, planned=True)

    def _tie(self, row: AdultRow, pupil: Pupil, who: Adult, *, new: bool) -> None:
        """Place an adult with a child, as someone of whom custody is not known yet."""
        plan = self.plan
        facts = (CustodyKind.UNKNOWN.value, row.relation[:40], plan.actor.now, "")
        plan.add("people_custody", pupil.child, who.person, *facts, plan.actor.person_id)
        plan.touched.add(pupil.enrolment)
        bound = replace(who, running=True, never_began=False)
        self.around.setdefault(pupil.child, []).append(bound)
        self.named.setdefault(folded(row.name), {}).setdefault(who.person, who)
        self._tell(LineKind.ADULT if new else LineKind.TIE, row, pupil)
