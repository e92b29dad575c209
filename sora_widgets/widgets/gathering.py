"""`gather`: many jobs with one display, which becomes a small document when all of them are done.

The display is a widget over the bundle of `JobQueue`: a head with the sums, and the jobs as rows,
which are asked for when somebody unfolds them. What is waited for, and how, is `jobs.Gathering`'s.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets
from IPython.display import DisplayHandle, display

from sora_widgets import jobs
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import Answer, bundle
from sora_widgets.widgets._gathering_document import GatheringDocument
from sora_widgets.widgets._rows import JobRows
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import CARD_TEXTS, JobAnswers, moves_money

if TYPE_CHECKING:
    from sora_widgets.jobs import Gathering

__all__ = ["GatheringDisplay", "Tally", "gather"]

_ENDS = ("saved", "failed", "cancelled", "expired")
_SHARES = {**dict.fromkeys(_ENDS, 1.0), "completed": 0.99, "downloading": 0.99}
_GUESS_FROM_SHARE = 0.02  # of the whole; before that, the time left is anybody's guess
_log = logging.getLogger("sora_widgets.widgets")
_shown_in: weakref.WeakKeyDictionary[Gathering, int] = weakref.WeakKeyDictionary()  # → number of the cell


def gather(gathered: Iterable[Job]) -> Gathering:
    """Take many jobs as one: `await` it for their clips, in the order given.

    In a notebook one display shows how far they are, what they cost and how long they still take, and can cancel all
    of them; when they are done it becomes a small document. Elsewhere nothing is shown.

    Args:
        gathered: the jobs; the same one may be given twice and is shown once.

    Raises:
        RequestError: something else than jobs.

    Example:
        clips = await sw.gather([sw.generate(shot, take=n) for n in (1, 2, 3)])
    """
    gathering = jobs.Gathering(gathered)
    shell = _notebook_shell()
    if shell is not None and gathering.jobs:
        shell.display_formatter.ipython_display_formatter.for_type(jobs.Gathering, _show_again)
        _show(gathering)
    return gathering


def _notebook_shell() -> Any:
    """IPython's shell where there is a page to show something on, else None."""
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = get_ipython() if get_ipython else None
    return shell if getattr(shell, "kernel", None) is not None else None


def _show(gathering: Gathering) -> None:
    _shown_in[gathering] = _cell_number()
    if all(job.is_done for job in gathering.jobs):
        display(GatheringDocument({job.id: job for job in gathering.jobs}.values(), Texts()))
        return
    shown = GatheringDisplay(gathering)
    output = display(shown, display_id=True)
    if output is not None:
        shown.become_document_in(output)


def _show_again(gathering: Gathering) -> None:
    """A gathering as a cell's value: it is on the page already, unless another cell made it."""
    if _shown_in.get(gathering) != _cell_number():
        _show(gathering)


def _cell_number() -> int:
    return int(getattr(_notebook_shell(), "execution_count", 0))


@dataclass(frozen=True)
class _Entry:
    """What one job adds to the sums."""

    share: float
    state: str
    needs_you: bool
    spent_usd: Decimal
    held_usd: Decimal
    at_stake_usd: Decimal  # what cancelling it counts as spent


