"""What a school's file holds and Deelgenoot leaves where it is, each with the reason why."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NUMBER: "StrOrPromise" = _(
    "A number of the government or of the learning-material chain: Deelgenoot knows people by a "
    "number of its own, and has no legal ground for this one."
)
ORIGIN: "StrOrPromise" = _(
    "Says something about where a family comes from or how long the parents went to school: "
    "no one needs that to help a pupil."
)
NOT_NEEDED: "StrOrPromise" = _("Not needed to bring the people around a pupil together.")
FREE_FORM: "StrOrPromise" = _("Free additions: nobody can promise what is written in them.")
TECHNICAL: "StrOrPromise" = _("Only of use to the system that wrote the file.")
UNKNOWN: "StrOrPromise" = _("Not part of EDEXML as Deelgenoot knows it.")

OTHER = "other"
"""The one name under which everything unknown is counted; a file cannot choose this name."""

PASSED_OVER: dict[str, "StrOrPromise"] = {
    "bsn": NUMBER,
    "onderwijsnummer": NUMBER,
    "sofinummer": NUMBER,
    "bsn_ondwnr-4": NUMBER,
    "rijksregisternummer": NUMBER,
    "eckid": NUMBER,
    "gewicht": ORIGIN,
    "gewicht_nieuw": ORIGIN,
    "etniciteit": ORIGIN,
    "land": ORIGIN,
    "land_vader": ORIGIN,
    "land_moeder": ORIGIN,
    "postcodenl": NOT_NEEDED,
    "postnummerbe": NOT_NEEDED,
    "postcodeoverig": NOT_NEEDED,
    "geslacht": NOT_NEEDED,
    "fotourl": NOT_NEEDED,
    "gebruikersnaam": NOT_NEEDED,
    "emailadres": NOT_NEEDED,
    "start_ondw_jgr3": NOT_NEEDED,
    "toevoegingen": FREE_FORM,
    "commentaar": FREE_FORM,
    "omschrijving": FREE_FORM,
    "mutatiedatum": TECHNICAL,
    OTHER: UNKNOWN,
}
"""Every field that is passed over, with its reason (AVG art. 5(1)(c), basis: domain file
§2.14 and §2.15). Fields are counted; their values are never kept, logged or repeated."""
