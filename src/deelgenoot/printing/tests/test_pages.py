"""The page of who prints: calm, names only, one PDF, and the question that matters."""

import re

import pytest
from django.test import Client

from tests.cast import account_of
from tests.leaks.papers import read_pdf

pytestmark = pytest.mark.usefixtures("empty_outbox")

QUEUE = "/beheer/post/"


@pytest.fixture
def browser(copy):
    """A browser of one of the cast on this copy."""

    def come_in(key, *, hat="", language="nl"):
        client = Client()
        account = account_of(key)
        client.force_login(account, backend="deelgenoot.people.backends.HatBackend")
        if hat:
            session = client.session
            session["hat"] = next(h.key for h in account.hats() if h.hat == hat)
            session.save()
        client.cookies["django_language"] = language
        return client

    with copy.working_as("app"):
        yield come_in


def read(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def two_wait(waits_for_a_letter):
    waits_for_a_letter("Samira", language="ar")
    waits_for_a_letter("Youssef")


def test_from_the_queue_to_the_envelope(two_wait, browser):
    ria = browser("ria")
    page = read(ria.get(QUEUE))
    assert "2 mensen wachten op een brief" in page
    for name in ("Samira El Amrani", "Youssef El Amrani"):
        assert name in page
    for secret in ("Lindehof", "Rijnkade", "6811", "Noor", "Goed nieuws"):
        assert secret not in page
    page = read(ria.post(f"{QUEUE}printen/", follow=True))
    assert "Zitten ze in de envelop?" in page
    assert "wachten op een brief" not in page
    (pdf,) = re.findall(r'href="(/beheer/post/[^"]+/brieven\.pdf)"', page)
    first, again = ria.get(pdf), ria.get(pdf)
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'attachment; filename="brieven.pdf"'
    assert first.content[:5] == again.content[:5] == b"%PDF-"
    (posted,) = set(re.findall(r'action="(/beheer/post/[^"]+)"', page)) - {f"{QUEUE}printen/"}
    page = read(ria.post(posted, {"deed": "posted"}, follow=True))
    assert "2 brieven zijn genoteerd als verstuurd." in page
    assert "Er wachten geen brieven" in page
    page = read(ria.post(posted, {"deed": "posted"}, follow=True))
    assert "Dat was al genoteerd. Er gaat niets dubbel." in page
    assert ria.get(pdf).status_code == 404


def test_the_paper_holds_two_homes_apart_each_on_sheets_of_its_own(two_wait, browser):
    ria = browser("ria")
    page = read(ria.post(f"{QUEUE}printen/", follow=True))
    pdf = ria.get(re.findall(r'href="([^"]+brieven\.pdf)"', page)[0]).content
    assert b"/Count 3/" in pdf  # Arabic and Dutch for one home, Dutch for the other
    said = read_pdf(pdf)
    for told in ("Lindehof 7", "Rijnkade 7", "Bericht van De Regenboog"):
        assert told.replace(" ", "") in said.replace(" ", "").replace("\u00a0", "")
    assert "Noor" not in said
    title = re.search(rb"<rdf:RDF.*?</rdf:RDF>", pdf, re.S)
    for name in (b"Samira", b"Youssef", b"Lindehof"):
        assert title is None or name not in title.group(0)


@pytest.mark.parametrize(
    ("who", "hat"),
    [
        ("anna", ""),
        ("kees", ""),
        ("samira", ""),
        ("joris", ""),
        ("fatma", ""),
        ("fatma", "family"),
    ],
)
def test_for_anyone_else_there_is_no_such_page(two_wait, browser, who, hat):
    ria = browser("ria")
    page = read(ria.post(f"{QUEUE}printen/", follow=True))
    pdf = re.findall(r'href="([^"]+brieven\.pdf)"', page)[0]
    client = browser(who, hat=hat)
    assert client.get(QUEUE).status_code == 404
    assert client.get(pdf).status_code == 404
    for address in (f"{QUEUE}printen/", pdf.replace("brieven.pdf", "")):
        assert client.post(address, {"deed": "posted"}).status_code == 404
    assert "Zitten ze in de envelop?" in read(ria.get(QUEUE))


def test_a_colleague_sees_that_they_are_being_printed_and_cannot_open_that_pdf(
    two_wait, browser, copy, administrator
):
    administrator("kees")
    page = read(browser("ria").post(f"{QUEUE}printen/", follow=True))
    pdf = re.findall(r'href="([^"]+brieven\.pdf)"', page)[0]
    kees = browser("kees")
    page = read(kees.get(QUEUE))
    assert "Ria Vos is aan het printen" in page
    assert "Zitten ze in de envelop?" not in page
    assert kees.get(pdf).status_code == 404
    run = pdf.split("/")[3]
    assert "Zitten ze in de envelop?" in read(
        kees.post(f"{QUEUE}printen/", {"run": run}, follow=True)
    )
    page = read(browser("ria").post(f"{QUEUE}{run}/", {"deed": "posted"}, follow=True))
    assert "Een collega heeft deze opnieuw geprint" in page


def test_a_wish_that_changed_is_left_out_of_the_pdf_and_named_for_the_pile(
    two_wait, browser, copy
):
    ria = browser("ria")
    page = read(ria.post(f"{QUEUE}printen/", follow=True))
    pdf = re.findall(r'href="([^"]+brieven\.pdf)"', page)[0]
    copy.change(
        "UPDATE people_wishes SET never = '{letter}' WHERE person_id = (SELECT id FROM"
        " people_person WHERE first = 'Samira' AND side = 'family' AND rest <> '')"
    )
    assert "Lindehof" not in read_pdf(ria.get(pdf).content)
    page = read(ria.post(pdf.replace("brieven.pdf", ""), {"deed": "posted"}, follow=True))
    assert "1 brief is genoteerd als verstuurd." in page
    assert "Verstuur de brief voor Samira El Amrani niet" in page


def test_what_waits_long_says_so(two_wait, browser, copy, settings):
    settings.LETTER_WAITS_DAYS = 3
    ria = browser("ria")
    assert "Sommigen wachten al lang" not in read(ria.get(QUEUE))
    copy.change("UPDATE post_letter SET on_paper_at = now() - interval '4 days'")
    assert "Sommigen wachten al lang" in read(ria.get(QUEUE))


@pytest.mark.parametrize("told", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_in_the_address_breaks_nothing(two_wait, browser, told):
    ria = browser("ria")
    assert ria.get(f"{QUEUE}?na={told}").status_code == 200
    page = read(ria.post(f"{QUEUE}printen/", {"run": told}, follow=True))
    assert "Brieven op papier" in page


def test_the_page_of_the_school_leads_there(browser):
    assert f'href="{QUEUE}"' in read(browser("ria").get("/beheer/"))
