"""Takes: the whole story of a clip in a file that may be given away, found again by its request."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from finished_job import ADDRESS, finished_job
from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.jobs.ledger import JobRow, Ledger
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.schema import _MIGRATIONS
from sora_widgets.jobs.takes import clip_path, find_clip, find_take, reference_in_words, write_take

FACTS = Facts(2.0, 64, 64, 10.0, 20, False, 5, "h264", None)

# Word for word what version 0.1 kept of a clip, in a take and in the ledger.
OLD_CLIP = {
    "path": "clips/a-red-kite-0b5b3877-1.mp4",
    "poster_path": None,
    "facts": {
        "duration_s": 4.0,
        "width": 1280,
        "height": 720,
        "fps": 30.0,
        "frame_count": 120,
        "has_sound": True,
        "size_bytes": 5,
        "video_codec": "h264",
        "audio_codec": "aac",
    },
    "sha256": "ab" * 32,
    "provenance": {
        "prompt": "A red kite",
        "parts": {"subject": "a red kite"},
        "model": "sora-2",
        "provider": "shelf",
        "seconds": 4,
        "size": "1280x720",
        "cost_usd": "0.40",
        "estimate_usd": "0.40",
        "job_id": "j1",
        "take": 1,
        "made_at": "2026-11-20T10:00:00+00:00",
    },
}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "home" / "ledger.sqlite")


def keep(job: JobRow) -> tuple[Clip, dict[str, object]]:
    """Write the job's take with five bytes for a clip; returns the clip and what was written."""
    path = clip_path(job)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"bytes")
    clip = Clip(path, None, FACTS, "0" * 64, Provenance(job.prompt, cost_usd=Decimal("0.40")))
    return clip, json.loads(write_take(job, clip).read_text(encoding="utf-8"))


def test_a_take_tells_all_that_was_asked_for(ledger, tmp_path):
    options = {"fps": 24, "seed": 7, "sound": False, "negative_prompt": "blur – flou"}
    job = finished_job(ledger, tmp_path, options=options, reference=str(tmp_path / "home" / "kite.png"))
    clip, take = keep(job)
    assert take["request"] == {
        "prompt": "A red kite",
        "model": "sora-2",
        "seconds": 2,
        "size": "64x64",
        "options": options,
        "reference": "kite.png",
        "scope": None,
    }
    assert find_take(tmp_path, ADDRESS, job.fingerprint, 1) == clip


def test_a_take_names_the_course_that_paid(ledger, tmp_path):
    ledger.set_scope_limit("film class", Decimal(5))
    _, take = keep(finished_job(ledger, tmp_path, scope="film class"))
    assert take["request"]["scope"] == "film class"


@pytest.mark.parametrize(
    ("reference", "begins", "secrets"),
    [
        (
            "https://me:pw-secret@bucket.example:8443/p-secret/k.png?sig=q-secret#f-secret",
            "bucket.example (sha256 ",
            "secret",
        ),
        ("HTTPS://Bucket.Example/k.png?X-Amz-Signature=secret", "bucket.example (sha256 ", "secret"),
        ("http://[broken?sig=secret", "address (sha256 ", "secret"),
        ("data:image/png;base64,c2VjcmV0", "image/png (sha256 ", "c2VjcmV0"),
        ("data:image/png,secret", "image/png (sha256 ", "secret"),
        ("DATA:secret,secret", "data (sha256 ", "secret"),
        ("/srv/secret/pictures/kite.png", "kite.png", "secret"),
    ],
)
def test_a_reference_is_told_without_what_only_its_owner_may_read(ledger, tmp_path, reference, begins, secrets):
    job = finished_job(ledger, tmp_path, reference=reference)
    words = reference_in_words(reference)
    assert words is not None and words.startswith(begins)
    _, take = keep(job)
    assert take["request"]["reference"] == words
    assert secrets not in json.dumps(take)


def test_two_references_are_told_apart():
    first, second = (reference_in_words(f"https://bucket.example/{name}.png") for name in ("kite", "boat"))
    assert first != second and reference_in_words(None) is None


def test_a_take_has_no_place_where_the_bytes_once_were(ledger, tmp_path):
    job = finished_job(ledger, tmp_path, urls=["https://bucket.example/v.mp4?sig=secret"])
    _, take = keep(job)
    assert "bucket.example" not in json.dumps(take)


def test_a_take_is_written_over_and_leaves_nothing_beside_it(ledger, tmp_path):
    job = finished_job(ledger, tmp_path)
    keep(job)
    keep(job)
    assert [path.suffix for path in (tmp_path / "takes").iterdir()] == [".json"]


@pytest.mark.parametrize("change", [b"", b"longer than it was"])
def test_a_take_whose_file_is_gone_or_another_one_is_not_replayed(ledger, tmp_path, change):
    job = finished_job(ledger, tmp_path)
    clip, _ = keep(job)
    clip.path.write_bytes(change)
    assert find_take(tmp_path, ADDRESS, job.fingerprint, 1) is None
    clip.path.unlink()
    assert find_take(tmp_path, ADDRESS, job.fingerprint, 1) is None


