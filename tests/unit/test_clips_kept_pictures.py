"""Drawn pictures that are kept: whole or drawn again, and not for ever."""

from __future__ import annotations

import os

import pytest

from sora_widgets.clips import kept_pictures as room
from sora_widgets.clips.kept_pictures import kept_pictures
from sora_widgets.settings import load_settings

PICTURES = {"poster": b"\xff\xd8 a poster", "small": b""}


def refuse() -> dict[str, bytes]:
    raise AssertionError("it was drawn before")


def test_a_picture_is_drawn_once():
    assert kept_pictures("a kite", lambda: PICTURES) == PICTURES
    assert kept_pictures("a kite", refuse) == PICTURES


@pytest.mark.parametrize("left", [0, 10, 24, -1], ids=str)
def test_a_file_that_was_cut_off_is_drawn_again(left):
    kept_pictures("a kite", lambda: PICTURES)
    (file,) = load_settings().pictures_home.iterdir()
    file.write_bytes(file.read_bytes()[:left])
    assert kept_pictures("a kite", lambda: PICTURES) == PICTURES
    assert kept_pictures("a kite", refuse) == PICTURES


def test_the_oldest_make_room(monkeypatch):
    monkeypatch.setattr(room, "_MOST_KEPT", 3)
    for number in range(5):
        kept_pictures(number, lambda: PICTURES)
        for file in load_settings().pictures_home.iterdir():  # each a day older than the next
            os.utime(file, (file.stat().st_mtime - 86_400,) * 2)
    assert len(list(load_settings().pictures_home.iterdir())) == 3
    assert kept_pictures(4, refuse) == PICTURES
