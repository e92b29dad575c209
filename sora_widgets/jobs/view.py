"""What a job tells: its row in the ledger, as properties with the names that people use.

Only reads, and only one snapshot: every property is of the newest row that this kernel has heard of.
What can be done with a job is in `job`.
"""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from sora_widgets.clips import Clip
from sora_widgets.errors import JobCancelledError, JobFailedError, SoraWidgetsError
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.machine import State
from sora_widgets.pricing import Estimate, estimate
from sora_widgets.prompts import Shot

__all__ = ["RowView", "clip_of", "error_of"]


class RowView:
    """A job's row, read."""

    def __init__(self, row: JobRow) -> None:
        self._row = row

    @property
    def id(self) -> str:
        return self._row.id

    @property
    def state(self) -> State:
        return self._row.state

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen: saved, failed, cancelled or lost."""
        return self._row.state.is_done

    @property
    def progress(self) -> int | None:
        """Percent as the server tells, 0 to 100; None while it tells nothing."""
        return self._row.progress

    @property
    def eta_s(self) -> float | None:
        """Seconds left, if the progress allows a guess."""
        row = self._row
        return row.eta_s(time.time()) if row.state is State.IN_PROGRESS else None

    @property
    def elapsed_s(self) -> float:
        """Seconds since the job was asked for, until now or until its end."""
        row = self._row
        return (row.updated_at if row.state.is_done else time.time()) - row.created_at

    @property
    def looks_again_at(self) -> float | None:
        """When it goes on after what is being waited out (seconds since 1970); None while nothing is, or only a person."""
        row = self._row
        is_waiting = not row.state.is_done and not row.needs_decision and row.next_attempt_at > time.time()
        return row.next_attempt_at if is_waiting else None

    @property
    def text(self) -> str:
        """The prompt that was sent, word for word."""
        return self._row.prompt

    @property
    def shot(self) -> Shot:
        return Shot(**self._row.parts)

    @property
    def model(self) -> str:
        return self._row.model

    @property
    def seconds(self) -> int:
        return self._row.seconds

    @property
    def size(self) -> str:
        return self._row.size

    @property
    def take(self) -> int:
        return self._row.take

    @property
    def provider(self) -> str:
        """The server's name, "animatic" for the embedded one."""
        return self._row.provider

    @property
    def scope(self) -> str | None:
        """The class or course whose budget it counts against as well; None when there is none."""
        return self._row.scope

    @property
    def notebook(self) -> str | None:
        """The notebook it was ordered in, relative to the project folder; None where nobody told."""
        return self._row.notebook

    @property
    def remote_id(self) -> str | None:
        """The video's id at the server; None while it is not known."""
        return self._row.remote_id

    @property
    def created_at(self) -> float:
        """Seconds since 1970."""
        return self._row.created_at

    @property
    def estimate(self) -> Estimate:
        """What the job was expected to cost when it was asked for."""
        row = self._row
        rate = None if row.estimate_usd is None else row.estimate_usd / row.seconds
        return estimate(
            row.prompt,
            model=row.model,
            seconds=row.seconds,
            size=row.size,
            usd_per_second=rate,
            provider=row.provider,
        )

    @property
    def estimate_usd(self) -> Decimal | None:
        """The price that was expected when the job was asked for; None when nobody knew it."""
        return self._row.estimate_usd

    @property
    def cost_usd(self) -> Decimal | None:
        """What it cost in the end; None until then."""
        return self._row.cost_usd

    @property
    def held_usd(self) -> Decimal:
        """What is set aside for it now."""
        return self._row.held_usd

    @property
    def spent_usd(self) -> Decimal:
        """What it has put into the wallet's `spent` over all its orders; more than `cost_usd` once it was submitted again."""
        return self._row.spent_usd

    @property
    def needs_decision(self) -> bool:
        """Whether nothing will happen before a person calls `adopt`, `submit_again` or `give_up`."""
        return self._row.needs_decision

    @property
    def candidates(self) -> tuple[dict[str, Any], ...] | None:
        """The server's videos that may be this job's, once a person must decide; empty when the server shows none.

        Each has `id`, `status`, `created_at` (seconds since 1970), `prompt`, `seconds` and `size`, None where the server
        does not tell. None while the job is not in doubt, or is still being looked for.
        """
        found = self._row.candidates
        return None if found is None else tuple(dict(video) for video in found)

    @property
    def note(self) -> str | None:
        """What the server or the engine last said about it, such as what it is waiting out; None when all is well."""
        return self._row.note

    @property
    def error(self) -> SoraWidgetsError | None:
        """Why there is no clip; None while there may still be one."""
        return error_of(self._row)

    @property
    def clip(self) -> Clip | None:
        """The clip once it is saved."""
        return clip_of(self._row)


def clip_of(row: JobRow) -> Clip | None:
    """The clip of a row that is saved."""
    return None if row.clip is None else Clip.from_dict(json.loads(row.clip), Path(row.project))


def error_of(row: JobRow) -> SoraWidgetsError | None:
    """Why a row that is done has no clip."""
    if row.state is State.CANCELLED:
        return JobCancelledError(f"Job {row.id[:8]} was cancelled: {row.note}", job_id=row.id)
    if row.state in (State.FAILED, State.EXPIRED):
        return JobFailedError(f"Job {row.id[:8]} {row.state}: {row.note}", job_id=row.id, server_code=row.error_code)
    return None
