"""Views that hang on a comm of their own: the notebook extension's, which outlive the kernel's widgets.

The extension shows a saved clip without any kernel, and opens a comm to the target `sora_widgets.clip`
when there is one: with the ids of the clips, and of the widget that showed them if one did. It is bound
to that widget, or after a restart to the newest that plays the same clips, or to one made for it that
nobody else sees. Then both sides speak as a Jupyter widget does: `update` for the public traits, `custom` for
requests and their answers. Messages may come on any thread.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from sora_widgets import jobs
from sora_widgets.clips.document import shown_clip
from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.widgets._base import SoraWidget, forget_route

if TYPE_CHECKING:
    from comm.base_comm import BaseComm

    from sora_widgets.clips import Clip

__all__ = ["Attachable", "attach"]

_PLACES = {"clip": ("player", "VideoPlayer"), "compare": ("compare", "VideoCompare")}
_log = logging.getLogger("sora_widgets.widgets")
_numbers = count()
_alive: weakref.WeakValueDictionary[int, Attachable] = weakref.WeakValueDictionary()  # in the order they were made


class Attachable(SoraWidget):
    """A widget that the extension's views may be attached to.

    A subclass names its kind, and the private traits that such a view needs beside the public ones.
    """

    _kind: ClassVar[str]
    _shared: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *arguments: Any, **state: Any) -> None:
        self._attachments: set[_Attachment] = set()
        self._attachments_lock = threading.Lock()
        super().__init__(*arguments, **state)
        _alive[next(_numbers)] = self

    @property
    def _clip_ids(self) -> list[str]:
        """Of the clips it shows, in their order."""
        raise NotImplementedError

    @property
    def _is_seen(self) -> bool:
        return True

    def close(self) -> None:
        """Take the widget off the screen and let go of its memory."""
        for attachment in self._attached():
            attachment.end("The player was closed.")
        super().close()

    def _attached(self) -> list[_Attachment]:
        with getattr(self, "_attachments_lock", threading.Lock()):  # a constructor that raised made none
            return list(getattr(self, "_attachments", ()))

    def _public_names(self) -> list[str]:
        """The traits that a person may observe, without those that every widget of any kind has."""
        common = set(anywidget.AnyWidget.class_trait_names())
        return [name for name in self.traits(sync=True) if name not in common and not name.startswith("_")]

    def _public_state(self) -> dict[str, Any]:
        return self.get_state([*self._public_names(), *self._shared])

    def _take_public(self, state: dict[str, Any]) -> None:
        """Set the public traits as a view wants them, all or none (in turn).

        Raises:
            TraitError: a value that cannot be.
        """
        with self.hold_trait_notifications():
            for name in state.keys() & set(self._public_names()):
                self.set_trait(name, state[name])

    def _tell(self, content: dict[str, Any]) -> None:
        """Send a message to every view, attached ones too."""
        self.send(content)
        for attachment in self._attached():
            attachment.send(content)


class _Attachment:
    """One view of a widget on a comm of its own, until either of them is closed."""

    def __init__(self, comm: BaseComm, widget: Attachable) -> None:
        self._comm = comm
        self._widget = widget
        self._heard: dict[str, Any] = {}  # what the view has just told and need not be told
        self._telling = threading.RLock()  # what is read last is sent last, whichever thread changed it
        self._names = [*widget._public_names(), *widget._shared]
        with widget._attachments_lock:
            widget._attachments.add(self)
        comm.on_msg(self._on_message)
        comm.on_close(lambda _: self._leave())
        try:
            with self._telling:  # the first thing a view hears is the whole state
                widget.observe(self._on_change, self._names)
                self._send_state(widget._public_state())
        except Exception:
            self._leave()
            raise

    def send(self, content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        """Send a message that is no state."""
        self._send({"method": "custom", "content": content}, buffers)

    def end(self, reason: str) -> None:
        """Close the comm and say why."""
        self._leave()
        self._comm.close(data={"reason": reason})

    def _leave(self) -> None:
        widget = self._widget
        with widget._attachments_lock:
            if self not in widget._attachments:
                return
            widget._attachments.discard(self)
        widget.unobserve(self._on_change, self._names)
        self._comm.on_msg(None)
        self._comm.on_close(None)
        if not widget._is_seen:
            widget.close()

    def _on_change(self, change: dict[str, Any]) -> None:
        name = change["name"]
        with self._telling:
            state = self._widget.get_state(name)
            if name not in self._heard or self._heard[name] != state[name]:
                self._send_state(state)

    def _on_message(self, message: dict[str, Any]) -> None:
        told = message["content"]["data"]
        if told.get("method") == "update":
            self._take(told.get("state") or {})
        elif told.get("method") == "custom":
            self._widget._hear(told.get("content"), message.get("buffers") or [], self.send)

    def _take(self, state: dict[str, Any]) -> None:
        with self._widget._turns:
            self._heard = state
            try:
                self._widget._take_public(state)
            except (traitlets.TraitError, SoraWidgetsError) as error:
                _log.info("a view asked for what cannot be: %s", error)
                # The view goes back to what is; but marks that could not be kept here are still kept there.
                self._send_state({k: v for k, v in self._widget._public_state().items() if k != "marks"})
            finally:
                self._heard = {}

    def _send_state(self, state: dict[str, Any]) -> None:
        self._send({"method": "update", "state": state, "buffer_paths": []})

    def _send(self, data: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        self._comm.send(data, buffers=buffers)
        forget_route(self._comm)


def attach(comm: BaseComm, message: dict[str, Any]) -> None:
    """Answer a comm that a view has opened: bind it to its widget, or close it and say why."""
    try:
        _Attachment(comm, _widget_for(message["content"]["data"]))
    except SoraWidgetsError as error:
        _log.info("a view could not be attached: %s", error)
        comm.close(data={"reason": str(error)})
    except Exception as error:  # whatever it is, the page waits for an answer
        _log.exception("a view could not be attached")
        comm.close(data={"reason": f"{type(error).__name__}: {error}"})


def _widget_for(asked: dict[str, Any]) -> Attachable:
    kind, clip_ids = asked.get("kind"), asked.get("clip_ids")
    if kind not in _PLACES or not isinstance(clip_ids, list) or not clip_ids:
        raise RequestError(f"A view of {kind!r} with the clips {clip_ids!r} cannot be attached.", given=asked)
    model_id = asked.get("model_id")
    if model_id is not None:
        # A document without a widget is not bound to one: it would play beside it, and be heard twice.
        alike = [widget for widget in _seen() if widget._kind == kind]
        for widget in alike:
            if widget.model_id == model_id:
                return widget
        for widget in alike:  # the kernel was started again
            if widget._clip_ids == clip_ids:
                return widget
    clips = [_clip_of(clip_id) for clip_id in clip_ids]
    return _unseen(kind)(clips[0] if kind == "clip" else clips)


def _seen() -> Iterator[Attachable]:
    """The widgets that somebody has made and not closed, newest first."""
    for reference in reversed(_alive.valuerefs()):  # a list of its own: other threads make widgets meanwhile
        widget = reference()
        if widget is not None and widget.comm is not None:
            yield widget


def _clip_of(clip_id: object) -> Clip:
    """A clip that this kernel has shown, or that is among the takes of this folder.

    Raises:
        RequestError: there is none.
    """
    clip = None
    if isinstance(clip_id, str):
        clip = shown_clip(clip_id) or jobs.find_clip(clip_id)
    if clip is None:
        raise RequestError(f"There is no clip {clip_id!r} in this folder: show it from Python.", given=clip_id)
    return clip


@cache
def _unseen(kind: str) -> type[Any]:
    """The widget's class without its own comm: only the view that it is made for knows it, and it ends with that view."""
    module, name = _PLACES[kind]
    seen = getattr(import_module(f"sora_widgets.widgets.{module}"), name)
    return type(f"Unseen{name}", (seen,), {"open": lambda self: None, "_is_seen": False})
