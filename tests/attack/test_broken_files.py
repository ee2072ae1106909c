"""Files broken by chance: each is brought in whole or refused in a sentence, never half.

A number tells how a file is broken. `SEED=number` tries that one alone, on the file that is chosen
with `-k`: `SEED=123 pytest tests/attack/test_broken_files.py -k vl-2.0`.
"""

import os
from collections import Counter
from pathlib import Path
from random import SystemRandom

import pytest
from django.core.management.base import CommandError
from django.db import connection, transaction

from deelgenoot.exchange.edexml import samples
from deelgenoot.exchange.edexml.tests.made_files import SAMPLES, VERSIONS
from deelgenoot.exchange.tests.schools import bring_in, reading_on
from tests.attack import times
from tests.attack.broken import broken
from tests.copies import QUIET, Copy

NEXT_YEAR = "regenboog-2027"  # asks who is the same child before anything, so never comes in here
FILES = sorted(
    path for path in [*VERSIONS.glob("*.xml"), *SAMPLES.glob("*.xml")] if path.stem != NEXT_YEAR
)
TRIES = times(12, long=10_000 // len(FILES) + 1)
"""Of each file; the long search breaks ten thousand in all."""
FOUND_BEFORE = {"regenboog": (997481442,)}
"""Numbers that once found something; they are tried in every run."""
LATER = "SELECT set_config('deelgenoot.now', clock_timestamp()::text, true)"
"""All goes on in one transaction, whose clock stands still: look after what was just done."""
UNDERIVED = "SELECT count(*) FROM deelgenoot_underived_memberships()"
EVERYTHING = """
CREATE FUNCTION attack_everything(but text[]) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE name text; part text; told text := '';
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND NOT tablename LIKE ANY(but) ORDER BY 1 LOOP
        EXECUTE format('SELECT count(*) || '' '' || md5(coalesce(string_agg(t::text, '' '''
            ' ORDER BY t::text), '''')) FROM %I t', name) INTO part;
        told := told || name || ' ' || part || chr(10);
    END LOOP;
    RETURN told;
END $$
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_is_brought_in_or_refused_and_nothing_else(
    copy: Copy, tmp_path: Path, path: Path
) -> None:
    copy.change(EVERYTHING)
    before, ends = copy.everything(but=()), Counter[str]()
    told = os.environ.get("SEED", "")
    first = int(told or SystemRandom().randrange(10**9))
    print(f"SEED={first}, and on from there")
    with reading_on(samples.MADE_ON):
        tried = range(first, first + (1 if told else TRIES))
        for number in (*FOUND_BEFORE.get(path.stem, ()), *tried):
            made = tmp_path / "broken.xml"
            made.write_bytes(broken(path, number))
            try:
                ends[end_of(made)] += 1
            except Exception as trouble:
                raise AssertionError(f"SEED={number} -k {path.stem}") from trouble
    print(dict(ends))
    assert copy.everything(but=()) == before
    if not told:
        assert ends["brought in"]
        assert ends["refused"]


def end_of(path: Path) -> str:
    """Bring one file in, see that all of it is in or nothing, and take it back."""
    with transaction.atomic():
        before = everything(but=())
        try:
            bring_in(path)
        except CommandError as trouble:
            said = str(trouble)
        else:
            said = ""
        if said:
            assert "Nothing was changed." in said
            assert everything(but=()) == before
            end = "refused"
        else:
            after = everything(but=QUIET)
            assert ask(LATER)
            assert ask(UNDERIVED) == 0
            bring_in(path)
            assert everything(but=QUIET) == after
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            end = "brought in"
        transaction.set_rollback(True)
    return end


def everything(but: tuple[str, ...]) -> str:
    """How many rows each table has, and a digest of them, as this transaction sees them."""
    return str(ask("SELECT attack_everything(%s)", list(but)))


def ask(question: str, *given: object) -> object:
    """Ask one thing in the transaction that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(question, given or None)
        return cursor.fetchone()[0]
