"""Reads the EDEXML file that a school's administration system makes, and says what is wrong."""

from deelgenoot.exchange.edexml.passed_over import PASSED_OVER
from deelgenoot.exchange.edexml.problems import EdexRefused, Problem
from deelgenoot.exchange.edexml.reader import EdexFile, Reading, read, read_file
from deelgenoot.exchange.edexml.rows import (
    GroupRow,
    GroupTie,
    PupilRow,
    Row,
    SchoolRow,
    SiteRow,
    TeacherRow,
)

__all__ = [
    "PASSED_OVER",
    "EdexFile",
    "EdexRefused",
    "GroupRow",
    "GroupTie",
    "Problem",
    "PupilRow",
    "Reading",
    "Row",
    "SchoolRow",
    "SiteRow",
    "TeacherRow",
    "read",
    "read_file",
]
