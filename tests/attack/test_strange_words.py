"""Strange words in every form: a sentence or a page, never a fall, never markup that lives."""

import os
from random import Random
from uuid import uuid4

import pytest

from tests.attack import times

TRIES = times(40, long=2000)
STRANGE = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202edrawkcab",
    "\ufeff",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE circles_entry; --",
    "😀" * 50,
    "é" * 3000,
    "\r\nBcc: iedereen@elders.invalid",
    "%(name)s",
    "%s%s%s",
    "../../etc/passwd",
    "0",
    "-1",
    "null",
    "true",
    "[]",
    "1e999",
    "\ud7ff",
    "a@b.invalid\r\nBcc: c@d.invalid",
    "a" * 260 + "@b.invalid",
    "نور",
    "2222-2222-2222",
)
FIELDS = (
    "entry_id",
    "line",
    "words",
    "how",
    "tone",
    "email",
    "code",
    "first",
    "rest",
    "kind",
    "proof",
    "language",
    "address",
    "hat",
    "next",
    "own_device",
    "action",
)


@pytest.mark.parametrize(
    ("key", "hat"), [("", ""), ("samira", ""), ("anna", ""), ("ria", ""), ("fatma", "family")]
)
def test_no_form_falls_over_strange_words(target, every_address, key, hat):
    seed = int(os.environ.get("SEED", Random().randrange(10**9)))
    print(f"SEED={seed}")
    dice = Random(seed)
    circle = target.circle("Emre" if hat else "Noor")
    paths = [path for path in every_address(target.ids_of(circle)) if "/uitloggen/" not in path]
    browser = target.browser(key, hat=hat)
    for number in range(TRIES):
        path = dice.choice(paths)
        told = {field: dice.choice(STRANGE) for field in dice.sample(FIELDS, 8)}
        told.setdefault("entry_id", uuid4())
        told["entry_id"] = dice.choice((told["entry_id"], uuid4()))
        answer = dice.choice((browser.post, browser.get))(path, told)
        assert answer.status_code < 500, (seed, number, path, told)
        assert "<script>alert" not in answer.content.decode(errors="replace"), (seed, path)
        for header, value in answer.items():
            assert "\n" not in value, header
    for page in ("/", "/klas/", f"/kring/{circle}/"):
        assert "<script>alert" not in browser.get(page).content.decode()
