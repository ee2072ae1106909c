"""Emre has left the school: his family reads on for a while, and at school nobody finds him."""

from collections.abc import Callable

from django.test import Client

from tests.copies import Copy
from tests.leaks.crawl import Crawler, Found

EMRE = "(SELECT id FROM people_person WHERE first = 'Emre')"
# by the token of his birth date he would be grown up, and nobody at home would read on
LEAVES = (
    f"UPDATE people_person SET born_on = born_on + interval '45 years' WHERE id = {EMRE}",
    "UPDATE organisations_enrolment SET until = now(), reads_until = now() + interval '80 days'"
    f" WHERE pupil_id = {EMRE}",
    f"SELECT deelgenoot_close_circles(ARRAY(SELECT id FROM organisations_enrolment"
    f" WHERE pupil_id = {EMRE}), 14, 30)",
)
HERS = (
    *("street, home", "number, home", "addition, home", "postcode, home", "town, home"),
    "address, mailbox",
    *("number, safe phone", "label, safe phone", "number, other 1 phone", "label, other 1 phone"),
)
AFTER = {
    "words, for all in emre by anna": "fatma_at_home",
    "words, for all in emre by fatma at home": "fatma_at_home",
    "words, told of emre": "fatma_at_home",
    "words, line of anna about emre": "fatma_at_home",
    "words, wish of fatma at home": "fatma_at_home",
    "reason, look at emre": "fatma_at_home ria",
    "proof, custody of fatma at home with emre": "ria",
    **{f"{detail} of fatma at home": "fatma_at_home ria" for detail in HERS},
}
"""What is seen after he left, by hand; whose name is not here is seen by none of these."""
WHO = ("fatma at home", "anna", "kees", "ria")


def crawl_after_leaving(
    copy: Copy, found: Found, browser: Callable[[str], Client], made: dict[str, str]
) -> None:
    """Let him leave, and let his mother and those at school open everything once more."""
    for statement in LEAVES:
        copy.change(statement)
    for key in WHO:
        Crawler(found, key, "nl", browser(key)).walk(made)


def about_emre(found: Found) -> dict[str, set[str]]:
    """Who saw which token about him or his mother at home."""
    names = found.by_token("nl").items()
    return {name: seen for name, seen in names if "emre" in name or "fatma at home" in name}


def after_leaving() -> dict[str, set[str]]:
    """Who may see each token after he left, by its name."""
    return {name: {key.replace("_", " ") for key in seen.split()} for name, seen in AFTER.items()}
