"""Each thing that can be wrong is told with its line, in plain words, with what to do."""

import io
import string
from datetime import date

import pytest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy

from deelgenoot.exchange.edexml import reader
from deelgenoot.exchange.edexml.problems import FIELDS, KINDS, REFUSALS
from deelgenoot.exchange.edexml.shape import SHAPE, Place
from deelgenoot.exchange.edexml.tests.made_files import (
    ANNA,
    GROUPS,
    NOOR,
    SCHOOL,
    TODAY,
    body,
    problems,
    pupil,
    taken,
)

KNOWN_WORDS = {
    *("about", "field", "key", "limit", "version", "encoding", "count", "shown"),
    *("megabytes", "year", "age"),
}
GARBLED = "<achternaam>IsmaÃ«l</achternaam>"
CASES = {
    "old-version": body(school=SCHOOL.replace("2.1", "1.0.3")),
    "no-school": body(school=""),
    "no-school-number": body(school=SCHOOL.replace("<brincode>99AB</brincode>", "")),
    "school-number": body(school=SCHOOL.replace("99AB", "AB99")),
    "school-year": body(school=SCHOOL.replace("2026-2027", "2026-2028")),
    "no-pupils": body(pupils=""),
    "missing-key": body(pupils=pupil("", key=" ")),
    "missing-name": body(pupils='<leerling key="7"><voorletters-1>P</voorletters-1></leerling>'),
    "missing-surname": body(pupils='<leerling key="7"><roepnaam>Pim</roepnaam></leerling>'),
    "missing-link": body(pupils=pupil("<groep/>")),
    "duplicate-key": body(pupils=NOOR + "\n" + pupil("", key="1")),
    "unknown-group": body(pupils=pupil('<groep key="9Z"/>')),
    "unknown-site": body(pupils=pupil('<vestiging key="VX"/>')),
    "unknown-year-group": body(pupils=pupil("<jaargroep>9</jaargroep>")),
    "unknown-role": body(teachers=ANNA.replace("<rol>LRK</rol>", "<rol>ZZZ</rol>", 1)),
    "bad-date": body(pupils=pupil("<geboortedatum>14-03-2018</geboortedatum>")),
    "bad-making-date": body(school=SCHOOL.replace("<brin", "<peildatum>nu</peildatum><brin")),
    "year-over": body(school=SCHOOL.replace("2026-2027", "2025-2026")),
    "year-ahead": body(school=SCHOOL.replace("2026-2027", "2028-2029")),
    "unlikely-birth": body(pupils=pupil("<geboortedatum>1918-03-14</geboortedatum>")),
    "future-birth": body(pupils=pupil("<geboortedatum>2026-11-03</geboortedatum>")),
    "too-long": body(pupils=pupil(f"<voornamen>{'a' * 201}</voornamen>")),
    "garbled": body(pupils=f'<leerling key="7">{GARBLED}</leerling>'),
    "given-twice": body(pupils=pupil("<roepnaam>Tim</roepnaam>")),
}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_problem_is_told_with_its_line_and_what_to_do(kind):
    file = taken(CASES[kind])
    (found,) = (one for one in file.problems if one.kind == kind)
    assert 1 < found.line <= len(CASES[kind].splitlines()) + 2
    assert str(found.sentence).endswith(".")
    assert "{" not in str(found.sentence)
    assert str(found.what_to_do).endswith(".")
    assert found.blocks is KINDS[kind].blocks
    assert file.importable is not KINDS[kind].blocks


@pytest.mark.parametrize("kind", sorted(CASES))
def test_the_sound_file_has_none_of_these_problems(kind):
    assert kind not in problems(body())


def test_no_kind_of_problem_is_forgotten_here():
    assert set(CASES) | {"too-many"} == set(KINDS)
    assert not set(KINDS) & set(REFUSALS)


def test_every_field_that_is_read_has_a_name_in_plain_words():
    places = {
        (path.split("/")[-1], place) for shape in SHAPE.values() for path, place in shape.items()
    }
    assert {name for name, place in places if place is not Place.INSIDE} <= set(FIELDS)


def test_sentences_stay_translatable_until_someone_reads_them():
    (found,) = taken(CASES["unknown-group"]).problems
    assert isinstance(found.sentence, Promise)
    assert isinstance(found.what_to_do, Promise)


