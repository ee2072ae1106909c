"""A school with an attention officer and a confidant, and a pupil with an account of her own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.staff import add_colleague, give_function
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.terms import Function
from deelgenoot.people.accounts import open_account
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Person
from tests.cast import Cast
