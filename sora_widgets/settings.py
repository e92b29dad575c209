"""The only reader of the environment and of the settings file.

Everything that a person may set from outside is read here, once, into one frozen object; nothing
else in the package touches `os.environ`. Keys are handed out through a function of their own so
that they never sit in an object that somebody might print.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sora_widgets.errors import RequestError

__all__ = [
    "Settings",
    "api_key_for",
    "load_settings",
    "notebook_folder",
    "notebook_name",
    "path_from_notebook",
    "served_path",
    "serving_key",
]

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Settings:
    """Where things lie and how the interface speaks.

    Attributes:
        home: holds the ledger, drawn pictures of clips, locks and the animatic's own files (`SORA_WIDGETS_HOME`).
        project: the notebook's folder; its clips and takes lie below it.
        language: of the interface, "en" or "fr" (`SORA_WIDGETS_LANGUAGE`).
        render_workers: processes that draw animatics at the same time (`SORA_WIDGETS_RENDER_WORKERS`).
        animatic_pace_s: the least seconds that a clip of the embedded provider takes, to rehearse waiting
            (`SORA_WIDGETS_ANIMATIC_PACE_S`).
        is_hot_reloading: widgets read their bundles from disk again and again (`ANYWIDGET_HMR`).
    """

    home: Path
    project: Path
    language: str
    render_workers: int
    animatic_pace_s: float
    is_hot_reloading: bool

    @property
    def ledger_path(self) -> Path:
        return self.home / "ledger.sqlite"

    @property
    def pictures_home(self) -> Path:
        return self.home / "pictures"

    @property
    def locks_home(self) -> Path:
        return self.home / "locks"

    @property
    def animatic_home(self) -> Path:
        return self.home / "animatic"


@cache
def notebook_folder() -> Path:
    """The folder the process was in when this was first asked, which in a kernel is the notebook's.

    A later `os.chdir` moves the process, not the notebook, whose clips and pages stay where they are.
    """
    return Path.cwd().resolve()


def path_from_notebook(path: Path) -> str | None:
    """A file as a page in the notebook's folder names it, with slashes.

    None on another drive, and where the name is no text: a page could not ask for it.
    """
    try:
        return _text(Path(os.path.relpath(path.resolve(), notebook_folder())).as_posix())
    except ValueError:
        return None


def _text(path: str) -> str | None:
    """A path unless it holds bytes that are no UTF-8, which Python keeps as lone surrogates and no message can."""
    return path if path.isascii() or path == path.encode("utf-8", "replace").decode() else None


def served_path(path: Path) -> str | None:
    """A file's path below the root of the Jupyter server that started this kernel, with slashes.

    None where there is no such server on this machine, where the name is no text, where the file lies outside its root,
    or below a folder whose name begins with a dot, which the server does not hand out (`ContentsManager.allow_hidden`,
    Jupyter Server 2).
    """
    root = _server_root()
    if root is None:
        return None
    # As named first: the server follows links that lie below its root, wherever they lead.
    for file, folder in ((path, root), (path.resolve(), root.resolve())):
        parts = file.relative_to(folder).parts if file.is_relative_to(folder) else (".",)
        if not any(part.startswith(".") for part in parts):
            return _text("/".join(parts))
    return None


@cache
def _server_root() -> Path | None:
    """Where the server that started this kernel has its root; None where that cannot be known.

    jupyter_client leaves the server's process id in `JPY_PARENT_PID` (on Windows it is a handle, and names no server),
    and Jupyter Server writes `jpserver-<pid>.json` into Jupyter's runtime folder, for `jupyter server list`.
    """
    pid = os.environ.get("JPY_PARENT_PID", "")
    if not pid.isdigit():
        return None
    try:
        from jupyter_core.paths import jupyter_runtime_dir  # every Jupyter kernel has it already

        told = json.loads(Path(jupyter_runtime_dir(), f"jpserver-{pid}.json").read_text("utf-8"))
        return Path(told["root_dir"])
    except (ImportError, OSError, ValueError, LookupError, TypeError):
        return None


def notebook_name(project: Path) -> str | None:
    """The notebook that this kernel runs, relative to its project folder; None where no host tells.

    Jupyter Server 2 tells a new kernel the file's whole path in `JPY_SESSION_NAME` (jupyter_server#1100), which stays
    the same through a renaming until the kernel is restarted (#1341); a console is "Console 1" there. VS Code sets a
    variable of the kernel's instead (vscode-jupyter#8531), and at a remote server names the session by a temporary file
    (vscode-jupyter#13434), so its variable counts first. nbconvert tells nothing (nbconvert#2213).

    Args:
        project: of a notebook that lies elsewhere only the file's name is told, never its folder.
    """
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = get_ipython() if get_ipython else None
    told = getattr(shell, "user_ns", {}).get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    if not isinstance(told, str):
        return None
    name = re.split(r"[\\/]", told)[-1]  # VS Code's own machine may run another system than the kernel's
    if not Path(name).suffix:  # no file: a console
        return None
    try:
        name = (
            (Path(told).parent.resolve() / name).relative_to(project).as_posix() if Path(told).is_absolute() else name
        )
    except (OSError, ValueError):  # elsewhere, or not on this machine
        pass
    return name.encode(errors="replace").decode()


def load_settings(project: Path | None = None) -> Settings:
    """Read the environment and `settings.toml` in the home folder; the environment wins.

    Args:
        project: the notebook's folder; by default `notebook_folder()`.

    Raises:
        RequestError: a value that cannot be used, with the place it came from.
    """
    home = _home()
    stored = _read_settings_file(home / "settings.toml")
    language = os.environ.get("SORA_WIDGETS_LANGUAGE") or str(stored.get("language", "en"))
    if language not in LANGUAGES:
        raise RequestError(
            f"The interface speaks {' and '.join(LANGUAGES)}, not {language!r}: set SORA_WIDGETS_LANGUAGE to one of them.",
            given=language,
            allowed=LANGUAGES,
        )
    return Settings(
        home=home,
        project=project.resolve() if project else notebook_folder(),
        language=language,
        render_workers=_render_workers(stored),
        animatic_pace_s=_animatic_pace_s(stored),
        is_hot_reloading=os.environ.get("ANYWIDGET_HMR") == "1",
    )


def api_key_for(host: str) -> str | None:
    """The key to use for a host when none was named: `OPENAI_API_KEY`, and only for OpenAI's own host."""
    return os.environ.get("OPENAI_API_KEY") if host == "api.openai.com" else None


def serving_key() -> str | None:
    """The key that opens a served animatic (`SORA_WIDGETS_TOKEN`); None where it is not set. Never in the settings file."""
    return os.environ.get("SORA_WIDGETS_TOKEN") or None


def _home() -> Path:
    given = os.environ.get("SORA_WIDGETS_HOME")
    if given:
        try:
            return Path(given).expanduser().resolve()
        except (OSError, RuntimeError) as error:  # an unknown ~user, or links that go round
            raise RequestError(
                f"SORA_WIDGETS_HOME={given!r} names no folder ({error}): set it to one you may write.", given=given
            ) from error
    from platformdirs import user_data_path  # only needed without SORA_WIDGETS_HOME

    return user_data_path("sora_widgets", appauthor=False)


def _read_settings_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(
            f"The settings file {path} is not valid TOML ({error}): mend it or delete it.", path=path
        ) from error
    except OSError as error:
        raise RequestError(
            f"The settings file {path} cannot be read ({error.strerror}): let it be read, or move it away.", path=path
        ) from error


def _render_workers(stored: dict[str, object]) -> int:
    given = os.environ.get("SORA_WIDGETS_RENDER_WORKERS") or stored.get("render_workers")
    if given is None:
        return min(4, os.cpu_count() or 1)
    try:
        count = int(str(given))
    except ValueError:
        count = 0
    if count < 1:
        raise RequestError(
            f"render_workers must be a whole number from 1, not {given!r}: set SORA_WIDGETS_RENDER_WORKERS.",
            given=given,
        )
    return count


def _animatic_pace_s(stored: dict[str, object]) -> float:
    given = os.environ.get("SORA_WIDGETS_ANIMATIC_PACE_S") or stored.get("animatic_pace_s") or 0
    try:
        pace_s = float(str(given))
    except ValueError:
        pace_s = -1.0
    if not 0 <= pace_s <= 3600:
        raise RequestError(
            f"animatic_pace_s must be from 0 to 3600 seconds, not {given!r}: set SORA_WIDGETS_ANIMATIC_PACE_S.",
            given=given,
        )
    return pace_s
