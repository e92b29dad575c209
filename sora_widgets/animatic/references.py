"""Reference images as requests carry them: recognised and measured, never drawn, never fetched. Pure.

JPEG, PNG and WebP, by their first bytes. An address is looked at, not followed: nothing is
asked of other machines.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass

__all__ = ["MAX_REFERENCE_CHARS", "Picture", "is_web_address", "read_data_url", "read_picture"]

MAX_REFERENCE_CHARS = 20_971_520  # openapi.yaml of openai/openai-openapi, ImageRefParam-2
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Picture:
    """An image: "jpeg", "png" or "webp", with its size in pixels."""

    kind: str
    width: int
    height: int


def read_picture(content: bytes) -> Picture | None:
    """What image this is; None when it is none of the three kinds, or broken where its size should be."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return Picture("png", *struct.unpack(">II", content[16:24]))
        if content.startswith(b"\xff\xd8"):
            return _read_jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _read_webp(content)
    except (struct.error, IndexError):
        pass
    return None


def read_data_url(text: str) -> bytes | None:
    """The bytes of a base64 data URL of an image; None when it is no such thing."""
    head, comma, data = text.partition(",")
    if not (comma and head.startswith("data:image/") and head.endswith(";base64")):
        return None
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None


def is_web_address(text: str) -> bool:
    """Whether it is an http(s) URL."""
    return text.startswith(("http://", "https://"))


def _read_jpeg(content: bytes) -> Picture | None:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return Picture("jpeg", width, height)
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None


def _read_webp(content: bytes) -> Picture | None:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = struct.unpack("<I", content[21:25])[0]
        width, height = (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", content[26:30]))
    else:
        return None
    return Picture("webp", width, height)
