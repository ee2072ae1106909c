"""The page of a circle: who is around this child, and the story."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.circles.contact_pieces import closing_of, contact_in
from deelgenoot.circles.forms.finding import mark_in
from deelgenoot.circles.pieces import openings_of, seats_of, visits_of
from deelgenoot.circles.queries.around import WITHOUT_STORY, find_circle, who_is_and_was_here
from deelgenoot.circles.queries.closing import reads_until
from deelgenoot.circles.queries.eighteen import may_choose
from deelgenoot.circles.queries.emergencies import looks_at
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.story_pieces import entries_of
from deelgenoot.circles.terms import Capacity

OPEN = (Capacity.CLASS_TEACHER, Capacity.COORDINATOR)


@signed_in
def show(request: Request, circle_id: UUID) -> HttpResponse:
    """Show a circle: whom to call, the story, and everyone in it."""
    actor = request.actor
    circle = find_circle(actor, circle_id)
    look(actor, part="story", circles=[(circle.pk, circle.board_id)])
    people, were = who_is_and_was_here(actor, circle)
    called = None if actor.is_family else contact_person(people, actor)
    told = story(actor, circle, older_than=mark_in(request.GET))
    page = {
        "circle": circle,
        "contact": contact_in(actor, circle, people),
        "closing": closing_of(actor, circle, reads_until(actor, circle)),
        "seats": seats_of(people),
        "visits": visits_of(were),
        "looked": openings_of(looks_at(actor, circle.pk), {}),
        "reads": any(m.reads for m in people if m.mine),
        "writes": any(m.writes for m in people if m.mine),
        "entries": entries_of(told, actor, circle, {m.person: m.first for m in people}),
        "older": told.older,
        "eighteen": may_choose(actor, circle),
        "works": any(m.mine and m.capacity not in WITHOUT_STORY for m in people),
        "opens": any(m.mine and m.capacity in OPEN for m in people),
        "copies": any(m.mine and (m.capacity in OPEN or m == called) for m in people),
        "calls": any(m.mine and m.capacity is Capacity.CLASS_TEACHER for m in people),
    }
    return render(request, "circles/show.html", page)
