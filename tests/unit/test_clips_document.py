"""What a clip leaves in a saved notebook: small, safe, and playable without a kernel."""

from __future__ import annotations

import base64
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import skia

from sora_widgets.clips import Clip, Facts, Provenance

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


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


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
def test_the_worst_bundle_stays_within_fifty_kilobytes(tmp_path, prompt):
    bundle = make_clip(tmp_path, prompt, poster_noise=True)._repr_mimebundle_()
    assert len(json.dumps(bundle)) <= 50_000


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
