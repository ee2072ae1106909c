"""Let everything that tells someone something go out for real, and read it as who gets it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from django.test import Client, override_settings
from django.utils import timezone

from deelgenoot.post.queries import letters_left
from deelgenoot.post.sending import deliver
from tests.copies import Copy
from tests.gateway import Gateway, open_gateway
from tests.leaks.crawl import LANGUAGES, NONSENSE, Forms, Found, Sent
from tests.push_service import Browser as Phone
from tests.push_service import PushService, open_push_service
from tests.site import Postbox, free_port

Browser = Callable[[str], Client]
CIRCLES = (
    "SELECT n.key, c.id FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id"
    " JOIN (VALUES ('Noor', 'noor'), ('Emre', 'emre'), ('Pim', 'pim')) n(first, key)"
    " ON n.first = p.first"
)
TEXTED = (
    "UPDATE people_wishes w SET channel = 'sms' FROM people_person p"
    " WHERE p.id = w.person_id AND p.first = 'Youssef'"
)
ANY_HOUR = "UPDATE people_wishes SET days = '{}', call_from = NULL, call_until = NULL"
"""The hours at which one may be called are tokens, and a device waits for them."""
AT_HOME = {"Fatma": "fatma at home"}
WAITING = "SELECT id FROM post_letter WHERE sent_at IS NULL ORDER BY id"
MAILED = (
    "SELECT b.address, p.first FROM people_mailbox b JOIN people_person p ON p.id = b.person_id"
    " UNION ALL SELECT a.email, p.first FROM people_account a"
    " JOIN people_person p ON p.account_id = a.id"
)
DEVICES = (
    "SELECT p.first, d.id, d.endpoint FROM post_pushdevice d"
    " JOIN people_person p ON p.account_id = d.account_id"
)
NEW_KEYS = "UPDATE post_pushdevice SET endpoint = %s, p256dh = %s, auth = %s WHERE id = %s"
CALLED = "SELECT f.number, p.first FROM people_phone f JOIN people_person p ON p.id = f.person_id"


def do_what_is_told(copy: Copy, found: Found, browser: Browser) -> None:
    """Do every deed that tells someone something: contacts, answers, invitations, codes."""
    circles = dict(copy.rows(CIRCLES))
    copy.change("DELETE FROM post_letter")  # of before there were tokens
    copy.change(TEXTED)
    for child, circle in circles.items():
        words = str(found.tokens.make(f"words, told of {child}", "word"))
        spoke = {"how": "phone", "tone": "good", "where": "circle", "topic": "wellbeing"}
        spoke |= {"note": "", "comes_back_on": "", "spoken_with": []}
        _told(browser("anna"), f"/kring/{circle}/contact/", line=words, **spoke)
    words = str(found.tokens.make("words, told by samira", "word"))
    _told(browser("samira"), f"/kring/{circles['noor']}/contact/", line=words)
    kees = copy.rows("SELECT id FROM people_person WHERE first = 'Kees'")[0][0]
    _told(browser("anna"), f"/kring/{circles['noor']}/vaste-persoon/", person=kees)
    adult, invited = copy.rows(
        "SELECT p.id, b.address FROM people_person p JOIN people_mailbox b ON b.person_id = p.id"
        " WHERE p.first = 'Bart'"
    )[0]
    _told(browser("ria"), f"/beheer/uitnodigen/{adult}/", address=invited, language="nl")
    browser("marleen").post("/welkom/laten-zien/", {})
    account = copy.rows(
        "SELECT a.email FROM people_account a JOIN people_person p ON p.account_id = a.id"
        " WHERE p.first = 'Youssef'"
    )[0][0]
    Client().post("/inloggen/", {"email": account})


def _told(client: Client, path: str, **told: object) -> None:
    """Open a form and send it filled in; what is hidden in it goes along."""
    page = client.get(path)
    forms = [fields for _action, fields, _buttons in Forms(page.content.decode()).found]
    form = next(form for form in forms if set(told) & set(form))
    hidden = {name: value for name, value in form.items() if value != NONSENSE}
    answer = client.post(path, {**hidden, **told})
    assert answer.status_code == 302, path


@contextmanager
def _servers() -> Iterator[tuple[Postbox, Gateway, PushService]]:
    """A real mail server, gateway and push service here, which the house sends through."""
    postbox, port = Postbox(), free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    try:
        with (
            open_gateway() as gateway,
            open_push_service() as pushes,
            override_settings(
                EMAIL_BACKEND=smtp,
                EMAIL_HOST="127.0.0.1",
                EMAIL_PORT=port,
                TEXT_URL=gateway.url,
                TEXT_TOKEN="x",
                PUSH_LOOPBACK=True,
            ),
        ):
            yield postbox, gateway, pushes
    finally:
        server.stop()


def _browsers(copy: Copy, pushes: PushService) -> dict[str, str]:
    """Give each device a browser that reads what comes in; its old address is in the new one."""
    whose = {}
    for first, device, was in copy.rows(DEVICES):
        browser = Phone(pushes, path=f"/{was}")
        keys = browser.keys
        copy.change(NEW_KEYS, browser.endpoint, keys["p256dh"], keys["auth"], device)
        whose[browser.path] = first
    return whose


def let_it_go_out(copy: Copy, found: Found) -> Sent:
    """Send all that waits, and note what stands in each mail and text for who gets it."""
    to_whom = {address.lower(): first for address, first in copy.rows(MAILED) if address}
    called = dict(copy.rows(CALLED))
    with copy.working_as("jobs"), _servers() as (postbox, gateway, pushes):
        copy.change(ANY_HOUR)
        whose = _browsers(copy, pushes)
        for _notices_then_devices in range(2):
            for (letter,) in copy.rows(WAITING):
                deliver(letter)
        assert letters_left(now=timezone.now()) == []
    mails = [(to_whom[str(mail["To"]).lower()], mail.as_string()) for mail in postbox.mails]
    plain = [(to_whom[str(m["To"]).lower()], str(m.get_content())) for m in postbox.mails]
    texts = [(called[told["to"]], str(told)) for told, _headers in gateway.got]
    shown = [(whose[c.browser.path], str(c.told)) for c in pushes.got]
    for who, read in [*mails, *plain, *texts, *shown]:
        for language in LANGUAGES:
            found.read(read, language, AT_HOME.get(who, who.lower()), "post")
    return Sent(mails, texts, shown)
