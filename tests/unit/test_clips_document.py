"""What a clip leaves in a saved notebook: small, safe, and playable without a kernel."""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pytest
import skia

from sora_widgets.clips import Clip, Facts, Provenance, document_picture, state
from sora_widgets.clips.credentials import Action, Credentials, Ingredient
from sora_widgets.clips.document import MIME, document_of, document_of_many
from sora_widgets.clips.marks import Mark
from sora_widgets.clips.state import state_of
from sora_widgets.errors import ClipError, RequestError
from sora_widgets.settings import load_settings


@pytest.fixture(autouse=True)
def nothing_looked_into(monkeypatch):
    """The clips of many tests have one sha256, and what was found in one file is not in the next."""
    monkeypatch.setattr(state, "_credentials", {})
    monkeypatch.setattr(state, "_measures", {})


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


def saved_bytes(bundle) -> int:
    """What an output with this bundle adds to a saved notebook."""
    cell = nbformat.v4.new_code_cell("clip", outputs=[nbformat.v4.new_output("display_data", data=bundle)])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    return len(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode())


@pytest.mark.parametrize("prompt", ["x" * 32_000, "🪁" * 32_000, "<&\"'" * 8_000])
@pytest.mark.parametrize("make", [make_clip, make_different])
def test_the_worst_bundle_stays_within_fifty_kilobytes(tmp_path, prompt, make):
    assert saved_bytes(make(tmp_path, prompt, poster_noise=True)._repr_mimebundle_()) <= 50_000


SHOT = "Wide shot: a child in a red coat runs along the pier, the kite climbs, and gulls wheel over the harbour. "
CREDENTIALS = Credentials(
    "valid",
    "untrusted",
    "OpenAI",
    "Sora",
    "DigiCert Document Trust CA",
    "Es256",
    "2026-09-01T10:00:00Z",
    "Sora 2 (c2pa-rs 0.60)",
    "kite.mp4",
    tuple(Action("edited", "Sora 2", "trainedAlgorithmicMedia", "made from the text", "2026-09-01") for _ in range(8)),
    tuple(Ingredient(f"reference {number}.png", "inputTo", "OpenAI") for number in range(6)),
    SHOT * 10,
)


def make_full(folder: Path) -> Clip:
    """All that there can be: a long prompt with dialogue, in parts, credentials, fifty marks."""
    clip = make_different(folder, SHOT * 25 + 'She says: "Higher, higher, up to the clouds!"', poster_noise=True)
    parts = dict.fromkeys(("framing", "subject", "action", "setting", "lighting", "camera", "sound"), SHOT * 4)
    clip = replace(clip, provenance=replace(clip.provenance, parts=parts))
    marks = [
        Mark(f"{n:016x}", n / 20, f"{n}: the kite jumps here", "2026-11-23T11:00:00.000Z").to_dict() for n in range(50)
    ]
    kept = {"format": 1, "sha256": clip.sha256, "marks": marks}
    (folder / "kite.marks.json").write_text(json.dumps(kept), "utf-8")
    return clip


def test_a_clip_with_all_that_there_can_be_keeps_it_and_stays_within_fifty_kilobytes(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "read_credentials", lambda path: CREDENTIALS)
    clip = make_full(tmp_path)
    widget = {"model_id": "c" * 32, "state": {"current_time_s": 0.0, "playing": False, "rate": 1.0}}
    bundle = document_of(clip, **widget)
    assert saved_bytes(bundle) <= 50_000
    (told,) = bundle[MIME]["clips"]
    assert told["prompt"] == clip.provenance.prompt and told["parts"] == clip.provenance.parts
    assert len(told["marks"]) == 50 and told["credentials"] == CREDENTIALS.to_dict()
    assert "Higher, higher" in told["captions"]
    for said in ("50 marks", "Content Credentials: signed by OpenAI"):
        assert said in bundle["text/html"]


def test_the_document_tells_what_the_extension_shows_and_nothing_of_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clip = make_different(tmp_path)
    told = clip._repr_mimebundle_()[MIME]
    assert told == {"format": 1, "kind": "clip", "language": "en", "clips": [state_of(clip)]}
    (shown,) = told["clips"]
    assert (shown["clip_id"], shown["path"], shown["cost_usd"]) == (clip.id, "kite.mp4", "0")
    assert shown["differences"][1] == {"name": "size", "asked": "1280×720", "delivered": "1344×768"}
    assert shown["credentials"] is None and shown["measures"] is None, "this file cannot be looked into"
    assert str(tmp_path) not in json.dumps(clip._repr_mimebundle_())


def test_a_server_with_the_whole_disk_below_its_root_is_not_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "served_path", lambda path: path.as_posix()[1:])
    clip = make_clip(tmp_path)
    assert state_of(clip)["served_path"]
    assert clip._repr_mimebundle_()[MIME]["clips"][0]["served_path"] is None


def test_a_widgets_document_names_it_and_its_public_traits(tmp_path):
    told = document_of(make_clip(tmp_path), language="fr", model_id="c0ffee", state={"rate": 2.0})[MIME]
    assert (told["language"], told["model_id"], told["state"]) == ("fr", "c0ffee", {"rate": 2.0})


