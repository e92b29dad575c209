"""An estimator's view: everything that the browser shows, as small JSON, in the language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import MoneyError, SoraWidgetsError
from sora_widgets.pricing import Comparison, Estimate, all_models, model_facts, models, plans
from sora_widgets.widgets._cost_chart import draw_month
from sora_widgets.widgets._cost_prices import Priced, full_name, is_listed, today
from sora_widgets.widgets._cost_rows import CostWords, matters_first, model_name, size_of
from sora_widgets.widgets._cost_subject import Subject
from sora_widgets.widgets._cost_ways import Way
from sora_widgets.widgets._settings import makes, provider_found
from sora_widgets.widgets._texts import Texts

__all__ = ["ANSWER", "WAY", "CostView", "offered"]

ANSWER, WAY = "answer", "way:"
"""What the browser asks about: the answer, and a way by `way:` and its id; everything else is the id of an offer."""

_CLIPS = (1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000)
_ANY_SECONDS = tuple(range(1, 31))
_ANY_SIZES = ("1280x720", "720x1280", "1920x1080", "1080x1920")
_NOTHING: dict[str, Any] = {
    "answer": None,
    "compare_how": "",
    "bars": [],
    "count": 0,
    "ways": [],
    "no_ways": "",
    "chart": None,
    "table": None,
    "machine": {"problem": "", "fields": []},
    "wallet": [],
    "read": "",
    "no_plan": "",
    "no_plan_why": "",
}


def offered(takes: tuple[int, ...], words: Texts) -> dict[str, Any]:
    """What may be chosen: the connected server's models first, then those of the table by who sells them."""
    try:
        provider = jobs.current_provider()
    except SoraWidgetsError:  # said where the price is
        here, groups = [], []
    else:
        here = list(provider.models() or models())
        groups = [(words.say("estimator.server_models", provider=provider.name), here)]
    sellers: dict[str, list[str]] = {}
    for model in all_models():
        if model not in here:
            sellers.setdefault(model_facts(model).seller, []).append(model)
    listed = [(seller, [(model, model_name(model)) for model in names]) for seller, names in sellers.items()]
    own = [(label, [(model, model) for model in names]) for label, names in groups]
    return {
        "groups": [
            {"label": label, "models": [{"id": model, "label": name} for model, name in names]}
            for label, names in [*own, *listed]
        ],
        "takes": list(takes),
        "clips": list(_CLIPS),
    }


