"""What the role codes of a school's file mean here: a function at school, a role with a class."""

from collections.abc import Collection

from deelgenoot.exchange.edexml.rows import CLASS_TEACHER, PARENT, ROLES, GroupTie, TeacherRow
from deelgenoot.organisations.terms import Function, GroupRole

FUNCTIONS = {
    "IB": Function.COORDINATOR,
    "DIR": Function.LEADER,
    "ADJ": Function.LEADER,
    "ADM": Function.OFFICE,
    "KLA": Function.ASSISTANT,
    "OWA": Function.ASSISTANT,
    "STA": Function.ASSISTANT,
}
WITH_A_CLASS = {
    "KLA": GroupRole.ASSISTANT,
    "OWA": GroupRole.ASSISTANT,
    "STA": GroupRole.ASSISTANT,
    "VAK": GroupRole.SUBJECT_TEACHER,
    "TAL": GroupRole.SUBJECT_TEACHER,
    "RT": GroupRole.SUBJECT_TEACHER,
}
TEACHES = {"LRK", "VAK", "TAL", "RT"}
TEACHING = {GroupRole.CLASS_TEACHER, GroupRole.SUBJECT_TEACHER}


def is_colleague(teacher: TeacherRow) -> bool:
    """Whether this is someone who works at school; a parent who helps is not."""
    if PARENT in teacher.roles:
        return False
    helps_only = bool(teacher.groups) and all(PARENT in tie.roles for tie in teacher.groups)
    return bool(teacher.roles) or not helps_only


def functions_of(teacher: TeacherRow) -> list[Function]:
    """Say what this colleague is appointed to do; everyone has at least one function."""
    codes = {*teacher.roles, *(role for tie in teacher.groups for role in tie.roles)}
    found = {FUNCTIONS[code] for code in codes if code in FUNCTIONS}
    with_classes = {role_with_class(tie, teacher.roles) for tie in teacher.groups}
    if codes & TEACHES or with_classes & TEACHING:
        found.add(Function.TEACHER)
    return sorted(found or {Function.OTHER})


def role_with_class(tie: GroupTie, own: Collection[str]) -> GroupRole | None:
    """Say what this colleague does with one class; who is no teacher there reads nothing.

    In a combined group nobody is class teacher. A parent who helps has no role at all. Who has
    another task at school (office, director, a task in words) is not taken for the class teacher.
    """
    codes = tie.roles or tuple(own)
    if PARENT in codes:
        return None
    if CLASS_TEACHER not in codes:
        for code in codes:
            if code in WITH_A_CLASS:
                return WITH_A_CLASS[code]
    if tie.combined:
        elsewhere = bool(codes) and set(codes) <= ROLES - {CLASS_TEACHER}
        return GroupRole.ASSISTANT if elsewhere else GroupRole.SUBJECT_TEACHER
    teaches = not codes or CLASS_TEACHER in codes
    return GroupRole.CLASS_TEACHER if teaches else GroupRole.ASSISTANT
