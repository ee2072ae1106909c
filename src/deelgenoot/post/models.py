"""Post that waits to be sent, and the devices on which someone lets a message be shown."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.people.terms import Channel


class Letter(models.Model):
    """One message in the outbox, written in the transaction of the deed that causes it.

    Either `address` (a sign-in code, an invitation to an address the school just typed) or
    `person` (how, is looked up at sending) says where it goes. What it says is a `notice` with
    the `facts` that are filled in at sending, or words of its own (`subject`, `body`,
    `short` for a text message, `step` for a reader who chose that a subject names the step); all
    of it is wiped when it is sent. `id` is also the Message-ID, so that a mail sent twice can be
    recognised.

    A notice for who wishes letters waits `on_paper_at` until an administrator of the `school`
    prints it (`printed_at`, all that one printed at once is one `print_run`), and is sent when it
    is in the envelope.

    `only_by` is for a code that was just asked for: at once, by that way and no other; a text
    message then goes to the one number `phone` names by its id. `circle` is
    the circle it is about: once that is closed it no longer goes out.

    A notice is also shown on the devices its reader turned on: each gets a message of its own,
    `only_by` push and for the one `device`, written once for each notice (`pushed_at`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    school = models.ForeignKey(
        "organisations.School", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    notice = models.CharField(max_length=24, blank=True)
    facts = models.JSONField(default=dict)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    short = models.CharField(max_length=300, blank=True)
    step = models.CharField(max_length=200, blank=True)
    only_by = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    phone = models.UUIDField(null=True)
    language = models.CharField(max_length=5, default="nl")
    made_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    went_by = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    circle = models.UUIDField(null=True)
    tries = models.SmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    on_paper_at = models.DateTimeField(null=True)
    print_run = models.UUIDField(null=True)
    printed_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    printed_at = models.DateTimeField(null=True)
    device = models.UUIDField(null=True)
    pushed_at = models.DateTimeField(null=True)

    objects = ClosedManager["Letter"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["school", "person"],
                condition=models.Q(on_paper_at__isnull=False, sent_at=None),
                name="letters_to_print",
            ),
        ]


class PushDevice(models.Model):
    """A device on which someone at home lets it be shown that there is a message.

    Written by one's own tap on one's own device, and by nobody else. `endpoint`, `p256dh` and
    `auth` are what the browser gave to send to it; `mark` is the fingerprint of what that browser
    keeps, so that signing out there ends it. `browser` and `system` are its name as people say it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, db_index=True)
    browser = models.CharField(max_length=40)
    system = models.CharField(max_length=40)
    since = models.DateTimeField(default=timezone.now)

    objects = ClosedManager["PushDevice"]()
