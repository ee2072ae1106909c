"""The page on which one keeps a contact or a note, or tells something from home."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.models import Circle
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.closing import is_closed, waits
from deelgenoot.circles.queries.story import find_entry
from deelgenoot.contact.actions.taking_back import take_back
from deelgenoot.contact.actions.telling import keep_note, log_contact, reaching
from deelgenoot.contact.forms import ContactForm, FeelingForm, TellForm
from deelgenoot.contact.policy import is_mine_alone
from deelgenoot.contact.terms import How, Tone, Where
from deelgenoot.contact.views.around import around, closed, kept_once
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.drafts import let_go_of_draft


@signed_in
def log(request: Request, circle_id: UUID) -> HttpResponse:
    """Keep a contact: two taps and a line; family tells something in own words."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    if _nobody_writes(actor, circle):
        return closed(request, circle, request.POST.get("line", ""))
    page = around(actor, circle)
    form = _form(request, page["people"])
    if form.is_valid():
        with refusals_shown_on(form):
            _keep(actor, circle, form.cleaned_data)
        if not form.errors:
            return _kept(request, circle, form.cleaned_data)
    look(actor, part="people", circles=[(circle.pk, circle.board_id)])
    return render(request, "contact/log.html", {"circle": circle, "form": form, **page})


def _nobody_writes(actor: Actor, circle: Circle) -> bool:
    """Whether the circle is closed or its class waits; for who may never write it is not there."""
    if is_closed(circle, actor.now):
        return True
    if may_write_in_circle.allows(actor, circle):
        return False
    if waits(actor, circle):
        return True
    raise Http404  # before anyone writes words that would not be taken


def _form(request: Request, people: Any) -> TellForm | ContactForm:
    """What this reader fills in: a family its own words, a colleague a contact or a note."""
    told, actor = request.POST or None, request.actor
    if actor.is_young:
        return FeelingForm(told)
    if actor.is_family:
        return TellForm(told, to_pupil=actor.is_pupil)
    return ContactForm(told, people=people, words=_words_of(actor, request.GET.get("uit", "")))


def _words_of(actor: Actor, note: str) -> tuple[str, str]:
    """The id and words of one's own note, to share with more people."""
    try:
        entry, line = find_entry(actor, UUID(note))
    except (ValueError, ObjectDoesNotExist):
        return "", ""
    mine = entry.author_id in actor.persons and not entry.answers_id
    return (str(entry.pk), line.words) if mine else ("", "")


def _keep(actor: Actor, circle: Circle, given: dict[str, Any]) -> None:
    """Keep it where the writer wants it; a reminder that is shared now is one no longer."""
    facts = dict(given)
    where, note = facts.pop("where", Where.TOGETHER), facts.pop("note", None)
    with kept_once():
        if where == Where.TOGETHER:
            log_contact(actor, circle, **{"how": How.MESSAGE, "tone": Tone.EVERYDAY, **facts})
        else:
            kept = {name: facts[name] for name in ("entry_id", "topic") if name in facts}
            keep_note(actor, circle, words=facts["line"], where=Where(where), **kept)
        if note and where != Where.MYSELF:
            _let_go_of_reminder(actor, note)


def _let_go_of_reminder(actor: Actor, note: UUID) -> None:
    """Take away one's own reminder, once its words are shared."""
    try:
        entry, _line = find_entry(actor, note)
    except ObjectDoesNotExist:
        return
    if is_mine_alone(actor, entry):
        take_back(actor, entry)


def _kept(request: Request, circle: Circle, given: dict[str, Any]) -> HttpResponse:
    """Say that it is kept; while it can be taken back, show it with that choice."""
    where = given.get("where", Where.TOGETHER)
    said = {
        Where.TEAM: _("Kept for the school team."),
        Where.MYSELF: _("Kept, for you alone."),
    }
    kept = _("Kept. %(name)s's circle can read it now.") % {"name": circle.pupil.first}
    on_its_way = reaching(request.actor) is not None and where != Where.MYSELF
    if on_its_way:
        kept = _("Kept. Nobody reads it yet.")
    messages.success(request, kept if on_its_way else said.get(where, kept))
    onward = redirect("home:today" if request.actor.is_family else "contact:klas")
    if on_its_way:
        onward = redirect("contact:read", circle.pk, given["entry_id"])
    return let_go_of_draft(onward, given["entry_id"])