def test_a_sentence_names_the_pupil_and_the_group():
    (found,) = taken(CASES["unknown-group"]).problems
    assert found.about == "Pim de Wit"
    assert "Pim de Wit is in the group 9Z" in str(found.sentence)
    assert found.line == 7


@pytest.mark.parametrize(
    ("element", "where"),
    [
        ('<groep key="PLUS"/>', "pupils"),
        (
            '<samengestelde_groepen><samengestelde_groep key="5B"/></samengestelde_groepen>',
            "pupils",
        ),
        ('<groepen><groep key="X"/></groepen>', "teachers"),
        ('<groepen><samengestelde_groep key="5B"/></groepen>', "teachers"),
    ],
)
def test_a_group_and_a_combined_group_are_not_the_same(element, where):
    inside = f"<achternaam>Wit</achternaam>{element}"
    kind = {"pupils": "leerling", "teachers": "leerkracht"}[where]
    made = body(**{where: f'<{kind} key="x">{inside}</{kind}>'})
    assert problems(made)["unknown-group"].blocks


@pytest.mark.parametrize(
    "part",
    [
        {"groups": GROUPS.replace('key="PLUS"', 'key="5B"')},
        {"teachers": ANNA + ANNA},
        {
            "sites": '<vestigingen><vestiging key="A"><naam>A</naam></vestiging>'
            '<vestiging key="A"><naam>B</naam></vestiging></vestigingen>'
        },
    ],
)
def test_groups_teachers_and_sites_may_not_share_a_key_either(part):
    assert "duplicate-key" in problems(body(**part))


def test_a_pupil_and_a_teacher_may_have_the_same_key():
    assert problems(body(teachers=ANNA.replace("LK-ANNA", "1"))) == {}


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("achternaam", 200),
        ("voornamen", 200),
        ("voorvoegsel", 10),
        ("voorletters-1", 6),
        ("roepnaam", 64),
    ],
)
def test_text_may_be_as_long_as_the_standard_allows_and_not_longer(field, limit):
    name = "" if field == "achternaam" else "<achternaam>W</achternaam>"
    made = '<leerling key="7">{}<{f}>{}</{f}></leerling>'
    fits = body(pupils=made.format(name, "a" * limit, f=field))
    over = body(pupils=made.format(name, "a" * (limit + 1), f=field))
    assert "too-long" not in problems(fits)
    found = problems(over)["too-long"]
    assert str(limit) in str(found.sentence)
    assert len(str(found.sentence)) < 200
    told = repr(taken(over).pupils)
    assert "a" * limit in told
    assert "a" * (limit + 1) not in told


@pytest.mark.parametrize(
    "part",
    [
        {"groups": GROUPS.replace("<naam>5B</naam>", "")},
        {"groups": GROUPS.replace("<naam>Plusgroep</naam>", "<naam> </naam>")},
        {"sites": '<vestigingen><vestiging key="A"/></vestigingen>'},
    ],
)
def test_a_group_or_site_needs_a_name_too(part):
    assert problems(body(**part))["missing-name"].blocks


@pytest.mark.parametrize(
    "written", ["2018-02-30", "0000-01-01", "20180314", "2018-W11-3", "x" * 99]
)
def test_a_day_that_does_not_exist_is_a_bad_date(written):
    file = taken(body(pupils=pupil(f"<geboortedatum>{written}</geboortedatum>")))
    assert [found.kind for found in file.problems] == ["bad-date"]
    assert file.pupils[0].born_on is None


def test_a_child_born_today_is_no_problem_and_one_of_tomorrow_is_not_kept():
    today = taken(body(pupils=pupil(f"<geboortedatum>{TODAY}</geboortedatum>")))
    assert today.pupils[0].born_on == TODAY
    assert taken(CASES["future-birth"]).pupils[0].born_on is None


@pytest.mark.parametrize(
    "name", ["Ismaël", "Łukasz Żółć", "Ágnes Ördög", "أمل", "李", "Ü", "Ãgnes"]
)
def test_a_name_with_accents_or_other_letters_is_not_called_broken(name):
    inside = f'<leerling key="7"><achternaam>{name}</achternaam></leerling>'
    file = taken(body(pupils=inside))
    assert file.problems == ()
    assert file.pupils[0].family_name == name


