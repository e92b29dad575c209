"""Clips that are read back from JSON which anybody may have written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sora_widgets.clips import Clip, Facts, Provenance

FACTS = Facts(4.0, 1280, 720, 30, 120, True, 10, "h264", "aac")
MARKUP = '1"><img src=x onerror=alert(1)>'


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": MARKUP},
        {"width": True},
        {"height": 0},
        {"fps": float("nan")},
        {"fps": 0},
        {"duration_s": -1},
        {"frame_count": 1.5},
        {"audio_codec": ["aac"]},
        {"is_silent": 1},
    ],
    ids=str,
)
def test_facts_of_another_kind_are_refused(wrong):
    assert Facts.from_dict(FACTS.to_dict() | {"later": 1}) == FACTS
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Facts.from_dict(FACTS.to_dict() | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prompt": 5},
        {"parts": ["camera"]},
        {"parts": {"camera": 1}},
        {"options": None},
        {"take": "1"},
        {"reference": 1},
        {"cost_usd": "1e999999"},
        {"estimate_usd": "-1"},
        {"cost_usd": "sNaN"},
    ],
    ids=str,
)
def test_a_record_of_another_kind_is_refused(wrong):
    record = Provenance(prompt="a kite", parts={"camera": "pans"}, options={"seed": [1]}, cost_usd=Decimal("0.40"))
    assert Provenance.from_dict(record.to_dict() | {"later": 1}) == record
    with pytest.raises((ValueError, ArithmeticError)):
        Provenance.from_dict(record.to_dict() | wrong)


def test_a_clip_whose_sha256_is_no_text_is_refused(tmp_path):
    clip = Clip(tmp_path / "kite.mp4", None, FACTS, "ab" * 32, Provenance())
    assert Clip.from_dict(clip.to_dict(tmp_path), tmp_path) == clip
    with pytest.raises(ValueError, match="sha256"):
        Clip.from_dict(clip.to_dict(tmp_path) | {"sha256": 5}, tmp_path)
