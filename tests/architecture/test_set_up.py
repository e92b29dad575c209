"""The set-up of a bare machine and of Binder: two lists of system packages that must not drift apart."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = (".ci/run", ".ci/debian-packages", "binder/postBuild", "binder/start")
TOOLS = ("bash", "id", "ldconfig")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH on which almost nothing is found, and an `id` that says: not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool, path=os.environ["PATH"] + ":/sbin:/usr/sbin"):
            (folder / tool).symlink_to(found)
    (folder / "id").unlink(missing_ok=True)
    (folder / "id").write_text("#!/bin/sh\necho 1000\n")
    (folder / "id").chmod(0o755)
    return folder


def look_for(packages: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("bash") or "bash", str(ROOT / ".ci/debian-packages"), packages],
        env={"PATH": str(path), "HOME": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_run(script):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_without_rights_one_sentence_names_what_is_missing(bare_path):
    answer = look_for("test", bare_path)
    assert answer.returncode == 1, "no Python, no package"
    (sentence,) = answer.stderr.splitlines()
    for package in ("python3-venv", "chromium", "nodejs", "npm"):
        assert package in sentence


def test_what_only_the_tests_want_does_not_stop_the_set_up(bare_path):
    (bare_path / "python3").write_text("#!/bin/sh\nexit 0\n")
    (bare_path / "python3").chmod(0o755)
    answer = look_for("test", bare_path)
    assert "chromium" in answer.stderr
    assert answer.returncode == (1 if "libegl1" in answer.stderr or "libgl1" in answer.stderr else 0)


def test_binder_installs_the_system_packages_that_the_package_needs():
    text = (ROOT / ".ci/debian-packages").read_text(encoding="utf-8")
    for_the_package = text.split("== test ]]")[0]
    named = set(re.findall(r"(?:needed|wanted)\+=\(([\w-]+)\)", for_the_package)) - {"python3-venv"}
    assert len(named) >= 3
    assert set((ROOT / "binder/apt.txt").read_text(encoding="utf-8").split()) == named


def test_binder_installs_this_package_and_hosts_as_new_as_the_tests_have():
    lines = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wanted[0] == ".[plot]"  # a lesson draws
    assert set(wanted[1:]) <= set(project["optional-dependencies"]["dev"])


def without_node(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The Node client's tests on a machine that has no Node.js."""
    folder.mkdir()
    tests = "tests/third_parties/test_openai_node.py"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests],
        cwd=ROOT,
        env={**{name: value for name, value in os.environ.items() if name != "CI"}, "PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_program_of_others_that_is_not_there_skips_its_tests_and_says_so(tmp_path):
    answer = without_node(tmp_path / "bin")
    assert answer.returncode == 0, answer.stdout
    assert "Node.js is not installed: make test does it." in answer.stdout
    assert "passed" not in answer.stdout


def test_in_continuous_integration_it_is_a_failure(tmp_path):
    assert "export CI=true\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    answer = without_node(tmp_path / "bin", CI="true")
    assert answer.returncode == 1
    assert "skipped" not in answer.stdout
    assert "Node.js is not installed: make test does it." in answer.stdout


def test_the_test_command_installs_the_programs_of_others():
    """What `make test` would run on a fresh clone, as make itself tells it."""
    told = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    before_pytest = told.split("-m pytest")[0]
    assert "tests/third_parties/litellm_proxy/requirements.txt" in before_pytest
    assert "cd tests/third_parties/node && npm ci" in before_pytest
    pinned = (ROOT / "tests/third_parties/litellm_proxy/requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^litellm\[proxy\]==\d+\.\d+\.\d+$", pinned, re.MULTILINE)