def test_a_clip_is_found_among_the_takes_by_its_id(ledger, tmp_path):
    clip, _ = keep(finished_job(ledger, tmp_path))
    (tmp_path / "takes" / "broken.json").write_text('{"sha256": "' + "0" * 64)
    assert find_clip(clip.id, tmp_path) == clip
    assert find_clip("1" * 16, tmp_path) is None
    assert find_clip("0" * 15, tmp_path) is None
    clip.path.write_bytes(b"another")
    assert find_clip(clip.id, tmp_path) is None


@pytest.mark.parametrize("path", ["../outside.mp4", "ABSOLUTE"])
def test_a_take_that_names_a_file_outside_its_folder_gives_out_nothing(ledger, tmp_path, path):
    outside = tmp_path.parent / "outside.mp4"
    outside.write_bytes(b"bytes")
    clip, take = keep(finished_job(ledger, tmp_path))
    (written,) = (tmp_path / "takes").glob("*.json")
    take["clip"]["path"] = path.replace("ABSOLUTE", str(outside))
    written.write_text(json.dumps(take))
    assert find_clip(clip.id, tmp_path) is None


@pytest.mark.parametrize("poster", ["../private.jpg", "ABSOLUTE"])
def test_a_take_that_names_a_picture_elsewhere_shows_none(ledger, tmp_path, poster):
    private = tmp_path.parent / "private.jpg"
    private.write_bytes(b"a private picture")
    job = finished_job(ledger, tmp_path)
    clip, take = keep(job)
    (written,) = (tmp_path / "takes").glob("*.json")
    take["clip"]["poster_path"] = poster.replace("ABSOLUTE", str(private))
    written.write_text(json.dumps(take))
    for found in (find_clip(clip.id, tmp_path), find_take(tmp_path, ADDRESS, job.fingerprint, 1)):
        assert found is not None and found.poster_bytes is None
    take["clip"]["poster_path"] = f"clips/{clip.path.stem}.jpg"
    written.write_text(json.dumps(take))
    clip.path.with_suffix(".jpg").write_bytes(b"its own")
    assert find_clip(clip.id, tmp_path).poster_bytes == b"its own"


def test_a_take_with_markup_for_numbers_is_no_take(ledger, tmp_path):
    job = finished_job(ledger, tmp_path)
    clip, take = keep(job)
    (written,) = (tmp_path / "takes").glob("*.json")
    take["clip"]["facts"] |= {"width": '1"><img src=x onerror=alert(1)>', "height": "0"}
    written.write_text(json.dumps(take))
    assert find_take(tmp_path, ADDRESS, job.fingerprint, 1) is None
    assert find_clip(clip.id, tmp_path) is None


def test_a_take_of_version_0_1_is_found(ledger, tmp_path):
    job = finished_job(ledger, tmp_path)
    keep(job)
    (take,) = (tmp_path / "takes").glob("*.json")
    stored = json.loads(take.read_text(encoding="utf-8"))
    for name in ("options", "reference", "scope"):
        del stored["request"][name]
    take.write_text(
        json.dumps(stored | {"clip": OLD_CLIP | {"path": f"clips/{clip_path(job).name}"}}), encoding="utf-8"
    )
    found = find_take(tmp_path, ADDRESS, job.fingerprint, 1)
    assert found is not None and found.path == clip_path(job)
    assert found.facts.is_silent is None and found.provenance.cost_source == "" and found.differences == ()


@pytest.mark.parametrize("version", [1, 2])
def test_a_saved_job_of_version_0_1_keeps_its_clip_and_its_price(tmp_path, version):
    path = tmp_path / "ledger.sqlite"
    db = sqlite3.connect(path)
    for statements in _MIGRATIONS[:version]:
        db.executescript(statements)
    db.execute(f"PRAGMA user_version = {version}")
    db.execute(
        "INSERT INTO jobs (id, project, state, provider, address, prompt, parts, model, seconds, size, take, fingerprint, "
        "estimate_micro_usd, cost_micro_usd, remote_id, created_at, updated_at, clip) VALUES "
        "('j1', ?, 'saved', 'shelf', ?, 'A red kite', '{}', 'sora-2', 4, '1280x720', 1, 'f', 400000, 400000, 'v1', 1, 2, ?)",
        (str(tmp_path), ADDRESS, json.dumps(OLD_CLIP)),
    )
    db.commit()
    db.close()
    row = Ledger(path).job("j1")
    assert row is not None and row.state is State.SAVED
    assert (row.options, row.reference, row.urls, row.cost_usd) == ({}, None, (), Decimal("0.40"))
    clip = Clip.from_dict(json.loads(str(row.clip)), row.project)
    assert clip.provenance.cost_usd == Decimal("0.40") and clip.path == tmp_path / OLD_CLIP["path"]
