"""Who may bring in a school's file."""

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.policy import permission
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.kernel.actor import Actor


@permission("Only the import task, started by who runs the server, brings in a school's file.")
def may_import(actor: Actor, file: EdexFile) -> bool:
    """Whether this is the import at work, with a file that can be used."""
    return actor.task == IMPORT and file.importable
