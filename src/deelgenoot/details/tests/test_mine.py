"""Mijn gegevens: each part saved on its own, on a phone, without losing what was typed."""

import re

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.details.actions import keep_safe
from deelgenoot.details.queries import known_of

HOME = {
    "postcode": "6811ab",
    "number": "12",
    "addition": "bis",
    "street": "Nieuwe weg",
    "town": "Arnhem",
    "country": "NL",
}


def known_about(actor):
    with acting_as(actor):
        return known_of(actor, actor.persons)[0]


def opened(client, part):
    """The form as it is opened, with when it was last noted."""
    return {"known": known_in(client.get(f"/mijn-gegevens/{part}/"))}


def known_in(answer):
    page = answer.content.decode()
    field = re.search(r'<input[^>]*name="known"[^>]*>', page)[0]
    found = re.search(r'value="([^"]*)"', field)
    return found[1].replace("&#43;", "+") if found else ""


@pytest.fixture
def samira(signed_in_as):
    return signed_in_as("samira")


def test_each_part_is_saved_on_its_own(samira, cast):
    phones = len(known_about(cast.samira).phones)
    samira.post("/mijn-gegevens/adres/", {**HOME, **opened(samira, "adres")})
    samira.post("/mijn-gegevens/mail/", {"address": "Nieuw@x.invalid", **opened(samira, "mail")})
    samira.post("/mijn-gegevens/telefoon/", {"number": "026 351 2345", "label": "oma 👵"})
    wishes = {"channel": "sms", "languages": ["ar", "nl"], "needs_interpreter": "on"}
    samira.post("/mijn-gegevens/wensen/", {**wishes, **opened(samira, "wensen")})
    known = known_about(cast.samira)
    assert (known.address.street, known.address.postcode) == ("Nieuwe weg", "6811 AB")
    assert known.mail.address == "nieuw@x.invalid"
    assert [phone.number for phone in known.phones][phones:] == ["+31263512345"]
    assert (known.wishes.channel, known.wishes.languages) == ("sms", ("ar", "nl"))
    assert known.wishes.never == ("letter",)  # what is safe is a part of its own
    page = samira.get("/mijn-gegevens/").content.decode()
    for said in ("Nieuwe weg 12 bis", "6811 AB Arnhem", "026 351 2345 (oma 👵)", "Arabisch en"):
        assert said in page


@pytest.mark.parametrize("part", ["telefoon", "mail", "adres", "wensen", "veilig"])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_an_empty_form_says_what_is_missing_and_every_part_opens(signed_in_as, part, language):
    client = signed_in_as("samira", language=language)
    assert client.get(f"/mijn-gegevens/{part}/").status_code == 200
    answer = client.post(f"/mijn-gegevens/{part}/", {"known": "gisteren", "street": "Zo 🌻"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "data-summary" in page
    assert part != "adres" or "Zo 🌻" in page


@pytest.mark.parametrize(
    ("part", "typed", "said"),
    [
        ("telefoon", {"number": "oma"}, "Dit is geen nummer dat school kan bellen."),
        ("telefoon", {"number": "0900-1234"}, "Dit is geen nummer dat school kan bellen."),
        ("adres", {**HOME, "postcode": "6811"}, "vier cijfers en twee letters"),
        ("adres", {**HOME, "number": "zeven"}, "alleen cijfers"),
        ("adres", {**HOME, "street": "ﷺ" * 121}, "120"),
        ("adres", {**HOME, "country": "XX"}, "XX"),
        ("veilig", {"call_from": "14:00", "call_until": "09:00"}, "de vroegste eerst"),
        ("veilig", {"call_from": "09:00"}, "de vroegste eerst"),
        ("veilig", {"call_from": "25:99"}, "tijd"),
        ("wensen", {"channel": "duif"}, "duif"),
    ],
)
def test_what_cannot_be_is_said_in_dutch_and_stays_in_the_field(samira, part, typed, said):
    answer = samira.post(f"/mijn-gegevens/{part}/", {**typed, **opened(samira, part)})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    for value in typed.values():
        assert value in page


@pytest.mark.parametrize(
    "street",
    [
        "Laan van de Heer van der Berg-ten Hove",
        "شارع السلام",
        "🌻" * 120,
        "Straße\u202e\u2068",
        "x" * 120,
    ],
)
def test_every_alphabet_and_120_letters_are_welcome(samira, cast, street):
    told = {**HOME, "street": street, **opened(samira, "adres")}
    assert samira.post("/mijn-gegevens/adres/", told).status_code == 302
    kept = known_about(cast.samira).address.street
    assert kept == street.replace("\u202e", "").replace("\u2068", "")
    assert kept in samira.get("/mijn-gegevens/").content.decode()


def test_a_double_click_keeps_one_number(samira, cast):
    for label in ("werk", "werk"):
        samira.post("/mijn-gegevens/telefoon/", {"number": "026-3512345", "label": label})
    numbers = [phone.number for phone in known_about(cast.samira).phones]
    assert numbers.count("+31263512345") == 1


def test_the_only_safe_number_cannot_be_taken_out_and_any_other_can(samira, cast):
    samira.post("/mijn-gegevens/telefoon/", {"number": "026-3512345"})
    known = known_about(cast.samira)
    safe, other = known.wishes.only_phone_id, known.phones[-1].id
    answer = samira.post("/mijn-gegevens/telefoon/", {"weg": str(safe)})
    assert "het enige nummer dat veilig is" in answer.content.decode()
    assert samira.post("/mijn-gegevens/telefoon/", {"weg": str(other)}).status_code == 302
    assert [phone.id for phone in known_about(cast.samira).phones] == [safe]


def test_an_address_is_taken_out_again(samira, cast):
    assert samira.post("/mijn-gegevens/adres/", {"weg": "adres"}).status_code == 302
    assert known_about(cast.samira).address is None


def test_an_old_form_does_not_undo_what_someone_else_made_safe(samira, cast, signed_in_as):
    known = known_about(cast.samira)
    old = {"channel": "letter", **opened(samira, "wensen")}
    safe = {"days": [4], "call_from": None, "call_until": None, "known": known.wishes.noted_at}
    keep_safe(
        cast.ria.at(cast.samira.now),
        known.person,
        only_phone=known.wishes.only_phone_id,
        never=["sms"],
        **safe,
    )
    answer = samira.post("/mijn-gegevens/wensen/", old)
    assert "Iemand anders heeft dit intussen veranderd" in answer.content.decode()
    assert known_about(cast.samira).wishes.channel == "mail"
    again = {"channel": "letter", "known": known_in(answer)}
    assert samira.post("/mijn-gegevens/wensen/", again).status_code == 302
    wishes = known_about(cast.samira).wishes
    assert (wishes.channel, wishes.never) == ("letter", ("sms",))


def test_a_number_of_someone_else_is_not_taken_for_the_safe_one(samira, cast):
    theirs = known_about(cast.youssef).phones[0].id
    told = {"only_phone": str(theirs), **opened(samira, "veilig")}
    assert "data-summary" in samira.post("/mijn-gegevens/veilig/", told).content.decode()
    assert known_about(cast.samira).wishes.only_phone_id != theirs


@pytest.mark.parametrize("who", ["anna", "kees", "ria", "joris", "ellen"])
def test_at_work_there_is_no_such_page(signed_in_as, who):
    client = signed_in_as(who)
    assert client.get("/mijn-gegevens/").status_code == 404
    assert client.post("/mijn-gegevens/adres/", HOME).status_code == 404


def test_a_part_that_is_none_does_not_exist(samira):
    assert samira.get("/mijn-gegevens/salaris/").status_code == 404
