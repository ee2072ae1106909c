"""The part that runs inside the house: sign people in, and count what a page asks the database.

`python -m bench.inside` reads who and what as JSON and prints cookies and counts as JSON.
"""

import json
import sys
from typing import Any

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def main() -> None:
    """Answer `{"people": [mail…], "pages": {name: [mail, path, form]}}`."""
    import django

    django.setup()
    from django.db import connection

    job: dict[str, Any] = json.load(sys.stdin)
    cookies = {mail: signed_in(mail).cookies["deelgenoot"].value for mail in job["people"]}
    counts = {name: count(*asked) for name, asked in job["pages"].items()}
    connection.close_pool()
    print(json.dumps({"cookies": cookies, "counts": counts}))


def signed_in(mail: str) -> Any:
    """Sign one of the people in; gives their browser."""
    from django.test import Client

    from deelgenoot.people.accounts import find_account

    browser = Client(headers={"host": "127.0.0.1"})
    account = find_account(mail)
    assert account, mail
    browser.force_login(account, backend="deelgenoot.people.backends.HatBackend")
    return browser


def count(mail: str, path: str, form: dict[str, str] | None) -> int:
    """Count the statements of one request, BEGIN and COMMIT apart; the second time round."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from uuid_utils.compat import uuid7

    browser = signed_in(mail)
    for _ in range(2):
        with CaptureQueriesContext(connection) as said:
            if form is None:
                answer = browser.get(path)
            else:
                answer = browser.post(path, {**form, "entry_id": str(uuid7())})
        assert answer.status_code in (200, 302), (path, answer.status_code)
    counted = [q["sql"] for q in said if not q["sql"].startswith(NOT_COUNTED)]
    return len(counted)


if __name__ == "__main__":
    main()
