"""Finding a part of the story or words in it: only what one reads, and nothing is kept of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.story import correct_words, tell_in_circle
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.finding import Asked, find_back
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.terms import Audience, EntryKind, Side, Topic

INSIDE = ("anna", "kees", "samira", "youssef")
OUTSIDE = ("ria", "joris", "ellen", "fatma_at_home")
PLACES = (Audience.CIRCLE, Audience.SCHOOL, Audience.OWN)


def tell(cast, actor, circle, words, **more):
    kind = more.pop("kind", EntryKind.CONTACT)
    return tell_in_circle(actor, circle, entry_id=cast.new_id(), kind=kind, words=words, **more)


def a_full_story(cast):
    """Words from all sides, in all places, answered, and some that wait."""
    told = []
    for who in INSIDE:
        for topic in (Topic.LEARNING, Topic.WELLBEING, Topic.HEALTH):
            for place in PLACES:
                if place is Audience.SCHOOL and who in ("samira", "youssef"):
                    continue
                words = f"{who} schreef over {topic.value} voor {place.value}"
                told.append(tell(cast, cast.everyone[who], cast.noor, words,
                                 topic=topic, audience=place))  # fmt: skip
    waits = cast.samira.now + timedelta(minutes=10)
    told.append(tell(cast, cast.samira, cast.noor, "wachtwoorden", reaches_at=waits))
    tell(cast, cast.anna, cast.noor, "antwoordzin", answers=told[0], kind=EntryKind.ANSWER)
    return told


def hidden(cast, words, *people, **more):
    """Something told that is hidden from some people, and once reached them all the same."""
    with acting_as(cast.anna):
        return Entry.objects.create(
            circle=cast.noor,
            author_id=cast.anna.person_id,
            at=more.pop("at", cast.anna.now),
            topic=more.pop("topic", Topic.WELLBEING),
            side=Side.SCHOOL,
            kind=EntryKind.CONTACT,
            words=words,
            hidden_from=[person.person_id for person in people],
            **more,
        )


def all_read(actor, circle):
    """Every line of the story, page by page."""
    lines, older = [], None
    while True:
        page = story(actor, circle, older_than=older, limit=4)
        lines += page.lines
        if (older := page.older) is None:
            return lines


def all_found(actor, circle, asked=None, **room):
    """Everything that is found, tap after tap, and how far each tap looked."""
    lines, looked, older = [], [], None
    while True:
        page = find_back(actor, circle, asked or Asked(), older_than=older, **room)
        lines += page.lines
        looked.append((len(page.lines), page.older, page.back_to))
        if (older := page.older) is None:
            return lines, looked


def words_of(line):
    """The words of an entry and its answers as they are now."""
    return " ".join([line.words, *(answer.words for answer in line.answers)])


def test_everyone_finds_by_every_word_exactly_what_the_story_shows_them(cast):
    a_full_story(cast)
    hidden(cast, "verborgenwoord", cast.youssef)
    every, shown = set(), {}
    for name in (*INSIDE, *OUTSIDE):
        with acting_as(cast.everyone[name]):
            shown[name] = {line.id: words_of(line) for line in
                           all_read(cast.everyone[name], cast.noor)}  # fmt: skip
        every |= {word for words in shown[name].values() for word in re.findall(r"\w{5,}", words)}
    assert {"wachtwoorden", "antwoordzin", "verborgenwoord", "school"} <= every
    for name in (*INSIDE, *OUTSIDE):
        actor = cast.everyone[name]
        with acting_as(actor):
            for word in sorted(every):
                found = [x.id for x in all_found(actor, cast.noor, Asked(word), most=9)[0]]
                literal = {i for i, words in shown[name].items() if word in words}
                assert len(found) == len(set(found)), (name, word)
                assert literal <= set(found) <= set(shown[name]), (name, word)
    assert not any("verborgenwoord" in words for words in shown["youssef"].values())
    assert shown["ria"] == shown["joris"] == shown["ellen"] == {}


def test_only_the_newest_words_of_what_was_corrected_are_found(cast):
    first = tell(cast, cast.anna, cast.noor, "Noor was stout en brutaal")
    correct_words(cast.anna, cast.noor, entry=first, words="Noor was verdrietig", reaches_at=None)
    with acting_as(cast.samira):
        assert find_back(cast.samira, cast.noor, Asked("brutaal")).lines == []
        found = find_back(cast.samira, cast.noor, Asked("verdriet")).lines
        assert [line.id for line in found] == [first.pk]


@pytest.mark.parametrize("name", ["anna", "samira", "youssef"])
def test_a_part_is_what_the_story_shows_of_it_in_the_same_order(cast, name):
    a_full_story(cast)
    actor = cast.everyone[name]
    with acting_as(actor):
        whole = all_read(actor, cast.noor)
        ids = [line.id for line in whole]
        assert [line.id for line in all_found(actor, cast.noor, limit=4)[0]] == ids
        by_topic = [
            line.id for t in Topic for line in all_found(actor, cast.noor, Asked(topic=t))[0]
        ]
        assert sorted(by_topic) == sorted(ids)
        for side in Side:
            told = [x.id for x in all_found(actor, cast.noor, Asked(side=side), limit=3)[0]]
            spoke = [x.id for x in whole if side in {x.side, *(a.side for a in x.answers)}]
            assert told == spoke
        asked = Asked("schreef", topic=Topic.HEALTH, side=Side.HOME)
        both = all_found(actor, cast.noor, asked, most=3)[0]
        assert both
        assert all("health" in line.words and line.side is Side.HOME for line in both)
        lately = cast.anna.now - timedelta(hours=1)
        since = all_found(actor, cast.noor, Asked(since=lately))[0]
        assert [x.id for x in since] == [x.id for x in whole if x.at >= lately]


def test_it_looks_so_far_back_says_so_and_looks_further(cast):
    start = cast.anna.now - timedelta(days=300)
    for n in range(12):
        hidden(cast, "zeldzaam" if n == 0 else "gewoon", at=start + timedelta(days=n))
    with acting_as(cast.samira):
        far = {"most": 5, "limit": 50}
        asked = Asked("zeldzaam", since=start)
        first = find_back(cast.samira, cast.noor, asked, **far)
        assert first.lines == []
        assert first.older
        told, looked = all_found(cast.samira, cast.noor, asked, **far)
        assert [line.words for line in told] == ["zeldzaam"]
        assert [back for _, _, back in looked] == sorted((b for _, _, b in looked), reverse=True)
        assert looked[-1] == (1, None, start)
        page = find_back(cast.samira, cast.noor, Asked("gewoon", since=start), most=50, limit=3)
        assert len(page.lines) == 3
        assert page.older == page.lines[-1].id


def test_what_one_does_not_read_changes_neither_a_page_nor_how_far_was_looked(cast):
    start = cast.anna.now - timedelta(days=90)
    for n in range(9):
        hidden(cast, f"deel {n}", at=start + timedelta(days=n))
    actor = cast.samira
    asked = Asked("deel", topic=Topic.WELLBEING, side=Side.SCHOOL, since=start)

    def taps():
        with acting_as(actor):
            by_words = all_found(actor, cast.noor, asked, most=4, limit=3)
            by_part = all_found(actor, cast.noor, Asked(topic=Topic.WELLBEING), limit=3)
            return [([line.id for line in lines], looked) for lines, looked in (by_words, by_part)]

    before = taps()
    for n in range(8):
        when = {"at": start + timedelta(days=n, hours=1)}
        hidden(cast, f"deel x{n}", actor, **when)
        hidden(cast, f"deel y{n}", audience=Audience.SCHOOL, **when)
        hidden(cast, f"deel z{n}", audience=Audience.OWN, **when)
    assert taps() == before


def test_a_mark_of_what_one_does_not_read_finds_nothing(cast):
    tell(cast, cast.anna, cast.noor, "gewone woorden")
    mark = hidden(cast, "deel", cast.samira)
    with acting_as(cast.samira):
        for older in (mark.pk, uuid4()):
            found = find_back(cast.samira, cast.noor, Asked("woorden"), older_than=older)
            assert (found.lines, found.older, found.back_to) == ([], None, None)


def test_what_one_looks_for_stands_in_no_address_log_book_or_question_to_the_database(
    cast, signed_in_as, caplog, django_assert_max_num_queries
):
    caplog.set_level("DEBUG")
    tell(cast, cast.anna, cast.noor, "een rustige ochtend")
    browser, where = signed_in_as("samira"), f"/kring/{cast.noor.pk}/terugvinden/"
    assert b'<form method="post"' in browser.get(where).content
    asked_by_address = browser.get(where, {"sought": "rustige"}).content.decode()
    assert "een rustige ochtend" not in asked_by_address
    with django_assert_max_num_queries(40) as asked:
        found = browser.post(where, {"sought": "Rustig"})
    assert found.status_code == 200
    assert "een rustige ochtend" in found.content.decode()
    assert "no-store" in found.headers["Cache-Control"]
    assert "Rustig" not in str([found.headers, found.cookies])
    said = [query["sql"].lower() for query in asked.captured_queries]
    assert any("insert into audit_line" in sql for sql in said)
    assert not any("rustig" in sql for sql in said)
    assert "Rustig" not in caplog.text
    assert "Rustig" not in str(dict(browser.session))


def test_nothing_found_a_sign_and_nonsense_get_a_clear_answer(cast, signed_in_as):
    browser, where = signed_in_as("samira"), f"/kring/{cast.noor.pk}/terugvinden/"
    assert "Niets gevonden" in browser.post(where, {"sought": "zwembad"}).content.decode()
    for bad in ({"sought": "%"}, {"sought": "x" * 81}, {"topic": "onzin"}, {"side": "<b>"}):
        answer = browser.post(where, bad)
        assert answer.status_code == 200
        assert "Er mist nog iets" in answer.content.decode(), bad
    assert browser.post(where, {"sought": "a", "ouder-dan": "onzin"}).status_code == 200


def test_who_is_signed_out_meanwhile_does_not_leave_the_words_on_the_screen(client, cast):
    where = f"/kring/{cast.noor.pk}/terugvinden/"
    given = {"sought": "een lange zoekzin met woorden"}
    answer = client.post(where, given, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "zoekzin" not in answer.content.decode()


@pytest.mark.parametrize("name", ["ria", "joris", "fatma"])
def test_for_who_is_not_in_the_circle_there_is_no_such_page(cast, signed_in_as, name):
    browser = signed_in_as(name)
    where = f"/kring/{cast.emre.pk}"
    for page in ("terugvinden", "op-papier", "op-papier/alles"):
        assert browser.get(f"{where}/{page}/").status_code == 404
    assert browser.post(f"{where}/terugvinden/", {"sought": "a"}).status_code == 404


def test_a_long_page_stays_small_and_the_choice_goes_along_to_the_next(cast, signed_in_as):
    for n in range(60):
        tell(cast, cast.anna, cast.noor, f"som {n}", topic=Topic.LEARNING)
    browser, where = signed_in_as("samira"), f"/kring/{cast.noor.pk}/terugvinden/"
    page = browser.post(where, {"topic": "learning", "side": "school"}).content.decode()
    assert len(page.encode()) <= 60_000
    assert len(re.findall(r'<li id="e', page)) == 50
    form = page.partition('name="ouder-dan" value="')
    told = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    assert (told["topic"], told["side"]) == ("learning", "school")
    older = browser.post(where, {**told, "ouder-dan": form[2][:36]}).content.decode()
    assert set(re.findall(r'<li id="e([^"]+)', page)).isdisjoint(
        re.findall(r'<li id="e([^"]+)', older)
    )
    assert re.search(r"som [0-9]\b", older)
    sizes = [browser.get(f"/kring/{cast.noor.pk}/{p}") for p in ("", "op-papier/alles/")]
    assert all(len(answer.content) <= 60_000 for answer in sizes)
