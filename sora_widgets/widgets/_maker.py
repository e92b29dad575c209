"""A widget that orders jobs: it knows those it made, follows them, and prices anew when money has moved.

What `PromptComposer` and `StoryboardEditor` share. What is ordered and for how much is theirs to say.
"""

from __future__ import annotations

import contextlib
import threading
from typing import Any, ClassVar

import traitlets

from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import SoraWidget
from sora_widgets.widgets._shelf import ClipShelf
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import JobAnswers, moves_money

__all__ = ["JobMaker"]


class JobMaker(JobAnswers, SoraWidget):
    """A widget with a card for each job that was made in it.

    The script that draws cards is asked for with the first one: not every draft is generated, and a saved notebook does
    without it.
    """

    _loads: ClassVar[tuple[str, ...]] = ("clips", *JobAnswers._loads)

    _draft = traitlets.Dict().tag(sync=True, echo_update=False)
    _view = traitlets.Dict().tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)
    _cards = traitlets.List().tag(sync=True)

    def __init__(self, texts: Texts, sections: tuple[str, ...], **state: Any) -> None:
        self._shelf = ClipShelf()
        self._made: dict[str, Job] = {}
        self._made_lock = threading.Lock()
        super().__init__(texts, sections, **state)
        with contextlib.suppress(SoraWidgetsError):  # without an engine there are no prices; the view says why
            self._follow()

    @property
    def jobs(self) -> list[Job]:
        """The jobs made here, what was ordered last standing first."""
        with self._made_lock:
            return list(self._made.values())

    def _show_cards(self) -> None:
        """Set `_cards` to those of the jobs (in turn)."""
        raise NotImplementedError

    def _price_again(self) -> None:
        """Put today's price into `_view` (in turn)."""
        raise NotImplementedError

    def _offered(self) -> dict[str, Any]:
        """What can be chosen at the server that is connected."""
        raise NotImplementedError

    def _keep_made(self, *made: Job) -> None:
        """Keep jobs as the newest; one that was made before moves up."""
        newest = {job.id: job for job in made}
        with self._made_lock:
            self._made = newest | {known: job for known, job in self._made.items() if known not in newest}

    def _shown_job(self, job_id: object) -> Job:
        with self._made_lock:
            job = self._made.get(job_id) if isinstance(job_id, str) else None
        if job is None:
            raise RequestError(f"This {type(self).__name__} did not make a job {job_id!r}.", given=job_id)
        return job

    # -- news ---------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        self._follow_jobs(self._on_job)
        self._follow_terms(self._on_terms)

    def _on_job(self, job: Job) -> None:
        with self._made_lock:
            is_mine = job.id in self._made
        if is_mine or (moves_money(job) and any(card["decision"] for card in self._cards)):
            self._show_cards_soon()
        if job.is_done:  # what is left of the budget has changed, and a clip that is here costs nothing
            self._turns.soon("price", self._price_again)

    def _on_terms(self) -> None:
        self._turns.soon("choices", lambda: setattr(self, "_choices", self._offered()))
        self._turns.soon("price", self._price_again)
        self._show_cards_soon()  # what a decision costs goes by what is left

    def _show_cards_soon(self) -> None:
        self._turns.soon("cards", self._show_cards)
