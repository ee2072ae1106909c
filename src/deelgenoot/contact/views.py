"""Pages of contact: my class, keep a contact, read and answer."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look, look_at_list
from deelgenoot.circles.contact_pieces import closing_of, contact_in
from deelgenoot.circles.models import Circle
from deelgenoot.circles.pieces import entry_of
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries.around import find_circle, members
from deelgenoot.circles.queries.closing import is_closed, reads_until, waits
from deelgenoot.circles.queries.story import find_entry
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import Capacity
from deelgenoot.contact.actions import answer_contact, log_contact
from deelgenoot.contact.forms import AnswerForm, ContactForm, TellForm
from deelgenoot.contact.notices import preview
from deelgenoot.contact.queries import my_class
from deelgenoot.contact.terms import How, Tone
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.names import in_a_row


@signed_in
def klas(request: Request) -> HttpResponse:
    """Mijn klas: families not yet spoken on top, then every pupil."""
    if not request.actor.is_colleague:
        raise Http404
    page = my_class(request.actor, _group(request))
    look_at_list(request.actor, part="class", of=page.id)
    return render(request, "contact/klas.html", {"klas": page})


@signed_in
def log(request: Request, circle_id: UUID) -> HttpResponse:
    """Keep a contact: two taps and a line; family tells something in own words."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    if _nobody_writes(actor, circle):
        return _closed(request, circle, request.POST.get("line", ""))
    form = _form(request)
    if form.is_valid():
        asked = {"how": How.MESSAGE, "tone": Tone.EVERYDAY, **form.cleaned_data}
        with _kept_once():
            log_contact(actor, circle, **asked)
        messages.success(
            request, _("Kept. %(name)s's circle can read it now.") % {"name": circle.pupil.first}
        )
        return redirect("home:today" if actor.is_family else "contact:klas")
    look(actor, part="people", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "form": form, **_around(actor, circle)}
    return render(request, "contact/log.html", page)


def _nobody_writes(actor: Actor, circle: Circle) -> bool:
    """Whether the circle is closed or its class waits; for who may never write it is not there."""
    if is_closed(circle, actor.now):
        return True
    if may_write_in_circle.allows(actor, circle):
        return False
    if waits(actor, circle):
        return True
    raise Http404  # before anyone writes words that would not be taken


def _form(request: Request) -> TellForm | ContactForm:
    """What this reader fills in: a family its own words, a colleague a contact."""
    told, actor = request.POST or None, request.actor
    return TellForm(told, to_pupil=actor.is_pupil) if actor.is_family else ContactForm(told)


@signed_in
def read(request: Request, circle_id: UUID, entry_id: UUID) -> HttpResponse:
    """Read what was told, with the answers, and answer."""
    entry, line = find_entry(request.actor, entry_id)
    actor, circle = request.actor, entry.circle
    if circle.pk != circle_id or entry.answers_id:
        raise Http404
    if is_closed(circle, actor.now) and request.method == "POST":
        return _closed(request, circle, request.POST.get("words", ""))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with _kept_once():
            answer_contact(actor, entry, **form.cleaned_data)
        messages.success(request, _("Sent. They read it the next time they look."))
        return redirect("home:today")
    look(actor, part="entry", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "entry": entry_of(line), "form": form, **_around(actor, circle)}
    return render(request, "contact/read.html", page)


def _closed(request: Request, circle: Circle, words: str) -> HttpResponse:
    """Say that nobody writes in this circle any more, or yet; what was typed is given back."""
    look(request.actor, part="people", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "words": words, **_around(request.actor, circle)}
    return render(request, "contact/closed.html", page)


def _around(actor: Actor, circle: Circle) -> dict[str, object]:
    """Name whom to call, who can read what is written here, and the pupil who has no account.

    Of adults it is not told whether they have an account: that is not for the other parent.
    """
    people = members(actor, circle)
    away = [m for m in people if m.capacity is Capacity.PUPIL and not m.account]
    call = contact_person(people, actor)
    return {
        "contact": contact_in(actor, circle, people),
        "closing": closing_of(actor, circle, reads_until(actor, circle)),
        "preview": preview(actor, circle, people, call),
        "readers": in_a_row([m.name for m in people if m.reads and not m.mine and m not in away]),
        "not_reading": in_a_row([m.first for m in away]),
    }


def _group(request: Request) -> UUID | None:
    """Which of several classes was chosen."""
    try:
        return UUID(request.GET.get("klas", ""))
    except ValueError:
        return None


class _kept_once:
    """Take the same form sent twice as one deed: the second time there is nothing to do."""

    def __enter__(self) -> None:
        self.inner = transaction.atomic()
        self.inner.__enter__()

    def __exit__(self, kind: object, trouble: object, trace: object) -> bool:
        self.inner.__exit__(kind, trouble, trace)  # type: ignore[arg-type]
        return isinstance(trouble, IntegrityError)
