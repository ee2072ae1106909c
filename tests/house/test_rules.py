"""Every rule is pure, says itself, and has a test of its own name that keeps it and breaks it."""

import ast
import inspect
import pkgutil
import re
from importlib import import_module

import pytest

import deelgenoot
from deelgenoot.kernel.rules import RULES
from tests.house.walking import modules, sources

modules("rules")
modules("contact_rules")
modules("emergency_rules")
modules("merging_rules")
modules("leaving_rules")
modules("starting_rules")
PURE = ("deelgenoot.kernel.rules", "django.utils.translation")


def rule_tests():
    """The test functions of every slice's tests of rules, by slice."""
    names = (m.name for m in pkgutil.walk_packages(deelgenoot.__path__, "deelgenoot."))
    for name in names:
        if re.search(r"\.tests\.test_(\w+_)?rules$", name):
            for test, found in inspect.getmembers(import_module(name), inspect.isfunction):
                if test.startswith("test_") and not inspect.signature(found).parameters:
                    yield name.split(".")[1], test, found


@pytest.fixture(scope="module")
def judged():
    """What each rule answered, to each test: (rule id, test name) → the answers."""
    answers, holds = {}, {id_: rule.holds for id_, rule in RULES.items()}
    running = []

    def listening(id_):
        def judge(facts):
            answer = holds[id_](facts)
            answers.setdefault((id_, running[-1]), set()).add(answer)
            return answer

        return judge

    for id_, rule in RULES.items():
        object.__setattr__(rule, "holds", listening(id_))
    try:
        for slice_, name, test in rule_tests():
            running.append(f"{slice_}.{name}")
            test()
    finally:
        for id_, rule in RULES.items():
            object.__setattr__(rule, "holds", holds[id_])
    return answers


@pytest.mark.parametrize("id_", sorted(RULES))
def test_every_rule_has_a_test_of_its_name_that_breaks_it_and_one_that_keeps_it(id_, judged):
    predicate = RULES[id_].holds
    slice_ = predicate.__module__.split(".")[1]
    own = judged.get((id_, f"{slice_}.test_{predicate.__name__}"), set())
    assert False in own, f"test_{predicate.__name__} never breaks it"
    assert any(True in given for (rule, _), given in judged.items() if rule == id_)


@pytest.mark.parametrize("id_", sorted(RULES))
def test_every_rule_says_itself_and_on_what_it_stands(id_):
    rule = RULES[id_]
    assert str(rule.sentence).endswith(".")
    assert rule.basis
    assert id_ == id_.lower()
    assert " " not in id_


@pytest.mark.parametrize("path", [p for p in sources() if p.endswith("rules.py")])
def test_rules_lean_on_plain_words_only(path):
    for node in ast.walk(sources()[path]):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            ours = module.startswith("deelgenoot.") and module.endswith(".terms")
            plain = module.partition(".")[0] not in {"django", "deelgenoot", "psycopg"}
            typing = path == "kernel/rules.py"
            assert ours or plain or module in PURE or typing, f"{path} leans on {module}"
