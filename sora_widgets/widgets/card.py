"""JobCard: one job from the queue to its player; and how a displayed job becomes a document.

A card is a widget and dies with the kernel; a finished clip must not. So `show_job` replaces the
card by the clip's own document as soon as the clip is saved.
"""

from __future__ import annotations

import logging
import threading
from typing import Any, ClassVar

import traitlets
from IPython.display import DisplayHandle, display

from sora_widgets import jobs
from sora_widgets.clips.state import state_of
from sora_widgets.errors import RequestError
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import Answer, SoraWidget, bundle
from sora_widgets.widgets._clip_answers import ClipAnswers
from sora_widgets.widgets._decision import decision_of
from sora_widgets.widgets._shelf import ClipShelf, poster_of
from sora_widgets.widgets._texts import Texts, with_short_paths
from sora_widgets.widgets.player import PLAYER_TEXTS

__all__ = ["CARD_TEXTS", "JobAnswers", "JobCard", "card_of", "moves_money", "show_job"]

CARD_TEXTS = ("decision", *PLAYER_TEXTS)
"""Sections of the texts that a card's view needs."""

_PHASES = {
    "reserved": "waiting",
    "posting": "waiting",
    "submitted": "waiting",
    "queued": "waiting",
    "in_progress": "working",
    "completed": "working",
    "downloading": "working",
    "saved": "done",
    "failed": "failed",
    "expired": "failed",
    "cancelled": "cancelled",
    "ambiguous": "waiting",
}
_log = logging.getLogger("sora_widgets.widgets")


def card_of(job: Job, texts: Texts) -> dict[str, Any]:
    """What a card shows of a job: small, JSON, and replaced whole at each change."""
    state = str(job.state)
    decision = decision_of(job, texts)
    phase = _PHASES[state] if decision is None else "needs-you"
    clip = job.clip if phase == "done" else None
    width, _, height = job.size.partition("x")
    return {
        "job_id": job.id,
        "state": state,
        "phase": phase,
        "label": texts.say("state.needs_you" if decision else f"state.{state}"),
        "progress": job.progress if state == "in_progress" else None,
        "eta_s": None if job.eta_s is None else round(job.eta_s),
        "looks_again_at": job.looks_again_at if state == "ambiguous" else None,
        "prompt": job.text,
        "model": job.model,
        "provider": job.provider,
        "seconds": job.seconds,
        "size": [int(width), int(height)],
        "price_label": _price_of(job, phase, texts),
        "error": None if decision else _error_of(job, phase, texts),
        "can_cancel": not job.is_done and decision is None,
        "decision": decision,
        "clip": None if clip is None else state_of(clip),
    }


def _price_of(job: Job, phase: str, texts: Texts) -> str:
    """What it costs: expected while it is open, then what was paid, and beside it what was expected if that was another.

    Of a job without a clip it is what was spent all the same.
    """
    expected_usd = job.estimate.cost_usd
    if phase in ("failed", "cancelled") and expected_usd:
        return texts.sum(job.spent_usd)
    if job.cost_usd is None:
        return texts.money(expected_usd)
    if expected_usd is None or expected_usd == job.cost_usd:
        return texts.money(job.cost_usd)
    return texts.say("card.paid_and_expected", paid=texts.money(job.cost_usd), expected=texts.money(expected_usd))


def moves_money(job: Job) -> bool:
    """Whether a change of this job may have changed what is left of a budget."""
    return job.is_done or str(job.state) == "reserved"


def _error_of(job: Job, phase: str, texts: Texts) -> dict[str, str] | None:
    """What stands in the way, in words: why there is no clip, or what the engine is waiting out.

    A cancelled job keeps its note: it says whether the server goes on, and charges.
    """
    if job.error is not None and phase != "cancelled":
        return {"code": job.error.code, "message": texts.refusal(job.error)}
    return {"code": "note", "message": with_short_paths(job.note)} if job.note and phase != "done" else None


