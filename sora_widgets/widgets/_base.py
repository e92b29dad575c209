"""What every widget of ours shares: its bundle, its messages, its end.

A bundle is given to anywidget as text: a path would keep every widget alive for ever (anywidget
0.11, manzt/anywidget#929). Requests from the browser are always answered, and a failure becomes an
answer, a log record and a line on screen. Nothing here knows what a widget is for.
"""

from __future__ import annotations

import hashlib
import logging
import weakref
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from sora_widgets import jobs
from sora_widgets.errors import RequestError, SoraWidgetsError, UnknownKeywordError, nearest
from sora_widgets.settings import load_settings
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets._turns import Turns

__all__ = ["SoraWidget", "bundle", "forget_route", "loaded_script", "refuse_unknown"]

_STATIC = Path(__file__).parent.parent / "static"
_log = logging.getLogger("sora_widgets.widgets")

Answer = tuple[dict[str, Any], list[bytes]]
_ANSWERS_OF_ALL = {"view-script": "_give_script"}


def bundle(name: str) -> tuple[str | Path, str | Path]:
    """Script and style of a widget: as text, or as paths while somebody works on them (`ANYWIDGET_HMR=1`)."""
    script, style = _STATIC / f"{name}.js", _STATIC / f"{name}.css"
    if load_settings().is_hot_reloading:
        return script, style
    return script.read_text("utf-8"), style.read_text("utf-8")


def loaded_script(name: str) -> str:
    """A script that a widget's bundle asks for when it needs it, so that no notebook is saved with it."""
    return (_STATIC / f"{name}.js").read_text("utf-8")


def _loaded_style(name: str) -> str:
    path = _STATIC / f"{name}.css"
    return path.read_text("utf-8") if path.is_file() else ""


@cache
def _mark_of(name: str, modified_ns: int) -> str:
    return hashlib.sha256((_STATIC / f"{name}.js").read_bytes()).hexdigest()[:12]


def _marks_of(names: Iterable[str]) -> dict[str, str]:
    """Of each script the first 12 hexadecimal digits of its sha256, by which a page knows whether it has it."""
    paths = {name: _STATIC / f"{name}.js" for name in names}
    return {name: _mark_of(name, path.stat().st_mtime_ns) for name, path in paths.items()}


def refuse_unknown(owner: str, unknown: Mapping[str, object], allowed: Iterable[str]) -> None:
    """A misspelt argument is an error that names the nearest.

    Raises:
        UnknownKeywordError: there is one.
    """
    if not unknown:
        return
    names = tuple(allowed)
    given = next(iter(unknown))
    guess = nearest(given, names)
    advice = f"did you mean {guess!r}?" if guess else f"it takes {', '.join(names)}."
    raise UnknownKeywordError(f"{owner} has no argument {given!r}: {advice}", given=given, nearest=guess, allowed=names)


def forget_route(comm: object) -> None:
    """Let the browser's next message go where it says, and not to the main shell behind a busy cell.

    ipykernel 7.4 (`comm/comm.py`) sends a comm's next message to the shell that last wrote to it, against the subshell
    in the message's own header; the cell that makes a widget is such a writer. Other versions have no such memory and
    nothing to forget.
    """
    remembered = getattr(comm, "__dict__", {})
    if remembered.get("_reply_subshell_id", "") is None:
        remembered.pop("_reply_subshell_id", None)


