"""VideoCompare from Python: what it takes, what it says of the clips, what it hands out, and what a blind one hides."""

from __future__ import annotations

import json
import math
import os
from dataclasses import replace
from decimal import Decimal

import pytest
from traitlets import TraitError

from sora_widgets import VideoCompare
from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.errors import ClipError, RequestError, UnknownKeywordError
from sora_widgets.widgets._compare_labels import labels_of, plain_labels
from sora_widgets.widgets._texts import Texts

PARTS = {"framing": "wide shot", "subject": "a red kite", "camera": "the camera pans left"}
FACTS = Facts(
    duration_s=4.0,
    width=1280,
    height=720,
    fps=30.0,
    frame_count=120,
    has_sound=True,
    size_bytes=64,
    video_codec="h264",
    audio_codec="aac",
    is_silent=False,
)


@pytest.fixture
def make_clip(tmp_path, monkeypatch):
    """Clips of 64 bytes each, made by a job, of which no poster can be made."""
    monkeypatch.chdir(tmp_path)
    count = iter(range(100))

    def make(prompt="A kite.", parts=None, *, facts=None, **made):
        number = next(count)
        path = tmp_path / f"kite-{number}.mp4"
        path.write_bytes(bytes([number]) * 64)
        record = Provenance(
            prompt=prompt,
            parts=PARTS if parts is None else parts,
            **{"model": "sora-2", "provider": "animatic", "seconds": 4, "size": "1280x720", "job_id": f"job-{number}"}
            | made,
        )
        return Clip(path, None, replace(FACTS, **facts or {}), f"{number:02d}" * 32, record)

    return make


def differing(label):
    return {one["part"]: [text for is_other, text in one["runs"] if is_other] for one in label["words"]}


# -- what it takes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrap", [lambda clip: clip, lambda clip: [clip], lambda clip: str(clip.path)], ids=["clip", "list", "path"]
)
def test_one_clip_is_an_error_that_names_the_player(make_clip, wrap):
    with pytest.raises(RequestError, match=r"at least 2 clips, not a single one.*VideoPlayer\(clip\)"):
        VideoCompare(wrap(make_clip()))


@pytest.mark.parametrize(("given", "named"), [([], "none"), (7, "7"), (None, "None")])
def test_what_is_no_list_of_clips_is_refused_by_name(given, named):
    with pytest.raises(RequestError, match=f"not {named}:"):
        VideoCompare(given)


def test_more_clips_than_anybody_can_look_at_are_refused(make_clip):
    clips = [make_clip() for _ in range(17)]
    with pytest.raises(RequestError, match="at most 16 clips, not 17"):
        VideoCompare(clips)
    assert len(VideoCompare(clips[:16]).clips) == 16


def test_clips_and_paths_may_be_mixed_and_come_from_a_generator(tmp_path, make_clip, monkeypatch):
    opened = make_clip()
    monkeypatch.setattr(Clip, "open", lambda path: replace(opened, path=path))
    compare = VideoCompare(one for one in (make_clip(), tmp_path / "other.mp4"))
    assert [clip.path.name for clip in compare.clips] == ["kite-1.mp4", "other.mp4"]


def test_a_file_that_is_no_video_is_a_typed_error(tmp_path, make_clip):
    (tmp_path / "text.mp4").write_text("not a video")
    with pytest.raises(ClipError):
        VideoCompare([make_clip(), tmp_path / "text.mp4"])


def test_a_misspelt_mode_or_argument_names_the_nearest(make_clip):
    clips = [make_clip(), make_clip()]
    with pytest.raises(RequestError, match="did you mean 'wipe'"):
        VideoCompare(clips, mode="wype")
    with pytest.raises(UnknownKeywordError, match="did you mean 'voter'"):
        VideoCompare(clips, votr="Ada")


# -- playing --------------------------------------------------------------------------------------------------------


