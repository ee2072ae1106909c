"""About a closed circle nothing goes out, but that it closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.leaving import leave_school
from deelgenoot.contact.actions.telling import log_contact
from deelgenoot.contact.terms import How, Tone
from deelgenoot.organisations.models import Enrolment
from deelgenoot.post.queries import letters_left
from deelgenoot.post.sending import CIRCLE_CLOSED, deliver
from deelgenoot.ui.dates import in_amsterdam
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("empty_outbox")
DAY = timedelta(days=1)
EARLIER = (
    "organisations_enrolment", "organisations_place", "organisations_assignment",
    "organisations_appointment", "people_custody",
)  # fmt: skip


def told_by_anna(copy, last_day):
    """Anna tells something; then Ria notes this last day."""
    for table in EARLIER:
        copy.change(f"UPDATE {table} SET since = since - interval '9 days'")
    cast = Cast()
    with copy.working_as("app"):
        log_contact(
            cast.anna, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line="x"
        )
        with acting_as(cast.ria):
            rows = Enrolment.objects.seen_by(cast.ria).select_related("school")
            noor = rows.get(pupil=cast.noor.pupil_id)
        leave_school(cast.ria, noor.school, enrolments=[noor.pk], last_day=last_day)


@pytest.mark.parametrize(("days", "goes_out"), [(-2, 2), (0, 4), (5, 4)])
def test_post_about_a_circle_goes_out_to_the_last_day_and_not_after(
    copy, postbox, letters, days, goes_out
):
    told_by_anna(copy, in_amsterdam(timezone.now()).date() + days * DAY)
    waiting = letters()
    assert len(waiting) == 4
    for letter, *_rest in waiting:
        deliver(letter)
    assert len(postbox.mails) == goes_out
    assert {mail["To"] for mail in postbox.mails} == {
        "samira@demo.invalid",
        "youssef@demo.invalid",
    }
    kept = [(body, address, sent, trouble) for _id, body, address, sent, _n, trouble in letters()]
    dropped = [row for row in kept if not row[2]]
    assert dropped == [("", "", False, CIRCLE_CLOSED)] * (4 - goes_out)
    with copy.working_as("jobs"):
        assert letters_left(now=timezone.now() + timedelta(minutes=6)) == []
