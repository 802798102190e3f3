"""The kit that drives a browser: what goes wrong in a page fails its test, and a missing browser is said aloud."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kits import browser
from tests.kits.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SERVED = '''
"""A test of a page, as another suite has it."""
import asyncio
import pytest

HEADERS = {{"content-type": "text/html", "content-security-policy": "default-src 'none'; script-src 'unsafe-inline'"}}

def test_of_a_page(page):
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>A page</title>{body}", headers=HEADERS))
    page.goto("http://phones.example/")
    assert page.title() == "{title}"

def test_that_runs_a_loop_of_its_own():
    asyncio.run(asyncio.sleep(0))
'''
FAULTS = {
    "an error": "<script>throw new Error('the page is broken')</script>",
    "a promise": "<script>Promise.reject(new Error('the page is broken'))</script>",
    "a complaint": "<script>console.error('the page is broken')</script>",
    "a breach of the policy": "<p style='color: red'>inline</p>",
}


def run(folder: Path, body: str, title: str = "A page", **env: str) -> subprocess.CompletedProcess[str]:
    """What pytest says of a test that opens a page with this body."""
    (folder / "test_page.py").write_text(SERVED.format(body=body, title=title))
    argv = [sys.executable, "-m", "pytest", "-p", "tests.kits.browser", "-p", "no:cacheprovider", "-q"]
    without = {name: value for name, value in os.environ.items() if name not in ("CI", browser.VARIABLE)}
    return subprocess.run(
        [*argv, "--rootdir", str(folder), "-c", os.devnull, "."],
        cwd=folder,
        env={**without, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )


@pytest.fixture
def chromium() -> str:
    """The browser of this machine."""
    found = browser.chromium(os.environ)
    if found is None and not os.environ.get("CI"):
        pytest.skip(browser.NO_BROWSER)
    assert found, browser.INSTALL
    return found


def test_a_page_in_order_passes_and_leaves_later_tests_alone(tmp_path: Path, chromium: str) -> None:
    done = run(tmp_path, "<p>Hello</p>", CHROMIUM=chromium, CI="true")
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout and "not tested" not in done.stdout


@pytest.mark.parametrize("body", FAULTS.values(), ids=FAULTS.keys())
def test_what_goes_wrong_in_a_page_fails_its_test(tmp_path: Path, chromium: str, body: str) -> None:
    done = run(tmp_path, body, CHROMIUM=chromium)
    assert "1 failed, 1 passed" in done.stdout, done.stdout
    said = "Content Security Policy" if "style" in body else "the page is broken"
    assert said in done.stdout


def test_a_test_that_fails_by_itself_tells_what_went_wrong_in_its_page(tmp_path: Path, chromium: str) -> None:
    done = run(tmp_path, FAULTS["a complaint"], title="Another", CHROMIUM=chromium)
    assert "assert 'A page' == 'Another'" in done.stdout and "the page is broken" in done.stdout


def test_without_a_browser_the_last_lines_say_what_was_not_tested_and_what_to_install(tmp_path: Path) -> None:
    done = run(tmp_path, "", CHROMIUM="/nowhere/chromium")
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout
    assert (
        "1 browser test was skipped: there is no Chromium here. On Debian or Ubuntu: apt install chromium"
        in (done.stdout)
    )


def test_a_continuous_run_without_a_browser_fails(tmp_path: Path) -> None:
    done = run(tmp_path, "", CHROMIUM="/nowhere/chromium", CI="true")
    assert done.returncode == 1
    assert "a continuous run tests the pages too" in done.stdout


@pytest.mark.parametrize("name", browser.PROGRAMS)
def test_the_browser_is_the_one_that_is_named_or_the_first_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for each in (name, "another"):
        (tmp_path / each).write_text("#!/bin/sh\n")
        (tmp_path / each).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.chromium({}) == str(tmp_path / name)
    assert browser.chromium({browser.VARIABLE: str(tmp_path / "another")}) == str(tmp_path / "another")
    assert browser.chromium({browser.VARIABLE: "/nowhere"}) is None
