"""What a user gets: the public names, the wheel, and files that fit every machine."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import sora_widgets

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sora_widgets"
ROOMS = ("animatic", "clips", "errors", "jobs", "pricing", "prompts", "providers", "settings", "widgets")
PUBLIC = (
    *("Clip", "CostEstimator", "Job", "JobQueue", "PromptComposer", "Shot", "VideoPlayer"),
    *("connect", "critique", "estimate", "gather", "generate", "set_budget", "wallet"),
    *("BudgetExceededError", "ProviderError", "SoraWidgetsError"),
)
HEAVY = {"anywidget", "av", "ipywidgets", "loky", "numpy", "openai", "skia", "sqlite3", "starlette"}
WIDGETS = ("card", "compare", "composer", "estimator", "player", "queue", "storyboard")
EXTENSION = PACKAGE / "labextension"
EXTENSIONS_OF_JUPYTER = "share/jupyter/labextensions/sora-widgets"

# Spelt in pieces, so that this file does not find itself.
_LEFT_BEHIND = re.compile(
    "|".join(
        [
            r"(?<![\w.~-])/(?:home|Users|root|work|tmp)/" + r"[\w.]",
            r"\.\./" + "shared/(?:[A-Z]|data/)",
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs",
            r'"resolved": ' + '"',
        ]
    )
)
_NOT_OURS = {".git", ".hypothesis", ".venv", ".venv-litellm", "node_modules", "dist", "build", "demo", "clips", "takes"}


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def committed_files() -> list[Path]:
    """The files of the repository; without git (an unpacked source archive) everything that is not built."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not _NOT_OURS.intersection(path.relative_to(ROOT).parts)
        and not any(part.endswith("_cache") or part == "__pycache__" for part in path.parts)
    ]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as an installer builds it but without asking the network for the builder."""
    target = tmp_path_factory.mktemp("wheel")
    built = run("-c", "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))", str(target))
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(target / built.stdout.split()[-1])


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_can_be_imported(name):
    assert getattr(sora_widgets, name).__name__ == name
    assert name in dir(sora_widgets)


def test_a_misspelt_name_is_an_attribute_error():
    for name in ("Shott", "NoSuchError"):
        with pytest.raises(AttributeError, match=name):
            getattr(sora_widgets, name)


def test_a_type_checker_knows_every_public_name(tmp_path):
    names = [name for name in dir(sora_widgets) if not name.startswith("_")]
    asking = tmp_path / "asking.py"
    asking.write_text("import sora_widgets as sw\n" + "".join(f"reveal_type(sw.{name})\n" for name in names))
    answer = run("-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--strict", str(asking))
    # By its name alone: out of its cache, mypy tells the path of an earlier run with the same content.
    revealed = [line for line in answer.stdout.splitlines() if f"{asking.name}:" in line]
    assert len([line for line in revealed if "Revealed type is" in line]) == len(names), answer.stdout
    assert not [line for line in revealed if "error:" in line or 'is "Any"' in line]


def test_importing_the_package_loads_nothing_heavy():
    loaded = run("-c", "import sys, sora_widgets; print(*sys.modules)")
    assert loaded.returncode == 0, loaded.stderr
    assert not HEAVY.intersection(loaded.stdout.split())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_offers_and_has_it(room):
    module = importlib.import_module(f"sora_widgets.{room}")
    assert module.__all__
    assert not [name for name in module.__all__ if not hasattr(module, name)]


def test_every_public_module_says_what_it_offers():
    silent = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "__init__.py"
        and not any(
            isinstance(target, ast.Name) and target.id == "__all__"
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign)
            for target in node.targets
        )
    ]
    assert not silent


def test_the_wheel_has_everything_the_package_reads(wheel):
    names = set(wheel.namelist())
    wanted = {"sora_widgets/py.typed", "sora_widgets/pricing/rates.json", "sora_widgets/static/sources.json"}
    wanted |= {f"sora_widgets/static/{widget}.{kind}" for widget in WIDGETS for kind in ("js", "css")}
    wanted |= {
        f"sora_widgets/static/{script}.js"
        for script in ("blind-view", "clips", "compare-view", "picker", "player-view")
    }
    for language in ("en", "fr"):
        wanted |= {
            f"sora_widgets/widgets/templates/{language}.json",
            f"sora_widgets/widgets/texts/{language}/composer.json",
        }
        wanted |= {f"sora_widgets/prompts/vocabulary/{language}/{name}.json" for name in ("words", "choices", "advice")}
    assert not wanted - names
    on_disk = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and EXTENSION not in path.parents
    }
    assert not on_disk - names


def test_the_wheel_puts_the_notebook_extension_where_jupyter_looks(wheel):
    place = f"sora_widgets-{sora_widgets.__version__}.data/data/{EXTENSIONS_OF_JUPYTER}/"
    shipped = {name.removeprefix(place) for name in wheel.namelist() if name.startswith(place)}
    assert shipped == {path.relative_to(EXTENSION).as_posix() for path in EXTENSION.rglob("*") if path.is_file()}
    assert json.loads(wheel.read(f"{place}package.json"))["version"] == sora_widgets.__version__


def test_the_wheel_has_nothing_else(wheel):
    strangers = [name for name in wheel.namelist() if not name.startswith(("sora_widgets/", "sora_widgets-"))]
    assert not strangers


def test_the_version_is_said_once_and_the_same():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == sora_widgets.__version__
    assert f"## [{sora_widgets.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_committed_file_names_a_machine_or_a_registry():
    found = []
    for path in committed_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}"
            for hit in _LEFT_BEHIND.finditer(text)
        ]
    assert not found


@pytest.mark.parametrize("text", ["open('/home" + "/ada/x')", "https://pypi" + ".org/simple", '"resolved": ' + '"x"'])
def test_what_is_left_behind_is_found(text):
    assert _LEFT_BEHIND.search(text)
