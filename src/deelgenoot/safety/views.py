"""Pages of the safety valve: for a colleague, for a parent, for the pupil."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from deelgenoot.access.doors import Request, newcomers_too, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.audit.terms import SHIELDED
from deelgenoot.circles.contact_pieces import contact_in
from deelgenoot.circles.queries.around import find_circle, members
from deelgenoot.circles.views.keeping import school_of
from deelgenoot.safety.actions import add_own_word, ask_to_talk, keep_note, take_own_word_away
from deelgenoot.safety.forms import NoteForm, OwnWordForm, TalkForm
from deelgenoot.safety.pieces import people_who_help, was_just_kept
from deelgenoot.safety.policy import may_ask_to_talk, may_keep_note
from deelgenoot.safety.queries import (
    find_about,
    find_own_word,
    helpers,
    notes,
    own_words,
    trusted,
    words_that_ask,
)

ARABIC = re.compile("[\u0600-\u06ff]")
"""Arabic joins words, so there a word is looked for anywhere."""


@newcomers_too
def help(request: Request, circle_id: UUID) -> HttpResponse:
    """Show where help is: to a colleague, a parent and the pupil each a page of their own."""
    if not request.actor.is_family:
        return _to_colleague(request, circle_id)
    return (
        _to_pupil(request, circle_id) if request.actor.is_pupil else _to_parent(request, circle_id)
    )


def _to_colleague(request: Request, circle_id: UUID) -> HttpResponse:
    """The steps of the meldcode, who to call, and room for a closed note."""
    actor, about = request.actor, find_about(request.actor, circle_id)
    writes = may_keep_note.allows(actor, about)
    if request.method == "POST" and not writes:
        raise Http404
    form = NoteForm(request.POST or None)
    if form.is_valid():
        keep_note(actor, about, **form.cleaned_data)
        return redirect(f"{request.path}#notities")
    look(actor, part=SHIELDED, circles=[(about.circle, about.board)])
    told = notes(actor, circle=about.circle, older_than=_older_than(request))
    page = {
        "about": about,
        "form": form if writes else None,
        "helps": people_who_help(actor, helpers(about.circle)),
        "notes": told,
        "just_kept": was_just_kept(actor, told),
    }
    return render(request, "safety/colleague.html", page)


def _to_parent(request: Request, circle_id: UUID) -> HttpResponse:
    """Whom to call. Nothing is asked, nothing is kept: not even that this was opened."""
    if request.method == "POST":
        raise Http404
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    contact = contact_in(actor, circle, members(actor, circle))
    return render(request, "safety/parent.html", {"circle": circle, "contact": contact})


def _to_pupil(request: Request, circle_id: UUID) -> HttpResponse:
    """Who there is to talk with; one tap asks one of them, and the page keeps nothing of it."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    form, asked = TalkForm(request.POST or None), None
    if request.method == "POST":
        if not form.is_valid() or not may_ask_to_talk.allows(actor, circle):
            raise Http404
        asked = ask_to_talk(actor, circle, person=form.cleaned_data["person"])
    people = trusted(actor, circle)
    page = {"circle": circle, "people": people, "asked": asked}
    return render(request, "safety/pupil.html", page)


@signed_in
def notes_for_me(request: Request) -> HttpResponse:
    """Show the closed notes one may read, of all pupils; of a closed circle too."""
    actor = request.actor
    if not actor.is_colleague:
        raise Http404
    told = notes(actor, older_than=_older_than(request))
    circles = {line.circle: line.board for line in told.lines}
    look(actor, part=SHIELDED, circles=sorted(circles.items()))
    return render(request, "safety/notes.html", {"notes": told})


def _older_than(request: Request) -> UUID | None:
    """Where the reader was."""
    try:
        return UUID(request.GET.get("ouder-dan", ""))
    except ValueError:
        return None


@signed_in
def own_words_kept(request: Request) -> HttpResponse:
    """Let an administrator add words that ask, and take them away."""
    actor, school = request.actor, school_of(request.actor)
    deed = request.POST.get("deed", "")
    form = OwnWordForm(request.POST if deed == "add" else None)
    if deed == "take":
        if line := find_own_word(actor, request.POST.get("word_id", "")):
            take_own_word_away(actor, line)
        return redirect("safety:own_words")
    if form.is_valid():
        with refusals_shown_on(form):
            add_own_word(actor, school, **form.cleaned_data)
            return redirect("safety:own_words")
    page = {"school": school, "form": form, "words": own_words(actor, school)}
    return render(request, "safety/own_words.html", page)


@newcomers_too
def words_here(request: Request, circle_id: UUID) -> HttpResponse:
    """Give the device the school's own words, to look for by itself before something is kept."""
    words = words_that_ask(find_circle(request.actor, circle_id).pk)
    arabic = [word for word in words if ARABIC.search(word)]
    return JsonResponse({"words": [w for w in words if w not in arabic], "parts": arabic})