class Tally:
    """The sums over many jobs; a change of one costs the same however many they are.

    Args:
        gathered: the jobs.
        now_s: the time, in seconds, from any beginning.
    """

    def __init__(self, gathered: Iterable[Job], now_s: float) -> None:
        self._entries = {job.id: _entry_of(job) for job in gathered}
        self._share = sum(entry.share for entry in self._entries.values())
        self._spent_usd = sum((entry.spent_usd for entry in self._entries.values()), Decimal(0))
        self._held_usd = sum((entry.held_usd for entry in self._entries.values()), Decimal(0))
        self._at_stake_usd = sum((entry.at_stake_usd for entry in self._entries.values()), Decimal(0))
        self._states: dict[str, int] = {}
        for entry in self._entries.values():
            self._states[entry.state] = self._states.get(entry.state, 0) + 1
        self._needs_you = sum(entry.needs_you for entry in self._entries.values())
        self._first_share, self._first_s = self._share, now_s

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen to any of them."""
        return sum(self._states.get(state, 0) for state in _ENDS) == len(self._entries)

    def put(self, job: Job) -> None:
        """Count a job as it is now instead of as it was."""
        before, after = self._entries[job.id], _entry_of(job)
        self._entries[job.id] = after
        self._share += after.share - before.share
        self._spent_usd += after.spent_usd - before.spent_usd
        self._held_usd += after.held_usd - before.held_usd
        self._at_stake_usd += after.at_stake_usd - before.at_stake_usd
        self._needs_you += after.needs_you - before.needs_you
        self._states[before.state] -= 1
        self._states[after.state] = self._states.get(after.state, 0) + 1

    def summary(self, texts: Texts, now_s: float) -> dict[str, Any]:
        """What the head of the display says: small, JSON, and replaced whole."""
        count = self._states.get
        total, saved = len(self._entries), count("saved", 0)
        failed, cancelled = count("failed", 0) + count("expired", 0), count("cancelled", 0)
        is_open = total - saved - failed - cancelled
        line = [texts.say("gathered.saved", n=saved, total=total)]
        line += [texts.say("gathered.failed", n=failed)] if failed else []
        line += [texts.say("gathered.cancelled", n=cancelled)] if cancelled else []
        line += [texts.say("gathered.needs_you", n=self._needs_you)] if self._needs_you else []
        return {
            "line": " · ".join(line),
            "money": self.money(texts),
            "cancel_cost": texts.sum(self._at_stake_usd) if self._at_stake_usd else None,
            "percent": int(100 * self._share / total + 1e-6) if total else 100,
            "eta_s": self._eta_s(now_s),
            "total": total,
            "open": is_open,
            "needs_you": self._needs_you,
        }

    def money(self, texts: Texts) -> str:
        """What is spent and what is held, in words; "free" where it is neither."""
        parts = [("spent", self._spent_usd), ("held", self._held_usd)]
        said = [texts.say(f"gathered.{name}", amount=texts.sum(usd)) for name, usd in parts if usd]
        return " · ".join(said) or texts.money(Decimal(0))

    def _eta_s(self, now_s: float) -> int | None:
        """Seconds left at the pace since the beginning; None while that is a mere guess."""
        gained, total = self._share - self._first_share, len(self._entries)
        rest = total - self._share
        if rest <= 0 or gained < _GUESS_FROM_SHARE * total or now_s <= self._first_s:
            return None
        return round((now_s - self._first_s) * rest / gained)


def _entry_of(job: Job) -> _Entry:
    state = str(job.state)
    share = (job.progress or 0) / 100 if state == "in_progress" else _SHARES.get(state, 0.0)
    # A clip that was here already costs nothing, whatever it cost once.
    spent_usd, held_usd = (Decimal(0), Decimal(0)) if job.is_replay else (job.spent_usd, job.held_usd)
    # What was not sent yet is not made by anybody: its money is free again.
    at_stake_usd = Decimal(0) if state == "reserved" else held_usd
    return _Entry(share, state, job.needs_decision, spent_usd, held_usd, at_stake_usd)


class GatheringDisplay(JobRows):
    """Shows how far many jobs are: one line with their sums, a bar, and on demand the jobs.

    Args:
        gathering: the jobs.
        language: "en" or "fr"; by default the one of the settings.
    """

    _esm, _css = bundle("queue")
    _answers: ClassVar[dict[str, str]] = {
        **JobAnswers.JOB_REQUESTS,
        "gathering-rows": "_give_rows",
        "gathering-cancel": "_cancel_all",
    }

    _summary = traitlets.Dict().tag(sync=True)

    def __init__(self, gathering: Gathering, *, language: str | None = None) -> None:
        texts = Texts(language)
        self.gathering = gathering
        self._output: DisplayHandle | None = None
        self._is_unfolded = False
        self._tally_lock = threading.Lock()
        members = {job.id: job for job in gathering.jobs}
        self._tally = Tally(members.values(), time.monotonic())
        super().__init__(
            texts,
            ("queue", "gathering", *CARD_TEXTS),
            _summary=self._tally.summary(texts, time.monotonic()),
        )
        self._jobs = members
        self._follow_jobs(self._on_job)
        self._follow_terms(self._price_decisions)
        for job in members.values():  # what happened between the lines above
            self._on_job(job)

    def __repr__(self) -> str:
        return f"<GatheringDisplay of {len(self._jobs)} jobs>"

    def become_document_in(self, output: DisplayHandle) -> None:
        """Replace this display by its document in that output, once every job is done."""
        self._output = output
        self._leave_if_done()

    def _on_job(self, job: Job) -> None:
        if job.id not in self._jobs:
            if moves_money(job):
                self._price_decisions()
            return
        if self._is_unfolded:
            self._take_news(job)
        with self._tally_lock:
            self._tally.put(job)
        self._turns.soon("summary", self._show_summary)
        self._leave_if_done()

    def _show_summary(self) -> None:
        with self._tally_lock:
            self._summary = self._tally.summary(self._words, time.monotonic())

    def _row_changed(self, before: dict[str, Any] | None, card: dict[str, Any]) -> None:
        if before is not None:  # the first ones travel together, as the answer to who asked
            self._turns.soon(f"row {card['job_id']}", lambda: self.send({"kind": "queue-changed", "card": card}))

    def _give_rows(self, message: dict[str, Any]) -> Answer:
        self._is_unfolded = True  # first: what changes from here on is sent as well
        for job in list(self._jobs.values()):
            self._keep(job)
        with self._jobs_lock:
            return {"rows": [self._cards[job_id] for job_id in self._jobs]}, []

    def _cancel_all(self, message: dict[str, Any]) -> Answer:
        self.gathering.cancel()
        return {}, []

    def _leave_if_done(self) -> None:
        with self._tally_lock:
            if self._output is None or not self._tally.is_done:
                return
            output, self._output = self._output, None

        def leave() -> None:
            try:
                output.update(GatheringDocument(self._jobs.values(), self._words))
                self.close()
            except Exception:
                _log.exception("the display of %r could not become its document", self.gathering)

        # Drawing the document takes some milliseconds that the engine's thread does not have.
        threading.Thread(target=leave, name="sora-widgets-document", daemon=True).start()