def test_a_replacement_sign_is_a_broken_letter():
    inside = '<leerling key="7"><achternaam>Isma\N{REPLACEMENT CHARACTER}l</achternaam></leerling>'
    assert problems(body(pupils=inside))["garbled"].blocks


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2025, 7, 31), {"year-ahead"}),
        (date(2025, 8, 1), set()),
        (date(2026, 5, 1), set()),
        (date(2027, 8, 31), set()),
        (date(2027, 9, 1), {"year-over"}),
        (date(2040, 1, 1), {"year-over"}),
    ],
)
def test_a_file_is_taken_from_the_year_before_until_the_summer_is_over(day, kinds):
    file = reader.read_file(io.BytesIO(body().encode()), today=day)
    assert {found.kind for found in file.problems} & {"year-over", "year-ahead"} == kinds
    assert {found.line for found in file.problems if found.kind in kinds} <= {2}


def test_a_wrong_birth_date_is_never_kept_for_ages_decide_who_may_read():
    for born, kept in (("1996-11-02", True), ("1995-12-31", False), ("0218-03-14", False)):
        file = taken(body(pupils=pupil(f"<geboortedatum>{born}</geboortedatum>")))
        assert (file.pupils[0].born_on is not None) is kept, born
        assert file.importable is kept


def test_signs_that_turn_the_writing_around_are_taken_out_of_names_and_keys():
    turned = "\u202eAmrani\u202c \u2068El\u2069\ufeff"
    inside = f'<leerling key="\u200f1\u200e"><achternaam>{turned}</achternaam></leerling>'
    (one,) = taken(body(pupils=inside)).pupils
    assert (one.key, one.family_name) == ("1", "Amrani El")
    joined = "\u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f3eb"
    inside = f'<leerling key="7"><achternaam>{joined}</achternaam></leerling>'
    assert taken(body(pupils=inside)).pupils[0].family_name == joined


@pytest.mark.parametrize("kind", sorted([*CASES, "too-large", "xml-version"]))
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_each_sentence_is_there_in_dutch_and_arabic_with_the_words_filled_in(kind, language):
    known = {**KINDS, **REFUSALS}[kind]
    words = dict.fromkeys(KNOWN_WORDS, "§")
    with translation.override("en"):
        plain = str(known.sentence), str(known.what_to_do)
    with translation.override(language):
        said = str(known.sentence), str(known.what_to_do)
        assert "{" not in str(format_lazy(known.sentence, **words))
    assert not set(said) & set(plain)


def test_two_schools_in_one_file_are_one_too_many():
    assert problems(body(school=SCHOOL + SCHOOL))["given-twice"].blocks


def test_a_pupil_has_one_group_and_not_two():
    inside = '<groep key="5B"/><groep key="5B"/>'
    assert problems(body(pupils=pupil(inside)))["given-twice"].blocks


def test_problems_come_in_the_order_of_their_lines():
    rows = "\n".join(pupil('<groep key="9Z"/>', key=key) for key in "aab")
    lines = [found.line for found in taken(body(pupils=rows)).problems]
    assert lines == sorted(lines) == [7, 8, 8, 9]


@pytest.mark.parametrize(("element", "stops"), [("<roepnaam>P</roepnaam>", False), ("", True)])
def test_a_long_list_of_problems_is_cut_but_still_stops_what_it_must(element, stops, monkeypatch):
    monkeypatch.setattr(reader, "MOST_PROBLEMS", 3)
    first = "".join(f'<leerling key="{n}"><roepnaam>P</roepnaam></leerling>' for n in range(5))
    file = taken(body(pupils=f'{first}\n<leerling key="x">{element}</leerling>'))
    assert len(file.problems) == 4
    assert file.problems[-1].kind == "too-many"
    assert "3 more" in str(file.problems[-1].sentence)
    assert file.importable is not stops


def test_the_words_in_a_sentence_are_all_given():
    for kind in {**KINDS, **REFUSALS}.values():
        words = {name for _, name, _, _ in string.Formatter().parse(str(kind.sentence)) if name}
        assert words <= KNOWN_WORDS


def test_without_a_given_day_the_day_of_reading_counts(tmp_path):
    made = tmp_path / "school.xml"
    made.write_text(body(pupils=pupil("<geboortedatum>2999-01-01</geboortedatum>")))
    assert "future-birth" in {found.kind for found in reader.read_file(made).problems}
    then = reader.read_file(made, today=date(2999, 1, 1)).problems
    assert {found.kind for found in then} == {"year-over"}
