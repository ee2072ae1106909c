"""People are called as they are called: prefixes, one name, emoji, long ones, right to left."""

import pytest
from markupsafe import escape

from deelgenoot.access.rows import acting_as
from deelgenoot.organisations.models import Enrolment


@pytest.fixture
def page_of_noor(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil__first="Noor")
        return f"/beheer/leerling/{rows.values_list('pk', flat=True).get()}/"


def told(first, rest):
    return {"first": first, "rest": rest, "kind": "unknown", "language": "nl", "proof": ""}


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("Jan-Willem", "van der Berg-'t Hooft"),
        ("Madonna", ""),
        ("Zoë 🌻", "O'Neill <b>"),
        ("سميرة", "العمراني"),
        ("x" * 120, "y" * 160),
        ("👩🏽", ""),
    ],
)
def test_a_name_is_kept_and_shown_as_it_was_told(signed_in_as, page_of_noor, first, rest):
    ria = signed_in_as("ria")
    assert ria.post(page_of_noor, told(first, rest)).status_code == 302
    page = ria.get(page_of_noor).content.decode()
    assert str(escape(f"{first} {rest}".strip())) in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("first", "rest"), [("", "Jansen"), ("   ", ""), ("x" * 121, ""), ("a\x00b", "")]
)
def test_a_name_that_cannot_be_is_said_and_stays(signed_in_as, page_of_noor, first, rest):
    answer = signed_in_as("ria").post(page_of_noor, told(first, rest))
    assert answer.status_code == 200
    assert "data-summary" in answer.content.decode()
