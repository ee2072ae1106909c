"""Deeds on doubles: two rows become one person, or are noted as two people."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.merging_policy import may_join_doubles
from deelgenoot.circles.merging_rules import MERGING
from deelgenoot.circles.models import Invitation, Merge, Moved, TwoPeople
from deelgenoot.circles.queries.merging import HOME, Half, Pair, pair_kept
from deelgenoot.circles.queries.unmerging import told
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import CourtLimit, Custody, Mailbox, Person
from deelgenoot.people.rules import stricter

Values = dict[str, Any]
OTHER = "double"
"""The choice for what stands with the row that is closed; anything else stays as it was."""


@action(may_join_doubles)
def merge_people(
    actor: Actor, school: School, *, one: UUID, other: UUID, seen: str, chosen: Mapping[str, str]
) -> Merge:
    """Let two rows be one person from now on; asked twice, it is done once.

    `seen` is the print of what stood on the page, `chosen` says of each difference which stays.
    """
    if done := _locked(actor, one, other):
        return done
    pair = pair_kept(actor, one, other)
    MERGING.require(pair.asked(seen=seen))
    merge = Merge.objects.create(
        school=school,
        kept=pair.kept.person,
        double=pair.double.person,
        by=actor.person_id,
        at=actor.now,
    )
    moved = [*_codes(actor, pair), *_persons(actor, pair, chosen)]
    moved += [*_details(actor, pair, chosen), *_phones(actor, pair), *_wishes(actor, pair, chosen)]
    _note(merge, [*moved, *_limits(actor, pair), *_custody(actor, pair)])
    ask_database("deelgenoot_move_along", merge.pk)  # the rest, and the double is closed
    people = (pair.kept.person.pk, pair.double.person.pk)
    traces = [Trace("people.Person", person, board=school.board_id) for person in people]
    record_many(actor, did="merge_people", to=traces)
    return merge


def _locked(actor: Actor, one: UUID, other: UUID) -> Merge | None:
    """Keep both rows still until this deed is done; gives what a first tap did already."""
    rows = Person.objects.seen_by(actor).filter(pk__in=[one, other])
    list(rows.select_for_update(of=("self",)).order_by("pk"))
    pair = {one, other}
    done = Merge.objects.seen_by(actor).filter(undone_at=None, kept__in=pair, double__in=pair)
    return done.first()


def _note(merge: Merge, moved: Iterable[Moved]) -> None:
    """Remember what changed, so that it can go back."""
    rows = list(moved)
    for row in rows:
        row.merge = merge
    Moved.objects.create_many(rows)


def _custody(actor: Actor, pair: Pair) -> list[Moved]:
    """Let what ties to a child go along; what both say of a child stands once from now on."""
    double, kept, shared = pair.double, pair.kept, pair.shared
    goes = [row for child, tie in double.ties.items() if child not in shared for row in tie.rows]
    rows = Custody.objects.seen_by(actor).filter(adult=double.person)
    rows.filter(pk__in=goes).update(adult=kept.person)
    ends = {
        running: kept.ties[child].open for child in shared if (running := double.ties[child].open)
    }
    rows.filter(pk__in=list(ends)).update(until=actor.now)
    before = [row for tie in kept.ties.values() for row in tie.rows]
    known = {"people_custody.adult_id": goes, "people_custody.before": before}
    return [Moved(place=place, row=row) for place, ids in known.items() for row in ids] + [
        Moved(place="people_custody.until", row=row, became={"beside": str(beside)})
        for row, beside in ends.items()
    ]


def _limits(actor: Actor, pair: Pair) -> list[Moved]:
    """Let every decision of a court go along; none is lost and none is weighed."""
    rows = CourtLimit.objects.seen_by(actor).filter(adult=pair.double.person)
    rows.update(adult=pair.kept.person)
    places = (("adult_id", pair.double), ("before", pair.kept))
    return [
        Moved(place=f"people_courtlimit.{place}", row=UUID(limit["id"]))
        for place, half in places
        for limit in half.limits
    ]


def _codes(actor: Actor, pair: Pair) -> list[Moved]:
    """Stop the codes that still worked for either: whoever has one may be someone else."""
    people = [pair.kept.person, pair.double.person]
    rows = Invitation.objects.seen_by(actor).filter(
        person__in=people, used_at=None, expires_at__gt=actor.now
    )
    ends = dict(rows.values_list("pk", "expires_at"))
    rows.update(expires_at=actor.now)
    return [
        Moved(place="circles_invitation.expires_at", row=row, was={"expires_at": str(end)})
        for row, end in ends.items()
    ]


def _kept_row(
    model: Any, actor: Actor, half: Half, before: Values | None, values: Values
) -> list[Moved]:
    """Write the one row the person who stays has in a table; says what stood there before."""
    rows = model.objects.seen_by(actor).filter(person=half.person)
    values = {**values, "noted_at": actor.now}
    place = model._meta.db_table
    if before is None:
        made = model.objects.create(person=half.person, **values)
        return [Moved(place=place, row=made.pk, became={})]
    rows.update(**values)
    return [Moved(place=place, row=UUID(before["id"]), was=before)]


def _details(actor: Actor, pair: Pair, chosen: Mapping[str, str]) -> list[Moved]:
    """Let the chosen address and mail address stand; what was not chosen stays with the double."""
    moved: list[Moved] = []
    kept, double = pair.kept, pair.double
    if double.home and (kept.home is None or chosen.get("home") == OTHER):
        home = {name: double.home[name] for name in HOME}
        moved += _kept_row(Address, actor, kept, kept.home, home)
    if double.mail and (kept.mail is None or chosen.get("mail") == OTHER):
        broken = double.mail["broken_at"]
        mail = {"address": double.mail["address"]}
        mail["broken_at"] = broken and datetime.fromisoformat(broken)
        moved += _kept_row(Mailbox, actor, kept, kept.mail, mail)
    return moved


def _phones(actor: Actor, pair: Pair) -> list[Moved]:
    """Let the person who stays have the numbers of both."""
    known = {phone["number"] for phone in pair.kept.phones}
    made = [
        Phone(
            person=pair.kept.person,
            **{name: phone[name] for name in ("number", "kind", "label")},
            noted_at=actor.now,
        )
        for phone in pair.double.phones
        if phone["number"] not in known
    ]
    return [
        Moved(place="people_phone", row=p.pk, became={}) for p in Phone.objects.create_many(made)
    ]


def _wishes(actor: Actor, pair: Pair, chosen: Mapping[str, str]) -> list[Moved]:
    """Let the stricter wish of the two hold, whoever noted it."""
    kept, double = pair.kept, pair.double
    if double.wished is None:
        return []
    theirs = kept.wished is None or chosen.get("channel") == OTHER
    channel = (double if theirs else kept).asking.channel
    asking = stricter(kept.asking, double.asking, channel=channel)
    if kept.wished is None:  # without a row nothing was wished; only what is safe weighs
        asking = double.asking
    names = ("channel", "needs_interpreter", "reads_little", "call_from", "call_until")
    values: Values = {name: getattr(asking, name) for name in (*names, "names_step")}
    values |= {name: list(getattr(asking, name)) for name in ("languages", "days", "never")}
    numbers = Phone.objects.seen_by(actor).filter(person=kept.person, number=asking.only_number)
    values["only_phone_id"] = numbers.values_list("pk", flat=True).first()
    return _kept_row(Wishes, actor, kept, kept.wished, values)


def _persons(actor: Actor, pair: Pair, chosen: Mapping[str, str]) -> list[Moved]:
    """Let one row go on with name, birthday and account; the other has none any more."""
    kept, double = pair.kept.person, pair.double.person
    named = double if chosen.get("name") == OTHER else kept
    account = kept if kept.account_id else double
    stays: Values = {
        "first": named.first,
        "rest": named.rest,
        "born_on": kept.born_on or double.born_on,
        "language": kept.language or double.language,
        "account_id": account.account_id,
        "proven_at": account.proven_at,
    }
    closed: Values = {"account_id": None, "proven_at": None}
    moved = []
    for person, values in ((kept, stays), (double, closed)):
        was = {name: told(person, name) for name in values}
        Person.objects.seen_by(actor).filter(pk=person.pk).update(**values)
        for name, value in values.items():
            setattr(person, name, value)
        became = {name: told(person, name) for name in values}
        moved.append(Moved(place="people_person", row=person.pk, was=was, became=became))
    return moved


@action(may_join_doubles)
def note_two_people(actor: Actor, school: School, *, one: UUID, other: UUID) -> None:
    """Note that these two are two people; asked twice, it is noted once."""
    pair = pair_kept(actor, one, other)
    first, second = sorted((pair.kept.person.pk, pair.double.person.pk))
    with suppress(IntegrityError), transaction.atomic():
        TwoPeople.objects.create(
            school=school,
            one_id=first,
            other_id=second,
            noted_by=actor.person_id,
            since=actor.now,
        )


@action(may_join_doubles)
def take_back_two_people(actor: Actor, school: School, *, note: UUID) -> None:
    """Take back that two are two people; a second time changes nothing."""
    rows = TwoPeople.objects.seen_by(actor).filter(pk=note, school=school)
    rows.filter(until=None).update(until=actor.now)
