"""PromptComposer: parts of a shot in, prompt and advice and price out, and a button that makes the clip.

The browser sends drafts, each with a revision; the kernel answers the newest with a view of the
same revision. Both travel as traits, so a draft typed during a busy cell waits and is not lost.
What the prompt says is decided in `prompts`, what it costs in `jobs`; this file only brings them
together.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import traitlets

from sora_widgets import jobs
from sora_widgets.errors import MoneyError, RequestError, SoraWidgetsError
from sora_widgets.jobs import Job, Quote
from sora_widgets.prompts import PARTS, Advice, Shot, choices, critique
from sora_widgets.prompts.grammar import language_of
from sora_widgets.widgets._base import Answer, SoraWidget, bundle, refuse_unknown
from sora_widgets.widgets._settings import (
    TAKES,
    model_choices,
    provider_found,
    read_draft,
    read_settings,
    revision_of,
    shot_of,
)
from sora_widgets.widgets._shelf import ClipShelf
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import CARD_TEXTS, JobAnswers, moves_money

__all__ = ["PromptComposer"]

_PICKED_PARTS = ("framing", "lighting", "camera", "sound")


class PromptComposer(JobAnswers, SoraWidget):
    """Compose a shot, see its price, generate it, watch it.

    Args:
        shot: where to begin: a `Shot`, or a prompt whose parts are found.
        model, seconds, size, takes: the settings to begin with.
        language: of the interface, "en" or "fr"; by default the one of the settings. The prompt speaks the language
            of its own words.

    Example:
        composer = sw.PromptComposer("Wide shot of a red kite over a park")
        composer.shot = composer.shot.replace(camera="the camera rises slowly")
        composer.text, composer.advice, composer.jobs
    """

    _esm, _css = bundle("composer")
    _answers: ClassVar[dict[str, str]] = {
        **JobAnswers.JOB_REQUESTS,
        "composer-generate": "_generate",
        "composer-apply": "_apply",
    }

    shot = traitlets.Instance(Shot)
    """The shot as composed; set it to replace every part."""
    text = traitlets.Unicode("")
    """The prompt that the parts make; set it to have its parts found."""
    advice = traitlets.Tuple()
    """The advice on the shot, as `Advice` objects."""

    _draft = traitlets.Dict().tag(sync=True, echo_update=False)
    _view = traitlets.Dict().tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)
    _cards = traitlets.List().tag(sync=True)

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
        refuse_unknown("PromptComposer", unknown, ("shot", "model", "seconds", "size", "takes", "language"))
        texts = Texts(language)
        first = Shot.from_text(shot) if isinstance(shot, str) else shot or Shot()
        self._shelf = ClipShelf()
        self._made: dict[str, Job] = {}
        self._made_lock = threading.Lock()
        self._words = texts
        settings = read_settings({"model": model, "seconds": seconds, "size": size, "takes": takes})
        draft: dict[str, Any] = {"revision": 0, "parts": first.parts, "settings": settings}
        self._kept = draft  # the newest that makes sense
        view, advice = self._answer(draft)
        super().__init__(
            texts,
            ("part", "example", "composer", "settings", *CARD_TEXTS),
            shot=first,
            text=view["text"],
            advice=advice,
            _draft=draft,
            _view=view,
            _choices=self._offered(),
        )
        self.observe(self._on_draft, "_draft")
        self.observe(self._on_shot, "shot")
        self.observe(self._on_text, "text")
        with contextlib.suppress(SoraWidgetsError):  # without an engine there are no prices; the view says why
            self._follow()

    def __repr__(self) -> str:
        return f"<PromptComposer {self.text!r}>"

    @property
    def settings(self) -> dict[str, Any]:
        """Model, seconds, size and takes; set it with those that change."""
        return dict(self._kept["settings"])

    @settings.setter
    def settings(self, changed: Mapping[str, Any]) -> None:
        refuse_unknown("settings", {k: v for k, v in changed.items() if k not in self.settings}, self.settings)
        self._redraft(settings=read_settings(self.settings | dict(changed)))

    @property
    def jobs(self) -> list[Job]:
        """The jobs made here, newest first."""
        with self._made_lock:
            return list(self._made.values())[::-1]

    # -- draft in, view out -------------------------------------------------------------------------------------

    def _redraft(self, *, parts: dict[str, str] | None = None, settings: dict[str, Any] | None = None) -> None:
        with self._turns:
            kept = self._kept
            self._draft = {
                "revision": self._view["revision"] + 1,
                "parts": parts or kept["parts"],
                "settings": settings or kept["settings"],
            }

    def _on_draft(self, change: dict[str, Any]) -> None:
        view, advice = self._answer(change["new"])
        # The view goes first: it is what somebody waits for on the screen. What observers do comes after.
        self._view = view
        self.text = view["text"]
        self.advice = advice
        if view["is_sound"]:
            self.shot = shot_of(self._kept["parts"])

    def _on_shot(self, change: dict[str, Any]) -> None:
        shot: Shot = change["new"]
        if shot_of(self._kept["parts"]) != shot:
            self._redraft(parts=shot.parts)

    def _on_text(self, change: dict[str, Any]) -> None:
        if change["new"] != self._view["text"]:
            self.shot = Shot.from_text(change["new"])
            self.text = self._view["text"]  # the same shot as before: nothing else writes it out again

    def _answer(self, draft: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Advice, ...]]:
        """Everything that follows from a draft. Bad input becomes a refusal in words, never an exception.

        A draft that makes sense is kept: the shot and the settings are read from there.
        """
        revision = revision_of(draft)
        try:
            kept = self._kept = read_draft(draft)
        except SoraWidgetsError as error:
            price = self._no_price(error)
            return {"revision": revision, "text": "", "spans": [], "advice": [], "price": price, "is_sound": False}, ()
        shot, settings = shot_of(kept["parts"]), kept["settings"]
        writing, language = self._writing_language(shot), self._words.language
        advice = tuple(critique(shot, seconds=settings["seconds"], model=settings["model"], language=language))
        view = {
            "revision": revision,
            "text": shot.to_text(writing),
            "spans": [list(span) for span in shot.spans(writing)],
            "advice": [
                {
                    "code": piece.code,
                    "part": piece.part,
                    "severity": piece.severity,
                    "reason": piece.reason,
                    "fix_label": piece.fix_label if piece.fix is not None and piece.fix_label else None,
                }
                for piece in advice
            ],
            "price": self._price(shot, settings),
            "is_sound": True,
        }
        return view, advice

    def _price(self, shot: Shot, settings: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._price_of(jobs.quote(self._film(shot), **settings))
        except SoraWidgetsError as error:  # no engine, for example because its folder cannot be written
            return self._no_price(error)

    def _price_of(self, quote: Quote) -> dict[str, Any]:
        words = self._words
        cost_usd = None if quote.estimate is None else quote.estimate.cost_usd
        detail = [quote.provider]
        listed = quote.list_estimate
        if quote.has_take:
            detail.append(words.say("composer.has_take"))
        elif listed is not None and listed.cost_usd is not None and listed.cost_usd != cost_usd:
            detail.append(words.say("composer.list_price", price=words.money(listed.cost_usd)))
            if listed.retired_on is not None:
                detail.append(words.say("composer.retired", date=listed.retired_on.isoformat()))
        return {
            "label": words.money(cost_usd),
            "detail": " · ".join(detail),
            "provider": quote.provider,
            "provider_note": provider_found(),
            "can_run": quote.can_run,
            "refusal": None if quote.refusal is None else words.refusal(quote.refusal),
        }

    def _no_price(self, error: SoraWidgetsError) -> dict[str, Any]:
        words = self._words
        label, refusal = words.money(None), words.refusal(error)
        return {
            "label": label,
            "detail": "",
            "provider": "",
            "provider_note": "",
            "can_run": False,
            "refusal": refusal,
        }

    def _writing_language(self, shot: Shot) -> str:
        """The language of the words themselves; the interface's when nothing in them tells."""
        return language_of(" ".join(shot.parts.values())) or self._words.language

    def _film(self, shot: Shot) -> Shot | str:
        """What is sent is what is shown: the shot where it writes itself that way, else its text, word for word."""
        text = shot.to_text(self._writing_language(shot))
        return shot if str(shot) == text else text

    def _offered(self) -> dict[str, Any]:
        words = self._words
        return {
            "parts": {part: _choices_of(part, words.language) for part in _PICKED_PARTS},
            "models": model_choices(words, self._kept["settings"]["model"]),
            "takes": list(TAKES),
        }

    # -- requests -----------------------------------------------------------------------------------------------

    def _take_draft(self, message: dict[str, Any]) -> dict[str, Any]:
        """A request may overtake the draft it is about: it carries the draft, and the newer one counts."""
        draft = message.get("draft")
        with self._turns:
            if isinstance(draft, dict):
                sound = read_draft(draft)
                if sound["revision"] > self._view["revision"]:
                    self._draft = sound
            return self._kept

    def _generate(self, message: dict[str, Any]) -> Answer:
        draft = self._take_draft(message)
        shot, settings = shot_of(draft["parts"]), dict(draft["settings"])
        self._check_price(message.get("price"), shot, settings)
        takes = settings.pop("takes")
        self._follow()  # there may have been no engine before
        made = []
        # Not in turn with anything: the engine may have to be waited for here.
        try:
            for take in range(1, takes + 1):
                job = jobs.generate(self._film(shot), take=take, **settings)
                made.append(job)
                with self._made_lock:
                    self._made.pop(job.id, None)
                    self._made[job.id] = job
        finally:  # a second take that is refused does not hide the first
            self._turns.soon("cards", self._show_cards)
        return {"job_id": made[0].id, "job_ids": [job.id for job in made]}, []

    def _check_price(self, agreed: object, shot: Shot, settings: Mapping[str, Any]) -> None:
        """Nothing runs for more than the price that was on the button, nor on another server.

        Raises:
            MoneyError: it would; the button shows the new price from now on.
            SoraWidgetsError: it would not run at all.
        """
        quote = jobs.quote(self._film(shot), **settings)
        now = self._price_of(quote)
        agreed = agreed if isinstance(agreed, dict) else {}
        is_agreed = now["label"] in (agreed.get("label"), self._words.money(Decimal(0)))
        if quote.refusal is None and is_agreed and now["provider"] == agreed.get("provider"):
            return
        self._turns.soon("price", self._price_again)
        if quote.refusal is not None:
            raise quote.refusal
        sentence = self._words.say("composer.price_changed", price=now["label"], provider=now["provider"])
        raise MoneyError(sentence, provider=now["provider"])

    def _apply(self, message: dict[str, Any]) -> Answer:
        shot = shot_of(self._take_draft(message)["parts"])
        code = message.get("code")
        found = next((piece for piece in self.advice if piece.code == code), None)
        if found is None or found.fix is None:
            raise RequestError(f"The advice {code!r} is no longer there: the shot has changed since.", given=code)
        self._redraft(parts=found.apply(shot).parts)
        return {}, []

    def _shown_job(self, job_id: object) -> Job:
        with self._made_lock:
            job = self._made.get(job_id) if isinstance(job_id, str) else None
        if job is None:
            raise RequestError(f"This composer did not make a job {job_id!r}.", given=job_id)
        return job

    def _follow(self) -> None:
        self._follow_jobs(self._on_job)
        self._follow_terms(self._on_terms)

    def _on_job(self, job: Job) -> None:
        with self._made_lock:
            is_mine = job.id in self._made
        if is_mine or (moves_money(job) and any(card["decision"] for card in self._cards)):
            self._turns.soon("cards", self._show_cards)
        if job.is_done:  # what is left of the budget has changed, and a take that is here costs nothing
            self._turns.soon("price", self._price_again)

    def _on_terms(self) -> None:
        self._turns.soon("choices", lambda: setattr(self, "_choices", self._offered()))
        self._turns.soon("price", self._price_again)
        self._turns.soon("cards", self._show_cards)  # what a decision costs goes by what is left

    def _price_again(self) -> None:
        self._view, _ = self._answer(self._draft)

    def _show_cards(self) -> None:
        self._cards = [self._card(job, self._words) for job in self.jobs]


def _choices_of(part: str, language: str) -> list[dict[str, str]]:
    assert part in PARTS
    return [
        {
            "term": choice.term,
            "label": choice.label,
            "definition": choice.definition,
            "also": " ".join((*choice.synonyms, *choice.abbreviations)),
        }
        for choice in choices(part, language)
    ]
