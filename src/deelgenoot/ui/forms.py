"""How forms are drawn: with our own fields, through an environment of their own."""

from pathlib import Path

import django.forms
from django.forms import BoundField, widgets
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2, Template
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_noop

from deelgenoot.ui.widgets import Code, Day, ManyTaps, Taps

KINDER_WORDS = (  # Django says these; our catalogue says them as people would
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a number."),
    gettext_noop("Incorrect code."),  # this and what follows is said by allauth
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Code"),
    gettext_noop("Authenticator code"),
)
KINDS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (Taps, "taps"),
    (ManyTaps, "taps"),
    (Code, "code"),
    (Day, "date"),
    (widgets.CheckboxSelectMultiple, "taps"),
    (widgets.RadioSelect, "taps"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.Textarea, "textarea"),
    (widgets.FileInput, "file"),
)


def kind_of(bound: BoundField) -> str:
    """Name the kind of field, so that the right part draws it."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "text")


def may_stay_empty(bound: BoundField) -> bool:
    """Whether a label may say 'not needed'; never of what is needed with some other answers."""
    sometimes = getattr(bound.form, "sometimes_needed", ())
    return not (bound.field.required or bound.field.disabled or bound.name in sometimes)


class FormRenderer(BaseRenderer):
    """Draws every form of the house, also those of packages, with our own fields."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> Jinja2:
        """The environment for forms: our widgets first, Django's own behind them."""
        ours = Path(__file__).parent / "jinja2"
        theirs = Path(django.forms.__file__).parent / "jinja2"
        options = {"environment": "deelgenoot.ui.environment.form_environment"}
        return Jinja2(
            {"NAME": "forms", "APP_DIRS": True, "DIRS": [ours, theirs], "OPTIONS": options}
        )

    def get_template(self, template_name: str) -> Template:
        """Find the template of a form, field or widget."""
        return self.engine.get_template(template_name)


def own_address(request: HttpRequest) -> str:
    """Where to go on after a deed, as the form said; never to another site."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else "/"
