"""Whoever changes, removes or slips in a sealed line is told, even who holds the database."""

import pytest

from deelgenoot.audit.seals import last_seals
from deelgenoot.audit.tests.books import BOARD, OTHER, broken, seal_all, seal_once, unsealed, write

OF_BOARD = f"board = '{BOARD}'"
NEWEST = f"(SELECT max(id) FROM audit_seal WHERE {OF_BOARD})"
FIRST_TWO = f"(SELECT id FROM audit_seal WHERE {OF_BOARD} ORDER BY id LIMIT 2)"
SWAP = (
    "UPDATE audit_seal a SET {0} FROM audit_seal b WHERE a.id <> b.id"
    f" AND a.id IN {FIRST_TWO} AND b.id IN {FIRST_TWO}"
)


@pytest.fixture
def book(copy):
    """Three sealed pages of one board and one of another."""
    seal_all(copy)
    for deeds in (("look", "log_contact"), ("look",), ("answer_contact", "look", "look")):
        write(copy, *deeds)
        seal_all(copy)
    write(copy, "look", board=OTHER)
    seal_all(copy)
    return copy


def test_a_whole_book_has_nothing_to_tell(book):
    assert broken() == []
    assert unsealed(book) == 0


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (
            f"UPDATE audit_line SET did = 'nothing' WHERE id = (SELECT min(id) FROM audit_line"
            f" WHERE {OF_BOARD})",
            "2 lines were sealed, 2 are there",
        ),
        (f"UPDATE audit_line SET persons = ARRAY[gen_random_uuid()] WHERE {OF_BOARD}", "Seal"),
        (f"UPDATE audit_line SET at = at + interval '1 microsecond' WHERE {OF_BOARD}", "Seal"),
        (
            f"DELETE FROM audit_line WHERE id = (SELECT max(id) FROM audit_line WHERE {OF_BOARD})",
            "3 lines were sealed, 2 are there",
        ),
        (f"DELETE FROM audit_line WHERE {OF_BOARD}", "1 lines were sealed, 0 are there"),
        (
            "INSERT INTO audit_line (at, txid, board, persons, hat, task, did, kind, part)"
            f" SELECT at, txid, board, persons, hat, task, did, kind, part FROM audit_line"
            f" WHERE id = (SELECT max(id) FROM audit_line WHERE {OF_BOARD})",
            "3 lines were sealed, 4 are there",
        ),
        (
            f"UPDATE audit_line SET board = '{OTHER}' WHERE id = (SELECT max(id) FROM audit_line"
            f" WHERE {OF_BOARD})",
            "3 lines were sealed, 2 are there",
        ),
        (
            f"DELETE FROM audit_seal WHERE id = (SELECT min(id) FROM audit_seal WHERE {OF_BOARD})",
            "does not follow",
        ),
        (SWAP.format("hash = b.hash"), "lines were sealed"),
        (SWAP.format("hash = b.hash, before = b.before, lines = b.lines"), "does not follow"),
        (
            f"UPDATE audit_seal SET until_txid = until_txid - 1, lines = 0 WHERE id = {NEWEST}",
            "0 lines were sealed",
        ),
    ],
    ids=[
        "changed",
        "other person",
        "other moment",
        "removed",
        "all removed",
        "slipped in",
        "moved to another board",
        "seal taken out",
        "seals swapped",
        "whole seals swapped",
        "seal narrowed",
    ],
)
def test_what_was_tampered_with_is_told(book, tamper, told):
    assert book.change(tamper)
    said = broken()
    assert any(told in line for line in said), said


def test_two_whole_seals_that_change_places_are_told(book):
    first, second = book.rows(f"SELECT id FROM audit_seal WHERE {OF_BOARD} ORDER BY id LIMIT 2")
    for old, new in ((first[0], -1), (second[0], first[0]), (-1, second[0])):
        book.change("UPDATE audit_seal SET id = %s WHERE id = %s", new, old)
    assert any("does not follow" in line for line in broken())


def test_the_last_page_torn_out_whole_is_told_by_the_seal_kept_outside(book):
    kept = next(seal.hash for seal in last_seals() if seal.board == BOARD)
    assert broken(kept) == []
    lines = f"DELETE FROM audit_line WHERE {OF_BOARD} AND txid >= (SELECT since_txid FROM"
    book.change(f"{lines} audit_seal WHERE id = {NEWEST})")
    book.change(f"DELETE FROM audit_seal WHERE id = {NEWEST}")
    assert broken() == []
    assert broken(kept) == ["The seal that was kept outside the database is not in the book."]


def test_a_book_sealed_anew_after_tampering_is_told_by_the_seal_kept_outside(book):
    kept = next(seal.hash for seal in last_seals() if seal.board == BOARD)
    book.change(f"UPDATE audit_line SET did = 'nothing' WHERE {OF_BOARD}")
    book.change("DELETE FROM audit_seal")
    seal_all(book)
    assert broken() == []
    assert broken(kept)


def test_a_seal_is_chained_to_the_one_before(book):
    seals = book.rows(
        f"SELECT before, hash, since_txid, until_txid FROM audit_seal WHERE {OF_BOARD} ORDER BY id"
    )
    assert len(seals) == 3
    assert [after[0] for after in seals[1:]] == [seal[1] for seal in seals[:-1]]
    assert [after[2] for after in seals[1:]] == [seal[3] for seal in seals[:-1]]


def test_a_round_without_news_makes_no_seal(book):
    count = "SELECT count(*) FROM audit_seal"
    before = book.rows(count)
    assert seal_once() == []
    assert book.rows(count) == before
