"""Pages of who prints: the letters that wait, the PDF, and whether they are in the envelope."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.printing.actions import note_posted, print_letters, put_back
from deelgenoot.printing.queries import (
    lines_of,
    printed,
    runs,
    school_printed_for,
    waiting,
    was_posted,
)
from deelgenoot.printing.rules import may_be_posted
from deelgenoot.printing.writing import envelopes, pdf_of
from deelgenoot.ui.names import in_a_row


def _id(told: str | None) -> UUID | None:
    """Read an id from the address; what cannot be read is none."""
    try:
        return UUID(told or "")
    except ValueError:
        return None


@signed_in
def letters(request: Request) -> HttpResponse:
    """Show who waits for a letter on paper, and what was printed and not yet posted."""
    actor = request.actor
    school = school_printed_for(actor)
    look_at_list(actor, part="letters", of=school.pk)
    queue, made = waiting(actor, school, after=_id(request.GET.get("na"))), runs(actor, school)
    page = {
        "school": school,
        "queue": queue,
        "late": _waits_long(queue.since, actor.now),
        "mine": [run for run in made if run.by in actor.persons],
        "theirs": [run for run in made if run.by not in actor.persons],
    }
    return render(request, "printing/letters.html", page)


def _waits_long(since: datetime | None, now: datetime) -> bool:
    """Whether someone waits for a letter longer than they should."""
    return since is not None and now - since > timedelta(days=settings.LETTER_WAITS_DAYS)


@require_POST
@signed_in
def print_them(request: Request) -> HttpResponse:
    """Take the letters that wait, or what a colleague printed, to print."""
    school = school_printed_for(request.actor)
    if not print_letters(request.actor, school, instead_of=_id(request.POST.get("run"))):
        words = _("There is nothing to print now. Perhaps a colleague was just before you.")
        messages.info(request, words)
    return redirect("printing:letters")


@signed_in
def pdf(request: Request, run_id: UUID) -> HttpResponse:
    """Give the letters as one PDF whose name tells nobody anything; as often as is needed."""
    actor = request.actor
    school = school_printed_for(actor)
    lines = [
        line
        for line in lines_of(actor, printed(actor, school, run_id))
        if line.printed_at and may_be_posted(line.wished, printed_at=line.printed_at)
    ]
    if not lines:
        raise Http404
    look_at_list(actor, part="addresses", of=run_id)
    drawn = pdf_of(envelopes(lines), school=school.name, today=actor.now)
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="brieven.pdf"'
    return answer


@require_POST
@signed_in
def posted(request: Request, run_id: UUID) -> HttpResponse:
    """Note that the letters are in their envelopes, or that they are to be printed again."""
    school = school_printed_for(request.actor)
    if request.POST.get("deed") == "back":
        put_back(request.actor, school, run=run_id)
        messages.info(request, _("They wait again. Throw away what was printed."))
    else:
        _note(request, school, run_id)
    return redirect("printing:letters")


def _note(request: Request, school: School, run: UUID) -> None:
    """Note what was posted, and say it; also what must come out of the pile."""
    done = note_posted(request.actor, school, run=run)
    if done.people:
        words = ngettext(
            "%(num)s letter is noted as posted.",
            "%(num)s letters are noted as posted.",
            done.people,
        )
        messages.success(request, words % {"num": done.people})
    if done.taken_out:
        words = _(
            "Do not post the letter for %(names)s: a wish or address changed just now. Take it out"
            " of the pile and throw it away. It goes another way, or waits here again."
        )
        messages.warning(request, words % {"names": in_a_row(done.taken_out)})
    if not done.people and not done.taken_out:
        messages.info(request, _no_more(request.actor, school, run))


def _no_more(actor: Actor, school: School, run: UUID) -> str:
    """Say why there is nothing to note."""
    if was_posted(actor, school, run):
        return _("That was noted already. Nothing goes twice.")
    return _("A colleague printed these again. Throw your own away, so that nothing goes twice.")
