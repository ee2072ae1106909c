"""A pupil who is almost 18 chooses who at home reads on; nobody else chooses or sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")
MAIL = "pim@leerling.invalid"


@pytest.fixture
def almost_eighteen(site):
    """Pim turns 18 in a month and has an account of his own; afterwards he is ten again."""
    soon = datetime.now(UTC).date() + timedelta(days=30)
    born = date(soon.year - 18, soon.month, min(soon.day, 28))
    with site.database.connect("owner") as owner:
        before = owner.execute("SELECT born_on FROM people_person WHERE first = 'Pim'").fetchone()
        account = owner.execute(
            "INSERT INTO people_account (id, password, email, language, is_active, made_at)"
            " VALUES (gen_random_uuid(), '!', %s, 'nl', true, now())"
            " ON CONFLICT (email) DO UPDATE SET is_active = true RETURNING id",
            [MAIL],
        ).fetchone()
        change = (
            "UPDATE people_person SET born_on = %s, account_id = %s, proven_at = now()"
            " WHERE first = 'Pim'"
        )
        owner.execute(change, [born, account[0]])
        yield born
        owner.execute(change, [before[0], None])
        owner.execute("DELETE FROM people_keptreach")


def signs_in_by_mail(someone: Visitor, site) -> None:
    before = len(site.post.mails)
    someone.opens("/inloggen/")
    someone.fills_in("Your mail address", MAIL)
    someone.taps_on("Mail me a code")
    mail = site.post.wait_for(MAIL, after=before)
    someone.fills_in("Your code", site.post.code_in(mail))
    someone.taps_on("Sign in")
    expect(someone.page).to_have_url(f"{site.url}/")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_pupil_says_yes_to_a_mother_and_takes_it_back(
    visitor, site, address, almost_eighteen, language
):
    pim: Visitor = visitor(language=language)
    signs_in_by_mail(pim, site)
    pim.opens(address("Pim"))
    pim.page.locator(f"a[href='{address('Pim', 'achttien/')}']").first.click()
    pim.reads("Who reads on when you are 18?")
    pim.does_not_read("Bart de Wit")  # a court keeps him away; the page does not say so
    pim.can_use_this_page()
    pim.taps = 0
    pim.taps_on("Yes, %(name)s reads on", name="Marleen de Wit")
    pim.reads("No, %(name)s does not read on", name="Marleen de Wit")
    assert pim.taps == 1
    pim.taps_on("No, %(name)s does not read on", name="Marleen de Wit")
    pim.reads("Yes, %(name)s reads on", name="Marleen de Wit")


@pytest.mark.parametrize("who", ["Samira", "Anna", "Kees", "Ria", "Joris"])
def test_for_anyone_else_the_page_does_not_exist(visitor, address, almost_eighteen, who):
    visitor(who).meets_nothing(address("Pim", "achttien/"))
