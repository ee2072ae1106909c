"""The page of one thing that was told: read it, answer it, take it back, correct it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.closing import is_closed
from deelgenoot.circles.queries.story import find_entry
from deelgenoot.circles.queries.told import EntryLine
from deelgenoot.circles.story_pieces import entry_of
from deelgenoot.contact.actions.taking_back import TooLate, correct, let_read_now, take_back
from deelgenoot.contact.actions.telling import answer_contact, reaching
from deelgenoot.contact.forms import AnswerForm, ContactForm, CorrectForm, TellForm
from deelgenoot.contact.policy import is_mine_alone, may_correct, may_let_read, may_take_back
from deelgenoot.contact.queries.told import tone_of
from deelgenoot.contact.views.around import around, closed, kept_once
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import clock
from deelgenoot.ui.drafts import let_go_of_draft


@signed_in
def read(request: Request, circle_id: UUID, entry_id: UUID) -> HttpResponse:
    """Read what was told, with the answers, and answer."""
    entry, line = _found(request, circle_id, entry_id)
    actor, circle = request.actor, entry.circle
    if entry.answers_id:
        raise Http404
    if is_closed(circle, actor.now) and request.method == "POST":
        return closed(request, circle, request.POST.get("words", ""))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with kept_once():
            answer_contact(actor, entry, **form.cleaned_data)
        messages.success(request, _("Sent. They read it the next time they look."))
        return let_go_of_draft(redirect("home:today"), form.cleaned_data["entry_id"])
    look(actor, part="entry", circles=[(circle.pk, circle.board_id)])
    return render(request, "contact/read.html", _page(request, entry, line, form=form))


def _page(request: Request, entry: Entry, line: EntryLine, **more: object) -> dict[str, object]:
    """What stands on the page of one thing that was told."""
    actor, page = request.actor, around(request.actor, entry.circle)
    waits = may_let_read.allows(actor, entry)
    names = {m.person: m.first for m in page["people"]}
    return {
        "circle": entry.circle,
        "entry": entry_of(line, now=actor.now, names=names),
        "line": line,
        "about": entry.answers_id or entry.pk,
        "alone": is_mine_alone(actor, entry),
        "waits": waits,
        "corrects": entry.author_id in actor.persons and not waits,
        **page,
        **more,
    }


def _found(request: Request, circle_id: UUID, entry_id: UUID) -> tuple[Entry, EntryLine]:
    """Find what was told in this circle; else it does not exist."""
    entry, line = find_entry(request.actor, entry_id)
    if entry.circle_id != circle_id:
        raise Http404
    return entry, line


@require_POST
@signed_in
def back(request: Request, circle_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take back what nobody else has read; the words are given back, to write them anew."""
    entry, line = _found(request, circle_id, entry_id)
    if entry.author_id not in request.actor.persons:
        raise Http404
    tone = tone_of(request.actor, entry)
    try:
        if not may_take_back.allows(request.actor, entry):
            raise TooLate
        take_back(request.actor, entry)
    except TooLate:
        messages.warning(request, _("Others can read it by now. You can still correct it."))
        return redirect("contact:read", circle_id, entry.answers_id or entry_id)
    messages.success(request, _("Taken back. Nobody has read it."))
    return _words_again(request, entry, line, tone)


def _words_again(request: Request, entry: Entry, line: EntryLine, tone: str) -> HttpResponse:
    """Show the form once more with the words that were taken back; nothing is lost."""
    actor, page = request.actor, around(request.actor, entry.circle)
    look(actor, part="people", circles=[(entry.circle_id, entry.circle.board_id)])
    form: object
    if actor.is_family:
        form = TellForm(to_pupil=actor.is_pupil, words=line.words)
    else:
        form = ContactForm(people=page["people"], words=("", line.words), of=entry, tone=tone)
    return render(request, "contact/log.html", {"circle": entry.circle, "form": form, **page})


@require_POST
@signed_in
def at_once(request: Request, circle_id: UUID, entry_id: UUID) -> HttpResponse:
    """Let others read it now."""
    entry, _line = _found(request, circle_id, entry_id)
    if entry.author_id not in request.actor.persons:
        raise Http404
    if may_let_read.allows(request.actor, entry):
        let_read_now(request.actor, entry)
    messages.success(request, _("Others can read it now."))
    return redirect("contact:read", circle_id, entry.answers_id or entry_id)


def _corrected(actor: Actor) -> str:
    """Say that it is corrected, and from when others read it."""
    if reaches_at := reaching(actor):
        told = _("Corrected. Others read it from %(time)s on, with what stood there first.")
        return told % {"time": clock(reaches_at)}
    return _("Corrected. What stood there first can still be read.")


@signed_in
def better(request: Request, circle_id: UUID, entry_id: UUID) -> HttpResponse:
    """Correct one's own words: who could read the first reads both."""
    entry, line = _found(request, circle_id, entry_id)
    if not may_correct.allows(request.actor, entry):
        raise Http404
    form = CorrectForm(request.POST or None, words=line.words)
    if form.is_valid():
        if form.cleaned_data["words"] != line.words:
            correct(request.actor, entry, words=form.cleaned_data["words"])
        messages.success(request, _corrected(request.actor))
        return redirect("contact:read", circle_id, entry.answers_id or entry_id)
    look(request.actor, part="entry", circles=[(circle_id, entry.circle.board_id)])
    return render(request, "contact/correct.html", _page(request, entry, line, form=form))
