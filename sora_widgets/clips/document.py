"""A clip as the document that a saved notebook keeps.

Three forms in one bundle: the clip's state, which the notebook extension shows with the player's own
view and no kernel; HTML with the poster inside and the file beside it, which plays anywhere else,
trusted or not; and a picture with its caption, for pages that show no HTML. The whole stays within
50 kB for each clip in the saved notebook. No script, no link to anywhere, nothing of the disk but the
way from the notebook to the file, and every word that came from a person is escaped.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sora_widgets.clips.document_picture import POSTER_BYTES, SMALL_BYTES, Tile, draw_tiles, light_posters
from sora_widgets.clips.state import credentials_of, state_of
from sora_widgets.clips.words import words_of
from sora_widgets.errors import ClipError
from sora_widgets.pricing import format_sum_usd
from sora_widgets.settings import load_settings, path_from_notebook

if TYPE_CHECKING:
    from sora_widgets.clips.clip import Clip

__all__ = ["MIME", "document_of", "document_of_many", "shown_clip"]

MIME = "application/vnd.sora-widgets.clip+json"
FORMAT = 1

# Of one clip, as bytes of JSON: what a notebook indents comes on top, and stays below 50 kB.
_DOCUMENT_BYTES, _STATE_BYTES = 46_000, 18_000
_PICTURE_BYTES, _LINE_BYTES = 7_500, 1_000  # and for each line that must be read
_PROMPT_CHARS = 500
_STRING_LIMITS = (6_000, 3_000, 1_500, 700, 300)

_MOST_SHOWN = 1_000
_shown: dict[str, Clip] = {}


def document_of(
    clip: Clip, *, language: str | None = None, state: Mapping[str, Any] | None = None, model_id: str | None = None
) -> dict[str, Any]:
    """The MIME bundle of a clip: its state, `text/html`, `image/jpeg` when there is a poster, `text/plain`.

    Args:
        clip: what is shown.
        language: of its words, "en" or "fr"; by default the one of the settings.
        state: the public traits of the widget that shows it; None for a clip by itself.
        model_id: of that widget.
    """
    return _document("clip", (clip,), language, state, model_id)


def document_of_many(
    clips: Sequence[Clip],
    *,
    language: str | None = None,
    state: Mapping[str, Any] | None = None,
    model_id: str | None = None,
) -> dict[str, Any]:
    """The MIME bundle of clips that are compared, as `document_of`; the HTML has one figure for each, in order."""
    return _document("compare", tuple(clips), language, state, model_id)


def shown_clip(clip_id: str) -> Clip | None:
    """A clip whose document this process has made, of the last thousand."""
    return _shown.get(clip_id)


def _document(
    kind: str, clips: tuple[Clip, ...], language: str | None, state: Mapping[str, Any] | None, model_id: str | None
) -> dict[str, Any]:
    language = language or load_settings().language
    told: dict[str, Any] = {"format": FORMAT, "kind": kind, "language": language}
    if state is not None:
        told |= {"model_id": model_id, "state": dict(state)}
    told["clips"] = [_state_within(clip) for clip in clips]
    figures = [_Figure(clip, clip_state, language) for clip, clip_state in zip(clips, told["clips"], strict=True)]
    words_bytes = _size_of(told) + sum(len(json.dumps(figure.html("", ""))) for figure in figures)
    # Words come first: what they leave of the bytes is shared by the pictures, which base64 makes a third longer.
    room_bytes = (_DOCUMENT_BYTES * len(clips) - words_bytes) * 3 // 4
    share = min(1.0, room_bytes / (len(clips) * (POSTER_BYTES + SMALL_BYTES + _PICTURE_BYTES)))
    shown = "".join(figure.html(*figure.pictures(share)) for figure in figures)
    if kind == "compare":
        grid = "display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:12px"
        shown = f'<section class="sora-compare" style="{grid}">{shown}</section>'
    bundle = {MIME: told, "text/html": shown, "text/plain": "\n".join(figure.plain() for figure in figures)}
    tiles = [tile for figure in figures if (tile := figure.tile()) is not None]
    if tiles:
        picture_bytes = sum(int((_PICTURE_BYTES + _LINE_BYTES * len(tile.loud)) * share) for tile in tiles)
        bundle["image/jpeg"] = _base64(draw_tiles(tiles, picture_bytes))
    return bundle


class _Figure:
    """One clip in HTML, and the words that go into its picture."""

    def __init__(self, clip: Clip, state: Mapping[str, Any], language: str) -> None:
        self._clip, self._state, self._language = clip, state, language
        self._words = words_of(language)
        self._poster, self._small = light_posters(clip.poster_bytes or b"")
        _shown.pop(clip.id, None)
        _shown[clip.id] = clip
        while len(_shown) > _MOST_SHOWN:
            _shown.pop(next(iter(_shown)), None)

    def html(self, poster: str, fallback: str) -> str:
        clip, facts, prompt = self._clip, self._clip.facts, self._clip.provenance.prompt
        source = path_from_notebook(clip.path)
        max_width = 640 if facts.width >= facts.height else 320
        if fallback:
            alt = _escape(_shortened(prompt, 120))
            fallback = f'<img alt="{alt}" style="width:100%" src="data:image/jpeg;base64,{fallback}">'
        # Plain words in the text's own colour: nothing depends on seeing a colour, and either theme can be read.
        notes = "".join(
            f'<div style="font-size:12px;font-weight:600;font-variant-numeric:tabular-nums">{_escape(line)}</div>'
            for line in self._notes()
        )
        return (
            f'<figure class="sora-clip" style="margin:0;max-width:{max_width}px;font-size:13px;line-height:1.5">'
            '<video controls preload="none" playsinline'
            + (f' poster="data:image/jpeg;base64,{poster}"' if poster else "")
            + (f' src="{_escape(quote(source))}"' if source else "")
            + f' style="display:block;width:100%;aspect-ratio:{facts.width}/{facts.height};border-radius:8px;'
            f'background:#0b0d10">{self._track()}{fallback}</video>'
            f'<figcaption style="padding:8px 2px 0;color:inherit">{_escape(_shortened(prompt, _PROMPT_CHARS))}'
            f'<div style="opacity:.7;font-size:11px;font-variant-numeric:tabular-nums">{_escape(self._facts_line())}</div>'
            f"{notes}</figcaption></figure>"
        )

    def pictures(self, share: float) -> tuple[str, str]:
        """The poster and a smaller one for pages without video, each in base64; "" where there is none."""
        light, small = (self._poster, self._small) if share == 1 else light_posters(self._poster, share)
        return _base64(light), _base64(small)

    def tile(self) -> Tile | None:
        if not self._poster:
            return None
        differs = tuple(self._say("differs", what=sentence) for sentence in self._differences())
        return Tile(self._poster, self._clip.provenance.prompt, self._facts_line(), differs)

    def plain(self) -> str:
        return _sendable(f"{self._clip!r} {self._differs()}".rstrip())

    def _say(self, key: str, **values: object) -> str:
        return self._words[f"document.{key}"].format(**values)

    def _number(self, value: float) -> str:
        text = f"{round(value, 2):g}"
        return text.replace(".", ",") if self._language == "fr" else text

    def _track(self) -> str:
        captions = self._state["captions"]
        if not captions:
            return ""
        source = f"data:text/vtt;base64,{_base64(captions.encode('utf-8', 'replace'))}"
        return f'<track kind="captions" label="{_escape(self._say("captions"))}" src="{source}">'

    def _facts_line(self) -> str:
        record, facts = self._clip.provenance, self._clip.facts
        sound = self._say("no_sound") if not facts.has_sound else self._say("silent") if facts.is_silent else ""
        measured = [self._say("seconds", n=self._number(facts.duration_s)), f"{facts.width}×{facts.height}", sound]
        words = [self._price(), record.model, record.provider, *measured, self._clip.path.name]
        return " · ".join(word for word in words if word)

    def _price(self) -> str:
        """The price, how it is known, and what was expected where that was another: "$0.35 for 3.5 s delivered (estimated $0.40)"."""
        record = self._clip.provenance
        if record.cost_usd is None:
            return self._say("price_unknown") if record.job_id else ""
        words = [format_sum_usd(record.cost_usd, self._language) if record.cost_usd else self._say("free")]
        if record.cost_usd and f"document.price_{record.cost_source}" in self._words:
            seconds = self._number(round(self._clip.facts.duration_s, 1))
            words.append(self._say(f"price_{record.cost_source}", seconds=seconds))
        if record.estimate_usd is not None and record.estimate_usd != record.cost_usd:
            expected = format_sum_usd(record.estimate_usd, self._language) if record.estimate_usd else self._say("free")
            words.append(self._say("price_expected", amount=expected))
        return " ".join(words)

    def _notes(self) -> list[str]:
        """What must not be overlooked, and what else there is to see where the extension shows it."""
        marks, credentials = len(self._state["marks"]), self._state["credentials"] or {}
        notes = [self._differs()]
        if marks:
            notes.append(self._say("mark" if marks == 1 else "marks", n=marks))
        if credentials.get("found"):
            is_valid, is_own = credentials["state"] == "valid", credentials["certificate"] == "self-signed"
            key = "bad_credentials" if not is_valid else "self_signed" if is_own else "signed"
            notes.append(self._say(key, signer=credentials["signer"] or credentials["common_name"]))
        return [note for note in notes if note]

    def _differs(self) -> str:
        sentences = self._differences()
        return self._say("differs", what=" · ".join(sentences)) if sentences else ""

    def _differences(self) -> list[str]:
        sounds = {"sound": "sound", "no sound": "no_sound", "silence": "silence"}

        def word(value: str) -> str:
            return self._say(sounds[value]) if value in sounds else value

        return [
            self._say("difference", asked=word(one.asked), delivered=word(one.delivered))
            for one in self._clip.differences
        ]


def _state_within(clip: Clip) -> dict[str, Any]:
    """The state of a clip, within its bytes: long words are cut, then marks left out that are kept beside the file."""
    with suppress(ClipError):  # the clip is shown; its player says what is wrong with the file
        credentials_of(clip)
    state = state_of(clip) | {"served_path": None}  # of this server, which may have the whole disk below its root
    if _size_of(state) <= _STATE_BYTES:
        return state
    for limit in _STRING_LIMITS:
        captions = state["captions"] if len(state["captions"]) <= limit else ""  # half a caption is none
        state = {name: _cut(value, limit) for name, value in state.items()} | {"captions": captions}
        if _size_of(state) <= _STATE_BYTES:
            return state
    state["options"] = {}
    while _size_of(state) > _STATE_BYTES and state["marks"]:
        state["marks"] = state["marks"][: len(state["marks"]) * 3 // 4]
    return state


def _cut(value: Any, limit: int) -> Any:
    if isinstance(value, str):
        return _shortened(value, limit)
    if isinstance(value, dict):
        return {name: _cut(one, limit) for name, one in value.items()}
    return [_cut(one, limit) for one in value] if isinstance(value, list) else value


def _size_of(value: Any) -> int:
    return len(json.dumps(value, indent=1))


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _escape(text: str) -> str:
    return html.escape(_sendable(text), quote=True)


def _sendable(text: str) -> str:
    """Without half a sign, which names of files and JSON can hold and no message can."""
    return text.encode("utf-8", "replace").decode()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
