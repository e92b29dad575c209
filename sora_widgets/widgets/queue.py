"""JobQueue: every job of this project folder, those of earlier kernels too.

Making one starts the engine, which goes on with what an earlier kernel left unfinished. The rows
travel as a trait when their members or states change; progress in between travels as one small
message per change, so that a long queue costs nothing while one job runs.
"""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from sora_widgets import jobs
from sora_widgets.errors import RequestError
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import bundle, refuse_unknown
from sora_widgets.widgets._rows import JobRows
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import CARD_TEXTS, JobAnswers

__all__ = ["JobQueue"]

_MOVING = ("progress", "eta_s")


class JobQueue(JobRows):
    """Shows the jobs, newest first, those that need somebody on top.

    Args:
        limit: how many jobs to show at most.
        language: "en" or "fr"; by default the one of the settings.
    """

    _esm, _css = bundle("queue")
    _answers: ClassVar[dict[str, str]] = JobAnswers.JOB_REQUESTS

    _rows = traitlets.List().tag(sync=True)

    def __init__(self, *, limit: int = 50, language: str | None = None, **unknown: object) -> None:
        refuse_unknown("JobQueue", unknown, ("limit", "language"))
        if type(limit) is not int or limit < 1:
            raise RequestError(f"limit must be a whole number from 1, not {limit!r}.", given=limit)
        texts = Texts(language)
        self.limit = limit
        super().__init__(texts, ("queue", *CARD_TEXTS))
        self._follow_jobs(self._take_news)
        self._follow_terms(self._price_decisions)
        listed = jobs.list_jobs(limit)
        with self._jobs_lock:
            early, self._jobs = self._jobs, {}
            for job in reversed(listed):  # oldest first, so that a new job lands at the newest end
                self._jobs[job.id] = job
            for job in early.values():  # a change that came while the list was read
                self._jobs.setdefault(job.id, job)
            for job in self._jobs.values():
                self._cards[job.id] = self._card(job, texts)
        self._turns.soon("rows", self._show_rows)

    def __repr__(self) -> str:
        return f"<JobQueue of {len(self.jobs)} jobs>"

    @property
    def jobs(self) -> list[Job]:
        """The jobs shown, newest first."""
        with self._jobs_lock:
            return list(self._jobs.values())[: -self.limit - 1 : -1]

    def _row_changed(self, before: dict[str, Any] | None, card: dict[str, Any]) -> None:
        if before is not None and _standing(before) == _standing(card):
            self._turns.soon(f"row {card['job_id']}", lambda: self.send({"kind": "queue-changed", "card": card}))
        else:
            self._turns.soon("rows", self._show_rows)

    def _show_rows(self) -> None:
        with self._jobs_lock:
            self._rows = [self._cards[job_id] for job_id in list(self._jobs)[: -self.limit - 1 : -1]]


def _standing(card: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in _MOVING}
