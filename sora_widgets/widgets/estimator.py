"""CostEstimator: what a clip costs at the connected server and by each model's list price.

Bars, a wallet line, and where the prices come from. The arithmetic is in `pricing`, the wallet in
`jobs`; this file lays them side by side.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import traitlets

from sora_widgets import jobs
from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.jobs import Job
from sora_widgets.pricing import Estimate, estimate, format_sum_usd, model_facts, models
from sora_widgets.prompts import Shot
from sora_widgets.widgets._base import SoraWidget, bundle, refuse_unknown
from sora_widgets.widgets._settings import TAKES, model_choices, provider_found, read_settings, revision_of
from sora_widgets.widgets._texts import Texts

__all__ = ["CostEstimator"]

_ANY_SHOT = "a shot"
"""Prices per second do not depend on the prompt; a quote wants one all the same."""


class CostEstimator(SoraWidget):
    """Shows the price of a clip before it runs.

    Args:
        shot: the shot to price; prices per second are the same for every one.
        model, seconds, size, takes: the settings to begin with.
        language: "en" or "fr"; by default the one of the settings.

    Example:
        sw.CostEstimator(model="sora-2-pro", seconds=8)
    """

    _esm, _css = bundle("estimator")
    _answers: ClassVar[dict[str, str]] = {}

    estimate = traitlets.Instance(Estimate, allow_none=True)
    """The price of the chosen settings at the connected server; None when they make no sense."""

    _draft = traitlets.Dict().tag(sync=True, echo_update=False)
    _view = traitlets.Dict().tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        shot: Shot | str | None = None,
        *,
        model: str = "sora-2",
        seconds: int = 4,
        size: str = "1280x720",
        takes: int = 1,
        language: str | None = None,
        **unknown: object,
    ) -> None:
        refuse_unknown("CostEstimator", unknown, ("shot", "model", "seconds", "size", "takes", "language"))
        self._words = Texts(language)
        self._shot: Shot | str = shot if shot is not None and str(shot).strip() else _ANY_SHOT
        self._seen_states: dict[str, str] = {}
        settings = read_settings({"model": model, "seconds": seconds, "size": size, "takes": takes})
        draft = {"revision": 0, "settings": settings}
        self._settings = settings  # the newest that make sense
        view, price = self._answer(draft)
        super().__init__(
            self._words,
            ("estimator", "settings"),
            estimate=price,
            _draft=draft,
            _view=view,
            _choices=self._offered(),
        )
        self.observe(self._on_draft, "_draft")
        with contextlib.suppress(SoraWidgetsError):  # without an engine there is no wallet; the view says why
            self._follow_jobs(self._on_job)
            self._follow_terms(self._on_terms)

    @property
    def settings(self) -> dict[str, Any]:
        """Model, seconds, size and takes; set it with those that change."""
        return dict(self._settings)

    @settings.setter
    def settings(self, changed: Mapping[str, Any]) -> None:
        refuse_unknown("settings", {k: v for k, v in changed.items() if k not in self.settings}, self.settings)
        chosen = read_settings(self.settings | dict(changed))
        with self._turns:
            self._draft = {"revision": self._view["revision"] + 1, "settings": chosen}

    def _on_draft(self, change: dict[str, Any]) -> None:
        self._view, self.estimate = self._answer(change["new"])

    def _on_job(self, job: Job) -> None:
        # Money moves when a job changes its state, not with its progress.
        if self._seen_states.get(job.id) == str(job.state):
            return
        self._seen_states[job.id] = str(job.state)
        self._turns.soon("price", self._price_again)

    def _on_terms(self) -> None:
        self._turns.soon("choices", lambda: setattr(self, "_choices", self._offered()))
        self._turns.soon("price", self._price_again)

    def _price_again(self) -> None:
        self._view, self.estimate = self._answer(self._draft)

    def _offered(self) -> dict[str, Any]:
        return {"models": model_choices(self._words, self._settings["model"]), "takes": list(TAKES)}

    def _answer(self, draft: Mapping[str, Any]) -> tuple[dict[str, Any], Estimate | None]:
        revision = revision_of(draft)
        try:
            settings = self._settings = read_settings(draft.get("settings"))
            quote = jobs.quote(self._shot, **settings)
            wallet = self._wallet_line()
        except SoraWidgetsError as error:
            empty = {
                "revision": revision,
                "bars": [],
                "wallet": [],
                "source": None,
                "refusal": self._words.refusal(error),
            }
            return empty, None
        price = quote.estimate
        listed = [(name, _list_price(name, settings)) for name in models()]
        amounts = [one.cost_usd for _, one in listed if one is not None]
        amounts.append(None if price is None else price.cost_usd)
        longest_usd = max((amount for amount in amounts if amount is not None), default=Decimal(0))
        bars = [self._provider_bar(quote.provider, price, longest_usd)]
        bars += [self._model_bar(name, one, longest_usd) for name, one in listed]
        view = {
            "revision": revision,
            "bars": bars,
            "wallet": wallet,
            "source": self._source(),
            "refusal": None if quote.refusal is None else self._words.refusal(quote.refusal),
        }
        return view, price

    def _provider_bar(self, name: str, price: Estimate | None, longest_usd: Decimal) -> dict[str, Any]:
        cost_usd = None if price is None else price.cost_usd
        words = self._words
        return {
            "id": f"provider:{name}",
            "name": name,
            "amount_label": words.say("estimator.set_a_rate") if cost_usd is None else words.money(cost_usd),
            "share": _share(cost_usd, longest_usd),
            "note": words.say("estimator.you_pay"),
            "title": provider_found() or name,
            "is_chosen": True,
        }

    def _model_bar(self, name: str, listed: Estimate | None, longest_usd: Decimal) -> dict[str, Any]:
        words = self._words
        retired_on = model_facts(name).retired_on
        note = [words.say("estimator.list_price")]
        if retired_on is not None:
            note.append(words.say("composer.retired", date=retired_on.isoformat()))
        return {
            "id": f"model:{name}",
            "name": name,
            "amount_label": words.say("estimator.not_made") if listed is None else words.money(listed.cost_usd),
            "share": 0.0 if listed is None else _share(listed.cost_usd, longest_usd),
            "note": " · ".join(note),
            "title": name,
            "is_chosen": False,
        }

    def _wallet_line(self) -> list[dict[str, str]]:
        words, state = self._words, jobs.wallet()
        limit = words.say("estimator.no_limit") if state.limit_usd is None else format_sum_usd(state.limit_usd)
        line = [("limit", limit), ("held", format_sum_usd(state.held_usd)), ("spent", format_sum_usd(state.spent_usd))]
        if state.left_usd is not None:
            line.append(("left", format_sum_usd(state.left_usd)))
        return [{"name": words.say(f"estimator.{name}"), "amount": amount} for name, amount in line]

    def _source(self) -> dict[str, str]:
        facts = [model_facts(name) for name in models()]
        oldest = min(facts, key=lambda one: one.read_on)
        label = self._words.say("estimator.read_on", date=oldest.read_on.isoformat())
        return {"label": label, "address": oldest.source}


def _list_price(name: str, settings: Mapping[str, Any]) -> Estimate | None:
    try:
        return estimate(None, **{**settings, "model": name})
    except RequestError:
        return None  # this model does not make that length or size


def _share(cost_usd: Decimal | None, longest_usd: Decimal) -> float | None:
    if cost_usd is None:
        return None
    return 0.0 if longest_usd == 0 else float(cost_usd / longest_usd)
