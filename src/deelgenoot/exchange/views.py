"""Pages of the school's own file: drop it, look what changes, say yes, take it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.views.keeping import school_of
from deelgenoot.exchange.actions import clearing, deliveries, undoing
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.forms import FileForm, WhoForm, YesForm
from deelgenoot.exchange.guardians.table import Table
from deelgenoot.exchange.homes_told import homes_told
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.namesake_forms import NamesakeForm
from deelgenoot.exchange.pieces import (
    columns_in_words,
    many_leave,
    passed_over_of,
    sections_of,
    shown,
    summary_of,
)
from deelgenoot.exchange.queries import (
    PAGE,
    columns_explained,
    earlier_deliveries,
    find_delivery,
    first_lines,
    lines_after,
    may_be_undone,
    stage_of,
    undo_until,
)
from deelgenoot.exchange.rules import it_is_as_was_seen
from deelgenoot.exchange.terms import CHANGES, LineKind, Source, Stage
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School

SOON = "2"
"""After how many seconds a page that waits for the machine looks again."""


@signed_in
def read_in(request: Request) -> HttpResponse:
    """Drop the school's own file; it is read at once, and what it changes is shown."""
    school = school_of(request.actor)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*sent, size=size)
    if form.is_valid():
        with refusals_shown_on(form):
            return _drop(request.actor, school, form.cleaned_data["file"])
    earlier = [
        (one, stage_of(one, request.actor.now)) for one in earlier_deliveries(request.actor)
    ]
    page = {"school": school, "form": form, "earlier": earlier}
    page["explained"] = columns_in_words(columns_explained(request.actor))
    return render(request, "exchange/read_in.html", page)


def _drop(actor: Actor, school: School, file: EdexFile | Table) -> HttpResponse:
    """Keep what is used of a file or a list, and go and look; first to what is not clear."""
    if isinstance(file, EdexFile):
        return redirect("exchange:delivery", deliveries.drop_file(actor, school, file=file).pk)
    made = deliveries.drop_list(actor, school, table=file)
    asks = made.counts.get("columns")
    return redirect("exchange:columns" if asks else "exchange:delivery", made.pk)


def _answer(actor: Actor, delivery: Delivery, form: Any) -> None:
    """Say who is who."""
    deliveries.answer_who_is_who(actor, delivery, answers=form.answers)


def _anew(actor: Actor, delivery: Delivery, form: Any) -> None:
    """Ask all questions again."""
    deliveries.answer_who_is_who(actor, delivery, answers={}, anew=True)


def _yes(actor: Actor, delivery: Delivery, form: Any) -> None:
    """Say yes to what was shown."""
    given = form.cleaned_data
    try:
        deliveries.ask_to_bring_in(actor, delivery, seen=given["seen"], agreed=given.get("agreed"))
    except Refused as refused:
        if it_is_as_was_seen not in refused.broken:
            raise
        deliveries.show_anew(actor, delivery)


def _throw(actor: Actor, delivery: Delivery, form: Any) -> None:
    """Throw away what was read."""
    clearing.throw_away(actor, delivery)


def _back(actor: Actor, delivery: Delivery, form: Any) -> None:
    """Take back what was brought in."""
    undoing.ask_to_take_back(actor, delivery)


DEEDS: dict[str, Callable[[Actor, Delivery, Any], None]] = {
    "answer": _answer,
    "same": _answer,
    "anew": _anew,
    "yes": _yes,
    "throw": _throw,
    "back": _back,
}


def _forms(request: Request, delivery: Delivery, lines: list[DeliveryLine]) -> dict[str, Any]:
    """Every form of the page, by its deed; the one that was sent holds what was filled in."""

    def sent(name: str) -> Any:
        return request.POST if request.POST.get("deed") == name else None

    asked = [line for line in lines if line.kind == LineKind.QUESTION]
    named = [line for line in lines if line.kind == LineKind.NAMESAKE]
    homes = homes_told(request.actor, delivery, named)
    seen = {"seen": delivery.seen}
    return {
        "answer": WhoForm(sent("answer"), lines=asked),
        "same": NamesakeForm(sent("same"), lines=named, homes=homes),
        "yes": YesForm(sent("yes"), many=many_leave(delivery), initial=seen),
        **{name: forms.Form(sent(name)) for name in ("anew", "throw", "back")},
    }


def _did(request: Request, delivery: Delivery, form: Any) -> bool:
    """Do what was asked; says whether it was done. What is no longer so is shown anew."""
    if form.is_valid():
        with refusals_shown_on(form):
            DEEDS[request.POST["deed"]](request.actor, delivery, form)
            return True
    return False


@signed_in
def delivery(request: Request, delivery_id: UUID) -> HttpResponse:
    """Show what a file changes, how far it is, and what can be done now."""
    actor = request.actor
    found = find_delivery(actor, delivery_id)
    few = first_lines(actor, found.pk)
    made = _forms(request, found, few)
    asked = made.get(request.POST.get("deed", ""))
    if asked and _did(request, found, asked):
        return redirect("exchange:delivery", found.pk)
    look_at_list(actor, part="school_file", of=found.pk)
    page = {**_page(actor, found, few), "forms": made, "asked": asked}
    answer = render(request, "exchange/delivery.html", page)
    if page["stage"] in (Stage.WORKING, Stage.UNDOING):
        answer["Refresh"] = SOON
    return answer


def _page(actor: Actor, found: Delivery, few: list[DeliveryLine]) -> dict[str, Any]:
    """What the page draws of one file."""
    return {
        "delivery": found,
        "stage": stage_of(found, actor.now),
        "Stage": Stage,
        "summary": summary_of(found),
        "sections": sections_of(found, few),
        "questions": int(found.counts.get(LineKind.QUESTION.value, 0)),
        "namesakes": int(found.counts.get(LineKind.NAMESAKE.value, 0)),
        "most": PAGE,
        "is_list": found.source == Source.GUARDIANS,
        "columns": bool(found.counts.get("columns")),
        "changes": any(found.counts.get(kind.value) for kind in CHANGES),
        "passed_over": passed_over_of(found),
        "may_undo": may_be_undone(found, actor.now),
        "undo_days": settings.SCHOOL_FILE_UNDO_DAYS,
        "undo_until": undo_until(found),
        "many": many_leave(found),
    }


@signed_in
def lines(request: Request, delivery_id: UUID, kind: str) -> HttpResponse:
    """Show all lines of one kind, page by page."""
    found = find_delivery(request.actor, delivery_id)
    if kind not in LineKind.values:
        raise Http404
    after = request.GET.get("na", "0")
    rows = lines_after(request.actor, found.pk, kind, int(after) if after.isdecimal() else 0)
    look_at_list(request.actor, part="school_file", of=found.pk)
    page = {"delivery": found, "kind": kind, "title": LineKind(kind).label}
    page["lines"] = list(map(shown, rows[:PAGE]))
    page["next"] = rows[PAGE - 1].number if len(rows) > PAGE else None
    return render(request, "exchange/lines.html", page)
