"""The deed of keeping what works for a pupil: at most three lines."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.terms import Side, side_of
from deelgenoot.contact.models import WhatWorks
from deelgenoot.contact.policy import may_write_what_works, writing_places
from deelgenoot.contact.queries.works import sign_of, works_in
from deelgenoot.contact.rules import WORKING, WrittenDown
from deelgenoot.kernel.actor import Actor

HOME = (Side.HOME, Side.PUPIL)


class ChangedMeanwhile(Exception):
    """Someone else changed the lines since they were shown; nothing of it is written over."""


@action(may_write_what_works)
def keep_what_works(
    actor: Actor,
    circle: Circle,
    *,
    lines: Sequence[str],
    spoken_with: Sequence[UUID] = (),
    seen: str,
) -> None:
    """Keep the lines as they should read now; only what differs ends and begins anew.

    A colleague writes them with someone at home; `seen` says which lines the writer had before
    them. basis: issue of contact before concern, 'max 3 lines written with parents'.
    """
    place = writing_places(actor, circle).order_by("since", "id")[:1].get()
    home = [m.person for m in members(actor, circle) if m.side in HOME and not m.mine]
    together = [person for person in spoken_with if person in home]
    stand = works_in(actor, circle.pk)
    if sign_of(stand) != seen:
        raise ChangedMeanwhile
    now = {line.place: line.words for line in stand}
    wanted = dict(enumerate(lines, start=1))
    other = [n for n in (1, 2, 3) if wanted.get(n, "") != now.get(n, "")]
    if not other:
        return
    WORKING.require(WrittenDown(at_work=side_of(place.capacity) not in HOME, together=together))
    rows = WhatWorks.objects.seen_by(actor).filter(circle=circle, place__in=other, until=None)
    new = [(n, wanted[n]) for n in other if wanted.get(n)]
    try:
        with transaction.atomic():
            rows.update(until=actor.now)
            _begin(actor, circle, place.person_id, new, together)
    except IntegrityError:
        raise ChangedMeanwhile from None


def _begin(
    actor: Actor,
    circle: Circle,
    person: UUID,
    lines: Sequence[tuple[int, str]],
    together: list[UUID],
) -> None:
    """Write new lines, each at its place."""
    WhatWorks.objects.create_many(
        WhatWorks(
            circle=circle,
            place=place,
            words=words,
            written_by_id=person,
            spoken_with=together,
            at=actor.now,
        )
        for place, words in lines
    )
