"""Who does what in an emergency, for the tests of it."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.emergencies import open_look, open_looks_in
from deelgenoot.circles.queries.opening import find_child, find_working
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.models import Appointment, Group
from deelgenoot.organisations.terms import Function
from deelgenoot.people.accounts import open_account
from deelgenoot.people.models import Custody, Person
from deelgenoot.people.terms import CustodyKind, Side

COLUMN = re.compile(r'"(\w+)"')


@dataclass
class Heard:
    """Listens to what is written into the outbox and the audit book, which the web cannot read."""

    letters: list[dict[str, object]] = field(default_factory=list)
    lines: set[tuple[str, str]] = field(default_factory=set)

    def __call__(self, execute, sql, given, many, context):
        """Keep what goes into one of the two, and let it go on."""
        if sql.startswith('INSERT INTO "post_letter"'):
            columns = COLUMN.findall(sql.partition(" VALUES ")[0])[1:]
            self.letters.append(dict(zip(columns, given, strict=True)))
        if sql.startswith("INSERT INTO audit_line"):
            self.lines |= {(given[6], part) for part in given[-1]}
        return execute(sql, given, many, context)


def colleague(cast, first, function=Function.TEACHER, rest="Bakker"):
    """Someone who works at De Regenboog, with an account and without a class."""
    account = open_account(f"{first.lower()}@school.invalid", language="nl")
    with acting_as(cast.ria):
        person = Person.objects.create(
            controller_id=cast.ria.controller_id,
            side=Side.WORK,
            account_id=account.pk,
            first=first,
            rest=rest,
            workplace=cast.ria.organisation_id,
            workplace_name="De Regenboog",
        )
        Appointment.objects.create(
            school_id=cast.ria.organisation_id,
            person=person,
            function=function,
            key=str(uuid7()),
            since=cast.ria.now,
        )
    return Actor(
        account_id=account.pk,
        persons=(person.pk,),
        hat=Hat.WORK,
        now=cast.ria.now,
        name=first,
        organisation_id=cast.ria.organisation_id,
        controller_id=cast.ria.controller_id,
    )


def opened(who, for_whom, circle, *, reason="Van het klimrek gevallen.", hours=2, once=None):
    """Let someone look at a child; gives the look, and the colleague from that moment."""
    with acting_as(who):
        child = find_child(who, circle.pk)
        rows = Appointment.objects.seen_by(who).filter(person=for_whom.person_id)
        task = find_working(who, appointment=rows.values_list("pk", flat=True)[0])
    made = open_look(
        who, child, appointment=task, once=once or uuid7(), reason=reason, hours=hours
    )
    return made.looks[0] if made.looks else None, for_whom.at(who.now)


def in_database(actor, table, where="true"):
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
        return cursor.fetchone()[0]


def row_of(cast, opener, looker, **other):
    """A row as one would write it past the deed."""
    with acting_as(cast.ria):
        task = Appointment.objects.seen_by(cast.ria).filter(person=looker.person_id)[0]
    facts = {
        "opening": uuid7(),
        "circle_id": cast.noor.pk,
        "pupil_id": cast.noor.pupil_id,
        "school_id": cast.noor.school_id,
        "appointment_id": task.pk,
        "person_id": looker.person_id,
        "opened_by_id": opener.person_id,
        "reason": "x",
        "since": opener.now,
        "until": opener.now + timedelta(hours=1),
    }
    return facts | other


def group_of(cast, name="5B"):
    with acting_as(cast.ria):
        return Group.objects.seen_by(cast.ria).get(name=name)


def camp(cast, who, ilse, name="5B"):
    with acting_as(who):
        rows = Appointment.objects.seen_by(who).filter(person=ilse.person_id)
        task = find_working(who, appointment=rows.values_list("pk", flat=True)[0])
    group = group_of(cast, name)
    return open_looks_in(who, group, appointment=task, once=uuid7(), reason="Kamp.", hours=24)


def give_child(cast, circle, first):
    """Put an adult who is known already around another child, as the papers say."""
    with acting_as(cast.ria):
        adult = Person.objects.seen_by(cast.ria).get(first=first)
        Custody.objects.create(
            child_id=circle.pupil_id, adult=adult, kind=CustodyKind.CUSTODY, relation="",
            since=cast.ria.now, proof="x", noted_by=cast.ria.person_id,
        )  # fmt: skip
