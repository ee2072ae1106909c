"""Pages of how someone is reached: one's own, and those of who keeps a school's people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look, look_at_list
from deelgenoot.circles.pieces import contact_of
from deelgenoot.circles.policy import may_add_guardian
from deelgenoot.circles.queries.around import find_circle, members
from deelgenoot.circles.queries.emergencies import find_circle_in_emergency
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.story import health
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import Capacity
from deelgenoot.details import actions, forms
from deelgenoot.details.devices import devices_shown
from deelgenoot.details.forms.base import Part, told_by
from deelgenoot.details.pieces import (
    ADDRESS,
    MAIL,
    PHONE,
    SAFE,
    TITLES,
    WISHES,
    parts_of,
    to_call,
    to_call_now,
)
from deelgenoot.details.queries import Known, find_guardian, known_of
from deelgenoot.details.rules import nothing_is_overwritten, number_in_words
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment

PARTS: dict[str, tuple[type[Part], Callable[..., Any]]] = {
    PHONE: (forms.PhoneForm, actions.add_phone),
    MAIL: (forms.MailForm, actions.keep_mail),
    ADDRESS: (forms.AddressForm, actions.keep_address),
    WISHES: (forms.WishesForm, actions.keep_wishes),
    SAFE: (forms.SafeForm, actions.keep_safe),
}


def _mine(request: Request) -> tuple[Known, list[Known]]:
    """The details of who reads: those for one board, and for which boards there are some."""
    if not request.actor.is_family:
        raise Http404
    each = known_of(request.actor, request.actor.persons)
    wanted = request.GET.get("voor", "")
    chosen = [known for known in each if str(known.person.pk) == wanted] or each
    if not chosen:
        raise Http404
    return chosen[0], each


@signed_in
def mine(request: Request) -> HttpResponse:
    """Mijn gegevens: what school knows of how I am reached, and who sees it."""
    known, each = _mine(request)
    page = {"known": known, "parts": parts_of(known), "each": each, "back": "", "eyebrow": ""}
    page["devices"] = devices_shown(request.actor, request)
    return render(request, "details/overview.html", page)


@signed_in
def change_mine(request: Request, part: str) -> HttpResponse:
    """Change one part of how I am reached."""
    known, each = _mine(request)
    back = reverse("details:mine")
    if len(each) > 1:
        back = f"{back}?voor={known.person.pk}"
    return _change(request, known, part, back)


@signed_in
def reach(request: Request, circle_id: UUID) -> HttpResponse:
    """Show a class teacher how and when to call the adults of one child."""
    circle = find_circle(request.actor, circle_id)
    look(request.actor, part="reach", circles=[(circle.pk, circle.board_id)])
    people = members(request.actor, circle)
    if not any(m.mine and m.capacity is Capacity.CLASS_TEACHER for m in people):
        raise Http404
    adults = {m.person: m for m in people if m.capacity in (Capacity.PARENT, Capacity.CARER)}
    known = [(adults[k.person.pk], k) for k in known_of(request.actor, adults)]
    page = {"circle": circle, "adults": [(m, k, to_call(k)) for m, k in known]}
    page["number_in_words"] = number_in_words
    return render(request, "details/reach.html", page)


@signed_in
def emergency(request: Request, circle_id: UUID) -> HttpResponse:
    """Show in an emergency whom to call and what is known about health, and nothing more."""
    actor = request.actor
    circle, mine = find_circle_in_emergency(actor, circle_id)
    look(actor, part="emergency", circles=[(circle.pk, circle.board_id)])
    people = members(actor, circle)
    adults = {m.person: m for m in people if m.capacity in (Capacity.PARENT, Capacity.CARER)}
    known = [(adults[k.person.pk], k) for k in known_of(actor, adults)]
    page = {"circle": circle, "mine": mine, "health": health(actor, circle.pk), "people": people}
    page |= {
        "adults": [(m, k, to_call_now(k)) for m, k in known],
        "number_in_words": number_in_words,
    }
    page["contact"] = contact_of(contact_person(people, actor), circle.school.phone, actor)
    return render(request, "details/emergency.html", page)


def _kept(actor: Actor, enrolment_id: UUID, adult_id: UUID) -> tuple[Enrolment, Known]:
    """An adult of a pupil whose people this administrator keeps; else it does not exist."""
    enrolment = find_enrolment(actor, enrolment_id)
    if not may_add_guardian.allows(actor, enrolment):
        raise Http404
    found = known_of(actor, [find_guardian(actor, enrolment, adult_id)])
    if not found:
        raise Http404
    return enrolment, found[0]


@signed_in
def kept(request: Request, enrolment_id: UUID, adult_id: UUID) -> HttpResponse:
    """Show the administrator how one adult of a pupil is reached."""
    enrolment, known = _kept(request.actor, enrolment_id, adult_id)
    look_at_list(request.actor, part="details", of=known.person.pk)
    back = reverse("circles:keep_adult", args=[enrolment_id, adult_id])
    page = {"known": known, "parts": parts_of(known), "each": [], "back": back, "devices": None}
    return render(request, "details/overview.html", {**page, "eyebrow": enrolment.pupil.name})


@signed_in
def change_kept(request: Request, enrolment_id: UUID, adult_id: UUID, part: str) -> HttpResponse:
    """Change one part of how an adult of a pupil is reached, as they asked school."""
    _enrolment, known = _kept(request.actor, enrolment_id, adult_id)
    look_at_list(request.actor, part="details", of=known.person.pk)
    return _change(request, known, part, reverse("details:kept", args=[enrolment_id, adult_id]))


def _change(request: Request, known: Known, key: str, back: str) -> HttpResponse:
    """Show one part to change, or save it and go back."""
    if key not in PARTS or (key == ADDRESS and not known.is_adult):
        raise Http404
    gone = request.POST.get("weg", "")
    form = PARTS[key][0](None if gone else request.POST or None, about=known)
    trouble = _take_out(request.actor, known, key, gone) if gone else None
    if trouble is None and (gone or (form.is_valid() and _saved(request.actor, known, key, form))):
        messages.success(request, _("Taken out.") if gone else _("Saved."))
        return redirect(request.get_full_path() if key == PHONE else back)
    now = next(line for line in parts_of(known) if line.key == key)
    page = {"known": known, "form": form, "part": now, "title": TITLES[key], "back": back}
    return render(request, "details/change.html", {**page, "trouble": trouble})


def _saved(actor: Actor, known: Known, key: str, form: Part) -> bool:
    """Save one part; a broken rule is said on the form, and what was typed stays."""
    try:
        PARTS[key][1](actor, known.person, **form.asked())
    except Refused as refused:
        for broken in refused.broken:
            form.add_error(None, told_by(broken))
            if broken is nothing_is_overwritten:
                form.know_better()
        return False
    return True


def _take_out(actor: Actor, known: Known, key: str, gone: str) -> str | None:
    """Take out a number or the address; says why not, when a rule is broken."""
    try:
        if key == ADDRESS:
            actions.forget_address(actor, known.person)
        elif phone := next((p.id for p in known.phones if str(p.id) == gone), None):
            actions.take_out_phone(actor, known.person, phone=phone)
    except Refused as refused:
        return " ".join(f"{broken.sentence} {broken.mend}" for broken in refused.broken)
    return None