class CostView:
    """Puts prices into words.

    Args:
        subject: what is priced.
        words: of the interface.
    """

    def __init__(self, subject: Subject, words: Texts) -> None:
        self._subject = subject
        self._words = words
        self._cost = CostWords(words)

    def of(self, draft: Mapping[str, Any], priced: Priced, undo: str | None) -> dict[str, Any]:
        """The view of a draft that was priced.

        Args:
            draft: as `read_cost_draft` gives it.
            priced: what it comes to.
            undo: the name of what was applied last; None when there is nothing to undo.

        Raises:
            SoraWidgetsError: the wallet cannot be read.
        """
        settings, words = draft["settings"], self._words
        clips, chosen = settings["clips_per_month"], full_name(settings["model"])
        return self._frame(draft, undo) | {
            "refusal": self._refusal(priced),
            "answer": self._answer(priced, settings),
            "compare_how": words.say("estimator.compare_how", n=clips),
            "bars": self._bars(priced, chosen),
            "count": len(priced.table),
            "ways": [self._way(way) for way in priced.ways],
            "no_ways": self._no_ways(priced),
            "chart": draw_month(priced.table, chosen, priced.here.provider, clips, words),
            "table": self._table(priced.table, chosen, draft["table"]) if draft["table"]["is_open"] else None,
            "machine": {"problem": priced.machine.problem, "fields": list(priced.machine.fields)},
            "wallet": self._wallet(),
            "read": self._read(priced.table),
            **self._plans(),
        }

    def without_prices(self, draft: Mapping[str, Any], error: SoraWidgetsError, undo: str | None) -> dict[str, Any]:
        """The view when nothing can be priced, for example because there is no engine."""
        return self._frame(draft, undo) | _NOTHING | {"refusal": self._words.refusal(error)}

    def _frame(self, draft: Mapping[str, Any], undo: str | None) -> dict[str, Any]:
        model, link = draft["settings"]["model"], self._subject.link
        seconds, sizes = makes(model)
        return {
            "revision": draft["revision"],
            "makes": {
                "model": full_name(model),
                "seconds": list(seconds or _ANY_SECONDS),
                "sizes": list(sizes or _ANY_SIZES),
            },
            "board": self._board(),
            "linked": self._words.say(f"estimator.linked_{link}") if link else "",
            "undo": undo,
        }

    def _board(self) -> str:
        lengths = self._subject.lengths
        if lengths is None:
            return ""
        key = "estimator.board_length_one" if len(lengths) == 1 else "estimator.board_length"
        return self._words.say(key, n=len(lengths), seconds=sum(lengths))

    def _refusal(self, priced: Priced) -> str:
        """Why it would not run. What only the connected server does not make is said in that server's own row."""
        if priced.refusal is not None:
            return self._words.refusal(priced.refusal)
        return self._words.refusal(priced.here.refusal) if isinstance(priced.here.refusal, MoneyError) else ""

    def _answer(self, priced: Priced, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The price of what was asked for, what it is the price of, and what it is here and over a month."""
        words, price, here = self._words, priced.price, priced.here
        clips = settings["clips_per_month"]
        month_usd = None
        if price is not None and price.cost_usd is not None:
            month_usd = price.cost_usd / price.clips * clips
        is_made_here = here.estimate is not None and not priced.hindrance
        here_amount = self._cost.money(here.estimate.cost_usd) if here.estimate else ""
        asked = {"id": ANSWER, "name": settings["model"], "seller": "", "note": "", "source": self._source(price)}
        return {
            **asked,
            "amount": self._amount(price, None if price is None else price.cost_usd),
            "work": self._work(settings),
            "facts": self._facts(price, here.provider),
            "here": {
                "id": here.provider,
                "label": words.say("estimator.here", provider=here.provider),
                "name": here.provider,
                "amount": here_amount if is_made_here else words.say("estimator.not_here"),
                "seller": words.say("estimator.you_pay"),
                "note": words.say("estimator.has_take") if here.has_take else priced.hindrance,
                "source": provider_found(),
            },
            "month": {
                **asked,
                "label": words.say("estimator.per_month", n=clips),
                "amount": self._amount(price, month_usd),
            },
        }

    def _amount(self, price: Estimate | None, amount_usd: Decimal | None) -> str:
        return self._words.say("estimator.not_priced") if price is None else self._cost.money(amount_usd)

    def _work(self, settings: Mapping[str, Any]) -> str:
        words, model = self._words, settings["model"]
        length = self._board() or words.say("settings.n_seconds", n=settings["seconds"])
        name = model_name(model) if is_listed(model) else model
        parts = [words.say("estimator.work_line", length=length, model=name, size=size_of(settings["size"]))]
        if settings["takes"] > 1:
            parts.append(words.say("estimator.work_takes", n=settings["takes"]))
        if settings["sound"] is not None:
            parts.append(words.say("estimator.sound_on" if settings["sound"] else "estimator.sound_off"))
        if settings["batch"]:
            parts.append(words.say("estimator.batch_short"))
        return " · ".join(parts)

    def _facts(self, price: Estimate | None, provider: str) -> str:
        words = self._words
        if price is None:
            return ""
        if not price.is_known:
            return words.say("estimator.unknown_why")
        rates = {line.unit_price_usd for line in price.lines if line.unit == "s"}
        rate_usd = rates.pop() if len(rates) == 1 else None
        if price.read_on is None:
            said = [words.say("estimator.by_rate", provider=provider)]
        elif rate_usd is not None:
            said = [words.say("estimator.rate_line", rate=words.sum(rate_usd))]
        else:
            said = [words.say("estimator.list_price")]
        if price.retired_on is not None:
            key = "estimator.retired" if price.retired_on <= today() else "estimator.ends"
            said.append(words.say(key, date=price.retired_on.isoformat()))
        return " · ".join(said)

    def _source(self, price: Estimate | None) -> str:
        return "" if price is None else self._cost.source(price)

    def _bars(self, priced: Priced, chosen: str) -> list[dict[str, Any]]:
        own = [] if priced.machine.hosting is None else [priced.machine.hosting.name]
        first = matters_first(priced.table, [priced.here.provider, chosen, *own])
        longest_usd = max((offer.cost_usd for offer in first if offer.cost_usd is not None), default=Decimal(0))
        return [self._cost.row(offer, longest_usd=longest_usd, chosen=chosen) for offer in first]

    def _table(self, table: Comparison, chosen: str, wish: Mapping[str, Any]) -> dict[str, Any]:
        rows = list(table.sorted(wish["by"]).rows)
        if wish["is_reversed"]:
            rows.reverse()
        about = self._words.say(
            "estimator.table_about",
            n=len(table),
            current=len(table.current),
            retired=len(table.retired),
            unknown=len(table.unknown),
            misfits=len(table.misfits),
        )
        return {"about": about, "rows": [self._cost.row(one, longest_usd=Decimal(0), chosen=chosen) for one in rows]}

    def _way(self, way: Way) -> dict[str, Any]:
        return {
            "id": f"{WAY}{way.id}",
            "name": way.name,
            "why": way.why,
            "amount": way.amount,
            "saving": way.saving,
            "can_apply": way.can_apply,
            "spoken": self._words.say("estimator.apply_named", name=way.name, saving=way.saving or way.amount),
            "seller": "",
            "note": way.why,
            "source": self._source(way.estimate),
        }

    def _no_ways(self, priced: Priced) -> str:
        if priced.ways or priced.price is None or priced.price.is_free:
            return ""
        return self._words.say("estimator.no_ways" if priced.price.is_known else "estimator.no_ways_unknown")

    def _wallet(self) -> list[dict[str, str]]:
        words, state = self._words, jobs.wallet()
        limit = words.say("estimator.no_limit") if state.limit_usd is None else words.sum(state.limit_usd)
        line = [("limit", limit), ("held", words.sum(state.held_usd)), ("spent", words.sum(state.spent_usd))]
        if state.left_usd is not None:
            # A limit may be lowered below what is spent already: then nothing is left, and not less.
            line.append(("left", words.sum(max(state.left_usd, Decimal(0)))))
        return [{"name": words.say(f"estimator.{name}"), "amount": amount} for name, amount in line]

    def _read(self, table: Comparison) -> str:
        days = [offer.read_on.isoformat() for offer in table.rows if offer.read_on is not None]
        first, last = min(days), max(days)
        if first == last:
            return self._words.say("estimator.read_on", date=first)
        return self._words.say("estimator.read_between", first=first, last=last)

    def _plans(self) -> dict[str, str]:
        """That no plan includes Sora today, and what the plans there were still teach."""
        ends = [plan.ended_on for plan in plans() if plan.ended_on is not None]
        if plans(today()) or not ends:
            return {"no_plan": "", "no_plan_why": ""}
        why = self._words.say("estimator.no_plan_why", date=max(ends).isoformat())
        return {"no_plan": self._words.say("estimator.no_plan"), "no_plan_why": why}
