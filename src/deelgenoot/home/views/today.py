"""Vandaag: what is asked of me, and what happened lately."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.audit.terms import SHIELDED
from deelgenoot.circles.actions.story import finish_ask
from deelgenoot.circles.queries.around import CircleLine, my_circles
from deelgenoot.circles.queries.asks import AskLine, coming, find_ask, open_asks
from deelgenoot.circles.queries.care import schools_to_call
from deelgenoot.circles.queries.emergencies import my_looks
from deelgenoot.circles.queries.lately import NewLine, told_lately
from deelgenoot.circles.queries.story import latest_entries
from deelgenoot.circles.queries.told import EntryLine
from deelgenoot.circles.queries.whom_to_call import contact_persons
from deelgenoot.home.cards import (
    ask_cards,
    asked_for_safety,
    circles_shown,
    coming_lines,
    contact_on_today,
    headline,
    news_of,
)
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.policy import administered_schools

NEWS = timedelta(days=60)
NEW_AT_WORK = timedelta(days=14)
SHOWN, SHOWN_SHORT, SHOWN_YOUNG = 7, 3, 2
"""How many asks stand on the page; for a pupil of at most 11, and one of at most 8, fewer."""


@signed_in
def today(request: Request) -> HttpResponse:
    """Vandaag: what is asked of me, and what happened lately around my children or pupils."""
    actor = request.actor
    if actor.outside:
        return outside(request)
    asks, later = coming(open_asks(actor, limit=SHOWN + 20), timezone.localdate(actor.now))
    circles = my_circles(actor) if actor.is_family else []
    ids = [circle.id for circle in circles]
    news, new = _told_lately(actor, ids, {ask.subject for ask in asks})
    contacts = contact_persons(actor, ids) if actor.is_family else {}
    _look_at(actor, asks + later, circles, [*news, *new])
    cards = ask_cards(asks)
    page = {
        "headline": headline(actor, len(asks)),
        "today": timezone.localdate(actor.now),
        "coming": coming_lines(later),
        "asks": cards[: _at_once(actor)],
        "more": cards[_at_once(actor) :],
        "circles": [(c, contact_on_today(contacts.get(c.id), c, actor)) for c in circles],
        "tell_in": next((c for c in circles if not c.closed), None),
        "has_class": actor.has_class,
        "keeps": not actor.is_family and bool(administered_schools(actor)),
        "looks": my_looks(actor),
        "news": news_of(news, circles, actor.now),
        "new": new,
    }
    return render(request, "home/today.html", page)


def _at_once(actor: Actor) -> int:
    """Say how many asks this reader takes in at once."""
    if actor.is_young:
        return SHOWN_YOUNG
    return SHOWN_SHORT if actor.reads_short else SHOWN


def _told_lately(
    actor: Actor, circles: list[UUID], but: set[UUID]
) -> tuple[list[EntryLine], list[NewLine]]:
    """What was told lately: to family in words, to a colleague who and about whom."""
    if actor.is_family:
        news = latest_entries(actor, circles, since=actor.now - NEWS, but=but)
        return news[: SHOWN_SHORT if actor.reads_short else None], []
    return [], told_lately(actor, since=actor.now - NEW_AT_WORK, but=but)


def _look_at(
    actor: Actor, asks: list[AskLine], circles: list[CircleLine], news: list[EntryLine | NewLine]
) -> None:
    """Write down at which circles this page looks; apart and shielded where it is for safety."""
    look(actor, part="today", circles=circles_shown(asks, circles, news))
    look(actor, part=SHIELDED, circles=asked_for_safety(asks))


def outside(request: Request) -> HttpResponse:
    """Say to who works in care that no family let them in yet, how that goes and whom to call."""
    page: dict[str, object] = {"today": timezone.localdate(request.actor.now)}
    page["schools"] = schools_to_call(request.actor)
    return render(request, "home/outside.html", page)


@require_POST
@signed_in
def done(request: Request, ask_id: UUID) -> HttpResponse:
    """Say that what was asked of me is done."""
    finish_ask(request.actor, find_ask(request.actor, ask_id))
    return redirect("home:today")
