"""PromptComposer: a shot in parts and as free text, advice and price on it, and a button that makes the clip.

The browser sends drafts, each with a revision; the kernel answers the newest with a view of the
same revision. Both travel as traits, so a draft typed during a busy cell waits and is not lost.
What the words say is decided in `prompts`, what it costs in `jobs`; this file only brings them
together. Reader, writer and critic run once for a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets

from sora_widgets import jobs
from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.prompts import Advice, Shot, critique
from sora_widgets.widgets._base import Answer, bundle, loaded_script, refuse_unknown
from sora_widgets.widgets._composer_rows import advice_rows, budget_rows, copied, offered_choices
from sora_widgets.widgets._draft import Composition, compose, new_draft, read_draft, step_of
from sora_widgets.widgets._history import History, Moment, Step
from sora_widgets.widgets._maker import JobMaker
from sora_widgets.widgets._price_tag import check_agreed, no_price, price_tag
from sora_widgets.widgets._settings import TAKES, model_choices, read_settings, revision_of
from sora_widgets.widgets._templates import fitting, template_named, template_rows
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import CARD_TEXTS

__all__ = ["PromptComposer"]

_SECTIONS = ("part", "example", "composer", "settings", "picker", *CARD_TEXTS)
_FROM_PYTHON = Step("composer.step_python")


class PromptComposer(JobMaker):
    """Compose a shot, see its price, generate it, watch it.

    The parts and the free text follow each other. What is typed as text stays as typed, and what is generated is
    what is shown, word for word.

    Args:
        shot: where to begin: a `Shot`, or a prompt, which stands as given and whose parts are found.
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
        **JobMaker.JOB_REQUESTS,
        "composer-generate": "_generate",
        "composer-apply": "_apply",
        "composer-undo": "_undo",
        "composer-choices": "_give_choices",
        "composer-template": "_use_template",
        "composer-drafts": "_give_drafts",
        "composer-restore": "_restore",
        "composer-copy": "_copy",
    }

    shot = traitlets.Instance(Shot)
    """The shot as composed; set it to replace every part."""
    text = traitlets.Unicode("")
    """The prompt as shown and as sent; set it to replace it, and its parts are found."""
    advice = traitlets.Tuple()
    """The advice on the shot, as `Advice` objects."""
    language = traitlets.Enum(("en", "fr"), "en").tag(sync=True)
    """Of the interface; set it and the terms of the film vocabulary in the parts change with it."""

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
        self._words = Texts(language)
        self._history = History()
        self._is_own_draft = False  # whether the draft that is being answered comes from this side
        self._heard: Mapping[str, Any] = {}  # the newest draft of the browser, as it came
        settings = read_settings({"model": model, "seconds": seconds, "size": size, "takes": takes})
        # The newest draft that makes sense, what it comes to and what there is to say about it.
        self._kept = new_draft(Shot() if shot is None else shot, settings)
        self._composed = compose(self._kept, self._words.language)
        self._advice: tuple[Advice, ...] = ()
        view = self._answer()
        super().__init__(
            self._words,
            _SECTIONS,
            shot=self._composed.shot,
            text=self._composed.text,
            advice=self._advice,
            language=self._words.language,
            _draft=self._kept | {"heard": 0},
            _view=view,
            _choices=self._offered(),
        )
        self.observe(self._on_draft, "_draft")
        self.observe(self._on_shot, "shot")
        self.observe(self._on_text, "text")
        self.observe(self._on_language, "language")

    def __repr__(self) -> str:
        return f"<PromptComposer {self.text!r}>"

    @property
    def settings(self) -> dict[str, Any]:
        """Model, seconds, size and takes; set it with those that change."""
        return dict(self._kept["settings"])

    @settings.setter
    def settings(self, changed: Mapping[str, Any]) -> None:
        refuse_unknown("settings", {k: v for k, v in changed.items() if k not in self.settings}, self.settings)
        self._redraft(_FROM_PYTHON, settings=read_settings(self.settings | dict(changed)))

    # -- draft in, view out -------------------------------------------------------------------------------------

    def _redraft(self, step: Step | None, saying: Shot | str | None = None, **changed: Any) -> None:
        """Replace the draft from this side: the words, when `saying` gives some, and the fields that are named."""
        with self._turns:
            said = self._kept if saying is None else new_draft(saying, self._kept["settings"])
            if step is not None:
                self._history.note(self._now(), step)
            self._is_own_draft = True
            try:
                revision = max(self._view["revision"], revision_of(self._heard)) + 1
                self._draft = said | changed | {"revision": revision, "heard": revision_of(self._heard)}
            finally:
                self._is_own_draft = False

    def _on_draft(self, change: dict[str, Any]) -> None:
        """Everything that follows from a draft. Bad input becomes a refusal in words, never an exception."""
        given, before, parts_before = change["new"], self._now(), self._composed.parts
        if not self._is_own_draft:
            if self._is_overtaken(given):
                self._redraft(None)
                return
            self._heard = given
        try:
            draft = read_draft(given)
        except SoraWidgetsError as error:
            self._advice = ()
            self._view = self._view_with(no_price(error, self._words), revision_of(given), is_sound=False)
        else:
            self._kept, self._composed = draft, compose(draft, self._words.language)
            if not self._is_own_draft:
                step = step_of({**before.draft, "parts": parts_before}, draft, given.get("by"))
                if step is not None:
                    self._history.note(before, step)
            # The view goes first: it is what somebody waits for on the screen. What observers do comes after.
            self._view = self._answer()
        self.text = self._view["text"]
        self.advice = self._advice
        self.shot = self._composed.shot

    def _is_overtaken(self, given: Mapping[str, Any]) -> bool:
        """Whether this draft of the browser, or a newer one, came before it with a request.

        The browser sends one change of a trait at a time and lets the next wait, but a request at once: what the
        request did must not be taken back by the draft it was done to.
        """
        return given == self._heard or revision_of(given) < revision_of(self._heard)

    def _on_shot(self, change: dict[str, Any]) -> None:
        if change["new"] != self._composed.shot:
            self._redraft(_FROM_PYTHON, change["new"])

    def _on_text(self, change: dict[str, Any]) -> None:
        if change["new"] != self._view["text"]:
            self._redraft(_FROM_PYTHON, change["new"])

    def _on_language(self, change: dict[str, Any]) -> None:
        """Terms of the vocabulary change with the interface; other words stay, whatever their language."""
        if change["new"] == self._words.language:
            return
        with self._turns, self.hold_sync():
            self._history.note(self._now(), Step("composer.step_language"))
            self._speak(change["new"])
            turned = self._composed.shot.in_language(change["new"])
            self._redraft(None, None if turned == self._composed.shot else turned)

    def _speak(self, language: str) -> None:
        self._words = Texts(language)
        self.language = language
        self._texts = self._words.of("kernel", *_SECTIONS)
        self._choices = self._offered()
        self._show_cards()

    def _now(self) -> Moment:
        return Moment(self._kept, self._words.language, self._composed.text)

    def _answer(self) -> dict[str, Any]:
        """The view of the draft that is kept."""
        said, settings, language = self._composed, self._kept["settings"], self._words.language
        self._advice = tuple(
            critique(said.shot, seconds=settings["seconds"], model=settings["model"], language=language)
        )
        price = price_tag(said.film, settings, self._words)
        return self._view_with(price, self._kept["revision"], is_sound=True) | {
            "side": self._kept["side"],
            "text": said.text,
            "parts": said.parts,
            "spans": [list(span) for span in said.spans],
            "advice": advice_rows(self._advice, self._words),
            "budget": budget_rows(said.shot, settings["seconds"], self._words),
        }

    def _view_with(self, price: dict[str, Any], revision: int, *, is_sound: bool) -> dict[str, Any]:
        history = self._history
        return {
            "revision": revision,
            "heard": revision_of(self._heard),
            "side": "parts",
            "text": "",
            "parts": {},
            "spans": [],
            "advice": [],
            "budget": [],
            "price": price,
            "undo": self._name_of(history.undoes),
            "redo": self._name_of(history.redoes),
            "is_sound": is_sound,
        }

    def _name_of(self, step: Step | None) -> str | None:
        if step is None:
            return None
        return self._words.say(
            step.key, **{name: self._words.say(value) if name == "place" else value for name, value in step.values}
        )

    def _offered(self) -> dict[str, Any]:
        return {"models": model_choices(self._words, self._kept["settings"]["model"]), "takes": list(TAKES)}

    # -- requests -----------------------------------------------------------------------------------------------

    def _take_draft(self, message: dict[str, Any]) -> Composition:
        """A request may overtake the draft it is about: it carries the draft. One that was made here is known."""
        draft = message.get("draft")
        with self._turns:
            if isinstance(draft, dict) and "heard" not in draft:
                read_draft(draft)  # what makes no sense is refused, and not kept
                if not self._is_overtaken(draft):
                    self._draft = draft
            return self._composed

    def _generate(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            film, settings = self._take_draft(message).film, self.settings
            self._history.keep(self._now())
        try:
            check_agreed(message.get("price"), film, settings, self._words)
        except SoraWidgetsError:
            self._turns.soon("price", self._price_again)
            raise
        takes = settings.pop("takes")
        self._follow()  # there may have been no engine before
        made = []
        # Not in turn with anything: the engine may have to be waited for here.
        try:
            for take in range(1, takes + 1):
                job = jobs.generate(film, take=take, **settings)
                made.append(job)
                self._keep_made(job)
        finally:  # a second take that is refused does not hide the first
            self._show_cards_soon()
        return {"job_id": made[0].id, "job_ids": [job.id for job in made]}, []

    def _apply(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            shot = self._take_draft(message).shot
            wanted = (message.get("code"), message.get("part"))
            found = next((piece for piece in self._advice if (piece.code, piece.part) == wanted), None)
            if found is None or found.fix is None:
                raise RequestError(
                    f"The advice {wanted[0]!r} is no longer there: the shot has changed since.", given=wanted[0]
                )
            self._redraft(Step("composer.step_apply", (("name", found.fix_label),)), found.apply(shot))
        return {}, []

    def _undo(self, message: dict[str, Any]) -> Answer:
        with self._turns, self.hold_sync():
            self._take_draft(message)
            turn_back = self._history.redo if message.get("redo") is True else self._history.undo
            back = turn_back(self._now())
            if back is None:
                return {}, []
            if back.language != self._words.language:
                self._speak(back.language)
            self._redraft(None, **back.draft)
        return {}, []

    def _use_template(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            self._take_draft(message)
            template = template_named(message.get("name"), self._words.language)
            settings = fitting(self._kept["settings"], template.settings, self._choices["models"])
            self._redraft(Step("composer.step_template", (("name", template.label),)), template.shot, settings=settings)
        return {}, []

    def _give_drafts(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            now = self._take_draft(message).text
            return {"drafts": [kept.text for kept in self._history.drafts if kept.text != now]}, []

    def _restore(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            self._take_draft(message)
            wanted = message.get("text")
            kept = next((kept for kept in self._history.drafts if kept.text == wanted), None)
            if kept is None:
                raise RequestError("That draft is no longer kept: only the last ones are.", given=wanted)
            words = {name: kept.draft[name] for name in ("side", "parts", "text")}
            self._redraft(Step("composer.step_restore"), **words)
        return {}, []

    def _copy(self, message: dict[str, Any]) -> Answer:
        with self._turns:
            said = self._take_draft(message)
            return {"text": copied(message.get("form"), said, self.settings)}, []

    def _give_choices(self, message: dict[str, Any]) -> Answer:
        parts, templates = offered_choices(self._words), template_rows(self._words.language)
        return {"parts": parts, "templates": templates, "script": loaded_script("picker")}, []

    # -- jobs ---------------------------------------------------------------------------------------------------

    def _price_again(self) -> None:
        if self._view["is_sound"]:
            self._view = self._view | {"price": price_tag(self._composed.film, self.settings, self._words)}

    def _show_cards(self) -> None:
        self._cards = [self._card(job, self._words) for job in self.jobs]
