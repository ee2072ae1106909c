"""The tone of a sentence: 'u' to parents, 'je' to pupils and colleagues."""

from typing import Any

from django.utils.translation import pgettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

TO_PARENTS = "to parents"
TO_COLLEAGUES = "to colleagues"


@pass_context
def you(context: Context, sentence: str, /, **names: Any) -> str:
    """Say a sentence in the tone that fits the reader of this page; parents when unknown."""
    frame = context.get("frame")
    to_colleagues = frame is not None and not frame.to_parents
    said = pgettext(TO_COLLEAGUES if to_colleagues else TO_PARENTS, sentence)
    if context.eval_ctx.autoescape:
        return Markup(said) % names  # noqa: S704 - the sentence is ours, names are escaped
    return said % names
