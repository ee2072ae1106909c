"""What stands around every form: whom to call, who reads it, and one deed for two taps."""

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import render

from deelgenoot.access.doors import Request
from deelgenoot.access.looks import look
from deelgenoot.circles.contact_pieces import closing_of, contact_in
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.queries.closing import reads_until
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import Capacity
from deelgenoot.contact.notices import preview
from deelgenoot.contact.pieces import readers_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.names import in_a_row


def closed(request: Request, circle: Circle, words: str) -> HttpResponse:
    """Say that nobody writes in this circle any more, or yet; what was typed is given back."""
    look(request.actor, part="people", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "words": words, **around(request.actor, circle)}
    return render(request, "contact/closed.html", page)


def around(actor: Actor, circle: Circle) -> dict[str, Any]:
    """Name whom to call, who can read what is written here, and the pupil who has no account.

    Of adults it is not told whether they have an account: that is not for the other parent.
    """
    people = members(actor, circle)
    away = [m for m in people if m.capacity is Capacity.PUPIL and not m.account]
    call = contact_person(people, actor)
    return {
        "people": people,
        "contact": contact_in(actor, circle, people),
        "closing": closing_of(actor, circle, reads_until(actor, circle)),
        "preview": preview(actor, circle, people, call),
        "readers": readers_of(people, away),
        "not_reading": in_a_row([m.first for m in away]),
    }


class kept_once:
    """Take the same form sent twice as one deed: the second time there is nothing to do."""

    def __enter__(self) -> None:
        self.inner = transaction.atomic()
        self.inner.__enter__()

    def __exit__(self, kind: object, trouble: object, trace: object) -> bool:
        self.inner.__exit__(kind, trouble, trace)  # type: ignore[arg-type]
        return isinstance(trouble, IntegrityError)
