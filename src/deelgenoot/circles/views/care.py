"""The administrator's pages of care organisations: list, add, verify again, end."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions import care as deeds
from deelgenoot.circles.forms.care import (
    CalledForm,
    CareOrganisationForm,
    CareProfessionalForm,
    EndForm,
    VerifyAgainForm,
)
from deelgenoot.circles.queries import care as kept
from deelgenoot.circles.queries.alike import organisations_alike, people_alike
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import CareOrganisation, CareProfessional
from deelgenoot.ui.dates import begin_of, in_amsterdam

Given = dict[str, Any]


def _called(given: Given) -> deeds.Called:
    """Take out of a form how school verified."""
    given.pop("seen", None)
    return deeds.Called(given.pop("once"), given.pop("called"), given.pop("found"))


def _end(last: date | None) -> datetime | None:
    """The first moment after the last day."""
    return begin_of(last + timedelta(days=1)) if last else None


@signed_in
def care(request: Request) -> HttpResponse:
    """List the care organisations the school works with, and which to verify again."""
    school = kept.school_kept(request.actor)
    page = {"school": school, "organisations": kept.care_kept(request.actor)}
    return render(request, "circles/care.html", page)


@signed_in
def add_organisation(request: Request) -> HttpResponse:
    """Add a care organisation the school has called."""
    school = kept.school_kept(request.actor)
    form = CareOrganisationForm(request.POST or None)
    page: dict[str, Any] = {"school": school, "form": form, "alike": []}
    if form.is_valid():
        given = {**form.cleaned_data}
        facts = {name: given[name] for name in ("name", "register", "number")}
        page["alike"] = organisations_alike(request.actor, **facts)
        with refusals_shown_on(form):
            made = deeds.add_care_organisation(
                request.actor, school, called=_called(given), **given
            )
            messages.success(request, _("It is noted. Now add who works there."))
            return redirect("circles:care_organisation", made.pk)
    return render(request, "circles/care_add.html", page)


def _sent(request: Request, name: str) -> Any:
    """What was sent with one of the forms of a page."""
    return request.POST if request.POST.get("deed") == name else None


def _organisation_forms(request: Request, found: CareOrganisation) -> dict[str, forms.Form]:
    """The two forms of an organisation's page: verify again, end."""
    known = {"called": found.phone, "seen": kept.seen_mark(found)}
    return {
        "verify": CalledForm(_sent(request, "verify"), initial=known),
        "end": EndForm(_sent(request, "end")),
    }


def _did_organisation(request: Request, found: CareOrganisation, form: forms.Form) -> bool:
    """Verify again or end; says whether it was done."""
    actor, school = request.actor, kept.school_kept(request.actor)
    if not form.is_valid():
        return False
    with refusals_shown_on(form):
        if isinstance(form, EndForm):
            deeds.end_care_organisation(actor, school, organisation=found.pk)
        else:
            unchanged = form.cleaned_data["seen"] == kept.seen_mark(found)
            deeds.verify_care_organisation(
                actor, school, organisation=found.pk,
                called=_called({**form.cleaned_data}), unchanged=unchanged,
            )  # fmt: skip
        messages.success(request, _("It is noted."))
        return True
    return False