def test_clips_that_are_compared_stand_in_one_document_in_their_order(tmp_path):
    clips = [make_clip(tmp_path, f"kite {number}") for number in range(3)]
    bundle = document_of_many(clips)
    assert (bundle[MIME]["kind"], len(bundle[MIME]["clips"])) == ("compare", 3)
    figures = [attributes for tag, attributes in Tags(bundle["text/html"]).found if tag == "figure"]
    assert [figure["class"] for figure in figures] == ["sora-clip"] * 3
    assert bundle["text/html"].index("kite 0") < bundle["text/html"].index("kite 2")
    assert loaded(bundle["image/jpeg"]).width() == 2 * 320 + 8
    assert saved_bytes(bundle) <= 3 * 50_000


def test_dialogue_becomes_captions_of_the_page_too(tmp_path):
    html = make_clip(tmp_path, 'A pier. Maya says: "Look up!"')._repr_mimebundle_()["text/html"]
    track = dict(Tags(html).found)["track"]
    content = base64.b64decode(track["src"].removeprefix("data:text/vtt;base64,")).decode()
    assert content.startswith("WEBVTT") and "Look up!" in content
    assert "track" not in dict(Tags(make_clip(tmp_path)._repr_mimebundle_()["text/html"]).found)


def test_a_document_speaks_french(tmp_path):
    clip = make_different(tmp_path)
    html = document_of(clip, language="fr")["text/html"]
    assert "gratuit (estimé 0,40\u00a0$)" in html and "Différences" in html
    assert "demandé avec son, reçu silence" in html


def test_what_was_drawn_once_is_never_drawn_again(tmp_path, monkeypatch):
    first = make_clip(tmp_path)._repr_mimebundle_()
    monkeypatch.setattr(document_picture, "_load", lambda jpeg: pytest.fail("drawn again"))
    assert make_clip(tmp_path)._repr_mimebundle_() == first


def test_settings_that_cannot_be_read_are_no_reason_to_open_no_clip(tmp_path, monkeypatch):
    make_clip(tmp_path).draw_pictures()
    monkeypatch.setenv("SORA_WIDGETS_LANGUAGE", "de")
    clip = make_clip(tmp_path)
    clip.draw_pictures()
    with pytest.raises(RequestError, match="not 'de'"):
        clip._repr_mimebundle_()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    in_the_way = load_settings().pictures_home
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("a file")
    assert make_clip(tmp_path)._repr_mimebundle_()["image/jpeg"]


def test_a_kept_picture_that_is_broken_is_drawn_anew(tmp_path):
    first = make_clip(tmp_path)._repr_mimebundle_()
    kept = list(load_settings().pictures_home.iterdir())
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(b"\xff\x00 nothing")
    assert make_clip(tmp_path)._repr_mimebundle_() == first


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
    return loaded(clip._repr_mimebundle_()["image/jpeg"])


def loaded(encoded: str) -> skia.Image:
    jpeg = base64.b64decode(encoded)
    return skia.Image.MakeFromEncoded(skia.Data(jpeg)).makeRasterImage()


def is_each_line_written(picture: skia.Image) -> bool:
    """Whether the four lowest lines of the strip hold something bright."""
    pixels = picture.toarray()[..., :3]
    bottom = len(pixels) - 6
    return all(pixels[bottom - 17 * line - 14 : bottom - 17 * line, 10:200].max() > 150 for line in range(4))


def has_no_font() -> bool:
    return document_picture.font_file() is None


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
    assert picture_of(clip).width() >= 320
    assert is_each_line_written(picture_of(clip))


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
    picture = picture_of(make_clip(tmp_path))
    assert picture.width() == 400
    assert picture.height() == 225 + 46


def test_a_clip_without_a_poster_still_shows(tmp_path):
    clip = Clip(tmp_path / "kite.mp4", None, FACTS, "ab" * 32, Provenance(prompt="a kite"))
    bundle = clip._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert "<video" in bundle["text/html"]


def test_the_repr_is_one_short_line(tmp_path):
    assert repr(make_clip(tmp_path)) == "<Clip kite.mp4: 4 s, 1280x720, 30 fps, sound>"


def test_marks_of_a_hostile_file_hinder_nothing(tmp_path):
    clip = make_clip(tmp_path)
    mark = f'{{"id": "a", "time_s": 1{"0" * 400}}}'
    (tmp_path / "kite.marks.json").write_text(f'{{"format": 1, "sha256": "{clip.sha256}", "marks": [{mark}]}}')
    assert document_of(clip)[MIME]["clips"][0]["marks"] == []


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_and_half_a_sign_in_a_prompt_can_be_sent(tmp_path):
    clip = make_clip(tmp_path, "a kite \ud800")
    clip = replace(clip, path=Path(os.fsdecode(os.fsencode(tmp_path) + b"/kite\xff.mp4")))
    bundle = document_of(clip)
    json.dumps(bundle, ensure_ascii=False).encode("utf-8")
    told = bundle[MIME]["clips"][0]
    assert (told["filename"], told["path"], told["prompt"]) == ("kite?.mp4", None, "a kite ?")
    assert "<video" in bundle["text/html"] and " src=" not in bundle["text/html"].split(">")[1]


def test_what_is_found_in_another_file_of_that_name_is_not_told_as_the_clips(tmp_path):
    clip = make_clip(tmp_path)
    clip.path.write_bytes(b"somebody else's video")
    for look in (state.credentials_of, state.measures_of):
        with pytest.raises(ClipError, match="is another file now"):
            look(clip)
    assert document_of(clip)[MIME]["clips"][0]["credentials"] is None


def test_a_clip_whose_document_cannot_be_drawn_is_a_clip_all_the_same(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(document_picture, "_load", lambda _: 1 / 0)
    make_clip(tmp_path).draw_pictures()
    assert "ZeroDivisionError" in caplog.text
