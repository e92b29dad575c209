"""The ballot box: votes kept beside the notebook, one JSON line each in `votes/<name>.jsonl`.

Lines are only ever added, each of them whole, under a lock that all kernels share: nothing is lost
when several voters choose at once, and taking a vote back is a line too. A line that cannot be read
is named and skipped, and stays in the file. What the votes mean is `clips`' business.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sora_widgets.clips.votes import Vote
from sora_widgets.errors import (
    DiskFullError,
    FolderNotWritableError,
    RequestError,
    StorageError,
)
from sora_widgets.jobs.keeping import locked
from sora_widgets.settings import notebook_folder

__all__ = ["BallotBox", "Ballots"]

# Windows keeps these names for itself, whatever their ending (learn.microsoft.com, "Naming Files", read 2026-11-23).
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_NAME_CHARS = 60


@dataclass(frozen=True)
class Ballots:
    """What is in a ballot box.

    Attributes:
        votes: those that stand, oldest first.
        skipped: the numbers of the lines that are no vote; they stay in the file.
        file_name: of the box.
    """

    votes: tuple[Vote, ...]
    skipped: tuple[int, ...]
    file_name: str

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for each line that was skipped."""
        return tuple(f"Line {n} of votes/{self.file_name} is no vote: it is skipped, and kept." for n in self.skipped)


class BallotBox:
    """The votes of one name.

    Args:
        name: any text; what no file can be called is replaced in the file's name, and names stay apart all the same.
        folder: the notebook's; by default the one this kernel runs in.

    Attributes:
        name: as given.
        path: of the file, which exists once there is a vote.

    Raises:
        RequestError: no name.
    """

    def __init__(self, name: str, folder: str | Path | None = None) -> None:
        if not str(name).strip():
            raise RequestError(f"Votes are kept under a name, not {name!r}: give one, as in name='kites'.", given=name)
        self.name = name
        self.path = Path(folder or notebook_folder()) / "votes" / f"{_file_name(name)}.jsonl"

    def __repr__(self) -> str:
        return f"<BallotBox {self.name!r}>"

    def put(self, vote: Vote) -> None:
        """Add a vote; it is on the disk when this returns.

        Raises:
            FolderNotWritableError, DiskFullError, StorageError: it could not be kept; the file is as it was.
        """
        with locked(self.path):
            self._append(vote.to_dict())

    def take_back(self, voter: str) -> Vote | None:
        """Take the voter's last standing vote back; returns it, or None when there is none.

        Raises:
            FolderNotWritableError, DiskFullError, StorageError: as `put`.
        """
        with locked(self.path):
            last = next((vote for vote in reversed(self._read().votes) if vote.voter == voter), None)
            if last is not None:
                self._append({"taken_back": last.id, "voter": voter})
        return last

    def read(self) -> Ballots:
        """Everything in the box; an absent file is an empty box.

        Raises:
            StorageError: the file is there and cannot be read.
        """
        if not self.path.exists():
            return Ballots((), (), self.path.name)
        try:
            with locked(self.path):
                return self._read()
        except FolderNotWritableError:  # without a home for locks nobody of this user writes
            return self._read()

    def _read(self) -> Ballots:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return Ballots((), (), self.path.name)
        except OSError as error:
            raise StorageError(
                f"The votes in {self.path} cannot be read ({error.strerror}).", path=self.path
            ) from error
        votes: dict[str, Vote] = {}
        skipped = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                content = json.loads(line.decode("utf-8"))
                if "taken_back" in content:
                    votes.pop(content["taken_back"], None)
                else:
                    vote = Vote.from_dict(content)
                    votes[vote.id] = vote
            except (ValueError, TypeError, RecursionError):  # cut short, edited by hand, or of something else
                skipped.append(number)
        return Ballots(tuple(votes.values()), tuple(skipped), self.path.name)

    def _append(self, content: dict[str, Any]) -> None:
        line = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b", buffering=0) as file:
                size_bytes = file.seek(0, os.SEEK_END)
                if size_bytes:
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":  # somebody's power went off in the middle of a line
                        line = b"\n" + line
                try:
                    written = file.write(line)
                    if written != len(line):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(size_bytes)
                    raise
        except OSError as error:
            raise self._not_kept(error) from error

    def _not_kept(self, error: OSError) -> StorageError:
        if error.errno == errno.ENOSPC:
            return DiskFullError(
                f"The vote was not kept, for the disk of {self.path.parent} is full: free some space and choose again.",
                path=self.path.parent,
            )
        return FolderNotWritableError(
            f"Votes are kept beside the notebook, but {self.path.parent} cannot be written ({error.strerror}): "
            "work in a folder you may write.",
            path=self.path.parent,
        )


def _file_name(name: str) -> str:
    """The name itself where every file system takes it as it is, else what is left of it and a piece of its sha256."""
    slug = re.sub(r"[^a-z0-9_-]+", "-", name.lower())[:_NAME_CHARS].strip("-")
    if slug == name and slug not in _RESERVED:
        return slug
    return "-".join(filter(None, [slug, hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]]))
