"""What a view knows of a clip: one JSON value for the widget, the notebook's document and the cards.

Facts, the order and its price, marks, and what was found out by looking into the file: in plain
values, money as text, and no sentence of any language. Paths are told from the notebook and from the
Jupyter server, never from the disk's root.
"""

from __future__ import annotations

import json
import threading
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from sora_widgets.clips.credentials import NO_CREDENTIALS, read_credentials
from sora_widgets.clips.marks import stored_marks
from sora_widgets.clips.measures import Measures, measure
from sora_widgets.errors import ClipError
from sora_widgets.settings import path_from_notebook, served_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from sora_widgets.clips.clip import Clip

__all__ = ["credentials_of", "measures_of", "state_of"]

Found = TypeVar("Found")

# By the sha256 of the file: the same bytes are looked into once.
_MOST_KEPT = 1_000
_credentials: dict[str, dict[str, Any]] = {}
_measures: dict[str, Measures] = {}
_measuring = threading.Lock()  # two views may ask at once, and the second needs no processor of its own


def state_of(clip: Clip) -> dict[str, Any]:
    """The state of a clip, JSON-able; its video is not read.

    `credentials` and `measures` are None until somebody has asked for them, by `credentials_of` and `measures_of`.
    """
    facts, made = clip.facts, clip.provenance
    measured = _measures.get(clip.sha256)
    state = {
        "clip_id": clip.id,
        "sha256": clip.sha256,
        "filename": clip.path.name,
        "path": path_from_notebook(clip.path),
        "served_path": served_path(clip.path),
        **facts.to_dict(),
        "prompt": made.prompt,
        "parts": {name: text for name, text in made.parts.items() if text},
        "model": made.model,
        "provider": made.provider,
        "seconds": made.seconds,
        "size": made.size,
        "take": made.take,
        "made_at": made.made_at,
        "options": dict(made.options),
        "reference": made.reference,
        "cost_usd": _plain(made.cost_usd),
        "cost_source": made.cost_source,
        "estimate_usd": _plain(made.estimate_usd),
        "has_price": bool(made.job_id),
        "differences": [{"name": one.name, "asked": one.asked, "delivered": one.delivered} for one in clip.differences],
        "credentials": _credentials.get(clip.sha256),
        "captions": _captions_of(clip),
        "measures": None if measured is None else measured.to_dict(),
        "marks": [mark.to_dict() for mark in stored_marks(clip)],
    }
    # Half a sign, which JSON and names of files can hold, is in no message.
    whole: dict[str, Any] = json.loads(json.dumps(state, ensure_ascii=False, default=str).encode("utf-8", "replace"))
    return whole


def credentials_of(clip: Clip) -> dict[str, Any]:
    """The clip's Content Credentials as a dictionary, or `NO_CREDENTIALS`; its file is read once in a process.

    Raises:
        ClipError: the file is missing or cannot be read, or is not of the clip's size and so another one.
    """

    def look() -> dict[str, Any]:
        _refuse_other_size(clip)
        found = read_credentials(clip.path)
        return NO_CREDENTIALS if found is None else found.to_dict()

    return _kept(_credentials, clip, look)


def measures_of(clip: Clip) -> Measures:
    """What `measure` finds; the file is decoded once in a process, which takes a while.

    Raises:
        ClipError: the file is missing, cut short or no video, or is not of the clip's size and so another one.
    """

    def look() -> Measures:
        _refuse_other_size(clip)
        return measure(clip.path)

    with _measuring:
        return _kept(_measures, clip, look)


def _refuse_other_size(clip: Clip) -> None:
    """What is found in another file must not be kept, and told, as this clip's; a missing one is told by who reads it."""
    if clip.path.is_file() and clip.path.stat().st_size != clip.facts.size_bytes:
        raise ClipError(f"{clip.path} is another file now than when it was opened: open it again.", path=clip.path)


def _kept(known: dict[str, Found], clip: Clip, look: Callable[[], Found]) -> Found:
    found = known.get(clip.sha256)
    if found is None:
        found = known[clip.sha256] = look()
        while len(known) > _MOST_KEPT:
            known.pop(next(iter(known)), None)
    return found


def _captions_of(clip: Clip) -> str:
    from sora_widgets.clips.captions import captions_of  # reads prompts: only when a clip is shown

    return captions_of(clip.provenance.prompt, clip.facts.duration_s)


def _plain(amount_usd: Decimal | None) -> str | None:
    return None if amount_usd is None else f"{amount_usd:f}"
