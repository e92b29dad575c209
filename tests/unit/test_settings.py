"""Settings: where each comes from, which one wins, and what a wrong one says."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from sora_widgets import settings
from sora_widgets.errors import RequestError
from sora_widgets.settings import api_key_for, load_settings, notebook_name, path_from_notebook, served_path


def write_settings(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(text, encoding="utf-8")


def test_the_home_of_the_environment_holds_ledger_and_animatic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path / "home"))
    settings = load_settings()
    assert settings.ledger_path == tmp_path / "home" / "ledger.sqlite"
    assert settings.animatic_home == tmp_path / "home" / "animatic"
    assert settings.project == Path.cwd()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path))
    write_settings(tmp_path, 'language = "fr"\nrender_workers = 3\nanimatic_pace_s = 1.5\n')
    stored = load_settings()
    assert (stored.language, stored.render_workers, stored.animatic_pace_s) == ("fr", 3, 1.5)
    monkeypatch.setenv("SORA_WIDGETS_LANGUAGE", "en")
    monkeypatch.setenv("SORA_WIDGETS_RENDER_WORKERS", "1")
    monkeypatch.setenv("SORA_WIDGETS_ANIMATIC_PACE_S", "0.5")
    asked = load_settings()
    assert (asked.language, asked.render_workers, asked.animatic_pace_s) == ("en", 1, 0.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SORA_WIDGETS_LANGUAGE", "klingon"),
        ("SORA_WIDGETS_RENDER_WORKERS", "0"),
        ("SORA_WIDGETS_RENDER_WORKERS", "many"),
        ("SORA_WIDGETS_ANIMATIC_PACE_S", "-1"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(RequestError, match=name) as refused:
        load_settings()
    assert value in str(refused.value)


def test_a_damaged_settings_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path))
    write_settings(tmp_path, "language = ")
    with pytest.raises(RequestError, match=r"settings\.toml"):
        load_settings()


def test_the_openai_key_is_for_openai_and_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-secret")
    assert api_key_for("api.openai.com") == "sk-planted-secret"
    assert api_key_for("gpu-box") is None
    assert "sk-planted-secret" not in repr(dataclasses.asdict(load_settings()))


def test_a_settings_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path))
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(RequestError, match=r"settings\.toml cannot be read"):
        load_settings()


def test_a_settings_file_without_permission_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(path: Path, **options: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refuse)  # root may read everything
    with pytest.raises(RequestError, match=r"settings\.toml cannot be read \(Permission denied\)"):
        load_settings()


def test_a_home_of_nobody_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SORA_WIDGETS_HOME", "~no-such-user/x")
    with pytest.raises(RequestError, match=r"SORA_WIDGETS_HOME='~no-such-user/x'"):
        load_settings()


# The notebook that the kernel runs


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("{project}/lesson.ipynb", "lesson.ipynb"),
        ("{project}/week 1/élan.ipynb", "week 1/élan.ipynb"),
        ("{project}/lesson.md", "lesson.md"),  # Jupytext's notebooks
        ("/elsewhere/somebody/lesson.ipynb", "lesson.ipynb"),
        ("lessons/lesson.ipynb", "lesson.ipynb"),  # below a folder that nobody told
        ("C:\\Users\\somebody\\lesson.ipynb", "lesson.ipynb"),
        ("/elsewhere/Console 1", None),
        ("34361149-e3d8-4dbc-9302-0e86431b3e8c", None),
        ("", None),
        ("/", None),
        ("/elsewhere/\udce9/le\udce7on.ipynb", "le?on.ipynb"),
    ],
)
def test_a_notebook_is_told_below_its_project_and_never_with_a_folder_above(
    told: str, name: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", told.format(project=tmp_path))
    assert notebook_name(tmp_path.resolve()) == name


def test_a_notebook_in_a_folder_that_is_linked_is_below_its_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real", target_is_directory=True)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "linked" / "lesson.ipynb"))
    assert notebook_name((tmp_path / "real").resolve()) == "lesson.ipynb"


def test_without_a_host_no_notebook_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert notebook_name(tmp_path) is None


@pytest.mark.parametrize(
    ("variable", "name"), [("{project}/mine.ipynb", "mine.ipynb"), (7, None), (None, "temp.ipynb")]
)
def test_what_vs_code_says_of_its_notebook_counts_before_the_session_name(
    variable: object, name: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = variable.format(project=tmp_path) if isinstance(variable, str) else variable
    shell = SimpleNamespace(user_ns={} if told is None else {"__vsc_ipynb_file__": told})
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setenv("JPY_SESSION_NAME", "/srv/temp.ipynb")
    assert notebook_name(tmp_path.resolve()) == name


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The root of a Jupyter server that has started this process."""
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "jpserver-4711.json").write_text(json.dumps({"root_dir": str(root), "base_url": "/"}))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("JPY_PARENT_PID", "4711")
    settings._server_root.cache_clear()
    yield root
    settings._server_root.cache_clear()


def test_a_file_is_named_as_the_server_that_started_this_kernel_names_it(server: Path, tmp_path: Path) -> None:
    assert served_path(server / "lessons" / "clips" / "kite 1.mp4") == "lessons/clips/kite 1.mp4"
    assert served_path(tmp_path / "elsewhere" / "kite.mp4") is None
    assert served_path(server / ".hidden" / "kite.mp4") is None
    assert served_path(server / ".." / "kite.mp4") is None
    (tmp_path / "linked").symlink_to(server)
    assert served_path(tmp_path / "linked" / "kite.mp4") == "kite.mp4"


@pytest.mark.parametrize("pid", ["", "4712", "../4711", "-1"])
def test_without_a_server_on_this_machine_no_file_is_served(
    server: Path, monkeypatch: pytest.MonkeyPatch, pid: str
) -> None:
    monkeypatch.setenv("JPY_PARENT_PID", pid)
    settings._server_root.cache_clear()
    assert served_path(server / "kite.mp4") is None


@pytest.mark.parametrize("told", ["", "[]", '{"root_dir": 7}', "{}"])
def test_a_server_that_tells_nonsense_serves_nothing(server: Path, tmp_path: Path, told: str) -> None:
    (tmp_path / "runtime" / "jpserver-4711.json").write_text(told)
    assert served_path(server / "kite.mp4") is None


def test_a_file_is_named_from_the_notebooks_folder() -> None:
    here = settings.notebook_folder()
    assert path_from_notebook(here / "clips" / "kite.mp4") == "clips/kite.mp4"
    assert path_from_notebook(here.parent / "kite.mp4") == "../kite.mp4"


def test_a_name_that_is_no_text_is_named_to_no_page(server: Path) -> None:
    name = "kite\udcff.mp4"  # as Python keeps the byte 255
    assert path_from_notebook(settings.notebook_folder() / name) is None
    assert served_path(server / name) is None