def test_the_time_is_that_of_the_longest_and_a_step_is_a_frame_of_the_finest(make_clip):
    compare = VideoCompare(
        [make_clip(facts={"fps": 24.0, "frame_count": 192, "duration_s": 8.0}), make_clip(facts={"fps": 60.0})]
    )
    compare.seek(99)
    assert compare.current_time_s == 8.0
    compare.seek(1.0)
    compare.step()
    assert compare.current_time_s == pytest.approx(61.5 / 60)
    compare.frame = 0
    compare.step(-1)
    assert compare.frame == 0


def test_everything_that_is_set_can_be_observed(make_clip):
    compare = VideoCompare([make_clip(), make_clip(), make_clip()])
    heard = []
    compare.observe(lambda change: heard.append((change["name"], change["new"])), ["mode", "pair", "wipe", "sound_of"])
    compare.mode, compare.pair, compare.wipe, compare.sound_of = "wipe", (2, 0), 0.25, 1
    assert heard == [("mode", "wipe"), ("pair", (2, 0)), ("wipe", 0.25), ("sound_of", 1)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pair", (1, 1)),
        ("pair", (0, 2)),
        ("pair", (-1, 0)),
        ("wipe", 1.5),
        ("wipe", math.nan),
        ("mode", "mosaic"),
        ("sound_of", 2),
        ("sound_of", -1),
        ("sound_of", 1),
        ("blind", True),
    ],
)
def test_what_cannot_be_shown_is_refused(make_clip, name, value):
    compare = VideoCompare([make_clip(), make_clip(facts={"has_sound": False})])
    before = getattr(compare, name)
    with pytest.raises(TraitError):
        setattr(compare, name, value)
    assert getattr(compare, name) == before


def test_the_first_clip_that_has_sound_is_heard(make_clip):
    silent = {"has_sound": False, "audio_codec": None}
    assert VideoCompare([make_clip(facts=silent), make_clip()]).sound_of == 1
    assert VideoCompare([make_clip(facts=silent), make_clip(facts=silent)]).sound_of is None


def test_the_state_holds_facts_and_labels_but_no_video(make_clip):
    compare = VideoCompare([make_clip(), make_clip()])
    state = compare.get_state()
    assert [clip["clip_id"] for clip in state["_clips"]] == [clip.id for clip in compare.clips]
    assert state["_labels"] == labels_of(compare.clips)
    assert len(state["_posters"]) == 2
    assert len(json.dumps([state["_clips"], state["_labels"]])) < 10_000


# -- what differs -----------------------------------------------------------------------------------------------------


def test_only_the_words_that_differ_are_marked_and_the_rest_is_told_once(make_clip):
    other = make_clip(parts=PARTS | {"camera": "the camera rises slowly"})
    labels = labels_of([make_clip(), other])
    assert labels["clips"][0]["words"] == [{"part": "camera", "runs": [[False, "the camera "], [True, "pans left"]]}]
    assert labels["clips"][1]["words"] == [{"part": "camera", "runs": [[False, "the camera "], [True, "rises slowly"]]}]
    assert labels["same"]["words"] == [
        {"part": "framing", "text": "wide shot"},
        {"part": "subject", "text": "a red kite"},
    ]


def test_of_many_clips_a_word_is_the_same_only_where_all_have_it(make_clip):
    clips = [
        make_clip(parts={"subject": words})
        for words in ("a small red kite flies", "a small blue kite flies", "a red kite falls")
    ]
    runs = [label["words"][0]["runs"] for label in labels_of(clips)["clips"]]
    assert runs == [
        [[False, "a "], [True, "small red"], [False, " kite "], [True, "flies"]],
        [[False, "a "], [True, "small blue"], [False, " kite "], [True, "flies"]],
        [[False, "a "], [True, "red"], [False, " kite "], [True, "falls"]],
    ]


