"""A worry about safety: a way out of the story that leaves no trace for who must not see it."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.sights import seen_everywhere
from tests.stories.steps import Visitor, said

pytestmark = pytest.mark.xdist_group("stories")
MAIL, NOOR = "imke@school.invalid", "noor@leerling.invalid"
WORDS = "Maandag een blauwe plek op de arm gezien. Noor zei: van thuis."
COME = """
INSERT INTO people_account (id, password, email, language, is_active, made_at)
    SELECT gen_random_uuid(), '!', m, 'nl', true, now() FROM unnest(ARRAY[%(imke)s, %(noor)s]) m
    ON CONFLICT (email) DO NOTHING;
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,
    workplace_name, account_id) SELECT gen_random_uuid(), s.board_id, 'work', 'Imke', 'Bos', '',
    s.id, s.name, a.id FROM organisations_school s, people_account a
    WHERE s.name = 'De Regenboog' AND a.email = %(imke)s;
INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days, since)
    SELECT gen_random_uuid(), p.workplace, p.id, 'attention', 'imke', '{}', now() - interval
    '1 hour' FROM people_person p WHERE p.first = 'Imke';
UPDATE people_person SET account_id = (SELECT id FROM people_account WHERE email = %(noor)s),
    proven_at = now() WHERE first = 'Noor' AND side = 'family';
SELECT deelgenoot_renew_memberships(ARRAY(SELECT c.id FROM circles_circle c
    JOIN people_person p ON p.id = c.pupil_id WHERE p.first = 'Noor'))"""
GO = """
DELETE FROM circles_ask WHERE kind IN ('for_you', 'talk_to_pupil');
DELETE FROM safety_safetynote;
DELETE FROM circles_membership WHERE person_id IN (SELECT id FROM people_person
    WHERE first = 'Imke');
