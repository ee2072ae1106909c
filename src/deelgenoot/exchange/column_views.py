"""The page on which a school says what the columns of its own list of parents tell."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.exchange.actions.columns import explain_columns
from deelgenoot.exchange.column_forms import ColumnsForm
from deelgenoot.exchange.family_file import columns_told
from deelgenoot.exchange.guardians.reader import columns_of
from deelgenoot.exchange.guardians.table import table_of
from deelgenoot.exchange.queries import open_list


@signed_in
def columns(request: Request, list_id: UUID) -> HttpResponse:
    """Ask what each column tells; what is said is remembered for the next list."""
    actor = request.actor
    found = open_list(actor, list_id)
    if found is None:
        raise Http404
    table = table_of(found.content or {}, found.fingerprint)
    known = columns_of(table, columns_told(actor, found.school))
    form = ColumnsForm(request.POST or None, table=table, known=known)
    if form.is_valid():
        with refusals_shown_on(form):
            explain_columns(actor, found, told=form.told)
            return redirect("exchange:delivery", found.pk)
    look_at_list(actor, part="school_file", of=found.pk)
    left = [table.headers[n] for n in sorted(table.left) if table.headers[n]]
    page = {"delivery": found, "form": form, "left": left}
    return render(request, "exchange/columns.html", page)
