"""The Jinja2 environment of all pages: strict about names, fluent in every language."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from jinja2 import Environment, StrictUndefined

from deelgenoot.ui import dates
from deelgenoot.ui.drawing import lines_over_time, seats_around
from deelgenoot.ui.forms import kind_of, may_stay_empty
from deelgenoot.ui.names import initials
from deelgenoot.ui.speech import you


def url(name: str, /, *args: object, **named: object) -> str:
    """Find the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=named or None)


FORMATS = {
    "moment": dates.moment,
    "short_moment": dates.short_moment,
    "day": dates.day,
    "short_day": dates.short_day,
    "full_day": dates.full_day,
    "with_year": dates.with_year,
    "day_before": dates.day_before,
    "clock": dates.clock,
    "iso": dates.iso,
    "initials": initials,
    "capfirst": capfirst,
    "kind_of": kind_of,
    "may_stay_empty": may_stay_empty,
}


def speak(env: Environment) -> None:
    """Let templates speak the language that is active for this request."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        you=you, get_language=dates.language, direction=dates.direction, url=url, static=static
    )
    env.globals.update(FORMATS)
    env.filters.update(FORMATS)


def environment(**options: Any) -> Environment:
    """Make the environment that draws pages; a misspelt name is an error, never a blank."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # noqa: S701 - Django turns autoescape on
    env.globals.update(seats_around=seats_around, lines_over_time=lines_over_time)
    speak(env)
    return env


def form_environment(**options: Any) -> Environment:
    """Make the environment that draws forms; Django's own widgets lean on plain Undefined."""
    options |= {"trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # noqa: S701 - Django turns autoescape on
    speak(env)
    return env
