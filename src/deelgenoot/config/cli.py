"""The `deelgenoot` command: start the house, or do one thing in it."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import psycopg

from deelgenoot.access.roles import APP, JOBS, OWNER
from deelgenoot.config import environment
from deelgenoot.config.ports import PortTaken
from deelgenoot.config.roles import WrongRoles, setup_roles
from deelgenoot.database.trouble import DatabaseTrouble

ROLE_OF = {
    "migrate": "owner",
    "import": "jobs",
    "check": "jobs",
    "add-administrator": "jobs",
    "bounce": "jobs",
}
TRY_LATER = {"bounce": os.EX_TEMPFAIL}
"""What a mail server's pipe must hear, so that it keeps the mail and tries again."""
DATABASE = "deelgenoot"


class NotDone(Exception):
    """What was asked could not be done; the sentence says why."""


class OneSentence(ArgumentParser):
    """Understands a question, or says in one sentence why not."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the question."""
        raise NotDone(message)


HELP = """deelgenoot: the shared table

  deelgenoot demo                          a small school to try everything with
  deelgenoot serve                         web and worker
  deelgenoot setup-roles                   the database and its three roles
  deelgenoot migrate                       bring the tables up to date
  deelgenoot import edexml FILE [--preview] [--name NAME]
  deelgenoot import guardians FILE --as MAIL [--preview]
                                           a school's own file
  deelgenoot add-administrator BRIN NAME MAIL
                                           the first person of a school who may invite others
  deelgenoot bounce                        a mail that came back, from the mail server's pipe
  deelgenoot make-push-key                 a key for messages on people's own devices
  deelgenoot check [--audit] [--seal HASH] is everything as it must be?
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; trouble is told in one sentence."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if not asked or asked[0] in {"-h", "--help", "help"}:
        print(HELP)
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelgenoot.config.settings")
    try:
        return _do(asked)
    except (DatabaseTrouble, WrongRoles, PortTaken, NotDone, environment.Misconfigured) as trouble:
        print(f"deelgenoot: {trouble}", file=sys.stderr)
        return TRY_LATER.get(asked[0], 1)
    except psycopg.Error as trouble:
        print(f"deelgenoot: {_about_database(trouble)}", file=sys.stderr)
        return TRY_LATER.get(asked[0], 1)
    except OSError as trouble:
        print(f"deelgenoot: {trouble.strerror or trouble}: {trouble.filename}", file=sys.stderr)
        return TRY_LATER.get(asked[0], 1)
    except KeyboardInterrupt:
        return 130


def _do(asked: list[str]) -> int:
    """Hand the question on to whom it is for."""
    command = asked[0]
    if command == "demo":
        os.environ["DEELGENOOT_DEMO"] = "yes"
    if command == "setup-roles":
        return _setup_roles()
    if command == "make-push-key":
        print(f"PUSH_KEY={environment.new_push_key()}")
        return 0
    if not environment.text("DATABASE_URL") and command != "serve":
        os.environ.setdefault("DEELGENOOT_DEMO", "yes")  # the built-in database is for trying
    with database():
        if command in {"demo", "serve"}:
            from deelgenoot.config.serving import serve

            return serve(demo=command == "demo")
        os.environ.setdefault("DEELGENOOT_ROLE", ROLE_OF.get(command, "app"))
        return _check(asked[1:]) if command == "check" else _manage(command, asked[1:])


def _check(options: list[str]) -> int:
    """Look whether everything is as it must be."""
    import django

    from deelgenoot.config.checking import look_around, tell

    told = OneSentence(prog="deelgenoot check")
    told.add_argument("--audit", action="store_true", help="also every seal of the audit book")
    told.add_argument("--seal", default="", help="a seal that was kept outside the database")
    chosen = told.parse_args(options)
    django.setup()
    return tell(look_around(audit=chosen.audit, seal=chosen.seal))


def _manage(command: str, options: list[str]) -> int:
    """Run one of the commands of the slices; what goes wrong is told in one sentence."""
    import django
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import Error

    psycopg.connect(environment.address()).close()  # else the pool tries again for ten seconds
    django.setup()
    name = command.replace("-", "_")
    if (app := get_commands().get(name)) is None:
        raise NotDone(f"There is no command {command}; see deelgenoot help.")
    made = app if not isinstance(app, str) else load_command_class(app, name)
    try:
        chosen = vars(made.create_parser("deelgenoot", command).parse_args(options))
        chosen.pop("args", None)
        made.execute(**chosen)
    except CommandError as trouble:
        raise NotDone(" ".join(str(trouble).split())) from None
    except Error as trouble:
        raise NotDone(_about_database(trouble)) from None
    return 0


def _about_database(trouble: Exception) -> str:
    """Say what the database answered, in one line."""
    return "The database says: " + (str(trouble).strip().splitlines() or ["nothing"])[0]


@contextmanager
def database() -> Iterator[None]:
    """Have a database for as long as the block lasts: the one named outside, or our own."""
    if environment.text("DATABASE_URL"):
        yield
        return
    from deelgenoot.database.server import running

    state = Path(environment.text("DEELGENOOT_VAR", str(environment.ROOT / "var")))
    with running(state / "postgres") as facts:
        setup_roles(facts.params("postgres", "postgres"), database=DATABASE)
        for key, role in (("app", APP), ("owner", OWNER), ("jobs", JOBS)):
            os.environ[environment.URLS[key]] = url_of(facts.params(role, DATABASE))
        try:
            yield
        finally:
            for name in environment.URLS.values():
                os.environ.pop(name, None)


def url_of(params: dict[str, str]) -> str:
    """Write connection facts as one address."""
    return f"postgresql:///{params['dbname']}?" + urlencode(
        {key: params[key] for key in ("host", "port", "user")}
    )


def _setup_roles() -> int:
    """Make roles and database on a server of your own, named by DATABASE_SUPERUSER_URL."""
    from psycopg.conninfo import conninfo_to_dict

    told = environment.text("DATABASE_SUPERUSER_URL")
    if not told:
        raise environment.Misconfigured(
            "Set DATABASE_SUPERUSER_URL to a connection that may make roles and a database."
        )
    facts = {key: str(value) for key, value in conninfo_to_dict(told).items()}
    setup_roles({**facts, "dbname": "postgres"}, database=DATABASE)
    print(f"Roles {OWNER}, {APP} and {JOBS} stand ready; now give each a password.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
