"""Pages of the administrator: classes, pupils, guardians, colleagues, invitations."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.merging import note_two_people
from deelgenoot.circles.actions.people import add_guardian, invite, tie_guardian
from deelgenoot.circles.forms.keeping import NOBODY, GuardianForm, InviteForm
from deelgenoot.circles.forms.merging import alike_in_words
from deelgenoot.circles.policy import may_add_guardian, may_invite
from deelgenoot.circles.queries import custody, keeping
from deelgenoot.circles.queries.doubles import like_this
from deelgenoot.circles.queries.starting import class_starts
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.people.models import Person
from deelgenoot.people.terms import ControllerKind


def school_of(actor: Actor) -> School:
    """The school this administrator keeps; for anyone else these pages do not exist."""
    if not actor.is_colleague:
        raise Http404
    school = keeping.my_school(actor)
    if not may_invite.allows(actor, school):
        raise Http404
    return school


@signed_in
def school(request: Request) -> HttpResponse:
    """Show the classes of the school, and its colleagues."""
    kept = school_of(request.actor)
    look_at_list(request.actor, part="colleagues", of=kept.pk)
    staff = keeping.staff_kept(request.actor)
    page = {"school": kept, "groups": keeping.groups_kept(request.actor), "staff": staff}
    return render(request, "circles/keeping_school.html", page)


@signed_in
def group(request: Request, group_id: UUID) -> HttpResponse:
    """Show the pupils of one class, with how many adults are known."""
    kept = school_of(request.actor)
    starts, line = class_starts(request.actor, kept, group_id)
    look_at_list(request.actor, part="pupils", of=group_id)
    pupils = keeping.pupils_kept(request.actor, group_id)
    page = {"school": kept, "starts": starts, "line": line, "pupils": pupils}
    return render(request, "circles/keeping_group.html", page)


def pupil_kept(actor: Actor, enrolment_id: UUID) -> Enrolment:
    """A pupil whose people this administrator keeps; one's own child is kept by someone else."""
    enrolment = keeping.find_enrolment(actor, enrolment_id)
    if not may_add_guardian.allows(actor, enrolment):
        raise Http404
    return enrolment


def _add(actor: Actor, enrolment: Enrolment, form: GuardianForm) -> Person | None:
    """Add the adult of the form, once it is clear whether it is someone who is known already."""
    given = dict(form.cleaned_data)
    named = {name: given[name] for name in ("first", "rest", "address")}
    likely = like_this(actor, enrolment, **named)
    if likely:
        form.ask([(str(line.person), alike_in_words(line, alike)) for line, alike in likely])
        if not form.is_valid():
            return None
    same = form.cleaned_data.get("same", NOBODY)
    if same != NOBODY:
        facts = {name: given[name] for name in ("kind", "proof", "address")}
        return tie_guardian(actor, enrolment, adult=UUID(same), **facts)
    adult = add_guardian(actor, enrolment, **given)
    for line, _alike in likely:
        note_two_people(actor, enrolment.school, one=adult.pk, other=line.person)
    return adult


@signed_in
def pupil(request: Request, enrolment_id: UUID) -> HttpResponse:
    """Show the adults of one pupil, and add one."""
    enrolment = pupil_kept(request.actor, enrolment_id)
    form, adult = GuardianForm(request.POST or None), None
    if form.is_valid():
        with refusals_shown_on(form):
            adult = _add(request.actor, enrolment, form)
        if adult:
            messages.success(request, _("%(name)s is added.") % {"name": adult.name})
            return redirect("circles:keep_pupil", enrolment_id)
    look_at_list(request.actor, part="guardians", of=enrolment.pk)
    adults = keeping.guardians_of(request.actor, enrolment)
    known = custody.what_is_known(enrolment, adults, request.actor.now)
    page = {"enrolment": enrolment, "adults": adults, "form": form, "known": known}
    page["earlier"] = custody.earlier_adults(request.actor, enrolment, {a.person for a in adults})
    return render(request, "circles/keeping_pupil.html", page)


def _back_from(person: Person) -> str:
    """Where one goes on after inviting: the person's own page in care, else the school."""
    works_elsewhere = person.controller.kind != ControllerKind.BOARD
    return reverse("circles:care") if works_elsewhere else reverse("circles:keep_school")


@signed_in
def invite_person(request: Request, person_id: UUID) -> HttpResponse:
    """Invite one guardian, colleague or person of care by mail."""
    kept = school_of(request.actor)
    person, address = keeping.find_person(request.actor, person_id)
    language = person.language or "nl"
    form = InviteForm(request.POST or None, initial={"address": address, "language": language})
    if form.is_valid():
        with refusals_shown_on(form):
            invite(request.actor, kept, person=person, **form.cleaned_data)
            sent = _("The invitation for %(name)s is on its way.") % {"name": person.name}
            messages.success(request, sent)
            return redirect(_back_from(person))
    look_at_list(request.actor, part="address", of=person.pk)
    page = {"person": person, "form": form, "back": _back_from(person)}
    return render(request, "circles/keeping_invite.html", page)
