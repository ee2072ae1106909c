"""Pages about doubles: which look alike, two side by side, and undoing what was joined."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.merging import (
    merge_people,
    note_two_people,
    take_back_two_people,
)
from deelgenoot.circles.actions.unmerging import undo_merge
from deelgenoot.circles.forms.merging import MergeForm, NoteForm, SearchForm
from deelgenoot.circles.merging_pieces import the_page, undo_until
from deelgenoot.circles.merging_rules import MERGING, UNDOING
from deelgenoot.circles.queries import doubles as found
from deelgenoot.circles.queries.merging import Pair, pair_kept
from deelgenoot.circles.queries.unmerging import find_joined, find_undo
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School


def school_kept(actor: Actor) -> School:
    """The school this administrator keeps; at home these pages do not exist."""
    if actor.is_family:
        raise Http404
    return found.school_kept(actor)


def _asked_for(request: Request) -> tuple[SearchForm, str, list[UUID]]:
    """What is looked for, and from where the page goes on; a key that is none is no key."""
    form = SearchForm(request.GET or None)
    name = form.cleaned_data["name"].strip() if form.is_valid() else ""
    try:
        key = [UUID(part) for part in request.GET.get("na", "").split(".") if part]
    except ValueError:
        key = []
    return form, name, key


@signed_in
def doubles(request: Request) -> HttpResponse:
    """Show which adults look alike, find one by name, and take back what was noted."""
    kept, note = school_kept(request.actor), NoteForm(request.POST or None)
    if note.is_valid():
        take_back_two_people(request.actor, kept, note=note.cleaned_data["note"])
        messages.success(request, _("It is taken back."))
        return redirect("circles:doubles")
    look_at_list(request.actor, part="doubles", of=kept.pk)
    return render(request, "circles/doubles.html", {"school": kept, **_listed(request)})


def _listed(request: Request) -> dict[str, Any]:
    """Who was found by name; without a name who look alike, and what was noted."""
    form, name, key = _asked_for(request)
    if name:
        lines, further = found.adults_called(request.actor, name, past=key[0] if key else None)
        return {"form": form, "name": name, "lines": lines, "next": further}
    pairs, further = found.likely_doubles(
        request.actor, past=(key[0], key[1]) if len(key) == 2 else None
    )
    joined, apart = found.noted_here(request.actor)
    noted = {"pairs": pairs, "joined": joined, "apart": apart}
    return {"form": form, "name": "", "next": further, **noted}


@signed_in
def double_of(request: Request, person_id: UUID) -> HttpResponse:
    """Choose by hand which other row is the same person."""
    kept = school_kept(request.actor)
    adult = found.find_adult_kept(request.actor, person_id)
    form, name, key = _asked_for(request)
    look_at_list(request.actor, part="doubles", of=person_id)
    lines, further = found.adults_called(
        request.actor, name or adult.name, but=person_id, past=key[0] if key else None
    )
    page = {"school": kept, "adult": adult, "form": form, "name": name}
    return render(request, "circles/double_of.html", {**page, "lines": lines, "next": further})


def _did(request: Request, school: School, pair: Pair, form: MergeForm) -> HttpResponse | None:
    """Do what was asked with two rows; gives where to go when it was done."""
    people = {"one": pair.kept.person.pk, "other": pair.double.person.pk}
    if request.POST.get("deed") == "two":
        note_two_people(request.actor, school, **people)
        messages.success(request, _("It is noted: these are two people."))
        return redirect("circles:doubles")
    if not form.is_valid():
        return None
    with refusals_shown_on(form):
        chosen = dict(form.cleaned_data)
        merge = merge_people(
            request.actor, school, seen=chosen.pop("seen"), chosen=chosen, **people
        )
        messages.success(request, _("Done. From now on this is one person."))
        return redirect("circles:undo_merge", merge.pk)
    return None


@signed_in
def merge(request: Request, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Show two rows side by side and what would become of them; join them when that is asked."""
    school = school_kept(request.actor)
    try:
        pair = pair_kept(request.actor, person_id, other_id)
    except ObjectDoesNotExist:
        joined = find_joined(request.actor, person_id, other_id)
        messages.info(request, _("These two are one person already."))
        return redirect("circles:undo_merge", joined)
    form = MergeForm(request.POST or None, pair=pair)
    if request.POST and (done := _did(request, school, pair, form)):
        return done
    if request.POST:
        form.show_anew(pair)
    look_at_list(request.actor, part="merge", of=person_id)
    page = {"school": school, "pair": pair, "form": form, **the_page(pair)}
    page["broken"] = MERGING.broken_by(pair.asked())
    return render(request, "circles/merge.html", page)


@signed_in
def undo(request: Request, merge_id: UUID) -> HttpResponse:
    """Show what was joined and what would go back; part it again when that is asked."""
    school_kept(request.actor)
    undo = find_undo(request.actor, merge_id)
    if request.POST:
        form = NoteForm({"note": merge_id})
        with refusals_shown_on(form):
            undo_merge(request.actor, undo.merge)
            messages.success(request, _("Done. They are two people again."))
            for said in undo.stays:
                messages.warning(request, str(said))
            return redirect("circles:doubles")
    look_at_list(request.actor, part="merge", of=undo.merge.kept_id)
    page = {"undo": undo, "until": undo_until(undo.merge), "now": request.actor.now}
    page["broken"] = UNDOING.broken_by(undo.asked(request.actor.now))
    return render(request, "circles/undo_merge.html", page)
