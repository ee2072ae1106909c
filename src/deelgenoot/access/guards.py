"""The migration operation that puts a table behind row-level security."""

from collections.abc import Mapping

from django.db.migrations import RunSQL

from deelgenoot.access.roles import APP, JOBS

MY_CIRCLES = "{column} = ANY(ARRAY(SELECT deelgenoot_my_circles()))"
ACTIVE = (
    "m.since <= (SELECT deelgenoot_now())"
    " AND (m.until IS NULL OR m.until > (SELECT deelgenoot_now()))"
)
IN_REACH = (
    "circle_id = ANY(ARRAY(SELECT deelgenoot_my_circles()))"
    " AND NOT (hidden_from && (SELECT deelgenoot_persons()))"
    " AND EXISTS (SELECT 1 FROM circles_membership m WHERE m.circle_id = {table}.circle_id"
    " AND m.person_id = ANY((SELECT deelgenoot_persons())::uuid[]) AND " + ACTIVE + " AND"
    " {table}.topic = ANY(m.{topics})"
    " AND (m.capacity <> 'emergency' OR {table}.audience IN ('circle', 'school'))"
    " AND (m.from_when IS NULL OR {table}.at >= m.from_when)"
    " AND (m.until_when IS NULL OR {table}.at < m.until_when)"
    " AND CASE {table}.audience WHEN 'circle' THEN m.capacity <> 'attention_officer'"
    " WHEN 'school' THEN m.ground = 'work' AND m.capacity <> 'attention_officer'"
    " WHEN 'own' THEN {table}.author_id = m.person_id"
    " WHEN 'named' THEN {table}.author_id = m.person_id OR m.person_id = ANY({table}.shown_to)"
    " WHEN 'safety' THEN {table}.author_id = m.person_id OR m.capacity = 'attention_officer'"
    " ELSE false END)"
)
MINE = "{column} = ANY((SELECT deelgenoot_persons())::uuid[])"
TASK = "(SELECT current_setting('deelgenoot.task', true)) = '{task}'"


def my_circles(column: str = "circle_id") -> str:
    """The rows of the circles I am in."""
    return MY_CIRCLES.format(column=column)


def mine(column: str = "person_id") -> str:
    """The rows of the persons I am."""
    return MINE.format(column=column)


def in_reach(table: str) -> str:
    """The rows I may read: circle, topic, audience, period, and not hidden from me."""
    return IN_REACH.format(table=table, topics="reads")


def in_told_reach(table: str) -> str:
    """The rows I may read of what is told: in reach, and it has reached others or is my own."""
    reached = "reaches_at IS NULL OR reaches_at <= (SELECT deelgenoot_now())"
    return f"{in_reach(table)} AND ({reached} OR {mine('author_id')})"


def still_mine_alone() -> str:
    """The rows I told that nobody else can have read yet, with some seconds to spare.

    Who reads at that moment began at most five seconds off, and a deed takes no ten.
    """
    alone = "reaches_at > (SELECT deelgenoot_now()) + interval '15 seconds'"
    return f"{mine('author_id')} AND {alone}"


def in_writing_reach(table: str) -> str:
    """The rows I may write: on topics I may write, signed as who I am in that very place."""
    reach = IN_REACH.format(table=table, topics="writes")
    return reach.removesuffix(")") + f" AND {table}.author_id = m.person_id)"


class GuardRows(RunSQL):
    """Show and take rows of one table only as its policies say; without an actor there are none.

    Each command (`select`, `insert`, `update`, `delete`) has one SQL test; a command without a
    test is refused. `tasks` gives machine tasks of the jobs role their own policy per command.
    """

    def __init__(
        self,
        table: str,
        *,
        select: str,
        insert: str = "",
        update: str = "",
        delete: str = "",
        tasks: Mapping[str, str] | None = None,
    ) -> None:
        tests = {"SELECT": select, "INSERT": insert, "UPDATE": update, "DELETE": delete}
        lines = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"]
        drops = [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
        for command, test in tests.items():
            if test:
                name = f"people_{command.lower()}"
                lines.append(_policy(table, name, command, f"{APP}, {JOBS}", test))
                drops.insert(0, f"DROP POLICY {name} ON {table}")
        for task, commands in (tasks or {}).items():
            for command in commands.split():
                name = f"task_{task}_{command.lower()}"
                lines.append(_policy(table, name, command, JOBS, TASK.format(task=task)))
                drops.insert(0, f"DROP POLICY {name} ON {table}")
        self.table = table
        super().__init__(sql=";\n".join(lines), reverse_sql=";\n".join(drops))


class GuardWrites(RunSQL):
    """Take rows of a table everyone may read only from those who may write them.

    For facts on which someone's reach rests, like a task with a class: who works where is no
    secret in the house, but nobody gets a place in a circle by writing such a row themselves.
    """

    def __init__(
        self, table: str, *, insert: str, update: str, tasks: Mapping[str, str] | None = None
    ) -> None:
        roles = f"{APP}, {JOBS}"
        lines = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"]
        lines.append(_policy(table, "all_select", "SELECT", roles, "true"))
        lines.append(_policy(table, "people_insert", "INSERT", roles, insert))
        lines.append(_policy(table, "people_update", "UPDATE", roles, update))
        for task, commands in (tasks or {}).items():
            for command in commands.split():
                name = f"task_{task}_{command.lower()}"
                lines.append(_policy(table, name, command, JOBS, TASK.format(task=task)))
        names = [line.split()[2] for line in lines[1:]]
        drops = [f"DROP POLICY {name} ON {table}" for name in names]
        self.table = table
        super().__init__(
            sql=";\n".join(lines),
            reverse_sql=";\n".join([*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]),
        )


class GuardNewcomers(RunSQL):
    """Narrow what a newcomer (level 1, see `Actor.new`) sees and writes of one guarded table.

    Whatever the table's other policies give, a newcomer gets only the rows of the test per
    command; a command without a test gives none. The database itself knows who is new.
    """

    def __init__(
        self, table: str, *, select: str = "", insert: str = "", update: str = "", delete: str = ""
    ) -> None:
        tests = {"SELECT": select, "INSERT": insert, "UPDATE": update, "DELETE": delete}
        lines: list[str] = []
        drops: list[str] = []
        for command, test in tests.items():
            if test == "true":
                continue
            name = f"newcomers_{command.lower()}"
            narrowed = f"NOT (SELECT deelgenoot_is_new()) OR ({test or 'false'})"
            made = _policy(table, name, command, f"{APP}, {JOBS}", narrowed)
            lines.append(made.replace(f" FOR {command}", f" AS RESTRICTIVE FOR {command}"))
            drops.insert(0, f"DROP POLICY {name} ON {table}")
        self.table = table
        super().__init__(sql=";\n".join(lines), reverse_sql=";\n".join(drops))


def _policy(table: str, name: str, command: str, roles: str, test: str) -> str:
    """Write one CREATE POLICY."""
    using = f" USING ({test})" if command != "INSERT" else ""
    check = f" WITH CHECK ({test})" if command in ("INSERT", "UPDATE") else ""
    return f"CREATE POLICY {name} ON {table} FOR {command} TO {roles}{using}{check}"
