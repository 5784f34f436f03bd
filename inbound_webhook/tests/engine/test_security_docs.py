"""SECURITY.md and docs/threats.md name tests; each of them is there."""

import ast
import re
from pathlib import Path

import pytest

from inbound_webhook import engine

ADDON = Path(engine.__file__).resolve().parents[1]
CLONE = ADDON.parent
SECURITY = (CLONE / "SECURITY.md").read_text("utf-8")
THREATS = (CLONE / "docs" / "threats.md").read_text("utf-8")
#: ``test_file``, or ``test_file.test_name``, of the engine with ``engine/`` before it.
NAMED = re.compile(r"`((?:engine/)?test_\w+(?:\.test_\w+)?)`")
SCENARIO = re.compile(r"`resilience: (\w+)`|`make resilience ONLY=(\w+)`")
ROW = re.compile(
    r"^\| (V(\d+)\.(\d+)\.(\d+)) \| ([123]) \| (.+) \| (.+) \|$", re.MULTILINE
)
#: Where it is said why there is no test here.
WITHOUT = re.compile(
    r"^\| (V\d+(?:\.\d+){0,2}(?:, V\d+(?:\.\d+){0,2})*) \| ([^|]+) \|$", re.MULTILINE
)


def found_in(name):
    """The tests of a file, or None where there is none."""
    path = ADDON / "tests" / f"{name}.py"
    if not path.exists():
        return None
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


@pytest.mark.parametrize("name", sorted(set(NAMED.findall(SECURITY + THREATS))))
def test_a_test_that_is_named_is_there(name):
    file, _point, test = name.partition(".")
    tests = found_in(file)
    assert tests
    assert not test or test in tests


@pytest.mark.parametrize("name", sorted(set(SCENARIO.findall(SECURITY + THREATS))))
def test_a_scenario_that_is_named_is_there(name):
    [scenario] = filter(None, name)
    assert scenario == "name" or (CLONE / "resilience" / f"{scenario}.py").exists()


def test_each_threat_has_a_test():
    rows = [line for line in THREATS.splitlines() if line.startswith("| ")]
    named = [row for row in rows if not re.match(r"\| (---|What comes|Threat) ", row)]
    assert len(named) > 50
    assert not [row for row in named if "`" not in row.rsplit("|", 2)[1]]


def test_each_requirement_has_a_test_and_one_row():
    rows = ROW.findall(SECURITY)
    assert len(rows) > 80
    numbers = [tuple(map(int, row[1:4])) for row in rows]
    assert numbers == sorted(set(numbers))
    assert not [row[0] for row in rows if not NAMED.search(row[6])]


def test_each_chapter_is_answered():
    answered = {int(row[1]) for row in ROW.findall(SECURITY)}
    for numbers, _reason in WITHOUT.findall(SECURITY):
        answered |= {int(number) for number in re.findall(r"V(\d+)", numbers)}
    assert answered >= set(range(1, 17))


def test_no_requirement_is_both_met_and_not():
    met = {row[0] for row in ROW.findall(SECURITY)}
    for numbers, _reason in WITHOUT.findall(SECURITY):
        assert not met & set(numbers.split(", "))


def test_the_readme_leads_to_it():
    readme = (CLONE / "README.md").read_text("utf-8")
    assert "(SECURITY.md)" in readme
    assert "(docs/threats.md)" in SECURITY
