"""Mijn klas: families not yet spoken on top, then every pupil; and the classes of the school."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.circles.asked import ASKED
from deelgenoot.contact.queries.klas import my_class
from deelgenoot.contact.queries.school import SchoolPage, classes_of_school


@signed_in
def klas(request: Request) -> HttpResponse:
    """Mijn klas: families not yet spoken on top, then every pupil."""
    if not request.actor.is_colleague:
        raise Http404
    page = my_class(request.actor, _id_in(request, "klas"))
    if page.id is None and page.to_replace_in:
        school = classes_of_school(request.actor)
        if school.coordinates:
            return _show_school(request, school)
    look_at_list(request.actor, part="class", of=page.id)
    asked = {line.circle: [ASKED[ask.kind](ask) for ask in line.asked] for line in page.pupils}
    return render(request, "contact/klas.html", {"klas": page, "asked": asked})


@signed_in
def school_over(request: Request) -> HttpResponse:
    """Every class of the school, for who coordinates care: whose families were not spoken yet."""
    school = classes_of_school(request.actor, _id_in(request, "vanaf"))
    if not school.coordinates:
        raise Http404
    return _show_school(request, school)


def _show_school(request: Request, school: SchoolPage) -> HttpResponse:
    """Draw the classes of the school."""
    look_at_list(request.actor, part="school", of=request.actor.organisation_id)
    return render(request, "contact/classes.html", {"school": school})


def _id_in(request: Request, name: str) -> UUID | None:
    """Which class was chosen, or where the page begins."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
