"""A clip as the document that a saved notebook keeps.

HTML with the poster inside and the file beside it (plays with no kernel, trusted or not), a picture
with its caption for places that show no HTML, and a line of text. What is not as it was asked for
stands in all three, and the price says how it is known. The whole bundle stays within 50 kB, so that
a notebook of fifty clips stays small. No script, no link to anywhere, and every word that came from
a person is escaped.
"""

from __future__ import annotations

import base64
import html
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sora_widgets.clips.stills import encode_jpeg_within
from sora_widgets.pricing import format_usd
from sora_widgets.settings import notebook_folder

if TYPE_CHECKING:
    import skia

    from sora_widgets.clips.clip import Clip

__all__ = ["document_of"]

_POSTER_BYTES, _FALLBACK_BYTES, _PICTURE_BYTES = 12_000, 4_000, 12_500
_PROMPT_CHARS = 500
_STRIP_HEIGHT, _STRIP_LINE = 46, 17
_STRIP_WIDTH = 320  # a narrower poster gets margins: every difference must fit on its line

_PRICE_IS = {"told": "told by the server", "delivered": "for {seconds} s delivered", "estimate": "estimated"}

# Where systems keep their fonts, and a plain face of each.
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_FONTS = ("dejavusans.ttf", "liberationsans-regular.ttf", "notosans-regular.ttf", "arial.ttf", "helvetica.ttc")


def document_of(clip: Clip) -> dict[str, str]:
    """The MIME bundle of a clip: `text/html`, `image/jpeg` when there is a poster, `text/plain`."""
    poster = _load(clip.poster_bytes)
    bundle = {"text/html": _html(clip, poster), "text/plain": f"{clip!r} {_differences_line(clip)}".rstrip()}
    if poster is not None:
        bundle["image/jpeg"] = _base64(_picture(poster, clip))
    return bundle


