"""Fields people fill in with a thumb: big choices, dates, codes and their own words."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Taps(forms.RadioSelect):
    """One choice out of a few, as big targets, each with an icon where that helps."""

    def __init__(self, *args: Any, icons: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.icons = dict(icons or {})


class ManyTaps(forms.CheckboxSelectMultiple):
    """Several choices out of a few, as big targets."""

    def __init__(self, *args: Any, icons: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.icons = dict(icons or {})


class Words(forms.Textarea):
    """A field for someone's own words, which grows while they write."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, rows: int = 3) -> None:
        super().__init__({"rows": rows, **(attrs or {})})


class Day(forms.DateInput):
    """A day, picked with the calendar of the phone itself."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Code(forms.TextInput):
    """The code from a mail, text message or letter."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        plain = {"autocomplete": "one-time-code", "autocapitalize": "characters"}
        super().__init__({**plain, "spellcheck": "false", "dir": "ltr", **(attrs or {})})
