"""CostEstimator: this shot, these settings, this many takes: which model, plan or machine, at what price.

Draft and view travel as in the composer: the browser sends drafts, each with a revision, the kernel
answers the newest with a view of the same revision. `_cost_prices` works the numbers out, `_cost_view`
puts them into words; this file holds them together, with what is linked and with what can be undone.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets

from sora_widgets import jobs
from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.jobs import Job
from sora_widgets.pricing import Comparison, Estimate, Hosting
from sora_widgets.providers import Provider
from sora_widgets.widgets._base import Answer, SoraWidget, bundle, refuse_unknown
from sora_widgets.widgets._cost_draft import (
    fit_to_model,
    machine_fields,
    read_cost_draft,
    read_cost_settings,
    read_machine,
)
from sora_widgets.widgets._cost_explained import explain_draft, explain_estimate, explain_offer
from sora_widgets.widgets._cost_prices import Priced, Prices
from sora_widgets.widgets._cost_subject import Subject
from sora_widgets.widgets._cost_view import ANSWER, WAY, CostView, offered
from sora_widgets.widgets._cost_ways import DRAFT
from sora_widgets.widgets._settings import revision_of
from sora_widgets.widgets._texts import Texts

__all__ = ["CostEstimator"]

_BEGIN: dict[str, Any] = {
    "model": "sora-2",
    "seconds": 4,
    "size": "1280x720",
    "takes": 1,
    "sound": None,
    "batch": False,
    "clips_per_month": 30,
}
_MOST_UNDONE = 50
_AHEAD_S = 0.015  # the answer has left the kernel by then


class CostEstimator(SoraWidget):
    """The page to decide on: the price of a shot before it runs, and what else would make it.

    Args:
        what: what is priced: a `PromptComposer` or a `StoryboardEditor`, which then follow each other; a shot, a text,
            a request, a storyboard, or a list of shots and texts; None for any shot.
        model, seconds, size, takes: the settings to begin with; by default those of what is given.
        sound: True for a sound track, False for none, None for as it comes.
        batch: at the price of an order that may wait.
        clips_per_month: how many such clips are made in a month.
        hosting: a machine of one's own; its figures can be typed in too, and none is ever guessed.
        language: "en" or "fr"; by default the one of the settings.

    Example:
        estimator = sw.CostEstimator(model="sora-2-pro", seconds=8)
        estimator.estimate.cost_usd, estimator.table.cheapest
    """

    _esm, _css = bundle("estimator")
    _answers: ClassVar[dict[str, str]] = {
        "estimator-explain": "_explain",
        "estimator-apply": "_apply",
        "estimator-undo": "_undo",
    }

    estimate = traitlets.Instance(Estimate, allow_none=True)
    """The list price of the chosen settings (of a model that no table has: what the connected server asks); None when
    the model does not make them."""
    table = traitlets.Instance(Comparison, allow_none=True)
    """The same work at every model, plan and machine, the connected server among them."""

    _draft = traitlets.Dict().tag(sync=True, echo_update=False)
    _view = traitlets.Dict().tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        what: object = None,
        *,
        model: str | None = None,
        seconds: int | None = None,
        size: str | None = None,
        takes: int | None = None,
        sound: bool | None = None,
        batch: bool | None = None,
        clips_per_month: int | None = None,
        hosting: Hosting | None = None,
        language: str | None = None,
        **unknown: object,
    ) -> None:
        refuse_unknown("CostEstimator", unknown, ("what", *_BEGIN, "hosting", "language"))
        words = Texts(language)
        self._words = words
        self._subject = Subject(what)
        self._prices = Prices(self._subject, words)
        self._wording = CostView(self._subject, words)
        self._priced: Priced | None = None
        # What was applied: its name, the settings that it changed as they were, and the server when it changed that.
        self._undoable: list[tuple[str, dict[str, Any], Provider | None]] = []
        self._is_own_draft = False  # whether the draft that is being answered comes from this side
        self._seen_states: dict[str, str] = {}
        given = {
            "model": model,
            "seconds": seconds,
            "size": size,
            "takes": takes,
            "sound": sound,
            "batch": batch,
            "clips_per_month": clips_per_month,
        }
        told = {name: value for name, value in given.items() if value is not None}
        begin = _BEGIN | self._subject.settings | told | {"hosting": machine_fields(hosting)}
        if self._subject.lengths is not None:
            begin["seconds"] = None
        # The newest draft that makes sense.
        self._kept: dict[str, Any] = {
            "revision": 0,
            "settings": read_cost_settings(begin),
            "table": {"is_open": False, "by": "cost", "is_reversed": False},
        }
        view = self._answer()
        super().__init__(
            words,
            ("estimator", "settings"),
            **self._public(),
            _draft=self._kept,
            _view=view,
            _choices=offered(self._subject.takes, words),
        )
        self.observe(self._on_draft, "_draft")
        with contextlib.suppress(SoraWidgetsError):  # without an engine there is no wallet; the view says why
            self._follow_jobs(self._on_job)
            self._follow_terms(self._on_terms)
        self._listen("link", self._subject.subscribe, self._on_link)
        self._subject.set(self._kept["settings"])

    @property
    def settings(self) -> dict[str, Any]:
        """What is priced, without the machine; set it with those that change."""
        return {name: self._kept["settings"][name] for name in _BEGIN}

    @settings.setter
    def settings(self, changed: Mapping[str, Any]) -> None:
        refuse_unknown("settings", {name: changed[name] for name in changed if name not in _BEGIN}, _BEGIN)
        self._redraft(read_cost_settings(self._kept["settings"] | dict(changed)))

    @property
    def hosting(self) -> Hosting | None:
        """The machine of one's own, as typed in; None while a figure is missing. Set it to fill the fields."""
        return read_machine(self._kept["settings"]["hosting"], self._words).hosting

    @hosting.setter
    def hosting(self, machine: Hosting | None) -> None:
        self._redraft(self._kept["settings"] | {"hosting": machine_fields(machine)})

    # -- draft in, view out -------------------------------------------------------------------------------------

    def _redraft(self, settings: Mapping[str, Any]) -> None:
        """Replace the settings from this side."""
        with self._turns:
            self._is_own_draft = True
            try:
                self._draft = self._kept | {"settings": dict(settings), "revision": self._view["revision"] + 1}
            finally:
                self._is_own_draft = False

    def _on_draft(self, change: dict[str, Any]) -> None:
        """Everything that follows from a draft. Bad input becomes a refusal in words, never an exception."""
        given, before = change["new"], self._kept["settings"]
        if not self._is_own_draft and revision_of(given) < self._view["revision"]:
            # The browser lets a change of a trait wait, but sends a request at once: what the request did must not be
            # taken back by the draft it was done to.
            self._redraft(before)
            return
        try:
            draft = read_cost_draft(given)
        except SoraWidgetsError as error:
            self._view = self._view | {"revision": revision_of(given), "refusal": self._words.refusal(error)}
            return
        self._kept = draft
        if not self._is_own_draft and draft["settings"]["model"] != before["model"]:
            fitted = fit_to_model(draft["settings"])
            if fitted != draft["settings"]:
                self._view = self._view | {"revision": draft["revision"]}
                self._redraft(fitted)
                return
        self._show()
        self._subject.set(draft["settings"])
        self._look_ahead(before, draft["settings"])

    def _look_ahead(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """Price where a slider comes to next, once the answer is on its way and nobody waits for another."""
        name = next((name for name in ("seconds", "clips_per_month") if before[name] != now[name]), None)
        if name is None or None in (before[name], now[name]):
            return
        stops = self._view["makes"]["seconds"] if name == "seconds" else self._choices["clips"]
        if now[name] > before[name]:
            following = min((stop for stop in stops if stop > now[name]), default=None)
        else:
            following = max((stop for stop in stops if stop < now[name]), default=None)
        if following is not None:
            with contextlib.suppress(RuntimeError):  # no loop runs here: then nobody moves a slider either
                asyncio.get_running_loop().call_later(_AHEAD_S, self._price_ahead, {**now, name: following})

    def _price_ahead(self, settings: Mapping[str, Any]) -> None:
        with self._turns, contextlib.suppress(SoraWidgetsError):  # what is wrong is said when it is asked for
            self._prices.of(settings)

    def _show(self) -> None:
        # The view goes first: it is what somebody waits for on the screen. What observers do comes after.
        self._view = self._answer()
        for name, value in self._public().items():
            setattr(self, name, value)

    def _answer(self) -> dict[str, Any]:
        """The view of the draft that is kept."""
        undo = self._undoable[-1][0] if self._undoable else None
        self._priced = None
        try:
            self._priced = self._prices.of(self._kept["settings"])
            return self._wording.of(self._kept, self._priced, undo)
        except SoraWidgetsError as error:
            return self._wording.without_prices(self._kept, error, undo)

    def _public(self) -> dict[str, Any]:
        priced = self._priced
        return {"estimate": priced and priced.price, "table": priced and priced.table}

    def _on_link(self) -> None:
        self._turns.soon("link", self._follow_link)

    def _follow_link(self) -> None:
        settings = self._kept["settings"] | self._subject.settings
        if settings != self._kept["settings"]:
            self._redraft(settings)
        else:
            self._show()

    def _on_job(self, job: Job) -> None:
        # Money moves when a job changes its state, not with its progress.
        if self._seen_states.get(job.id) == str(job.state):
            return
        self._seen_states[job.id] = str(job.state)
        self._turns.soon("price", self._show)

    def _on_terms(self) -> None:
        self._turns.soon("choices", lambda: setattr(self, "_choices", offered(self._subject.takes, self._words)))
        self._turns.soon("price", self._show)

    # -- requests -----------------------------------------------------------------------------------------------

    def _take_draft(self, message: dict[str, Any]) -> None:
        """A request may overtake the draft it is about: it carries the draft, and the newer one counts."""
        draft = message.get("draft")
        if isinstance(draft, dict) and revision_of(draft) > self._view["revision"]:
            read_cost_draft(draft)  # a bad one is refused, not shown
            self._draft = draft

    def _explain(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            self._take_draft(message)
            wanted, priced = str(message.get("offer")), self._priced
            if priced is None:
                raise RequestError(self._words.say("estimator.way_gone"), given=wanted)
            return self._explained(priced, wanted), []

    def _explained(self, priced: Priced, wanted: str) -> dict[str, Any]:
        price = priced.price if wanted == ANSWER else None
        way = next((way for way in priced.ways if f"{WAY}{way.id}" == wanted), None)
        if way is not None:
            if way.estimate is None:
                return explain_draft(self._words)
            price = way.estimate
        if price is not None:
            return explain_estimate(price, self._words)
        offer = next((offer for offer in priced.table.rows if offer.id == wanted), None)
        if offer is None:
            raise RequestError(self._words.say("estimator.way_gone"), given=wanted)
        return explain_offer(offer, priced.machines, self._words)

    def _apply(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            self._take_draft(message)
            ways = () if self._priced is None else self._priced.ways
            way = next((way for way in ways if f"{WAY}{way.id}" == message.get("way") and way.can_apply), None)
            if way is None:
                raise RequestError(self._words.say("estimator.way_gone"), given=message.get("way"))
            before = {name: self._kept["settings"][name] for name in way.change}
        server = jobs.current_provider() if way.id == DRAFT else None
        if server is not None:
            jobs.connect("animatic")  # not in turn with anything: the engine may have to be waited for here
        with self._turns:
            self._undoable = [*self._undoable, (way.name, before, server)][-_MOST_UNDONE:]
            self._redraft(self._kept["settings"] | dict(way.change))
        return self._done(way.name), []

    def _undo(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            self._take_draft(message)
            if not self._undoable:
                raise RequestError(self._words.say("estimator.nothing_to_undo"))
            name, before, server = self._undoable.pop()
        if server is not None:
            jobs.go_back_to(server)
        with self._turns:
            self._redraft(self._kept["settings"] | before)
        return self._done(name), []

    def _done(self, name: str) -> dict[str, str]:
        """What was done, and what everything costs now."""
        answer = self._view["answer"]
        return {"name": name, "amount": "" if answer is None else answer["amount"]}