@signed_in
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show one care organisation: how it was verified, and who of it is known here."""
    actor, school = request.actor, kept.school_kept(request.actor)
    found = kept.find_organisation(actor, organisation_id)
    made = _organisation_forms(request, found)
    asked = made.get(request.POST.get("deed", ""))
    if asked and _did_organisation(request, found, asked):
        return redirect("circles:care_organisation", found.pk)
    look_at_list(actor, part="care", of=found.pk)
    told = kept.verifications_of(actor, found.pk)
    people = kept.professionals_of(actor, found.pk)
    page = {"school": school, "found": found, "forms": made, "asked": asked}
    page |= {"told": told, "people": people, "ended": kept.is_over(found, actor.now)}
    page["too_old"] = kept.is_too_old(told[0].at if told else None, actor.now)
    return render(request, "circles/care_organisation.html", page)


@signed_in
def add_professional(request: Request, organisation_id: UUID) -> HttpResponse:
    """Add someone of a care organisation whom the school has called."""
    actor, school = request.actor, kept.school_kept(request.actor)
    found = kept.find_organisation(actor, organisation_id)
    today = in_amsterdam(actor.now).date()
    form = CareProfessionalForm(
        request.POST or None, initial={"since": today, "called": found.phone}
    )
    page: dict[str, Any] = {"school": school, "found": found, "form": form, "alike": []}
    if form.is_valid():
        page["alike"] = _alike(actor, found, form.cleaned_data)
        with refusals_shown_on(form):
            made = _add(request, found, {**form.cleaned_data})
            messages.success(request, _("%(name)s is added.") % {"name": made.person.name})
            return redirect("circles:care_professional", made.pk)
    return render(request, "circles/care_add_person.html", page)


def _alike(actor: Actor, found: CareOrganisation, given: Given) -> list[Any]:
    """Who is there already with this name or mail address."""
    name = f"{given['first']} {given['rest']}"
    return people_alike(actor, found, name=name, address=given["address"])


def _add(request: Request, found: CareOrganisation, given: Given) -> CareProfessional:
    """Turn days into moments, today begins now, and add."""
    actor = request.actor
    first, last = given.pop("since"), given.pop("until")
    since = actor.now if first == in_amsterdam(actor.now).date() else begin_of(first)
    return deeds.add_care_professional(
        actor, kept.school_kept(actor), organisation=found.pk, called=_called(given),
        since=since, until=_end(last), **given,
    )  # fmt: skip


def _last_day(found: CareProfessional) -> date | None:
    """The last day of someone's period, if it is known."""
    return in_amsterdam(found.until - timedelta(seconds=1)).date() if found.until else None


def _person_forms(request: Request, found: CareProfessional) -> dict[str, forms.Form]:
    """The two forms of a person's page: verify again, end."""
    over = kept.is_over(found, request.actor.now)
    known = {"called": found.organisation.phone, "until": None if over else _last_day(found)}
    known["seen"] = kept.seen_mark(found)
    return {
        "verify": VerifyAgainForm(_sent(request, "verify"), initial=known),
        "end": EndForm(_sent(request, "end")),
    }


def _did_person(request: Request, found: CareProfessional, form: forms.Form) -> bool:
    """Verify again or end; says whether it was done."""
    actor, school = request.actor, kept.school_kept(request.actor)
    if not form.is_valid():
        return False
    with refusals_shown_on(form):
        if isinstance(form, EndForm):
            deeds.end_care_professional(actor, school, professional=found.pk)
        else:
            given = form.cleaned_data
            unchanged = given["seen"] == kept.seen_mark(found)
            deeds.verify_care_professional(
                actor, school, professional=found.pk, until=_end(given["until"]),
                called=_called(given), unchanged=unchanged,
            )  # fmt: skip
        messages.success(request, _("It is noted."))
        return True
    return False


@signed_in
def professional(request: Request, professional_id: UUID) -> HttpResponse:
    """Show one person of a care organisation: how verified, until when, whether they came in."""
    actor, school = request.actor, kept.school_kept(request.actor)
    found = kept.find_professional(actor, professional_id)
    made = _person_forms(request, found)
    asked = made.get(request.POST.get("deed", ""))
    if asked and _did_person(request, found, asked):
        return redirect("circles:care_professional", found.pk)
    look_at_list(actor, part="care person", of=found.pk)
    told = kept.verifications_of(actor, found.organisation_id, found.pk)
    page = {"school": school, "found": found, "forms": made, "asked": asked, "told": told}
    page |= {"ended": kept.is_over(found, actor.now), "last": _last_day(found)}
    page["mail"] = kept.mail_of(actor, found.person_id)
    page["too_old"] = kept.is_too_old(told[0].at if told else None, actor.now)
    return render(request, "circles/care_person.html", page)
