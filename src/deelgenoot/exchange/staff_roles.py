"""What the role codes of a school's file mean here: a function at school, a role with a class."""

from collections.abc import Collection

from deelgenoot.exchange.edexml.rows import PARENT, GroupTie, TeacherRow
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


def is_colleague(teacher: TeacherRow) -> bool:
    """Whether this is someone who works at school; a parent who helps is not."""
    return PARENT not in teacher.roles


def functions_of(teacher: TeacherRow) -> list[Function]:
    """Say what this colleague is appointed to do; everyone has at least one function."""
    codes = {*teacher.roles, *(role for tie in teacher.groups for role in tie.roles)}
    found = {FUNCTIONS[code] for code in codes if code in FUNCTIONS}
    if codes & TEACHES or (teacher.groups and Function.ASSISTANT not in found):
        found.add(Function.TEACHER)
    return sorted(found or {Function.OTHER})


def role_with_class(tie: GroupTie, own: Collection[str]) -> GroupRole:
    """Say what this colleague does with one class; in a combined group nobody is class teacher."""
    for code in [*tie.roles, *own]:
        if code in WITH_A_CLASS:
            return WITH_A_CLASS[code]
    return GroupRole.SUBJECT_TEACHER if tie.combined else GroupRole.CLASS_TEACHER