DELETE FROM organisations_appointment WHERE key = 'imke';
UPDATE people_person SET account_id = NULL WHERE first = 'Noor';
DELETE FROM people_person WHERE first = 'Imke'"""
EACH_TIME = re.compile(
    r'name="(csrfmiddlewaretoken|entry_id|note_id|once)" value="[^"]*"|nonce="[^"]*"'
)


@pytest.fixture(autouse=True)
def someone_who_guards(site):
    """The school has an attention officer, and Noor an account; afterwards all is as before."""
    known = {"imke": MAIL, "noor": NOOR}
    with site.database.connect("owner") as owner:
        for statement in COME.split(";\n"):
            owner.execute(statement, known)
    yield
    with site.database.connect("owner") as owner:
        for statement in GO.split(";\n"):
            owner.execute(statement)


def comes_in(someone: Visitor, site, mail: str) -> Visitor:
    """Sign in with a code by mail."""
    before = len(site.post.mails)
    someone.opens("/inloggen/")
    someone.fills_in("Your mail address", mail)
    someone.taps_on("Mail me a code")
    sent = site.post.wait_for(mail, after=before)
    someone.fills_in("Your code", site.post.code_in(sent))
    someone.taps_on("Sign in")
    expect(someone.page).to_have_url(f"{site.url}/")
    return someone


def seen_by(people, pages):
    """Every page they can open, byte for byte but for what is another each time."""
    found = {}
    for name, someone in people.items():
        for page in pages:
            answer = someone.page.request.get(page)
            found[name, page] = (answer.status, EACH_TIME.sub("", answer.text()))
    return found


def test_a_safety_note_leaves_no_trace_for_the_father(visitor, site, address):
    pages = (
        "/", "/klas/", "/hulp/", "/nood/", "/beheer/", address("Noor"),
        address("Noor", "contact/"), address("Noor", "hulp/"), address("Noor", "vaste-persoon/"),
    )  # fmt: skip
    names = ("Youssef", "Samira", "Kees", "Fatma", "Ria", "Joris", "Ellen")
    people = {name: visitor(name) for name in names}
    people["Noor"] = comes_in(visitor(), site, NOOR)
    before = seen_by(people, pages)
    assert before["Youssef", address("Noor")][0] == 200

    anna = visitor("Anna")
    anna.opens(address("Noor", "contact/"))
    anna.taps_on("This is about safety")
    anna.reads_words("Imke Bos")
    anna.fills_in("What did you see or hear?", WORDS)
    anna.taps_on("Keep closed")
    anna.reads("Kept, and closed.")
    anna.reads_words(WORDS)

    imke = comes_in(visitor(), site, MAIL)
    imke.reads("Something is ready for you")
    imke.does_not_read(WORDS)
    imke.taps_on("Open it", about="Noor")
    imke.reads_words(WORDS)

    for name, page in before:
        assert seen_by({name: people[name]}, [page])[name, page] == before[name, page], (
            name,
            page,
        )
    assert not [mail for mail in site.post.mails if WORDS in str(mail)]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_everyone_can_use_these_pages(visitor, site, address, language):
    anna, samira = visitor("Anna", language=language), visitor("Samira", language=language)
    noor = visitor(language=language)
    comes_in(noor, site, NOOR)
    for someone, name in ((anna, "colleague"), (samira, "parent"), (noor, "pupil")):
        someone.opens(address("Noor", "hulp/"))
        seen_everywhere(someone, f"safety-{name}")
    for someone in (samira, noor):
        expect(someone.thing("Leave quickly")).to_be_visible()


WORDS_THAT_ASK = {"nl": "Hij slaat me thuis.", "ar": "أبي يضربني في البيت"}


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_word_asks_once_on_the_device_and_nothing_of_it_is_sent(
    visitor, site, address, language
):
    samira = visitor("Samira", language=language)
    samira.opens(address("Noor", "contact/"))
    samira.page.wait_for_load_state("networkidle")
    sent = []
    samira.page.on("request", lambda request: sent.append((request.method, request.url)))
    samira.fills_in("What would you like to tell?", WORDS_THAT_ASK[language])
    samira.page.keyboard.press("Tab")
    samira.taps_on("Send")
    samira.reads("Is this about safety?")
    question = samira.page.locator("#safety-question")
    expect(question).to_be_focused()
    samira.can_use_this_page()
    samira.taps_on("Send")  # a double tap is no answer
    expect(question).to_be_visible()
    assert sent == []
    samira.page.keyboard.press("Tab")
    expect(samira.thing("Yes, take me there")).to_be_focused()
    samira.page.keyboard.press("Enter")
    expect(samira.page).to_have_url(f"{site.url}{address('Noor', 'hulp/')}")
    assert {method for method, _ in sent} == {"GET"}
    assert told(site, WORDS_THAT_ASK[language]) == 0


def told(site, words):
    with site.database.connect("owner") as owner:
        question = "SELECT count(*) FROM circles_entry WHERE words = %s"
        return owner.execute(question, [words]).fetchone()[0]


def test_no_is_one_tap_and_is_not_asked_again(visitor, site, address):
    anna, words = visitor("Anna"), "Was bang voor de hond. Nu niet meer."
    anna.opens(address("Willem", "contact/"))
    anna.page.wait_for_load_state("networkidle")
    anna.fills_in("In one line", words)
    anna.taps_on("Keep")
    anna.taps_on("No, keep it here")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Willem")
    assert told(site, words) == 1


def test_ordinary_words_ask_nothing(visitor, site, address):
    anna, words = visitor("Anna"), "Zij overslaan niets en waren vrolijk."
    anna.opens(address("Willem", "contact/"))
    anna.page.wait_for_load_state("networkidle")
    anna.fills_in("In one line", words)
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Willem")


def test_without_javascript_the_quiet_choice_is_there_and_takes_nothing_along(
    visitor, site, address
):
    samira = visitor("Samira", javascript=False)
    samira.opens(address("Noor", "contact/"))
    samira.fills_in("What would you like to tell?", "Hij slaat me.")
    samira.taps_on("This is about safety")
    expect(samira.page).to_have_url(f"{site.url}{address('Noor', 'hulp/')}")
    assert samira.page.locator("main textarea, main input, main form").count() == 0
    assert told(site, "Hij slaat me.") == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_a_pupil_asks_anna_to_talk_and_the_tablet_shows_nothing_of_it(
    visitor, site, address, javascript
):
    noor = comes_in(visitor(javascript=javascript), site, NOOR)
    noor.taps_on("I want to talk with someone I trust")
    expect(noor.page).to_have_title("Noor · Deelgenoot")
    expect(noor.page.locator("#told")).to_be_hidden()
    before = EACH_TIME.sub("", noor.page.request.get(address("Noor", "hulp/")).text())
    noor.thing("Ask %(name)s to talk with you", name="Anna").dblclick()
    noor.reads("It has been asked")
    noor.opens("/")
    noor.does_not_read(said("nl", "It has been asked"))
    if javascript:  # without it, Back asks the browser's own question about sending again
        noor.page.go_back()
        expect(noor.page.locator("#told")).to_be_hidden()
    assert EACH_TIME.sub("", noor.page.request.get(address("Noor", "hulp/")).text()) == before
    with site.database.connect("owner") as owner:
        asked = owner.execute(
            "SELECT p.first FROM circles_ask a JOIN people_person p ON p.id = a.person_id"
            " WHERE a.kind = 'talk_to_pupil' AND a.done IS NULL"
        ).fetchall()
    assert asked == [("Anna",)]
    anna, samira = visitor("Anna"), visitor("Samira")
    anna.opens("/")
    anna.reads("%(pupil)s would like to talk with you", pupil="Noor")
    samira.opens("/")
    samira.does_not_read(said("nl", "%(pupil)s would like to talk with you", pupil="Noor"))


def test_without_a_connection_the_pupil_reads_that_it_did_not_arrive(visitor, site, address):
    noor = comes_in(visitor(), site, NOOR)
    noor.opens(address("Noor", "hulp/"))
    noor.context.set_offline(True)
    noor.taps_on("Ask %(name)s to talk with you", name="Anna")
    noor.reads("It did not arrive")
    noor.context.set_offline(False)
    noor.taps_on("Ask %(name)s to talk with you", name="Anna")
    noor.reads("It has been asked")
