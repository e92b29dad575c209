"""The videos that the judge gives away: real MP4 files of the length asked for, each with its own bytes.

The id stands inside the file and tells the length, so that a file tells which video it is, and its sha256 whether it is
whole. Two layouts: with the index at the end, where a cut is seen at once, and with the index in
front, where a cut file still opens.
"""

from __future__ import annotations

import hashlib
import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

__all__ = ["bytes_of", "id_in", "sha256_of"]

_MARK = b"video-number:"
_ID_BYTES = 40


def bytes_of(video_id: str) -> bytes:
    """The whole file of this video, whose id ends with its length ("v1-abc-4s"); always the same."""
    has_index_first = int(hashlib.sha256(video_id.encode()).hexdigest(), 16) % 2 == 1
    seconds = int(video_id.rpartition("-")[2].removesuffix("s"))
    return _template(seconds, has_index_first).replace(_MARK + b"0" * _ID_BYTES, _MARK + _padded(video_id))


def sha256_of(video_id: str) -> str:
    return hashlib.sha256(bytes_of(video_id)).hexdigest()


def id_in(content: bytes) -> str | None:
    """The id of the video that a file (or the part of one) is of; None when it does not say."""
    _, mark, after = content.partition(_MARK)
    return after[:_ID_BYTES].decode(errors="replace").rstrip(".") if mark else None


def _padded(video_id: str) -> bytes:
    encoded = video_id.encode()
    assert len(encoded) <= _ID_BYTES, "the place in the file is fixed"
    return encoded.ljust(_ID_BYTES, b".")


@cache
def _template(seconds: int, has_index_first: bool) -> bytes:
    import av
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "template.mp4")
        options = {"movflags": "+faststart"} if has_index_first else {}
        with av.open(str(path), "w", container_options=options) as container:
            container.metadata["comment"] = (_MARK + b"0" * _ID_BYTES).decode()
            stream = container.add_stream("libx264", rate=5, options={"threads": "1", "preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
            stream.time_base = Fraction(1, 5)
            noise = np.random.default_rng(1)
            for _ in range(5 * seconds):
                pixels = noise.integers(0, 255, (32, 32, 3), dtype=np.uint8)
                for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                    container.mux(packet)
            for packet in stream.encode():
                container.mux(packet)
        content = path.read_bytes()
    assert content.count(_MARK) == 1, "the mark must be found, once"
    assert (content.index(b"moov") < content.index(b"mdat")) == has_index_first
    return content
