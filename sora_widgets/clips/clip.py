"""A finished clip: its file, its facts, its poster and where it came from, as one value.

A `Clip` is a reference to a file, not the file: it is cheap, frozen and JSON-able. How it is shown
in a notebook is in `document`.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sora_widgets.clips.differences import Difference, differences_between
from sora_widgets.clips.facts import Facts, probe
from sora_widgets.clips.provenance import Provenance
from sora_widgets.clips.stills import poster_beside

__all__ = ["Clip"]

_log = logging.getLogger("sora_widgets.clips")


@dataclass(frozen=True)
class Clip:
    """A video on disk with its poster and its record.

    Displaying it in a notebook leaves a document that still plays without a kernel.

    Attributes:
        path: the video file.
        poster_path: the JPEG beside it, or None.
        facts: measured from the file.
        sha256: of the file's bytes, in hexadecimal.
        provenance: what was asked for and what it cost.

    Example:
        >>> clip = Clip.open("takes/kite.mp4")      # doctest: +SKIP
        >>> clip.facts.duration_s                   # doctest: +SKIP
        4.0
    """

    path: Path
    poster_path: Path | None
    facts: Facts
    sha256: str
    provenance: Provenance

    @classmethod
    def open(cls, path: str | Path, provenance: Provenance | None = None) -> Clip:
        """Take a video file as a clip; its poster is looked for beside it (`kite.jpg`) and made when missing.

        A folder that cannot be written leaves the clip without a poster; it is still a clip.

        Raises:
            ClipError: the file is missing, empty, cut short or no video.
        """
        path = Path(path).absolute()
        facts = probe(path)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        clip = cls(path, poster_beside(path), facts, sha256, provenance or Provenance(prompt=""))
        clip.draw_pictures()
        return clip

    @property
    def id(self) -> str:
        """Names the content: the same bytes have the same id."""
        return self.sha256[:16]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What is not as it was asked for: length, size, frame rate, sound. Empty when all is."""
        return differences_between(self.provenance, self.facts)

    @property
    def poster_bytes(self) -> bytes | None:
        """The poster as JPEG, or None when there is none."""
        try:
            return self.poster_path.read_bytes() if self.poster_path else None
        except OSError:
            return None

    def draw_pictures(self) -> None:
        """Draw what the clip's document shows, once for all kernels, when it is saved: showing it is quick then."""
        try:
            self._repr_mimebundle_()
        except Exception as error:  # a clip is one, and may be paid for, whatever stands in the way of showing it
            _log.warning("the document of %s could not be drawn: %s: %s", self.path, type(error).__name__, error)

    def to_dict(self, folder: str | Path | None = None) -> dict[str, Any]:
        """JSON-able; paths are relative to `folder` when they lie below it."""
        return {
            "path": _relative(self.path, folder),
            "poster_path": None if self.poster_path is None else _relative(self.poster_path, folder),
            "facts": self.facts.to_dict(),
            "sha256": self.sha256,
            "provenance": self.provenance.to_dict(),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any], folder: str | Path) -> Clip:
        """The inverse of `to_dict`: relative paths are taken from `folder`. The file is not read.

        Raises:
            ValueError, TypeError, LookupError, ArithmeticError: what is stored is no clip.
        """
        poster = stored.get("poster_path")
        if not isinstance(stored["sha256"], str):
            raise ValueError(f"sha256 is no text: {stored['sha256']!r}")
        return cls(
            path=Path(folder) / stored["path"],
            poster_path=None if poster is None else Path(folder) / poster,
            facts=Facts.from_dict(stored["facts"]),
            sha256=stored["sha256"],
            provenance=Provenance.from_dict(stored["provenance"]),
        )

    def __repr__(self) -> str:
        facts = self.facts
        sound = "sound" if facts.has_sound else "no sound"
        return (
            f"<Clip {self.path.name}: {facts.duration_s:g} s, {facts.width}x{facts.height}, {facts.fps:g} fps, {sound}>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from sora_widgets.clips.document import document_of  # only when a clip is shown

        return document_of(self)

    def _repr_html_(self) -> str:
        """For marimo, which shows one tab for every entry of a bundle where there is no HTML by itself."""
        shown: str = self._repr_mimebundle_()["text/html"]
        return shown


def _relative(path: Path, folder: str | Path | None) -> str:
    if folder is not None:
        try:
            return path.relative_to(Path(folder).absolute()).as_posix()
        except ValueError:
            pass  # not below the folder: the absolute path is the only true one
    return path.as_posix()
