"""Who may see which token anywhere, written by hand; who is not named sees nothing of it.

A line holds the private columns of one kind of row, whose rows they are, and who sees them. A page
that shows more is a leak; a page that no longer shows what is written here is told as well.
"""

ADULTS = {
    "samira": "samira ria",
    "youssef": "youssef ria",
    "fatma at home": "fatma_at_home ria",
    "marleen": "ria",
    "bart": "ria",
}
"""Whose home, mail and other numbers are seen: by themselves, and by who keeps the papers."""

AT_WORK = dict.fromkeys(("anna", "ria", "ellen", "hassan"), "ria")
"""Whose mail at work is seen by who invites them."""
MAILED = ADULTS | AT_WORK
MAILED |= {"marleen": "marleen ria", "bart": "bart ria", "kees": "kees"}
"""Whose mail address is seen by them, also on the mail that reaches them."""

CALLED = {
    "samira": "samira ria anna fatma kees",
    "youssef": "youssef ria anna fatma kees",
    "fatma at home": "fatma_at_home ria anna kees",
    "marleen": "ria anna fatma",
    "bart": "ria",
}
"""Whose safe number and hours are seen by who calls them, too; Bart has no place in a circle.

Kees looks at Noor and Emre in an emergency."""

KEPT = {
    "custody of samira with noor": "ria",
    "custody of youssef with noor": "ria",
    "custody of fatma at home with emre": "ria",
    "custody of marleen with pim": "ria",
    "custody of bart with pim": "ria",
}
LIMITS = {
    "limit of youssef with noor": "ria",
    "limit of bart with pim": "ria",
}
CARE = {"ellen": "ria", "hassan": "ria"}
"""How people outside were verified is seen by who keeps them, and by nobody else anywhere."""
SAID = {
    "for all by anna": "anna fatma kees samira youssef noor",
    "for all by samira": "anna fatma kees samira youssef noor",
    "for all by youssef": "anna fatma kees samira youssef noor",
    "not for youssef by samira": "anna fatma kees samira noor",
    "not for samira by anna": "anna fatma kees youssef noor",
    "for school by anna": "anna fatma kees",
    "for school by kees": "anna fatma kees",
    "for samira by anna": "anna samira",
    "for kees by youssef": "kees youssef",
    "own of anna": "anna",
    "own of samira": "samira",
    "own of youssef": "youssef",
    "for safety by samira": "samira imke",
    "for safety by kees": "kees imke",
    "for all in emre by anna": "anna kees fatma_at_home",
    "for school in emre by anna": "anna kees",
    "for all in emre by fatma at home": "anna kees fatma_at_home",
    "for all in pim by marleen": "anna fatma kees marleen",
    "on its way by anna": "anna",
    "on its way by samira": "samira",
    "better, not for samira by anna": "anna fatma kees youssef noor",
    "wish of samira": "samira kees",
    "wish of youssef": "youssef kees",
    "wish of fatma at home": "fatma_at_home anna kees",
}
"""Words, by the audience they were written for."""

NOTES = {
    "anna about noor": "anna imke",
    "fatma about noor": "fatma",
    "kees about emre": "kees imke",
}
"""Closed notes: who wrote them and the attention officer; Fatma kept hers for herself."""

WORKS = {
    "samira about noor": "samira youssef anna fatma kees noor",
    "anna about noor": "samira youssef anna fatma kees noor",
    "anna about emre": "fatma_at_home anna kees",
}
"""What works: everyone around the pupil, and not the attention officer nor who keeps papers."""

LOOKS = {
    "noor": "samira youssef anna fatma kees noor",
    "emre": "fatma_at_home anna kees ria",
}
"""Why someone looks: who is at home, guides the circle, opened the emergency, or looks."""

LINES = (
    ("street number addition postcode town", "home of {}", ADULTS),
    ("address", "mailbox of {}", MAILED),
    ("number label", "other 1 phone of {}", ADULTS),
    ("number label", "other 2 phone of {}", {k: ADULTS[k] for k in ("samira", "youssef")}),
    ("number label", "safe phone of {}", CALLED),
    ("call_from call_until", "wishes of {}", CALLED),
    ("proof", "{}", KEPT),
    ("name was becomes", "line of {}", {"moves": "ria"}),
    ("header", "column of {}", {"a list": "ria"}),
    ("town number site", "organisation of {}", CARE),
    ("number", "work of {}", CARE),
    ("called found", "{} verified", CARE),
    ("called found", "organisation of {} verified", CARE),
    ("decision lifted since", "{}", LIMITS),
    ("until", "{}", {"limit of youssef with noor": "ria"}),
    ("words", "{}", SAID),
    ("words", "closed note of {}", NOTES),
    ("words", "line of {}", WORKS),
    ("reason", "look at {}", LOOKS),
    ("browser", "device of {}", {"samira": "samira", "youssef": "youssef"}),
    ("endpoint", "device of {}", {"samira": "", "youssef": ""}),
    ("email", "account of {}", {"youssef": "youssef"}),
)


def who_sees() -> dict[str, set[str]]:
    """Who may see each token, by its name."""
    return {
        f"{column}, {row.format(whose)}": {key.replace("_", " ") for key in seen.split()}
        for columns, row, known in LINES
        for whose, seen in known.items()
        for column in columns.split()
    }
