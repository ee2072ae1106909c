"""Finding something back in the story of a circle, and the story on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.circles.contact_pieces import contact_in
from deelgenoot.circles.forms.finding import FindForm, mark_in
from deelgenoot.circles.queries.around import find_circle, members
from deelgenoot.circles.queries.finding import find_back
from deelgenoot.circles.queries.paper import story_on_paper
from deelgenoot.circles.queries.story import Story
from deelgenoot.circles.story_pieces import entries_of, entry_of


@signed_in
def find(request: Request, circle_id: UUID) -> HttpResponse:
    """Find something back; what one looks for is posted, so that it stands in no address."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    look(actor, part="story", circles=[(circle.pk, circle.board_id)])
    people = members(actor, circle)
    form, found = FindForm(request.POST or None, people=people, now=actor.now), None
    if form.is_valid():
        found = find_back(actor, circle, form.asked(), older_than=mark_in(request.POST))
    lines = Story(found.lines if found else [], None)
    page = {
        "circle": circle,
        "form": form,
        "found": found,
        "entries": entries_of(lines, actor, circle, {m.person: m.first for m in people}),
        "contact": contact_in(actor, circle, people),
    }
    return render(request, "circles/find.html", page)


@signed_in
def on_paper(request: Request, circle_id: UUID, *, everyone: bool) -> HttpResponse:
    """Show the story as it goes on paper: what everyone in the circle reads, or all I read."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    look(actor, part="story on paper", circles=[(circle.pk, circle.board_id)])
    people = members(actor, circle)
    told = story_on_paper(actor, circle, everyone=everyone, older_than=mark_in(request.GET))
    names = {m.person: m.first for m in people}
    page = {
        "circle": circle,
        "everyone": everyone,
        "entries": [entry_of(line, names=names) for line in told.lines],
        "older": told.older,
        "by": next((m.name for m in people if m.mine), actor.name),
        "now": actor.now,
        "contact": contact_in(actor, circle, people),
    }
    return render(request, "circles/on_paper.html", page)