def _html(clip: Clip, poster: skia.Image | None) -> str:
    facts = clip.facts
    picture = fallback = ""
    if poster is not None:
        poster_bytes = clip.poster_bytes or b""
        if len(poster_bytes) > _POSTER_BYTES:
            poster_bytes = encode_jpeg_within(poster, _POSTER_BYTES)
        small = poster.resize(240, max(1, 240 * poster.height() // poster.width()))
        picture = f' poster="data:image/jpeg;base64,{_base64(poster_bytes)}"'
        fallback = (
            f'<img alt="{_escape(_shortened(clip.provenance.prompt, 120))}" style="width:100%" '
            f'src="data:image/jpeg;base64,{_base64(encode_jpeg_within(small, _FALLBACK_BYTES))}">'
        )
    max_width = 640 if facts.width >= facts.height else 320
    source = _source(clip.path)
    differs = _differences_line(clip)
    if differs:
        # Plain words in the text's own colour: nothing depends on seeing a colour, and either theme can be read.
        differs = (
            f'<div style="font-size:12px;font-weight:600;font-variant-numeric:tabular-nums">{_escape(differs)}</div>'
        )
    return (
        f'<figure class="sora-clip" style="margin:0;max-width:{max_width}px;font-size:13px;line-height:1.5">'
        f'<video controls preload="none" playsinline{picture} src="{_escape(source)}" '
        f'style="display:block;width:100%;aspect-ratio:{facts.width}/{facts.height};border-radius:8px;background:#0b0d10">'
        f"{fallback}</video>"
        f'<figcaption style="padding:8px 2px 0;color:inherit">{_escape(_shortened(clip.provenance.prompt, _PROMPT_CHARS))}'
        f'<div style="opacity:.7;font-size:11px;font-variant-numeric:tabular-nums">{_escape(_facts_line(clip))}</div>'
        f"{differs}</figcaption></figure>"
    )


def _facts_line(clip: Clip) -> str:
    record, facts = clip.provenance, clip.facts
    named = [record.model, record.provider]
    sound = "no sound" if not facts.has_sound else "silent" if facts.is_silent else ""
    measured = [f"{round(facts.duration_s, 2):g} s", f"{facts.width}×{facts.height}", sound]
    return " · ".join(word for word in [_price(clip), *named, *measured, clip.path.name] if word)


def _price(clip: Clip) -> str:
    """The price, how it is known, and what was expected where that was another: "$0.35 for 3.5 s delivered (estimated $0.40)"."""
    record = clip.provenance
    if record.cost_usd is None:
        return "price unknown" if record.job_id else ""
    how = _PRICE_IS.get(record.cost_source, "").format(seconds=f"{round(clip.facts.duration_s, 1):g}")
    is_other = record.estimate_usd not in (None, record.cost_usd)
    expected = f"(estimated {format_usd(record.estimate_usd)})" if is_other else ""
    return " ".join(word for word in (format_usd(record.cost_usd), how if record.cost_usd else "", expected) if word)


def _differences_line(clip: Clip) -> str:
    sentences = [difference.sentence for difference in clip.differences]
    return f"Differs: {' · '.join(sentences)}" if sentences else ""


def _source(path: Path) -> str:
    """The file as a page beside the notebook names it; only on another drive does it keep its full path."""
    try:
        return quote(Path(os.path.relpath(path.resolve(), notebook_folder())).as_posix())
    except ValueError:
        return quote(path.as_posix())


def _picture(poster: skia.Image, clip: Clip) -> bytes:
    """The poster and its words as one JPEG within its budget; the poster gives way, so that the words can be read."""
    for share in (1.0, 0.75, 0.5, 0.35, 0.25):
        size = max(1, round(poster.width() * share)), max(1, round(poster.height() * share))
        picture = _with_caption(poster if share == 1.0 else poster.resize(*size), clip)
        encoded = encode_jpeg_within(picture, _PICTURE_BYTES)
        shown = _load(encoded)
        if shown is not None and shown.width() == picture.width():
            break
    return encoded


def _with_caption(poster: skia.Image, clip: Clip) -> skia.Image:
    """The poster over a strip with prompt, model, price and differences; without a system font, the poster alone."""
    import skia

    font_file = _font_file()
    if font_file is None:
        return poster
    # A font manager of our own: the system's one greets a newer fontconfig with warnings in the notebook. The typeface
    # is held here because `font.getTypeface()` hands out a pointer that skia-python cannot always take back.
    typeface = skia.FontMgr.New_Custom_Empty().makeFromFile(str(font_file))
    font, small = skia.Font(typeface, 13), skia.Font(typeface, 11)
    differs = [f"Differs: {difference.sentence}" for difference in clip.differences]
    width, height = max(poster.width(), _STRIP_WIDTH), poster.height()
    surface = skia.Surface(width, height + _STRIP_HEIGHT + _STRIP_LINE * len(differs))
    canvas = surface.getCanvas()
    canvas.clear(0xFF14171B)
    canvas.drawImage(poster, (width - poster.width()) // 2, 0)
    ink = skia.Paint(AntiAlias=True, Color=0xFFF2F3F5)
    canvas.drawString(_fitted(clip.provenance.prompt, font, width - 20), 10, height + 19, font, ink)
    ink.setColor(0xFFA9B0BA)
    canvas.drawString(_fitted(_facts_line(clip), small, width - 20), 10, height + 36, small, ink)
    ink.setColor(0xFFF2C14E)
    for number, line in enumerate(differs):
        canvas.drawString(_fitted(line, small, width - 20), 10, height + 36 + _STRIP_LINE * (number + 1), small, ink)
    return surface.makeImageSnapshot()


@cache
def _font_file() -> Path | None:
    """A plain sans-serif font of this system, if it has one."""
    found = {path.name.lower(): path for folder in map(Path, _FONT_FOLDERS) for path in folder.rglob("*.tt[fc]")}
    return next((found[name] for name in _FONTS if name in found), None)


def _fitted(text: str, font: skia.Font, width: int) -> str:
    # skia takes no lone surrogates, which JSON and so a prompt can hold
    text = " ".join(_shortened(text, 300).split()).encode("utf-8", "replace").decode()
    if font.measureText(text) <= width:
        return text
    while text and font.measureText(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _load(poster: bytes | None) -> skia.Image | None:
    if not poster:
        return None
    import skia

    image = skia.Image.MakeFromEncoded(skia.Data(poster))
    return image.makeRasterImage() if image is not None else None


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _escape(text: str) -> str:
    return html.escape(text, quote=True)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
