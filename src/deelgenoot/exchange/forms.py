"""Forms around a school's file: dropping it, saying who is who, saying yes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.exchange.edexml.problems import EdexRefused
from deelgenoot.exchange.edexml.reader import EdexFile, read_file
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.table import Table, read_table
from deelgenoot.exchange.matching import SOMEONE_ELSE
from deelgenoot.exchange.models import DeliveryLine
from deelgenoot.exchange.pieces import candidate_words, question_words
from deelgenoot.exchange.rules import a_report_tells_what_was
from deelgenoot.exchange.terms import System
from deelgenoot.ui.widgets import Day, Taps

MARKS = b"\xef\xbb\xbf\xff\xfe \r\n\t"
"""What may stand before the first sign of a file."""
FIRST_YEAR, LAST_YEAR = 1900, 9000


class FileForm(forms.Form):
    """The file of the school's own administration; read here and now, and never put anywhere."""

    file = forms.FileField(
        label=gettext_lazy("The school's file"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xml,.csv,.xlsx,.txt", "class": "dg-file"}),
    )

    def __init__(self, *args: Any, size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.SCHOOL_FILE_MB
        told = _(
            "A file that ends in .xml, or a list of parents in .csv or .xlsx, of at most %(n)s MB."
            " You can also drop it on this field."
        )
        self.fields["file"].help_text = told % {"n": most}
        missing = _("Choose the file first.")
        if size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            missing = _("This is larger than %(n)s MB, so it was not read.") % {"n": most}
        self.fields["file"].error_messages["required"] = missing

    def clean_file(self) -> EdexFile | Table:
        """Read the file; one that cannot be read is refused in a sentence, with the line."""
        sent = self.cleaned_data["file"]
        first = sent.file.read(40).replace(b"\x00", b"").lstrip(MARKS)
        sent.file.seek(0)
        try:
            if first.startswith(b"<") or str(sent.name).lower().endswith(".xml"):
                return read_file(sent.file, most_mb=settings.SCHOOL_FILE_MB)
            return read_table(sent.file.read())
        except (EdexRefused, ListRefused) as refused:
            found = refused.problem
            where = _("Line %(n)s.") % {"n": found.line}
            said = f"{found.sentence} {found.what_to_do} {where}"
            raise forms.ValidationError(said) from None


class WhoForm(forms.Form):
    """Who in the file is someone who stands here; nothing is chosen beforehand."""

    def __init__(self, *args: Any, lines: Iterable[DeliveryLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, str] = {}
        for line in lines:
            name = f"who_{line.number}"
            self.keys[name] = line.key
            self.fields[name] = forms.ChoiceField(
                label=self.label_of(line),
                choices=[*self.alike(line), (SOMEONE_ELSE, _("No, this is someone else"))],
                widget=Taps(),
                required=False,
            )
        self.sometimes_needed = frozenset(self.fields)

    def label_of(self, line: DeliveryLine) -> str:
        """Ask who one is."""
        return question_words(line)

    def alike(self, line: DeliveryLine) -> list[tuple[str, str]]:
        """Who it may be."""
        return [(one["key"], candidate_words(one)) for one in line.told or []]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one answer."""
        if not self.answers:
            raise forms.ValidationError(_("Choose an answer first."))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the key in the file."""
        given = self.cleaned_data
        return {key: given[name] for name, key in self.keys.items() if given.get(name)}


class YesForm(forms.Form):
    """A yes to what was shown; when many leave, with their number typed."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())
    agreed = forms.IntegerField(
        label=gettext_lazy("How many pupils leave?"), min_value=0, max_value=100_000
    )

    def __init__(self, *args: Any, many: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not many:
            del self.fields["agreed"]


class CopyForm(forms.Form):
    """Which days, and to which system; `once` and `seen` come with what was shown."""

    since = forms.DateField(label=gettext_lazy("From"), widget=Day())
    until = forms.DateField(label=gettext_lazy("Until and with"), widget=Day())
    system = forms.ChoiceField(
        label=gettext_lazy("Where does it go?"), choices=System.choices, widget=Taps()
    )
    once = forms.UUIDField(widget=forms.HiddenInput())
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        """Take no day so far away that no calendar knows the day after it."""
        days = (self.cleaned_data.get("since"), self.cleaned_data.get("until"))
        if any(day and not FIRST_YEAR < day.year < LAST_YEAR for day in days):
            raise forms.ValidationError(a_report_tells_what_was.sentence)
        return self.cleaned_data
