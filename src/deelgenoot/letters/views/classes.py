"""The papers of a whole class: who gets what and why not, one click, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.rules import Refused
from deelgenoot.letters.actions.batches import begin_batch, take_papers, wipe_papers
from deelgenoot.letters.forms import BatchForm
from deelgenoot.letters.models import Batch
from deelgenoot.letters.pieces import batch_page, class_page
from deelgenoot.letters.queries.batches import find_batch, latest_batches, progress_of
from deelgenoot.letters.queries.classes import class_lines, find_group
from deelgenoot.organisations.models import Group
from deelgenoot.ui.fragments import asks_for_a_part, whole_or_part


@signed_in
def class_letters(request: Request, group_id: UUID) -> HttpResponse:
    """Show per pupil who gets a letter or card and who cannot, and make them all in one click."""
    actor = request.actor
    group = find_group(actor, group_id)
    form = BatchForm(request.POST or None)
    if form.is_valid():
        return _begun(request, group, form)
    look_at_list(actor, part="letters", of=group.pk)
    lines, earlier = class_lines(actor, group), latest_batches(actor, group.pk)
    page = class_page(group, lines, earlier)
    return render(request, "letters/class.html", {"form": form, **page})


def _begun(request: Request, group: Group, form: BatchForm) -> HttpResponse:
    """Begin, and go to where one sees how far it is; a second click goes there too."""
    asked = form.cleaned_data
    number, way, again = asked["batch_id"], Way(asked["way"]), asked["again"]
    try:
        with transaction.atomic():
            begin_batch(request.actor, group, batch_id=number, way=way, again=again)
    except IntegrityError:
        return _already_begun(request, group, number)
    except Refused as refused:
        messages.warning(request, str(refused.broken[0].sentence))
        return redirect("letters:class", group.pk)
    return redirect("letters:batch", number)


def _already_begun(request: Request, group: Group, number: UUID) -> HttpResponse:
    """Go to the batch of the first click or the one that is being made; or say whose it is."""
    for batch in latest_batches(request.actor, group.pk):
        if batch.pk == number or (batch.made_at is None and not batch.stopped):
            return redirect("letters:batch", batch.pk)
    messages.warning(
        request, _("A colleague is making these right now. Ask them, or look again in a minute.")
    )
    return redirect("letters:class", group.pk)


@signed_in
def batch(request: Request, batch_id: UUID) -> HttpResponse:
    """Show how far the papers of a class are, and what was and was not made."""
    actor = request.actor
    found = find_batch(actor, batch_id)
    progress = progress_of(actor, found)
    mark = f'"{progress.done}-{found.made_at}-{found.gone_at}-{found.stopped}"'
    if asks_for_a_part(request) and request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    look_at_list(actor, part="letters", of=found.pk)
    page = {**batch_page(actor, found, progress), "mark": mark}
    answer = whole_or_part(request, "letters/batch.html", "how_far", page)
    answer["ETag"] = mark
    return answer


@require_POST
@signed_in
def take(request: Request, batch_id: UUID) -> HttpResponse:
    """Give the finished file, whose name tells nobody anything; from now on its codes work."""
    found = find_batch(request.actor, batch_id)
    drawn = take_papers(request.actor, found)
    if drawn is None:
        messages.warning(request, _("The file is gone. Make the papers again."))
        return redirect("letters:batch", batch_id)
    return as_file(drawn, Way(found.way))


def as_file(drawn: bytes, way: Way) -> HttpResponse:
    """Give papers as a file whose name tells nobody anything."""
    answer = HttpResponse(drawn, content_type="application/pdf")
    name = "brieven" if way is Way.LETTER else "kaartjes"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_POST
@signed_in
def wipe(request: Request, batch_id: UUID) -> HttpResponse:
    """Wipe the finished file, because it is printed."""
    found: Batch = find_batch(request.actor, batch_id)
    wipe_papers(request.actor, found)
    return redirect("letters:batch", batch_id)
