"""The school's own words: added at school, they ask on the device of who writes, and go again."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("more stories")


def writes(someone, address, words):
    """Write about Noor and tap Keep; gives the question."""
    someone.opens(address("Noor", "contact/"))
    with someone.page.expect_response("**/woorden/*/"):
        someone.page.reload()
    someone.chooses("By phone")
    someone.fills_in("In one line", words)
    someone.taps_on("Keep")
    return someone.page.locator("#safety-question")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_word_of_the_school_asks_on_every_device_until_it_is_taken_away(
    visitor, site, address, language
):
    word = f"klem{uuid4().hex[:6]}"
    ria, anna = visitor("Ria", language=language), visitor("Anna", language=language)
    ria.opens("/beheer/")
    ria.page.locator("a[href$='/eigen-woorden/']").click()
    ria.fills_in("Which word?", f"  {word.upper()} gezet ")
    ria.taps_on("Add")
    ria.reads_words(f"{word} gezet")
    ria.can_use_this_page()

    question = writes(anna, address, f"Ze heeft hem {word}  gezet, zei hij.")
    expect(question).to_be_visible()
    anna.can_use_this_page()
    sent = []
    anna.context.on("request", lambda asked: sent.append((asked.url, asked.post_data or "")))
    anna.taps_on("No, keep it here")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Noor")
    with_word = [url for url, told in sent if word in url or word in told]
    assert with_word == [f"{site.url}{address('Noor', 'contact/')}"], "kept, and told nowhere else"

    ria.taps_on("Take away", about=f"{word} gezet")
    ria.does_not_read(f"{word} gezet")
    question = writes(anna, address, f"Weer {word} gezet.")
    expect(question).to_be_hidden()
