"""The form that asks whether one name with several children is one parent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from deelgenoot.exchange.forms import WhoForm
from deelgenoot.exchange.models import DeliveryLine
from deelgenoot.ui.names import in_a_row


class NamesakeForm(WhoForm):
    """Which adults of a list are one; what is left open comes in as two people.

    Where each lives is shown here alone, to who answers, and only as the list tells it.
    """

    def __init__(
        self, *args: Any, lines: Iterable[DeliveryLine], homes: Mapping[str, str], **kwargs: Any
    ) -> None:
        lines = list(lines)
        super().__init__(*args, lines=lines, prefix="same", **kwargs)
        self.hints: dict[str, dict[str, str]] = {}
        for line in lines:
            name, told = f"who_{line.number}", _told(line)
            own = _home_of(told["own"], homes)
            self.fields[name].help_text = (
                _("Address in the list: %(home)s") % {"home": own} if own else ""
            )
            hints = {one["key"]: _home_of(one, homes) for one in told["alike"]}
            self.hints[name] = {key: home for key, home in hints.items() if home}

    def label_of(self, line: DeliveryLine) -> str:
        """Name the adult by the line and the children."""
        names = {
            "name": line.name,
            "n": line.was,
            "children": in_a_row(_told(line)["own"]["children"]),
        }
        return _("%(name)s, line %(n)s, with %(children)s") % names

    def alike(self, line: DeliveryLine) -> list[tuple[str, str]]:
        """Name the earlier ones in the list in the same way."""
        words = _("Yes: the same as in line %(n)s, with %(children)s")
        return [
            (one["key"], words % {"n": one["line"], "children": in_a_row(one["children"])})
            for one in _told(line)["alike"]
        ]


def _told(line: DeliveryLine) -> Mapping[str, Any]:
    """Who is asked about, and who they may be."""
    told: Mapping[str, Any] = line.told or {}
    return told


def _home_of(one: Mapping[str, Any], homes: Mapping[str, str]) -> str:
    """Where an adult lives as the lines about them tell; several when they tell several."""
    told = dict.fromkeys(homes[key] for key in one["rows"] if key in homes)
    return " · ".join(f"\u2068{home}\u2069" for home in told)
