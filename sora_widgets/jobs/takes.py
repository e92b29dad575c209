"""Takes: what was made, kept beside the notebook, so that a notebook runs again at no cost.

A take is the request, the provider, the timeline, the cost and the clip's sha256 and poster,
written as JSON under `takes/`. The same request again finds its take. A take holds no secret: it is built
from the ledger's row, which never saw a key, and of a reference it keeps only what anybody may read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sora_widgets.clips import Clip
from sora_widgets.errors import ClipError, DiskFullError, FolderNotWritableError
from sora_widgets.jobs.keeping import write_json
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.settings import load_settings

__all__ = ["check_folder", "clip_path", "find_clip", "find_take", "look_at_folder", "reference_in_words", "write_take"]

FORMAT = 1
_UNREADABLE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError),
    ClipError,
)
_ROOM_BYTES = 64 * 1024 * 1024  # a long clip, its poster and the ledger's growth


def check_folder(project: Path) -> None:
    """Make sure, before anything is sent, that a clip could be kept here.

    Raises:
        FolderNotWritableError: no permission, a read-only place, or a file in the way.
        DiskFullError: less than 64 MB left.
    """
    look_at_folder(project)
    for folder in _folders(project):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{uuid.uuid4().hex}"  # its own, whoever asks at the same moment
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise _not_writable(folder, error.strerror) from error


def look_at_folder(project: Path) -> None:
    """Tell, without writing anything, whether a clip could be kept here; quick enough for every keystroke.

    Raises:
        FolderNotWritableError: no permission, a read-only place, or a file in the way.
        DiskFullError: less than 64 MB left.
    """
    import shutil

    for folder in _folders(project):
        place = next(path for path in (folder, *folder.parents) if os.path.exists(path))
        if not os.path.isdir(place):
            raise _not_writable(folder, "a file is in the way")
        if not os.access(place, os.W_OK | os.X_OK):
            raise _not_writable(folder, "no permission")
        free_bytes = shutil.disk_usage(place).free
        if free_bytes < _ROOM_BYTES:
            raise DiskFullError(
                f"Only {free_bytes // 1_000_000} MB are left on the disk of {project}, a clip may need 64: "
                "free some space.",
                path=project,
                free_bytes=free_bytes,
            )


def clip_path(job: JobRow) -> Path:
    """Where the job's clip goes: a name that people recognise, and the same one whenever this take is made.

    So a notebook that is run again on another machine names the same files, and differs in nothing.
    """
    words = re.sub(r"[^\w]+", "-", job.prompt.lower(), flags=re.ASCII).strip("-")[:40].strip("-") or "clip"
    key = _key(job.address, job.fingerprint)
    return Path(job.project) / "clips" / f"{words}-{key[:8]}-{job.take}.mp4"


def write_take(job: JobRow, clip: Clip) -> Path:
    """Write the take of a finished job, whole or not at all; returns its path."""
    path = _take_path(Path(job.project), job.address, job.fingerprint, job.take)
    content = {
        "format": FORMAT,
        "request": {
            "prompt": job.prompt,
            "model": job.model,
            "seconds": job.seconds,
            "size": job.size,
            "options": job.options,
            "reference": reference_in_words(job.reference),
            "scope": job.scope,
        },
        "provider": {"name": job.provider, "address": job.address},
        "take": job.take,
        "job_id": job.id,
        "timeline": {
            "created_at": _iso(job.created_at),
            "posted_at": _iso(job.posted_at),
            "saved_at": _iso(job.updated_at),
        },
        "clip": clip.to_dict(job.project),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, content)
    return path


def reference_in_words(reference: str | None) -> str | None:
    """Name the picture that a clip started from so that the name can be given to anybody.

    A URL may be signed, in its path too, and a data URL is the picture itself: of both only where they point and their
    sha256 are told; of a file its name, not its folder.
    """
    if reference is None:
        return None
    sha256 = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()
    if reference[:5].lower() == "data:":
        kind = re.match(r"data:(image/[\w.+-]+)[;,]", reference, re.IGNORECASE)
        return f"{kind[1] if kind else 'data'} (sha256 {sha256})"
    if re.match("https?://", reference, re.IGNORECASE):
        try:
            host = urlsplit(reference).hostname
        except ValueError:
            host = None
        return f"{host or 'address'} (sha256 {sha256})"
    return Path(reference).name


def find_take(project: Path, address: str, fingerprint: str, take: int) -> Clip | None:
    """The clip of this very request, if its take and its file are here and whole."""
    try:
        content = json.loads(_take_path(project, address, fingerprint, take).read_text(encoding="utf-8"))
        clip = _clip_in(content, project)
        return clip if clip.path.stat().st_size == clip.facts.size_bytes else None
    except _UNREADABLE:
        return None  # no take, or one that somebody moved or edited: making it anew is the safe answer


def find_clip(clip_id: str, project: Path | None = None) -> Clip | None:
    """A clip among the takes of a folder, by its id; None where there is none, or its file is gone or lies elsewhere.

    Args:
        clip_id: as `Clip.id` gives it.
        project: the notebook's folder; by default the one of the settings.
    """
    if not re.fullmatch(r"[0-9a-f]{16}", clip_id):
        return None
    project = load_settings(project).project
    for path in sorted((project / "takes").glob("*.json")):
        with suppress(*_UNREADABLE):
            told = path.read_text(encoding="utf-8")
            if f'"{clip_id}' not in told:  # reading a thousand takes is quick, making sense of them is not
                continue
            clip = _clip_in(json.loads(told), project)
            # A take that came with somebody's folder may name any file: none outside is handed out for it.
            is_ours = clip.path.resolve().is_relative_to(project)
            if clip.id == clip_id and is_ours and clip.path.stat().st_size == clip.facts.size_bytes:
                return clip
    return None


def _clip_in(content: dict[str, Any], project: Path) -> Clip:
    """The clip of a stored take. Posters lie beside their video: one that came with a folder may name any picture."""
    clip = Clip.from_dict(content["clip"], project)
    poster = clip.poster_path
    is_beside = poster is not None and poster.resolve().parent == clip.path.resolve().parent
    return clip if is_beside else replace(clip, poster_path=None)


def _folders(project: Path) -> tuple[Path, Path]:
    return project / "clips", project / "takes"


def _not_writable(folder: Path, reason: str | None) -> FolderNotWritableError:
    return FolderNotWritableError(
        f"Clips are kept beside the notebook, but {folder} cannot be written ({reason}): work in a folder you may write.",
        path=folder,
    )


def _take_path(project: Path, address: str, fingerprint: str, take: int) -> Path:
    return project / "takes" / f"{_key(address, fingerprint)}-{take}.json"


def _key(address: str, fingerprint: str) -> str:
    return hashlib.sha256(f"{address} {fingerprint}".encode()).hexdigest()[:16]


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
