"""What is left of many jobs in a saved notebook: their clips as small players, and what became of the rest.

HTML that plays without a kernel, and a line of text. The posters share a fixed number of bytes, so
that a notebook stays small however many clips there are; every word that came from a person or a
server is escaped.
"""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from sora_widgets.clips import Clip
from sora_widgets.clips.stills import encode_jpeg_within
from sora_widgets.jobs import Job
from sora_widgets.settings import path_from_notebook
from sora_widgets.widgets._shelf import differences_of, poster_of
from sora_widgets.widgets._texts import Texts, with_short_paths

__all__ = ["GatheringDocument"]

_MAX_PLAYERS = 12
_MAX_LINES = 100
_POSTERS_BYTES = 36_000  # of all posters together, before base64
_POSTER_WIDTH_PX = 320
_PROMPT_CHARS = 160
_QUIET = "opacity:.75;font-size:11px;font-variant-numeric:tabular-nums"


class GatheringDocument:
    """The MIME bundle of jobs that are all done."""

    def __init__(self, gathered: Iterable[Job], texts: Texts) -> None:
        self._jobs = list(gathered)
        self._texts = texts
        self._clips = {job.id: clip for job in self._jobs if (clip := job.clip) is not None}

    def __repr__(self) -> str:
        return f"<{self._summary()}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self._summary()}

    def _summary(self) -> str:
        texts, total, saved = self._texts, len(self._jobs), len(self._clips)
        cancelled = sum(str(job.state) == "cancelled" for job in self._jobs)
        failed = total - saved - cancelled
        spent_usd = sum((job.spent_usd for job in self._jobs if not job.is_replay), Decimal(0))
        parts = [texts.say("gathered.saved", n=saved, total=total)]
        parts += [texts.say("gathered.failed", n=failed)] if failed else []
        parts += [texts.say("gathered.cancelled", n=cancelled)] if cancelled else []
        return " · ".join([*parts, texts.money(spent_usd)])

    def _html(self) -> str:
        played = [job for job in self._jobs if job.id in self._clips][:_MAX_PLAYERS]
        told = [job for job in self._jobs if job not in played]
        tiles = "".join(self._tile(job, self._clips[job.id], _POSTERS_BYTES // len(played)) for job in played)
        lines = "".join(map(self._line, told[:_MAX_LINES]))
        if len(told) > _MAX_LINES:
            lines += f"<li>{_escape(self._texts.say('gathered.more', n=len(told) - _MAX_LINES))}</li>"
        grid = "display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px"
        return (
            '<section class="sora-gathering" style="max-width:960px;font-size:13px;line-height:1.5">'
            f'<p style="margin:0 0 8px;font-variant-numeric:tabular-nums">{_escape(self._summary())}</p>'
            + (f'<div style="{grid}">{tiles}</div>' if tiles else "")
            + (f'<ul style="margin:8px 0 0;padding-left:20px;font-size:12px">{lines}</ul>' if lines else "")
            + "</section>"
        )

    def _tile(self, job: Job, clip: Clip, poster_bytes: int) -> str:
        texts, facts = self._texts, clip.facts
        differences = "".join(
            f'<div style="font-size:11px">≠ {_escape(one["sentence"])}</div>' for one in differences_of(clip, texts)
        )
        measured = [
            texts.money(clip.provenance.cost_usd),
            texts.say("card.seconds", n=f"{facts.duration_s:g}"),
            f"{facts.width}×{facts.height}",
        ]
        return (
            f'<figure style="margin:0;min-width:0" title="{_escape(clip.path.name)}">'
            f'<video controls preload="none" playsinline{_poster(clip, poster_bytes)} src="{_escape(_source(clip.path))}" '
            f'style="display:block;width:100%;aspect-ratio:{facts.width}/{facts.height};border-radius:4px;'
            'background:#0b0d10"></video>'
            f'<figcaption style="padding:4px 2px 0;font-size:12px">{_escape(_shortened(job.text))}'
            f'<div style="{_QUIET}">{_escape(" · ".join(measured))}</div>{differences}'
            "</figcaption></figure>"
        )

    def _line(self, job: Job) -> str:
        """A job without a player here: what became of it, and why there is no clip or where it lies."""
        texts, clip = self._texts, self._clips.get(job.id)
        label = texts.say(f"state.{job.state}")
        prompt = _escape(_shortened(job.text))
        if clip is not None:
            link = f'<a href="{_escape(_source(clip.path))}">{_escape(clip.path.name)}</a>'
            return f"<li>{prompt} · {_escape(texts.money(clip.provenance.cost_usd))} · {link}</li>"
        is_failure = job.error is not None and str(job.state) != "cancelled"
        reason = texts.refusal(job.error) if job.error is not None and is_failure else with_short_paths(job.note or "")
        return f"<li>{prompt} · <b>{_escape(label)}</b>{': ' + _escape(reason) if reason else ''}</li>"


def _poster(clip: Clip, limit_bytes: int) -> str:
    import skia  # only when a picture is wanted: keeps `import sora_widgets` light

    poster = poster_of(clip)
    image = skia.Image.MakeFromEncoded(skia.Data(poster)) if poster else None
    if image is None:
        return ""
    width = min(_POSTER_WIDTH_PX, image.width())
    small = image.makeRasterImage().resize(width, max(1, width * image.height() // image.width()))
    return f' poster="data:image/jpeg;base64,{b64encode(encode_jpeg_within(small, limit_bytes)).decode("ascii")}"'


def _source(path: Path) -> str:
    """The file as a page beside the notebook names it; "" on another drive, where no page finds it."""
    return quote(path_from_notebook(path) or "")


def _shortened(text: str) -> str:
    return text if len(text) <= _PROMPT_CHARS else text[: _PROMPT_CHARS - 1].rstrip() + "…"


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
