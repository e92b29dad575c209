"""Jobs as rows: their cards by id, kept up to date from the engine's thread.

What `JobQueue` and the display of `gather` share. Which jobs are rows, and how a changed row travels
to the browser, is theirs to say.
"""

from __future__ import annotations

import threading
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import SoraWidget
from sora_widgets.widgets._shelf import ClipShelf
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import JobAnswers, moves_money

__all__ = ["JobRows"]


class JobRows(JobAnswers, SoraWidget):
    """A widget with one card a job; a subclass says how a changed one is shown."""

    def __init__(self, texts: Texts, sections: tuple[str, ...], **state: Any) -> None:
        self._shelf = ClipShelf()
        self._jobs: dict[str, Job] = {}
        self._cards: dict[str, dict[str, Any]] = {}
        self._jobs_lock = threading.Lock()
        super().__init__(texts, sections, **state)

    def _row_changed(self, before: dict[str, Any] | None, card: dict[str, Any]) -> None:
        """Show a card that was not like this before (engine's thread)."""
        raise NotImplementedError

    def _shown_job(self, job_id: object) -> Job:
        with self._jobs_lock:
            job = self._jobs.get(job_id) if isinstance(job_id, str) else None
        if job is None:
            raise RequestError(f"This {type(self).__name__} does not show a job {job_id!r}.", given=job_id)
        return job

    def _take_news(self, job: Job) -> None:
        """Keep the newest card of a job, and of those whose decision costs another sum now."""
        self._keep(job)
        if moves_money(job):
            self._price_decisions(but=job.id)

    def _price_decisions(self, but: str | None = None) -> None:
        """Say again what each way out of a doubt costs: there is more or less left than before."""
        with self._jobs_lock:
            undecided = [
                self._jobs[job_id]
                for job_id, card in self._cards.items()
                if card["decision"] is not None and job_id != but
            ]
        for job in undecided:
            self._keep(job)

    def _keep(self, job: Job) -> None:
        card = self._card(job, self._words)
        with self._jobs_lock:
            self._jobs[job.id] = job
            before, self._cards[job.id] = self._cards.get(job.id), card
        if card != before:
            self._row_changed(before, card)