def test_a_part_that_one_clip_does_not_have_differs_in_all(make_clip):
    labels = labels_of([make_clip(), make_clip(parts=PARTS | {"camera": ""})])
    assert [differing(label) for label in labels["clips"]] == [{"camera": ["the camera pans left"]}, {"camera": []}]


def test_texts_without_parts_are_compared_by_word(make_clip):
    labels = labels_of([make_clip("A red kite.", parts={}), make_clip("A blue kite.", PARTS)])
    assert [differing(label) for label in labels["clips"]] == [{"prompt": ["red"]}, {"prompt": ["blue"]}]


def test_texts_that_say_the_same_parts_in_other_words_are_compared_as_they_were_sent(make_clip):
    labels = labels_of([make_clip("Wide shot of a kite."), make_clip("A kite, wide shot.")])
    assert set(differing(labels["clips"][0])) == {"prompt"}


def test_settings_that_differ_stand_above_and_the_others_underneath(make_clip):
    labels = labels_of(
        [
            make_clip(options={"seed": 1}, cost_usd=Decimal("0.40"), take=1),
            make_clip(model="sora-2-pro", cost_usd=Decimal("1.20"), take=2, seconds=8),
        ]
    )
    assert {one["name"]: one["value"] for one in labels["clips"][0]["settings"]} == {
        "model": "sora-2",
        "seconds": 4,
        "seed": 1,
        "take": 1,
        "cost": "0.40",
    }
    assert {one["name"]: one["value"] for one in labels["clips"][1]["settings"]} == {
        "model": "sora-2-pro",
        "seconds": 8,
        "seed": None,
        "take": 2,
        "cost": "1.20",
    }
    assert {"name": "provider", "value": "animatic"} in labels["same"]["settings"]
    assert {"name": "size", "value": "1280×720"} in labels["same"]["settings"]


def test_an_unknown_price_is_told_as_unknown_and_not_left_out(make_clip):
    labels = labels_of([make_clip(), make_clip(cost_usd=Decimal(0))])
    costs = [one["value"] for label in labels["clips"] for one in label["settings"] if one["name"] == "cost"]
    assert costs == [None, "0"]


def test_clips_that_differ_in_nothing_are_told_apart_by_their_files(make_clip):
    labels = labels_of([make_clip(), make_clip()])
    assert [label["settings"] for label in labels["clips"]] == [
        [{"name": "file", "value": "kite-0.mp4"}],
        [{"name": "file", "value": "kite-1.mp4"}],
    ]


def test_a_file_that_was_merely_opened_is_described_by_what_it_is(make_clip):
    opened = make_clip("", {}, model="", provider="", seconds=0, size="", job_id="", facts={"duration_s": 3.504})
    labels = labels_of([opened, make_clip("", {}, model="", provider="", seconds=0, size="", job_id="")])
    assert labels["clips"][0]["settings"] == [{"name": "seconds", "value": 3.5}]
    assert {one["name"] for one in labels["same"]["settings"]} == {"size", "fps", "sound"}


@pytest.mark.parametrize(
    ("language", "told"), [("en", "pans left · Seed 3 · Cost $0.40"), ("fr", "pans left · Graine 3 · Coût 0,40 $")]
)
def test_a_label_can_be_told_in_one_line_of_either_language(make_clip, language, told):
    clips = [
        make_clip(options={"seed": 3}, cost_usd=Decimal("0.40")),
        make_clip(parts=PARTS | {"camera": "the camera rises"}, cost_usd=Decimal(0)),
    ]
    label = plain_labels(clips, Texts(language))[0].replace("\u202f", " ").replace("\u00a0", " ")
    assert label == told


def test_markup_in_a_prompt_stays_text(make_clip):
    labels = labels_of([make_clip("<script>alert(1)</script>", {}), make_clip("A kite.", {})])
    assert "".join(text for _, text in labels["clips"][0]["words"][0]["runs"]) == "<script>alert(1)</script>"


