"""Find who signed in, with all hats and who looks along now, in one query."""

from typing import Any, cast
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from deelgenoot.access.written import written_once
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.people.models import Account, Person
from deelgenoot.people.terms import Side


class HatBackend(AuthenticationBackend):  # type: ignore[misc]
    """Knows an account together with the persons it holds."""

    def get_user(self, user_id: Any) -> Account | None:
        """Find the account of a session; an account that is closed is nobody."""
        nobody_yet = Actor(account_id=user_id, persons=(), hat=Hat.FAMILY, now=timezone.now())
        found = _open_account(nobody_yet)
        return found[0] if found else None


@written_once
def _open_account(actor: Actor) -> QuerySet[Account]:
    """Ask for one account with the persons it holds, and who looks along with it now.

    Of work outside school only what runs.
    """
    works = _asked("deelgenoot_wears_hat", actor)
    persons = (
        Person.objects.for_policy()
        .filter(Q(side=Side.FAMILY) | Q(works), account=OuterRef("pk"))
        .order_by("side", "id")
        .values(
            row=JSONObject(
                id=F("id"),
                side=F("side"),
                proven=F("proven_at"),
                first=F("first"),
                born=F("born_on"),
                workplace=F("workplace"),
                workplace_name=F("workplace_name"),
                controller=F("controller_id"),
                kind=F("controller__kind"),
                has_class=_asked("deelgenoot_has_a_class", actor),
                pupil=Func(F("pk"), function="deelgenoot_is_pupil", output_field=BooleanField()),
            )
        )
    )
    looking_along = Func(
        F("pk"),
        Value(actor.now),
        function="deelgenoot_looking_along",
        output_field=JSONField(),
    )
    found = Account.objects.annotate(worn=ArraySubquery(persons), looking_along=looking_along)
    return found.filter(pk=cast("UUID", actor.account_id), is_active=True)


def _asked(function: str, actor: Actor) -> Func:
    """Whether something holds of a person at this moment, as the database knows."""
    return Func(F("pk"), Value(actor.now), function=function, output_field=BooleanField())
