"""Show broken rules to people, in the rule's own words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import Form

from deelgenoot.kernel.rules import Refused


@contextmanager
def refusals_shown_on(form: Form) -> Iterator[None]:
    """Put each broken rule on the form, so the page can say what is missing."""
    try:
        yield
    except Refused as refused:
        for broken in refused.broken:
            form.add_error(None, str(broken.sentence))
