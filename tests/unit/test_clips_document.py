"""What a clip leaves in a saved notebook: small, safe, and playable without a kernel."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import skia

from sora_widgets.clips import Clip, Facts, Provenance, document

FACTS = Facts(4.0, 1280, 720, 30.0, 120, True, 700_000, "h264", "aac")


def make_clip(folder: Path, prompt: str = "a red kite", poster_noise: bool = False) -> Clip:
    rng = np.random.default_rng(3)
    pixels = (
        rng.integers(0, 255, (360, 640, 4), dtype=np.uint8) if poster_noise else np.full((360, 640, 4), 120, np.uint8)
    )
    pixels[..., 3] = 255
    poster = folder / "kite.jpg"
    poster.write_bytes(bytes(skia.Image.fromarray(pixels).encodeToData(skia.EncodedImageFormat.kJPEG, 90)))
    record = Provenance(prompt, {}, "sora-2", "animatic", 4, "1280x720", Decimal("0"), Decimal("0.40"), "j1")
    return Clip(folder / "kite.mp4", poster, FACTS, "ab" * 32, record)


def make_different(folder: Path, prompt: str = "a red kite", poster_noise: bool = False) -> Clip:
    """A clip with every difference that there is."""
    clip = make_clip(folder, prompt, poster_noise)
    return replace(
        clip,
        facts=replace(FACTS, duration_s=5.0416, width=1344, height=768, fps=24.0, is_silent=True),
        provenance=replace(clip.provenance, options={"fps": 30, "sound": True}),
    )


DIFFERENCES = (
    "asked 4 s, got 5.04 s",
    "asked 1280×720, got 1344×768",
    "asked 30 fps, got 24 fps",
    "asked sound, got silence",
)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.styles: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def style_of(self, words: str) -> str:
        """The style of the element that begins with these words."""
        return self.styles[next(text for text in self.styles if text.startswith(words))]

    def handle_data(self, data):
        self.styles[data] = self.found[-1][1].get("style") or ""


def test_the_video_is_named_relative_to_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my clips").mkdir()
    html = make_clip(tmp_path / "my clips")._repr_mimebundle_()["text/html"]
    video = dict(Tags(html).found)["video"]
    assert video["src"] == "my%20clips/kite.mp4"
    assert video["preload"] == "none" and "controls" in video
    assert video["poster"].startswith("data:image/jpeg;base64,")


def test_the_video_is_found_after_the_process_went_elsewhere(tmp_path, monkeypatch):
    clip = make_clip(tmp_path)
    before = dict(Tags(clip._repr_mimebundle_()["text/html"]).found)["video"]["src"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert dict(Tags(clip._repr_mimebundle_()["text/html"]).found)["video"]["src"] == before == "kite.mp4"


def test_a_clip_beside_the_notebooks_folder_names_no_machine(tmp_path, monkeypatch):
    (tmp_path / "lesson").mkdir()
    monkeypatch.chdir(tmp_path / "lesson")
    html = make_clip(tmp_path)._repr_mimebundle_()["text/html"]
    assert dict(Tags(html).found)["video"]["src"] == "../kite.mp4"
    assert str(tmp_path) not in html


def test_a_lone_surrogate_in_a_prompt_can_be_shown(tmp_path):
    assert make_clip(tmp_path, "a kite \ud83e")._repr_mimebundle_()["image/jpeg"]


def test_a_hostile_prompt_stays_text(tmp_path):
    html = make_clip(tmp_path, '"><script>alert(1)</script><img src=x onerror=alert(2)>')._repr_mimebundle_()[
        "text/html"
    ]
    tags = Tags(html).found
    assert [name for name, _ in tags] == ["figure", "video", "img", "figcaption", "div"]
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)


def test_price_model_and_provider_are_said(tmp_path):
    bundle = make_clip(tmp_path)._repr_mimebundle_()
    for word in ("free", "sora-2", "animatic", "a red kite", "4 s"):
        assert word in bundle["text/html"]


def test_nothing_points_outside(tmp_path):
    assert not re.search(r"https?://|//cdn", make_clip(tmp_path)._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize("prompt", ["x" * 32_000, "🪁" * 32_000, "<&\"'" * 8_000])
@pytest.mark.parametrize("make", [make_clip, make_different])
def test_the_worst_bundle_stays_within_fifty_kilobytes(tmp_path, prompt, make):
    bundle = make(tmp_path, prompt, poster_noise=True)._repr_mimebundle_()
    assert len(json.dumps(bundle)) <= 50_000


@pytest.mark.parametrize("shown", ["text/html", "text/plain"])
def test_what_is_not_as_asked_is_said_in_words(tmp_path, shown):
    text = make_different(tmp_path)._repr_mimebundle_()[shown]
    assert f"Differs: {' · '.join(DIFFERENCES)}" in text
    assert "Differs" not in make_clip(tmp_path)._repr_mimebundle_()[shown]


def test_differences_have_the_colour_of_the_page_and_are_never_faint_or_folded(tmp_path):
    html = make_different(tmp_path)._repr_mimebundle_()["text/html"]
    style = Tags(html).style_of("Differs")
    assert style and not re.search(r"color|opacity|display|hidden|overflow|white-space", style)
    assert html.index("Differs") > html.index("<figcaption")


def test_hostile_settings_stay_text_in_a_difference(tmp_path):
    clip = make_clip(tmp_path)
    clip = replace(clip, provenance=replace(clip.provenance, size="1x1", model="<script>alert(1)</script>"))
    tags = Tags(clip._repr_mimebundle_()["text/html"]).found
    assert [name for name, _ in tags] == ["figure", "video", "img", "figcaption", "div", "div"]


def picture_of(clip: Clip) -> skia.Image:
    jpeg = base64.b64decode(clip._repr_mimebundle_()["image/jpeg"])
    return skia.Image.MakeFromEncoded(skia.Data(jpeg)).makeRasterImage()


def is_each_line_written(picture: skia.Image) -> bool:
    """Whether the four lowest lines of the strip hold something bright."""
    pixels = picture.toarray()[..., :3]
    bottom = len(pixels) - 6
    return all(pixels[bottom - 17 * line - 14 : bottom - 17 * line, 10:200].max() > 150 for line in range(4))


def has_no_font() -> bool:
    return document._font_file() is None


@pytest.mark.skipif("has_no_font()", reason="no font on this machine: the picture is the poster alone")
def test_each_difference_has_a_line_of_its_own_in_the_picture(tmp_path):
    plain, different = picture_of(make_clip(tmp_path)), picture_of(make_different(tmp_path))
    assert different.height() - plain.height() == 4 * 17
    assert is_each_line_written(different)


@pytest.mark.skipif("has_no_font()", reason="no font on this machine: the picture is the poster alone")
def test_the_words_in_the_picture_keep_their_size_where_the_poster_cannot(tmp_path):
    picture = picture_of(make_different(tmp_path, poster_noise=True))
    assert 320 <= picture.width() < 640 and picture.height() < 46 + 4 * 17 + 360
    assert is_each_line_written(picture)


@pytest.mark.skipif("has_no_font()", reason="no font on this machine: the picture is the poster alone")
def test_a_narrow_poster_leaves_room_for_the_words(tmp_path):
    clip = make_different(tmp_path)
    small = skia.Image.fromarray(np.full((64, 36, 4), 200, np.uint8))
    clip.poster_path.write_bytes(bytes(small.encodeToData(skia.EncodedImageFormat.kJPEG, 90)))
    assert picture_of(clip).width() == 320


@pytest.mark.parametrize(
    ("cost", "source", "words"),
    [
        ("0.40", "told", "$0.40 told by the server ·"),
        ("0.41", "delivered", "$0.41 for 4.1 s delivered ·"),
        ("0.40", "estimate", "$0.40 estimated ·"),
        ("0.40", "", "$0.40 ·"),
        ("0.40", "a word of a later version", "$0.40 ·"),
        ("0", "told", "free ·"),
        ("0", "", "free ·"),
        (None, "", "price unknown ·"),
    ],
)
def test_the_price_says_how_it_is_known(tmp_path, cost, source, words):
    clip = make_clip(tmp_path)
    paid_usd = None if cost is None else Decimal(cost)
    record = replace(clip.provenance, cost_usd=paid_usd, estimate_usd=paid_usd, cost_source=source)
    clip = replace(clip, provenance=record, facts=replace(FACTS, duration_s=4.08))
    assert f">{words} sora-2" in clip._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("cost", "expected", "words"),
    [
        ("0.35", "0.40", "$0.35 for 3.5 s delivered (estimated $0.40) ·"),
        ("0.40", "0.40", "$0.40 for 3.5 s delivered ·"),
        ("0", "0.40", "free (estimated $0.40) ·"),
        ("0.35", None, "$0.35 for 3.5 s delivered ·"),
    ],
)
def test_the_price_says_what_was_expected_where_that_was_another(tmp_path, cost, expected, words):
    clip = make_clip(tmp_path)
    estimate_usd = None if expected is None else Decimal(expected)
    record = replace(clip.provenance, cost_usd=Decimal(cost), cost_source="delivered", estimate_usd=estimate_usd)
    clip = replace(clip, provenance=record, facts=replace(FACTS, duration_s=3.5))
    assert f">{words} sora-2" in clip._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(("has_sound", "is_silent", "word"), [(False, None, "no sound"), (True, True, "silent")])
def test_a_clip_that_cannot_be_heard_says_so(tmp_path, has_sound, is_silent, word):
    clip = replace(make_clip(tmp_path), facts=replace(FACTS, has_sound=has_sound, is_silent=is_silent))
    assert f"· {word} ·" in clip._repr_mimebundle_()["text/html"]


def test_the_picture_is_the_poster_over_a_caption(tmp_path):
    if not skia.FontMgr().countFamilies():
        pytest.skip("no font on this machine: the picture is the poster alone")
    bundle = make_clip(tmp_path)._repr_mimebundle_()
    picture = skia.Image.MakeFromEncoded(skia.Data(base64.b64decode(bundle["image/jpeg"])))
    assert picture.width() == 640
    assert picture.height() > 360


def test_a_clip_without_a_poster_still_shows(tmp_path):
    clip = Clip(tmp_path / "kite.mp4", None, FACTS, "ab" * 32, Provenance(prompt="a kite"))
    bundle = clip._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "<video" in bundle["text/html"]


def test_the_repr_is_one_short_line(tmp_path):
    assert repr(make_clip(tmp_path)) == "<Clip kite.mp4: 4 s, 1280x720, 30 fps, sound>"
