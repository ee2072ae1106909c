"""Each rule about who is put around a child has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from deelgenoot.circles.rules import (
    ADDING,
    CHANGING,
    INVITING,
    KEEPING,
    LIMITING,
    NARROWING,
    CustodyChanged,
    GuardianAsked,
    LimitDecided,
    MailAsked,
    NarrowingAsked,
    ReachKept,
    a_limit_ends_after_it_begins,
    a_limit_is_noted_once,
    a_limit_rests_on_a_decision,
    a_mail_address_is_of_one_adult,
    custody_follows_what_was,
    custody_has_a_proof,
    custody_has_begun,
    nobody_is_added_twice,
    the_pupil_is_almost_an_adult,
    who_is_invited_is_here,
)
from deelgenoot.people.terms import HAS_A_PLACE, CustodyKind

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)

SOUND = GuardianAsked(
    name="samira el amrani", known=frozenset(), kind=CustodyKind.CUSTODY, proof="gezagsregister"
)


def test_an_adult_who_is_new_and_has_a_proof_breaks_no_rule():
    assert ADDING.broken_by(SOUND) == []


def test_nobody_is_added_twice():
    there = frozenset({"samira el amrani"})
    assert ADDING.broken_by(replace(SOUND, known=there)) == [nobody_is_added_twice]
    assert ADDING.broken_by(replace(SOUND, known=frozenset({"youssef el amrani"}))) == []


def test_custody_has_a_proof():
    for kind in HAS_A_PLACE:
        for nothing in ("", "   "):
            asked = replace(SOUND, kind=kind, proof=nothing)
            assert ADDING.broken_by(asked) == [custody_has_a_proof]
    for kind in set(CustodyKind) - HAS_A_PLACE:
        assert ADDING.broken_by(replace(SOUND, kind=kind, proof="")) == []


def test_every_broken_rule_is_told_not_just_the_first():
    twice = replace(SOUND, known=frozenset({SOUND.name}), proof="")
    assert ADDING.broken_by(twice) == [nobody_is_added_twice, custody_has_a_proof]


CHANGE = CustodyChanged(CustodyKind.CUSTODY, "gezagsregister", NOW, NOW - DAY, NOW)
LIMIT = LimitDecided("Rechtbank, 3 sep 2026", NOW, NOW + DAY)


def test_a_sound_change_breaks_no_rule():
    assert CHANGING.broken_by(CHANGE) == []
    assert CHANGING.broken_by(replace(CHANGE, earlier=None)) == []
    assert CHANGING.broken_by(replace(CHANGE, proof="")) == [custody_has_a_proof]


def test_custody_has_begun():
    late = replace(CHANGE, since=NOW + timedelta(microseconds=1))
    assert CHANGING.broken_by(late) == [custody_has_begun]


def test_custody_follows_what_was():
    for earlier in (NOW, NOW + DAY):
        assert CHANGING.broken_by(replace(CHANGE, earlier=earlier)) == [custody_follows_what_was]


def test_a_limit_rests_on_a_decision():
    assert LIMITING.broken_by(LIMIT) == []
    assert LIMITING.broken_by(replace(LIMIT, decision=" ")) == [a_limit_rests_on_a_decision]


def test_a_limit_ends_after_it_begins():
    assert LIMITING.broken_by(replace(LIMIT, until=None)) == []
    for end in (NOW, NOW - DAY):
        assert LIMITING.broken_by(replace(LIMIT, until=end)) == [a_limit_ends_after_it_begins]


def test_a_limit_is_noted_once():
    twice = replace(LIMIT, noted=frozenset({LIMIT.decision}))
    assert LIMITING.broken_by(twice) == [a_limit_is_noted_once]


def test_the_pupil_is_almost_an_adult():
    today = date(2026, 11, 23)
    assert KEEPING.broken_by(ReachKept(today, today)) == []
    for asked_from in (today + DAY, None):
        asked = ReachKept(today, asked_from)
        assert KEEPING.broken_by(asked) == [the_pupil_is_almost_an_adult]


def narrowed(capacity="coordinator", topics=("wellbeing",), **more):
    asked = NarrowingAsked(capacity, frozenset(topics), frozenset({"wellbeing", "home"}), **more)
    return {rule.id for rule in NARROWING.broken_by(asked)}


def test_only_colleagues_are_narrowed():
    for capacity in ("parent", "pupil", "carer", "care_professional", "attention_officer"):
        assert narrowed(capacity) == {"only-colleagues-are-narrowed"}
    assert narrowed() == set()


def test_a_school_never_widens():
    assert narrowed(topics=("wellbeing", "health")) == {"narrower-never-wider"}
    assert narrowed(topics=()) == set()


def test_what_families_tell_is_read():
    assert narrowed("class_teacher", topics=("home",)) == {"families-are-read"}
    assert narrowed("class_teacher") == set()


def test_nothing_is_overwritten_unseen():
    assert narrowed(unchanged=False) == {"nothing-overwritten-unseen"}


def test_a_mail_address_is_of_one_adult():
    assert INVITING.broken_by(MailAsked(shared=False)) == []
    assert INVITING.broken_by(MailAsked(shared=True)) == [a_mail_address_is_of_one_adult]


def test_who_is_invited_is_here():
    assert INVITING.broken_by(MailAsked(shared=False, ended=True)) == [who_is_invited_is_here]
    assert INVITING.broken_by(MailAsked(shared=False, ended=False)) == []
