"""The administrator's pages to put right how a care organisation, or someone of it, is noted."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions import correcting_care as deeds
from deelgenoot.circles.actions.care import Called
from deelgenoot.circles.forms.care import (
    CalledForm,
    CorrectOrganisationForm,
    CorrectProfessionalForm,
)
from deelgenoot.circles.queries import care as kept

REACHED = ("town", "phone", "site", "register", "number")


def _put_right(
    request: Request, form: CalledForm, deed: Callable[..., None], **which: UUID
) -> bool:
    """Put right what is noted, as the form says; says whether it was done."""
    given = {**form.cleaned_data}
    called = Called(given.pop("once"), given.pop("called"), given.pop("found"))
    with refusals_shown_on(form):
        deed(request.actor, kept.school_kept(request.actor), called=called, **which, **given)
        messages.success(request, _("It is noted."))
        return True
    return False


@signed_in
def correct_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Put right the name of a care organisation and how it is reached."""
    school = kept.school_kept(request.actor)  # who works in care finds their own, and keeps none
    found = kept.find_organisation(request.actor, organisation_id)
    known = {name: getattr(found, name) for name in REACHED}
    known |= {"name": found.controller.name, "seen": kept.seen_mark(found)}
    form = CorrectOrganisationForm(request.POST or None, initial=known)
    deed = deeds.correct_care_organisation
    if form.is_valid() and _put_right(request, form, deed, organisation=found.pk):
        return redirect("circles:care_organisation", found.pk)
    look_at_list(request.actor, part="care", of=found.pk)
    page = {"school": school, "name": found.controller.name, "form": form}
    page["back"] = reverse("circles:care_organisation", args=[found.pk])
    return render(request, "circles/care_correct.html", page)


@signed_in
def correct_professional(request: Request, professional_id: UUID) -> HttpResponse:
    """Put right the name of someone in care and where they are registered."""
    school = kept.school_kept(request.actor)
    found = kept.find_professional(request.actor, professional_id)
    known = {"first": found.person.first, "rest": found.person.rest, "register": found.register}
    known |= {"number": found.number, "called": found.organisation.phone}
    known["seen"] = kept.seen_mark(found)
    form = CorrectProfessionalForm(request.POST or None, initial=known)
    deed = deeds.correct_care_professional
    if form.is_valid() and _put_right(request, form, deed, professional=found.pk):
        return redirect("circles:care_professional", found.pk)
    look_at_list(request.actor, part="care person", of=found.pk)
    page = {"school": school, "name": found.person.name, "form": form}
    page["back"] = reverse("circles:care_professional", args=[found.pk])
    return render(request, "circles/care_correct.html", page)
