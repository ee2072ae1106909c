"""The form that asks what the columns of a list of parents tell."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.exchange.guardians.columns import (
    LABELS,
    MOST_ADULTS,
    OF_A_CHILD,
    OF_AN_ADULT,
    Column,
    Tells,
    Whose,
)
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.reader import require_usable
from deelgenoot.exchange.guardians.table import Table

LEAVE = "leave"
ONLY = gettext_lazy("the only one in the line")


def _choices() -> list[Any]:
    """What a column can tell: of the pupil, of a parent, or nothing that is needed."""

    def named(whose: Whose, kinds: tuple[Tells, ...]) -> list[tuple[str, str]]:
        return [(f"{whose}.{kind}", str(LABELS[kind]).capitalize()) for kind in kinds]

    return [
        (LEAVE, _("Leave this column out")),
        (_("About the pupil"), named(Whose.CHILD, OF_A_CHILD)),
        (_("About a parent or carer"), named(Whose.ADULT, OF_AN_ADULT)),
    ]


class ColumnsForm(forms.Form):
    """What each column tells, with two masked examples; the house's own guess is filled in."""

    def __init__(
        self, *args: Any, table: Table, known: Mapping[int, Column | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = [
            n for n, header in enumerate(table.headers) if header and n not in table.left
        ]
        self.known = known
        nth = [("0", ONLY), *((str(n), str(n)) for n in range(1, MOST_ADULTS + 1))]
        for n in self.places:
            column = known.get(n)
            examples = " · ".join(table.examples(n))
            self.fields[f"tells_{n}"] = forms.ChoiceField(
                label=table.headers[n],
                choices=_choices(),
                initial=f"{column.whose}.{column.tells}" if column else LEAVE,
                help_text=_("For example: %(examples)s") % {"examples": examples}
                if examples
                else _("This column is empty."),
            )
            self.fields[f"nth_{n}"] = forms.ChoiceField(
                label=_("Which parent in the line?"),
                choices=nth,
                initial=str(column.nth) if column else "0",
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Ask on until it is clear who the parents are, and of which child."""
        if not self.errors:
            try:
                require_usable(self.told)
            except ListRefused as refused:
                said = f"{refused.problem.sentence} {refused.problem.what_to_do}"
                raise forms.ValidationError(said) from None
        return self.cleaned_data

    @property
    def told(self) -> dict[int, Column | None]:
        """What was said of each column."""
        found: dict[int, Column | None] = {}
        for n in self.places:
            whose, _dot, tells = self.cleaned_data[f"tells_{n}"].partition(".")
            if not tells:
                found[n] = None
                continue
            nth = int(self.cleaned_data[f"nth_{n}"] or 0) if whose == Whose.ADULT else 0
            before = self.known.get(n)
            relation = before.relation if before and before.nth == nth else ""
            found[n] = Column(Whose(whose), Tells(tells), nth, relation)
        return found

    def questions(self) -> list[tuple[Any, Any, bool]]:
        """The two fields of each column, and whether nobody knows the column yet."""
        return [(self[f"tells_{n}"], self[f"nth_{n}"], n not in self.known) for n in self.places]
