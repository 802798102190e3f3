"""The import rules of pyproject.toml are kept, and each of them bites: a planted breach is found."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("console", "workers", "telephony", "store", "flows")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

ONE_WAY, PURE, STORE, TWILIO, CARRIER_ALONE, CARRIER_UNKNOWN, STORE_FLOORS, FLOWS_FLOORS, RULES_FLOORS = (
    contract["name"] for contract in CONTRACTS
)

# Rule, the module that breaks it, and how.
BREACHES = [
    (ONE_WAY, "flows/planted.py", "import store.config.settings"),
    (ONE_WAY, "store/planted.py", "from telephony import local_carrier"),
    (ONE_WAY, "telephony/planted.py", "import workers"),
    (ONE_WAY, "workers/planted.py", "def later():\n    import console"),
    (PURE, "flows/planted.py", "\n".join(f"import {name}" for name in CONTRACTS[1]["forbidden_modules"])),
    (STORE, "store/planted.py", "\n".join(f"import {name}" for name in CONTRACTS[2]["forbidden_modules"])),
    (STORE, "store/planted.py", "from rq.worker import SimpleWorker"),
    (TWILIO, "workers/planted.py", "from twilio.rest import Client"),
    (TWILIO, "console/planted.py", "from twilio.twiml.voice_response import VoiceResponse"),
    (
        CARRIER_ALONE,
        "telephony/local_carrier/planted.py",
        "\n".join(f"import {package}.planted_too" for package in PACKAGES),
    ),
    (CARRIER_UNKNOWN, "telephony/planted.py", "from telephony.local_carrier import planted_too"),
    (CARRIER_UNKNOWN, "workers/planted.py", "import telephony.local_carrier"),
    (STORE_FLOORS, "store/config/planted.py", "import store.upkeep.metrics"),
    (STORE_FLOORS, "store/callbacks/planted.py", "def later():\n    import store.offers.take"),
    (STORE_FLOORS, "store/rota/planted.py", "import store.safe_contact.safe_contact"),
    (STORE_FLOORS, "store/planted.py", "ROOM = 'on no floor'"),
    (FLOWS_FLOORS, "flows/contacts/planted.py", "import flows.calls.menus"),
    (FLOWS_FLOORS, "flows/rota/planted.py", "import flows.requests.call"),
    (FLOWS_FLOORS, "flows/planted.py", "ROOM = 'on no floor'"),
    (RULES_FLOORS, "flows/rules/words/planted.py", "import flows.rules.crisis.crisis"),
    (RULES_FLOORS, "flows/rules/relay/planted.py", "import flows.rules.promises.promise"),
    (RULES_FLOORS, "flows/rules/planted.py", "ROOM = 'on no floor'"),
]


def _lint(tree: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(linter), "--no-cache"], cwd=tree, capture_output=True, text=True, timeout=150, check=False
    )


def _copy(folder: Path) -> Path:
    """A copy of everything that the rules speak of."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each rule in a tree with all the breaches, each in a module of its own."""
    tree = _copy(tmp_path_factory.mktemp("tree"))
    for package in (*PACKAGES, "telephony/local_carrier"):
        (tree / package / "planted_too.py").touch()
    for number, (_, place, breach) in enumerate(BREACHES):
        (tree / place).with_name(f"planted_{number}.py").write_text(breach + "\n")
    done = _lint(tree)
    assert done.returncode == 1, done.stdout + done.stderr
    said = {}
    for contract in CONTRACTS:
        name = contract["name"]
        assert f"{name} BROKEN" in done.stdout
        said[name] = done.stdout.partition(f"{name}\n{'-' * len(name)}\n")[2].partition("\n---")[0]
    return said


def test_the_tree_keeps_every_rule(tmp_path: Path) -> None:
    done = _lint(_copy(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("number", range(len(BREACHES)), ids=lambda number: BREACHES[number][1])
def test_a_planted_breach_is_found(broken: dict[str, str], number: int) -> None:
    rule, place, breach = BREACHES[number]
    module = str(Path(place).with_name(f"planted_{number}")).replace("/", ".")
    found = broken[rule]
    assert f"{module} -> " in found or f"- {module}\n" in found
    for line in breach.splitlines():
        if line.startswith("import "):
            assert f"{module} -> {line.removeprefix('import ')}" in found


def test_every_rule_has_a_planted_breach() -> None:
    assert {rule for rule, _, _ in BREACHES} == {contract["name"] for contract in CONTRACTS}


def test_flows_look_at_no_clock() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "flows").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "utcnow", "today", "monotonic"}
    ]
    assert asked == [], "a flow is told the time, it does not look"
