"""Each rule about who is put around a child has a case that keeps it and one that breaks it."""

from dataclasses import replace

from deelgenoot.circles.rules import (
    ADDING,
    GuardianAsked,
    custody_has_a_proof,
    nobody_is_added_twice,
)
from deelgenoot.people.terms import CustodyKind

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
    for kind in (CustodyKind.CUSTODY, CustodyKind.GUARDIAN):
        for nothing in ("", "   "):
            asked = replace(SOUND, kind=kind, proof=nothing)
            assert ADDING.broken_by(asked) == [custody_has_a_proof]
    for kind in (CustodyKind.WITHOUT, CustodyKind.FOSTER, CustodyKind.UNKNOWN):
        assert ADDING.broken_by(replace(SOUND, kind=kind, proof="")) == []


def test_every_broken_rule_is_told_not_just_the_first():
    twice = replace(SOUND, known=frozenset({SOUND.name}), proof="")
    assert ADDING.broken_by(twice) == [nobody_is_added_twice, custody_has_a_proof]
