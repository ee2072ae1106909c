"""Lists of parents made by chance: refused in a sentence or brought in whole, and again.

A number tells how a list is made. `SEED=number` tries that one alone.
"""

import os
from collections import Counter
from random import Random, SystemRandom

from django.db import connection, transaction

from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.exchange.actions.deliveries import answer_who_is_who, ask_to_bring_in, drop_list
from deelgenoot.exchange.actions.deliveries import bring_in as deed
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.table import Table, read_table
from deelgenoot.exchange.homes_told import homes_told
from deelgenoot.exchange.matching import SOMEONE_ELSE
from deelgenoot.exchange.models import DeliveryLine
from deelgenoot.exchange.pieces import sections_of, summary_of
from deelgenoot.exchange.queries import find_delivery
from deelgenoot.exchange.tests.dropping import as_ria
from deelgenoot.exchange.tests.lists import HEAD, key_of
from tests.attack import times
from tests.attack.broken import WORDS
from tests.copies import Copy

TRIES = times(15, long=10_000)
NAMES = (
    *(
        "Lot Proef",
        "lot  PROEF",
        "L. Proef",
        "Bo Proef",
        "Lot",
        "Samira El Amrani",
        "S. El Amrani",
    ),
    *(
        "Youssef El Amrani",
        "Fatma Kaya",
        "Noor El Amrani",
        "Lot " + "\N{LATIN SMALL LETTER SHARP S}" * 200,
    ),
)
MAILS = ("lot@thuis.invalid", "LOT@thuis.invalid", "bo@thuis.invalid", "samira@thuis.invalid", "x")
PHONES = ("06 12345678", "0612345678", "+31 6 87654321", "026 1234567", "112", "9" * 40)
HOMES = (
    *("Proefpad;3;6811 AB;Arnhem", "proefpad;3;6811ab;ARNHEM", "Elderspad;9;6811 CD;Arnhem"),
    *("Proefpad;;;", ";3;6811 AB;"),
)
SAID = ("ja", "nee", "volgens moeder")
CHILDREN = ("Noor", "Pim", "Kim", "Emre", "Willem")
TOUCHED = "SELECT attack_never_touched()"
UNDERIVED = "SELECT count(*) FROM deelgenoot_underived_memberships()"
NEVER_TOUCHED = """
CREATE FUNCTION attack_never_touched() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$
    SELECT concat_ws(' ',
        (SELECT md5(string_agg(k::text, ' ' ORDER BY k::text)) FROM people_custody k
            WHERE kind <> 'unknown'),
        (SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM circles_membership m),
        (SELECT md5(string_agg(p::text, ' ' ORDER BY p::text)) FROM people_person p
            WHERE account_id IS NOT NULL))
$$
"""
"""Who has custody, who reads along, and whoever has come in: no list changes any of it."""


def test_a_list_made_by_chance_is_brought_in_whole_or_refused_and_again(copy: Copy) -> None:
    copy.change(NEVER_TOUCHED)
    keys = [key_of(copy, name) for name in CHILDREN]
    told = os.environ.get("SEED", "")
    first, ends = int(told or SystemRandom().randrange(10**9)), Counter[str]()
    for number in range(first, first + (1 if told else TRIES)):
        try:
            ends[end_of(made_by(Random(number), keys), Random(number))] += 1
        except Exception as trouble:
            raise AssertionError(f"SEED={number}") from trouble
    if not told:
        assert ends["brought in"], ends


def made_by(dice: Random, keys: list[str]) -> bytes:
    """Make a list: mostly as schools make them, now and then with what nobody expects."""

    def cell(usual: tuple[str, ...], often: float) -> str:
        if dice.random() < 0.04:
            return dice.choice(WORDS).replace(";", "").replace('"', "")
        return dice.choice(usual) if dice.random() < often else ""

    rows = []
    for _ in range(dice.randrange(1, 9)):
        child = ",".join(dice.sample(keys, dice.choice((1, 1, 1, 2))))
        first, _, rest = cell(NAMES, 1).partition(" ")
        cells = (child, first, rest, cell(SAID, 0.3), cell(MAILS, 0.4), cell(PHONES, 0.4))
        home = cell(HOMES, 0.4)
        rows.append(";".join([*cells, home if home.count(";") == 3 else ";;;", cell(SAID, 0.1)]))
    return "\n".join([HEAD, *rows]).encode(dice.choice(("utf-8", "utf-8-sig", "utf-16")))


def end_of(content: bytes, dice: Random) -> str:
    """Bring one list in twice as its administrator, and see that the second time adds nobody."""
    with transaction.atomic():
        before = ask(TOUCHED)
        try:
            table = read_table(content)
        except ListRefused as refused:
            return "refused" if str(refused.problem.sentence) else ""
        answers: dict[str, str] = {}
        kinds = bring_in(table, dice, answers)
        again = bring_in(table, dice, answers)
        assert not again & {"adult", "tie", "details", "question"}, (kinds, again)
        assert ask(TOUCHED) == before
        assert ask(UNDERIVED) == 0
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    return "brought in" if kinds & {"adult", "tie"} else "nothing new"


def bring_in(table: Table, dice: Random, answers: dict[str, str]) -> set[str]:
    """Drop a list, draw what it changes, answer as chance has it, and say yes."""
    with as_ria() as ria:
        made = drop_list(ria, my_school(ria), table=table)
        if made.blocked or made.counts.get("columns"):
            return set()
        for _ in range(4):
            lines = list(DeliveryLine.objects.seen_by(ria).filter(delivery=made))
            summary_of(made), sections_of(made, lines), homes_told(ria, made, lines)
            asked = [line for line in lines if line.kind == "question"]
            named = [line for line in lines if line.kind == "namesake" and dice.random() < 0.5]
            given = {
                line.key: dice.choice([*(one["key"] for one in alike_of(line)), SOMEONE_ELSE])
                for line in asked + named
            }
            if given:
                answer_who_is_who(ria, made, answers=given)
                made = find_delivery(ria, made.pk)
        kinds = {line.kind for line in DeliveryLine.objects.seen_by(ria).filter(delivery=made)}
        ask_to_bring_in(ria, made, seen=made.seen, agreed=None)
        done = deed(ria, made)
        assert done.done_at
        return kinds


def alike_of(line: DeliveryLine) -> list[dict[str, str]]:
    """Who may be the same, in either kind of question."""
    told = line.told or {}
    return told["alike"] if isinstance(told, dict) else told


def ask(question: str) -> object:
    """Ask one thing in the transaction that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
