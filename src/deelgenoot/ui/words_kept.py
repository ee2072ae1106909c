"""Gives people their own words back when a form could not be taken in."""

from django.http import HttpRequest

SHORTEST = 12
NEVER = ("password", "token", "code", "csrf", "secret", "sought")
"""Parts of the names of fields; what one looked for is nobody's to read later."""


def words_in(request: HttpRequest) -> list[str]:
    """List what someone just wrote, so that nothing is lost; never secrets, never a stranger's."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    try:
        posted = request.POST.lists()
    except Exception:  # a form too broken to read has no words to give back
        return []
    return [
        value
        for name, values in posted
        if not any(part in name.lower() for part in NEVER)
        for value in values
        if len(value) >= SHORTEST and " " in value.strip()
    ]
