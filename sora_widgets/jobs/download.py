"""Bringing a finished video home: never a half file at its final name.

The bytes go to a `.part` beside the target, are checked, hashed and flushed, and get their name in
one step. What they are is measured from the bytes, not believed from the server.
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sora_widgets.clips import Clip, Provenance, probe
from sora_widgets.errors import ClipError, DiskFullError, FolderNotWritableError, ProtocolError
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.takes import clip_path, write_take
from sora_widgets.providers import Provider

__all__ = ["NoLongerWantedError", "save_clip"]


class NoLongerWantedError(Exception):
    """The job was cancelled while its bytes were on their way; nothing was kept."""


async def save_clip(provider: Provider, job: JobRow, is_wanted: Callable[[], bool]) -> Clip:
    """Download the job's video, make its poster and write its take.

    Args:
        provider: the server that has it.
        job: the row; its `remote_id` is asked for.
        is_wanted: asked once more before the file gets its name; called on another thread.

    Raises:
        NoLongerWantedError: `is_wanted` said no.
        ProviderError: the server did not give the bytes.
        ProtocolError, ClipError: what it gave is short, or no video.
        StorageError: the disk did not take them.
    """
    target = clip_path(job)
    part = target.with_suffix(".part")
    try:
        await _download(provider, str(job.remote_id), part)
        # Decoding for the check and the poster: beside the loop, so that other jobs keep being looked at.
        return await asyncio.to_thread(_keep, job, part, target, is_wanted)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _ours(error, target) from error
        raise


async def _download(provider: Provider, remote_id: str, part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    async with provider.download(remote_id) as download:
        with part.open("wb") as file:
            async for chunk in download.chunks:
                file.write(chunk)
                written += len(chunk)
            file.flush()
            os.fsync(file.fileno())
    if download.length_bytes is not None and written != download.length_bytes:
        raise ProtocolError(
            f"{provider.name} announced {download.length_bytes} bytes and sent {written}: downloading again.",
            address=provider.address,
        )
    with part.open("rb") as file:
        head = file.read(12)
    if head[4:8] != b"ftyp":
        raise ProtocolError(
            f"{provider.name} sent {written} bytes of {download.content_type or 'something'} that are no MP4: "
            "downloading again.",
            address=provider.address,
        )


def _keep(job: JobRow, part: Path, target: Path, is_wanted: Callable[[], bool]) -> Clip:
    """Give the file its name once it is known to be a whole video, and write down what it is."""
    try:
        probe(part)
    except ClipError as error:
        kept = target.with_suffix(".unreadable")
        os.replace(part, kept)
        raise ClipError(
            f"{job.provider} sent a video that cannot be read; its bytes are kept as {kept}.", path=kept
        ) from error
    if not is_wanted():
        raise NoLongerWantedError(job.id)
    target.with_suffix(".jpg").unlink(missing_ok=True)  # of an earlier file of this name; the clip makes its own
    os.replace(part, target)
    target.with_suffix(".unreadable").unlink(missing_ok=True)
    _flush_folder(target.parent)
    clip = Clip.open(
        target,
        Provenance(
            prompt=job.prompt,
            parts=job.parts,
            model=job.model,
            provider=job.provider,
            seconds=job.seconds,
            size=job.size,
            cost_usd=job.estimate_usd if job.estimate_usd is not None else Decimal(0),
            estimate_usd=job.estimate_usd,
            job_id=job.id,
            take=job.take,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )
    write_take(job, clip)
    return clip


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable; not every file system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _ours(error: OSError, target: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(
            f"The disk is full, {target.name} could not be saved: free some space and it is fetched again.",
            path=target,
        )
    return FolderNotWritableError(
        f"{target} could not be written ({error.strerror or error}): the clip stays on the server and is fetched again.",
        path=target,
    )