# -- what the notebook keeps, and what the page may ask ---------------------------------------------------------------


def reply_to(widget, monkeypatch, **message):
    """The kernel's answer to a request of the page."""
    sent = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append(content))
    widget._handle_custom_msg({"id": 1, **message}, [])
    return sent[0]


def test_the_output_is_a_document_of_all_clips_beside_the_widget(make_clip):
    compare = VideoCompare([make_clip(), make_clip()], mode="wipe")
    bundle, _ = compare._repr_mimebundle_()
    document = bundle["application/vnd.sora-widgets.clip+json"]
    assert (document["kind"], document["model_id"]) == ("compare", compare.model_id)
    assert [clip["clip_id"] for clip in document["clips"]] == [clip.id for clip in compare.clips]
    assert document["state"]["mode"] == "wipe"
    assert document["state"]["_labels"] == labels_of(compare.clips)
    assert bundle["text/html"].count("<figure") == 2
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_bytes_are_handed_out_by_the_id_of_the_clip(make_clip, monkeypatch):
    compare = VideoCompare([make_clip(), make_clip()])
    assert reply_to(compare, monkeypatch, kind="player-range", clip_id=compare.clips[1].id, start=0, stop=4)["ok"]
    refused = reply_to(compare, monkeypatch, kind="player-range", clip_id="other", start=0, stop=4)
    assert "does not show a clip 'other'" in refused["error"]["message"]


def test_a_blind_choice_tells_nothing_of_its_clips(make_clip, monkeypatch):
    clips = [make_clip(f"Secret {n}.", {}, model=f"secret-{n}") for n in range(3)]
    blind = VideoCompare(clips, blind=True, voter="Ada", question="Which?")
    bundle, _ = blind._repr_mimebundle_()
    told = json.dumps([blind.get_state(), bundle, repr(blind)], default=str).lower()
    for clip in clips:
        for secret in ("secret", clip.path.name, clip.id):
            assert secret not in told.replace("which?", "")
    assert "application/vnd.sora-widgets.clip+json" not in bundle
    token = blind._clips[0]["clip_id"]
    assert reply_to(blind, monkeypatch, kind="player-range", clip_id=token, start=0, stop=4)["ok"]
    for kind in ("player-check", "player-credentials", "player-measures"):
        assert not reply_to(blind, monkeypatch, kind=kind, clip_id=token)["ok"], kind
    for clip in clips:
        clip.path.unlink()
    gone = reply_to(blind, monkeypatch, kind="player-range", clip_id=token, start=0, stop=4)
    assert "kite-" not in gone["error"]["message"]
    with pytest.raises(RequestError, match="blind choice tells no measures"):
        blind.measures()


def test_a_vote_in_a_comparison_that_is_no_choice_is_refused(make_clip, monkeypatch):
    compare = VideoCompare([make_clip(), make_clip()])
    refused = reply_to(compare, monkeypatch, kind="blind-vote", left="a", right="b", choice="left")
    assert "no blind choice" in refused["error"]["message"]


def test_a_vote_is_kept_and_read_back(make_clip, monkeypatch):
    blind = VideoCompare([make_clip(), make_clip()], blind=True, voter="Ada", name="kites")
    asked = blind._choice_state
    answer = reply_to(blind, monkeypatch, kind="blind-vote", left=asked["left"], right=asked["right"], choice="left")
    assert answer["ok"], answer
    assert [(vote.voter, vote.choice) for vote in blind.votes] == [("Ada", "left")]
    assert blind._choice_state["done"] == 1


def test_measures_of_a_file_that_was_replaced_are_refused(make_clip):
    clips = [make_clip(), make_clip("A gull.")]
    compare = VideoCompare(clips)
    clips[0].path.write_bytes(bytes([7]) * 64)
    os.utime(clips[0].path, (1, 1))
    with pytest.raises(ClipError, match="changed since it was opened"):
        compare.measures()
