"""A manager that is closed: rows come out only for an actor."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Manager, Model, QuerySet

from deelgenoot.access.policy import VISIBILITY
from deelgenoot.kernel.actor import Actor

Row = TypeVar("Row", bound=Model)


class Unseen(Exception):
    """Rows were asked for without saying for whom."""


class ClosedManager(Manager[Row]):
    """Every read says for whom; `create` and `create_many` are left to actions."""

    def get_queryset(self) -> QuerySet[Row]:
        """Refuse: a read without an actor is a mistake."""
        raise Unseen(f"{self.model.__name__}: say for whom with seen_by(actor)")

    def seen_by(self, actor: Actor) -> QuerySet[Row]:
        """Give the rows this actor sees, and no other."""
        return QuerySet(self.model, using=self._db).filter(VISIBILITY[self.model](actor))

    def create(self, **values: object) -> Row:
        """Write one row."""
        row = self.model(**values)
        row.save(force_insert=True, using=self._db)
        return row

    def create_many(self, rows: Iterable[Row]) -> list[Row]:
        """Write many rows in one statement."""
        return QuerySet[Row](self.model, using=self._db).bulk_create(list(rows))

    def for_policy(self) -> QuerySet[Row]:
        """Give all rows to a policy, to say which of them an actor sees; nobody else may ask."""
        return QuerySet(self.model, using=self._db)
