"""The `deelgenoot` command: start the house, or do one thing in it."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from deelgenoot.access.roles import APP, JOBS, OWNER
from deelgenoot.config import environment
from deelgenoot.config.ports import PortTaken
from deelgenoot.config.roles import WrongRoles, setup_roles
from deelgenoot.database.trouble import DatabaseTrouble

ROLE_OF = {"migrate": "owner", "import": "jobs", "check": "jobs", "add-administrator": "jobs"}
DATABASE = "deelgenoot"
HELP = """deelgenoot: the shared table

  deelgenoot demo                          a small school to try everything with
  deelgenoot serve                         web and worker
  deelgenoot setup-roles                   the database and its three roles
  deelgenoot migrate                       bring the tables up to date
  deelgenoot import edexml FILE [--preview] [--name NAME]
                                           a school's own file
  deelgenoot add-administrator BRIN NAME MAIL
                                           the first person of a school who may invite others
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
    except (DatabaseTrouble, WrongRoles, PortTaken, environment.Misconfigured) as trouble:
        print(f"deelgenoot: {trouble}", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"deelgenoot: {trouble.strerror or trouble}: {trouble.filename}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _do(asked: list[str]) -> int:
    """Hand the question on to whom it is for."""
    command = asked[0]
    if command == "demo":
        os.environ["DEELGENOOT_DEMO"] = "yes"
    if command == "setup-roles":
        return _setup_roles()
    if not environment.text("DATABASE_URL") and command != "serve":
        os.environ.setdefault("DEELGENOOT_DEMO", "yes")  # the built-in database is for trying
    with database():
        if command in {"demo", "serve"}:
            from deelgenoot.config.serving import serve

            return serve(demo=command == "demo")
        os.environ.setdefault("DEELGENOOT_ROLE", ROLE_OF.get(command, "app"))
        from django.core.management import execute_from_command_line

        name = command.replace("-", "_")
        execute_from_command_line(["deelgenoot", name, *asked[1:]])
    return 0


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