class SoraWidget(anywidget.AnyWidget):
    """Base of the widgets.

    A subclass names the requests it answers in `_answers`: message kind → method. The method gets the message and
    returns the result (JSON) and the buffers; it may run on any thread. Scripts that the bundle asks for when it needs
    them are named in `_loads`.
    """

    _answers: ClassVar[dict[str, str]] = {}
    _loads: ClassVar[tuple[str, ...]] = ()

    _scripts = traitlets.Dict().tag(sync=True)
    """What the bundle may ask for (`view-script`), by name, each with a mark that changes with its content."""

    _texts = traitlets.Dict().tag(sync=True)
    """The words that the bundle shows, in the chosen language."""

    def __init__(self, texts: Texts, sections: tuple[str, ...], **state: Any) -> None:
        self._turns = Turns()
        self._words = texts
        self._stops: dict[str, weakref.finalize[..., Any]] = {}
        super().__init__(_texts=texts.of("kernel", *sections), _scripts=_marks_of(self._loads), **state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def close(self) -> None:
        """Take the widget off the screen, stop listening to jobs and let go of its memory."""
        for stop in getattr(self, "_stops", {}).values():
            stop()
        layout = getattr(self, "layout", None) if self.comm is not None else None
        super().close()
        if layout is not None:
            layout.close()

    # -- messages -----------------------------------------------------------------------------------------------

    def set_state(self, sync_data: dict[str, Any]) -> None:
        with self._turns:
            super().set_state(sync_data)

    def open(self) -> None:
        super().open()
        forget_route(self.comm)

    def _send(self, msg: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        super()._send(msg, buffers)
        forget_route(self.comm)

    def _handle_custom_msg(self, content: Any, buffers: list[memoryview]) -> None:
        self._hear(content, buffers, self.send)

    def _hear(self, content: Any, buffers: list[memoryview], send: Callable[..., None]) -> None:
        """Answer a request by `send`; any other message is for the callbacks of the widget's user."""
        if isinstance(content, dict) and "id" in content and "kind" in content:
            self._answer_request(content, send)
        else:
            super()._handle_custom_msg(content, buffers)

    def _answer_request(self, message: dict[str, Any], send: Callable[..., None]) -> None:
        try:
            name = self._answers.get(message["kind"]) or _ANSWERS_OF_ALL.get(message["kind"])
            if name is None:
                raise RequestError(f"{type(self).__name__} does not answer {message['kind']!r}.", given=message["kind"])
            result, out = getattr(self, name)(message)
        except SoraWidgetsError as error:
            _log.info("%s: %s", message["kind"], error)
            refused = {"code": error.code, "message": self._words.refusal(error)}
        except Exception as error:  # whatever it is, the browser waits for an answer
            _log.exception("%s failed", message["kind"])
            refused = {"code": "internal", "message": f"{type(error).__name__}: {error}"}
        else:
            return send({"kind": "reply", "id": message["id"], "ok": True, "result": result}, buffers=out)
        send({"kind": "reply", "id": message["id"], "ok": False, "error": refused})

    def _give_script(self, message: dict[str, Any]) -> Answer:
        name = message.get("name")
        if name not in self._loads:
            raise RequestError(f"{type(self).__name__} has no script {name!r}.", given=name, allowed=self._loads)
        return {"script": loaded_script(name), "style": _loaded_style(name)}, []

    # -- jobs ---------------------------------------------------------------------------------------------------

    def _follow_jobs(self, listener: Callable[[Any], None]) -> None:
        """Have the bound method `listener` called after each change of a job, on the engine's thread, until the end."""
        self._listen("jobs", jobs.on_change, listener)

    def _follow_terms(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after another server was connected or another budget set, until the end."""
        self._listen("terms", jobs.on_terms_change, listener)

    def _listen(
        self, name: str, subscribe: Callable[[Callable[..., None]], Callable[[], None]], listener: Callable[..., None]
    ) -> None:
        """Subscribe once. `jobs` holds the widget weakly: a forgotten one is not kept alive by what it listened to."""
        if name in self._stops:
            return
        method = weakref.WeakMethod(listener)

        def tell(*news: Any) -> None:
            still_there = method()
            if still_there is not None:
                still_there(*news)

        # A finalizer runs once: at `close`, or when the widget is forgotten, whichever comes first.
        self._stops[name] = weakref.finalize(self, subscribe(tell))
        self._stops[name].atexit = False