class JobAnswers(ClipAnswers):
    """The requests that every widget with cards answers: about its clips, cancelling, and what is decided."""

    JOB_REQUESTS: ClassVar[dict[str, str]] = {
        **ClipAnswers.CLIP_REQUESTS,
        "clip-poster": "_give_poster",
        "job-cancel": "_cancel_job",
        "job-adopt": "_adopt_video",
        "job-submit-again": "_submit_again",
        "job-give-up": "_give_up",
    }

    _loads: ClassVar[tuple[str, ...]] = ("player-view",)

    def _shown_job(self, job_id: object) -> Job:
        raise NotImplementedError

    def _give_poster(self, message: dict[str, Any]) -> Answer:
        clip = self._shown_job(message.get("job_id")).clip
        return {}, [b"" if clip is None else poster_of(clip)]

    def _cancel_job(self, message: dict[str, Any]) -> Answer:
        self._shown_job(message.get("job_id")).cancel()
        return {}, []

    def _adopt_video(self, message: dict[str, Any]) -> Answer:
        job, video_id = self._shown_job(message.get("job_id")), message.get("video_id")
        if not isinstance(video_id, str) or not video_id.strip():
            raise RequestError("Type the id of the video that is this job's, as the server names it.", given=video_id)
        job.adopt(video_id.strip())
        return {}, []

    def _submit_again(self, message: dict[str, Any]) -> Answer:
        self._shown_job(message.get("job_id")).submit_again()
        return {}, []

    def _give_up(self, message: dict[str, Any]) -> Answer:
        self._shown_job(message.get("job_id")).give_up()
        return {}, []

    def _card(self, job: Job, texts: Texts) -> dict[str, Any]:
        """The card of a job; its clip may be asked for from now on."""
        card = card_of(job, texts)
        if card["clip"] is not None and job.clip is not None:
            self._shelf.put(job.clip)
        return card


class JobCard(JobAnswers, SoraWidget):
    """Shows one job: queue, progress with the time left, then its player.

    Args:
        job: a job, or its id.
        language: "en" or "fr"; by default the one of the settings.
    """

    _esm, _css = bundle("card")
    _answers: ClassVar[dict[str, str]] = JobAnswers.JOB_REQUESTS

    _card_state = traitlets.Dict().tag(sync=True)

    def __init__(self, job: Job | str, *, language: str | None = None) -> None:
        texts = Texts(language)
        self._shelf = ClipShelf()
        self.job = jobs.find_job(job) if isinstance(job, str) else job
        self._output: DisplayHandle | None = None
        super().__init__(texts, CARD_TEXTS, _card_state=self._card(self.job, texts))
        self._follow_jobs(self._on_job)
        self._follow_terms(self._show)
        self._on_job(self.job)  # what happened between the two lines above

    def __repr__(self) -> str:
        return f"<JobCard {self.job.id[:8]} {self.job.state}>"

    def become_document_in(self, output: DisplayHandle) -> None:
        """Replace this card by the clip's document in that output, once the clip is there."""
        self._output = output
        self._leave_if_saved(self.job)

    def _shown_job(self, job_id: object) -> Job:
        if job_id != self.job.id:
            raise RequestError(f"This card does not show a job {job_id!r}.", given=job_id)
        return self.job

    def _on_job(self, job: Job) -> None:
        if job.id == self.job.id:
            self._show()
            self._leave_if_saved(job)
        elif self._card_state["decision"] is not None and moves_money(job):
            self._show()  # the costs of a decision depend on what is left

    def _show(self) -> None:
        def show() -> None:
            self._card_state = self._card(self.job, self._words)

        self._turns.soon("card", show)

    def _leave_if_saved(self, job: Job) -> None:
        if str(job.state) != "saved" or self._output is None:
            return
        output, self._output = self._output, None

        def leave() -> None:
            try:
                output.update(job.clip)
                self.close()
            except Exception:
                _log.exception("the card of job %s could not become its document", job.id)

        # Drawing the document takes some milliseconds that the engine's thread does not have.
        threading.Thread(target=leave, name="sora-widgets-document", daemon=True).start()


def show_job(job: Job) -> None:
    """Display a job: its card while it runs, its clip's document once it is saved."""
    clip = job.clip if job.is_done else None
    if clip is not None:
        display(clip)
        return
    card = JobCard(job)
    output = display(card, display_id=True)
    if output is not None:
        card.become_document_in(output)
