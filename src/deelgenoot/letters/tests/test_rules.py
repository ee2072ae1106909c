"""Each rule about codes on paper holds, and breaks."""

from dataclasses import replace

from deelgenoot.circles.codes import (
    check_digit,
    fingerprint,
    is_paper_code,
    is_slip,
    new_code,
    new_paper_code,
    plain_code,
)
from deelgenoot.letters.rules import (
    BATCH,
    PAPER,
    BatchAsked,
    CodeAsked,
    a_pupil_gets_the_code_at_school,
    a_pupil_of_age_says_who_reads,
    custody_is_known,
    no_court_stands_in_the_way,
    the_address_is_known,
    the_birth_date_is_known,
    the_class_takes_part,
    the_home_takes_letters,
    there_is_a_place_in_the_circle,
    there_is_someone_to_write_to,
    who_came_in_gets_no_letter,
)
from deelgenoot.people.terms import CustodyKind

FINE = CodeAsked(by_letter=True, born_known=True)


def test_the_birth_date_is_known():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, born_known=False)) == [the_birth_date_is_known]


def test_the_home_takes_letters():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, wants_no_letters=True)) == [the_home_takes_letters]


def test_the_address_is_known():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, has_address=False)) == [the_address_is_known]


def test_a_pupil_gets_the_code_at_school():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, is_pupil=True)) == [a_pupil_gets_the_code_at_school]


def test_who_came_in_gets_no_letter():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, has_account=True)) == [who_came_in_gets_no_letter]


def test_no_court_stands_in_the_way():
    assert PAPER.broken_by(FINE) == []
    limited = replace(FINE, limited=True)
    assert PAPER.broken_by(limited) == [no_court_stands_in_the_way]
    assert PAPER.broken_by(replace(limited, by_letter=False)) == [no_court_stands_in_the_way]


def test_custody_is_known():
    assert PAPER.broken_by(FINE) == []
    unknown = replace(FINE, custody=CustodyKind.UNKNOWN)
    assert PAPER.broken_by(unknown) == [custody_is_known]


def test_there_is_a_place_in_the_circle():
    for kind in CustodyKind:
        broken = PAPER.broken_by(replace(FINE, custody=kind))
        alone = kind in (CustodyKind.WITHOUT, CustodyKind.INFORMED)
        assert (there_is_a_place_in_the_circle in broken) is alone


def test_a_pupil_of_age_says_who_reads():
    assert PAPER.broken_by(FINE) == []
    of_age = replace(FINE, of_age=True, by_letter=False)
    assert PAPER.broken_by(of_age) == [a_pupil_of_age_says_who_reads]
    assert PAPER.broken_by(replace(of_age, has_account=True)) == []
    assert PAPER.broken_by(replace(of_age, is_pupil=True)) == []


def test_there_is_someone_to_write_to():
    assert BATCH.broken_by(BatchAsked(papers=1)) == []
    assert BATCH.broken_by(BatchAsked(papers=0)) == [there_is_someone_to_write_to]


def test_a_card_asks_only_for_the_birth_date():
    card = CodeAsked(
        by_letter=False,
        born_known=True,
        is_pupil=True,
        has_account=True,
        wants_no_letters=True,
        has_address=False,
    )
    assert PAPER.broken_by(card) == []
    assert PAPER.broken_by(replace(card, born_known=False)) != []


def test_the_check_digit_sees_every_wrong_digit_and_nearly_every_swap():
    code = plain_code(new_paper_code())
    assert len(code) == 12
    assert not is_slip(code)
    for place in range(12):
        for digit in "0123456789":
            changed = code[:place] + digit + code[place + 1 :]
            assert is_slip(changed) is (digit != code[place])
    body = "07941000842"
    assert check_digit("0794") == "5"  # the example of ISO 7064 itself
    swapped = body[1] + body[0] + body[2:]
    assert check_digit(swapped) != check_digit(body)


def test_codes_of_paper_and_mail_are_never_taken_for_each_other():
    assert is_paper_code("4829 3057-1846")
    assert is_paper_code("٤٨٢٩ ٣٠٥٧ ١٨٤٦")
    assert not any(is_paper_code(new_code()) for _ in range(200))
    assert fingerprint("٤٨٢٩ ٣٠٥٧ ١٨٤٦") == fingerprint("4829-3057-1846")


def test_of_a_paper_code_more_than_its_plain_digest_is_kept(settings):
    before = fingerprint("4829-3057-1846")
    settings.SECRET_KEY = "another house"
    assert fingerprint("4829-3057-1846") != before


def test_the_class_takes_part():
    assert PAPER.broken_by(FINE) == []
    assert PAPER.broken_by(replace(FINE, takes_part=False)) == [the_class_takes_part]
