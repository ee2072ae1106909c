"""A noun that is counted in Arabic is said as a reader says it, with every number."""

import pytest

from deelgenoot.ui.counted_nouns import wrong_in_arabic

PUPILS = ("لا تلاميذ", "تلميذ واحد", "تلميذان", "%(n)s تلاميذ", "%(n)s تلميذًا", "%(n)s تلميذ")


@pytest.mark.parametrize(
    "right",
    [
        PUPILS,
        (
            "",
            "",
            "",
            "بقيت %(num)s رسائل، بعد",
            "بقيت %(num)s رسالة، بعد",
            "بقيت %(num)s رسالة، بعد",
        ),
        ("", "", "", *(("%(n)s من الأهل جدد",) * 3)),
        ("", "", "", *(("تم إعداد %(num)s",) * 3)),
        ("", "", "", "%(num)s أرقام هاتف.", "%(num)s رقم هاتف.", "%(num)s رقم هاتف."),
    ],
    ids=["masculine", "feminine", "some of them", "no noun", "two nouns that belong together"],
)
def test_what_is_said_well_is_let_be(right):
    assert list(wrong_in_arabic(right)) == []


@pytest.mark.parametrize(
    ("forms", "says"),
    [
        ((*PUPILS[:4], "%(n)s تلاميذ", PUPILS[5]), "after 3 to 10"),
        ((*PUPILS[:4], "%(n)s تلميذ", PUPILS[5]), "accusative"),
        ((*PUPILS[:5], "%(n)s تلميذًا"), "after a hundred"),
        ((*PUPILS[:4], PUPILS[5], PUPILS[4]), "after a hundred"),
        (("", "", "", *(("%(n)s رسائل",) * 3)), "after 3 to 10"),
    ],
    ids=["plural", "no accusative", "accusative too long", "the two changed places", "one form"],
)
def test_a_wrong_form_is_named(forms, says):
    assert any(says in wrong for wrong in wrong_in_arabic(forms))
