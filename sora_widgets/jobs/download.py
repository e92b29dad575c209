"""Bringing a finished video home: never a half file at its final name.

The bytes go to a hidden `.part` beside the target, are read back, checked and flushed, and get their
name in one step. What they are is measured from the bytes, not believed from the server; so is what
they cost, unless the server told. Whatever fails leaves the job to be fetched again.
"""

from __future__ import annotations

import asyncio
import errno
import glob
import hashlib
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import BinaryIO

from sora_widgets.clips import Clip, Facts, Provenance, poster_beside, probe
from sora_widgets.errors import ClipError, DiskFullError, FolderNotWritableError, ProtocolError
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.takes import clip_path, reference_in_words, write_take
from sora_widgets.providers import Provider

__all__ = ["NoLongerWantedError", "cost_of", "remove_remains", "save_clip"]

_MICRO_USD = Decimal("0.000001")
_IS_FULL = (errno.ENOSPC, errno.EDQUOT)
_IS_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR)


class NoLongerWantedError(Exception):
    """The job was cancelled while its bytes were on their way; nothing was kept."""


async def save_clip(provider: Provider, job: JobRow, is_wanted: Callable[[], bool]) -> Clip:
    """Download the job's video, make its poster and write its take.

    A clip that is saved a second time gets the same name; until the new bytes are whole, the old ones stay.

    Args:
        provider: the server that has it.
        job: the row; its `remote_id` is asked for, and its `urls`.
        is_wanted: asked once more before the file gets its name; called on another thread.

    Raises:
        NoLongerWantedError: `is_wanted` said no.
        ProviderError: the server did not give the bytes.
        ProtocolError, ClipError: what it gave is short, or no video.
        StorageError: the disk did not take them.
    """
    target = clip_path(job)
    # Each try writes a file of its own: a kernel that lost the job while it was fetching may still be writing to its.
    part = target.with_name(f".{target.stem}.{job.id}.{uuid.uuid4().hex}.part")
    try:
        await asyncio.to_thread(_make_room, job, target.parent)
        await _download(provider, job, part)
        # Decoding for the check and the poster: beside the loop, so that other jobs keep being looked at.
        return await asyncio.to_thread(_keep, job, part, target, is_wanted)
    except OSError as error:
        raise _ours(error, target) from error
    finally:
        with suppress(OSError):  # what cannot be removed now, the next try removes
            part.unlink(missing_ok=True)


def remove_remains(job: JobRow) -> None:
    """Remove what a killed or failed download of this job has left; what cannot be removed stays."""
    for left in clip_path(job).parent.glob(f".*.{glob.escape(job.id)}.*.part"):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def cost_of(job: JobRow, delivered_s: float) -> tuple[Decimal, str]:
    """What the clip cost, and how that is known (`Provenance.cost_source`).

    Args:
        job: as it was ordered; what the server told of the price comes first.
        delivered_s: the length of the file in seconds; the estimate is charged by it, to the tenth of a second.
    """
    if job.told_cost_usd is not None:
        return job.told_cost_usd, "told"
    if not job.estimate_usd:
        return Decimal(0), ""
    seconds = Decimal(f"{delivered_s:.1f}")
    if job.seconds <= 0 or seconds <= 0:
        return job.estimate_usd, "estimate"
    if seconds == job.seconds:
        return job.estimate_usd, "delivered"
    return (job.estimate_usd * seconds / job.seconds).quantize(_MICRO_USD, ROUND_CEILING), "delivered"


def _make_room(job: JobRow, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    remove_remains(job)


async def _download(provider: Provider, job: JobRow, part: Path) -> None:
    written, head = 0, b""
    async with provider.download(str(job.remote_id), urls=job.urls) as download:
        with part.open("xb") as file:
            async for chunk in download.chunks:
                file.write(chunk)
                written += len(chunk)
                head = (head + chunk[:8])[:8]
            await asyncio.to_thread(_flush, file)  # may take as long as the disk likes
    if download.length_bytes is not None and written != download.length_bytes:
        raise ProtocolError(
            f"{provider.name} announced {download.length_bytes} bytes and sent {written}: downloading again.",
            address=provider.address,
        )
    if head[4:] != b"ftyp":
        raise ProtocolError(
            f"{provider.name} sent {written} bytes of {download.content_type or 'something'} that are no MP4: "
            "downloading again.",
            address=provider.address,
        )


def _check_boxes(path: Path) -> None:
    """Make sure that the boxes which an MP4 consists of end where the file ends (ISO/IEC 14496-12, 4.2).

    A server may lie about the length, and a file that lacks only the last bytes of its index still opens.

    Raises:
        ClipError: they do not.
    """
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        at = 0
        while at < size_bytes:
            file.seek(at)
            header = file.read(16)
            length = int.from_bytes(header[:4], "big")
            if length == 1:  # a 64-bit length follows the name
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:  # up to the end, wherever that is
                return
            if length < 8:
                break
            at += length
    if at != size_bytes:
        raise ClipError(f"{path} is cut off after {size_bytes} bytes: download it again.", path=path)


def _keep(job: JobRow, part: Path, target: Path, is_wanted: Callable[[], bool]) -> Clip:
    """Give the file its name once it is known to be a whole video, and write down what it is."""
    with part.open("rb") as file:  # before the check: what the disk cannot give back is no fault of the server
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        _check_boxes(part)
        facts = probe(part)
    except ClipError as error:
        kept = target.with_suffix(".unreadable")
        os.replace(part, kept)
        raise ClipError(
            f"{job.provider} sent a video that cannot be read; its bytes are kept as {kept}.", path=kept
        ) from error
    if not is_wanted():
        raise NoLongerWantedError(job.id)
    os.replace(part, target)
    _flush_folder(target.parent)
    target.with_suffix(".unreadable").unlink(missing_ok=True)
    target.with_suffix(".jpg").unlink(missing_ok=True)  # of an earlier file of this name
    clip = Clip(target, poster_beside(target), facts, sha256, _record(job, facts))
    write_take(job, clip)
    clip.draw_pictures()
    return clip


def _record(job: JobRow, facts: Facts) -> Provenance:
    cost_usd, cost_source = cost_of(job, facts.duration_s)
    return Provenance(
        prompt=job.prompt,
        parts=job.parts,
        model=job.model,
        provider=job.provider,
        seconds=job.seconds,
        size=job.size,
        cost_usd=cost_usd,
        estimate_usd=job.estimate_usd,
        job_id=job.id,
        take=job.take,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        options=job.options,
        reference=reference_in_words(job.reference),
        cost_source=cost_source,
    )


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable, where folders can be flushed at all (not on Windows, nor on some shares)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in _IS_NO_FOLDER_SYNC:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _IS_NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _ours(error: OSError, target: Path) -> Exception:
    if error.errno in _IS_FULL:
        return DiskFullError(
            f"The disk is full, {target.name} could not be saved: free some space and it is fetched again.",
            path=target,
        )
    return FolderNotWritableError(
        f"{target} could not be saved ({error.strerror or type(error).__name__}): look at the disk and the folder's "
        "permissions; the clip stays on the server and is fetched again.",
        path=target,
    )
