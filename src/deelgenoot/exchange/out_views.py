"""Lists to take out of Deelgenoot: who is at school, by name and class."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.circles.queries.staff import staff_of
from deelgenoot.circles.views.keeping import school_of
from deelgenoot.exchange.people_out import adults_out, pupils_out
from deelgenoot.exchange.spreadsheet import as_csv
from deelgenoot.ui.names import days_in_words


@require_GET
@signed_in
def pupils(request: Request) -> HttpResponse:
    """Take along who is a pupil here, and in which class."""
    look_at_list(request.actor, part="pupils_out", of=school_of(request.actor).pk)
    head = [_("Number"), _("First name"), _("Surname"), _("Class")]
    return _file("leerlingen", head, pupils_out(request.actor))


@require_GET
@signed_in
def adults(request: Request) -> HttpResponse:
    """Take along which adults stand with which pupil, and who has come in."""
    look_at_list(request.actor, part="adults_out", of=school_of(request.actor).pk)
    head = [_("Number of the pupil"), _("Pupil"), _("Class"), _("First name"), _("Surname")]
    rows = [
        (*line, _("yes") if has_come_in else _("no"))
        for line, has_come_in in adults_out(request.actor)
    ]
    return _file("volwassenen", [*head, _("Has come in")], rows)


@require_GET
@signed_in
def colleagues(request: Request) -> HttpResponse:
    """Take along who works here: for what, with which class, on which days."""
    look_at_list(request.actor, part="colleagues_out", of=school_of(request.actor).pk)
    rows = [
        (
            line.name,
            ", ".join(task.label for task in line.functions),
            " / ".join(task.label for task in line.classes),
            days_in_words(line.days),
        )
        for line in staff_of(request.actor)
    ]
    return _file("collegas", [_("Name"), _("Task"), _("Class"), _("Days")], rows)


def _file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Give a list as a file."""
    answer = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
