"""StoryboardEditor: shots on a timeline, advice on each and on all together, and one button for the whole.

Draft and view travel as in the composer: the browser sends drafts, each with a revision, the kernel
answers the newest with a view of the same revision. What the board says is decided in `prompts`, what
it costs in `_board_price`, how it is ordered in `_board_run`; this file brings them together.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

import traitlets

from sora_widgets.errors import MoneyError, RequestError, SoraWidgetsError
from sora_widgets.prompts import Advice, Shot, choices
from sora_widgets.prompts.storyboard import Storyboard
from sora_widgets.widgets._base import Answer, bundle, refuse_unknown
from sora_widgets.widgets._board_draft import board_of, draft_of, read_board_draft, read_board_settings
from sora_widgets.widgets._board_price import BoardPrice, Order, orders_of, price_board
from sora_widgets.widgets._board_run import NO_GROUP, Run, can_link
from sora_widgets.widgets._composer_rows import advice_rows
from sora_widgets.widgets._maker import JobMaker
from sora_widgets.widgets._settings import model_choices, provider_found, revision_of
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import CARD_TEXTS

__all__ = ["StoryboardEditor"]

_USUAL_CUT = "cut"


class StoryboardEditor(JobMaker):
    """Lay shots out on a timeline, see the price of the whole, generate all of them.

    Args:
        storyboard: where to begin: a `Storyboard`, or a text of several shots.
        model, size: what all the shots share.
        language: of the interface, "en" or "fr"; by default the one of the settings. Each shot speaks the language of
            its own words.

    Example:
        editor = sw.StoryboardEditor(sw.Storyboard(["Wide shot of a red kite.", "Close-up of a child."]))
        editor.storyboard = editor.storyboard.with_scene("The kite lands.")
        editor.advice, editor.jobs
    """

    _esm, _css = bundle("storyboard")
    _answers: ClassVar[dict[str, str]] = {
        **JobMaker.JOB_REQUESTS,
        "storyboard-generate": "_generate",
        "storyboard-apply": "_apply",
        "storyboard-cancel": "_cancel_all",
    }

    storyboard = traitlets.Instance(Storyboard)
    """The board as laid out; set it to replace everything."""
    advice = traitlets.Tuple()
    """The advice on the board: (index of the shot, `Advice`) in the order of the shots."""

    _group = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        storyboard: Storyboard | str | None = None,
        *,
        model: str = "sora-2",
        size: str = "1280x720",
        language: str | None = None,
        **unknown: object,
    ) -> None:
        refuse_unknown("StoryboardEditor", unknown, ("storyboard", "model", "size", "language"))
        texts = Texts(language)
        board = Storyboard.from_text(storyboard) if isinstance(storyboard, str) else storyboard or Storyboard([""])
        self._run: Run | None = None
        self._words = texts
        self._known = {scene.shot.to_text(): scene.shot for scene in board.shots}
        settings = read_board_settings({"model": model, "size": size})
        draft = draft_of(board, settings, is_linked=False, revision=0)
        self._kept, self._board = draft, board  # the newest that makes sense
        view, advice = self._answer(draft)
        super().__init__(
            texts,
            ("storyboard", "part", "settings", "composer", "gathering", *CARD_TEXTS),
            storyboard=self._board,
            advice=advice,
            _draft=draft,
            _view=view,
            _choices=self._offered(),
            _group=NO_GROUP,
        )
        self.observe(self._on_draft, "_draft")
        self.observe(self._on_storyboard, "storyboard")

    def __repr__(self) -> str:
        return f"<StoryboardEditor {len(self.storyboard)} shots, {self.storyboard.total_s} s>"

    def close(self) -> None:
        """As every widget; shots that were still to be ordered are not."""
        run = getattr(self, "_run", None)  # also called for one that could not be made
        if run is not None:
            run.stop()
        super().close()

    @property
    def settings(self) -> dict[str, Any]:
        """Model and size; set it with those that change."""
        return dict(self._kept["settings"])

    @settings.setter
    def settings(self, changed: Mapping[str, Any]) -> None:
        refuse_unknown("settings", {k: v for k, v in changed.items() if k not in self.settings}, self.settings)
        self._redraft(settings=read_board_settings(self.settings | dict(changed)))

    # -- draft in, view out -------------------------------------------------------------------------------------

    def _redraft(self, **changed: Any) -> None:
        with self._turns:
            self._draft = {**self._kept, **changed, "revision": self._view["revision"] + 1}

    def _on_draft(self, change: dict[str, Any]) -> None:
        if revision_of(change["new"]) < self._view["revision"]:
            # The browser lets a change of a trait wait, but sends a request at once: what the request did must not be
            # taken back by the draft it was done to.
            self._draft = {**self._kept, "revision": self._view["revision"]}
            return
        view, advice = self._answer(change["new"])
        # The view goes first: it is what somebody waits for on the screen. What observers do comes after.
        self._view = view
        self.advice = advice
        if view["is_sound"]:
            self.storyboard = self._board

    def _on_storyboard(self, change: dict[str, Any]) -> None:
        board: Storyboard = change["new"]
        if board == self._board:
            return
        self._known = {scene.shot.to_text(): scene.shot for scene in board.shots}
        kept = self._kept
        draft = draft_of(board, kept["settings"], is_linked=kept["is_linked"], revision=0)
        self._redraft(**{name: draft[name] for name in ("title", "shots", "characters")})

    def _answer(self, draft: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[tuple[int, Advice], ...]]:
        """Everything that follows from a draft. Bad input becomes a refusal in words, never an exception.

        A draft that makes sense is kept: the board and the settings are read from there.
        """
        try:
            read = read_board_draft(draft)
            board = board_of(read, self._known, self._words)
        except SoraWidgetsError as error:
            price = self._price_tag(BoardPrice(None, "", error))
            view = {"shots": {}, "total_s": 0, "price": price, "can_link": can_link(), "is_sound": False}
            return {"revision": revision_of(draft), **view}, ()
        self._kept, self._board = read, board
        advice = tuple(board.critique(self._words.language, read["settings"]["model"]))
        ids = [shot["id"] for shot in read["shots"]]
        view = {
            "revision": read["revision"],
            "shots": {shot_id: self._shot_view(board, index, advice) for index, shot_id in enumerate(ids)},
            "total_s": board.total_s,
            "price": self._price(),
            "can_link": can_link(),
            "is_sound": True,
        }
        return view, advice

    def _shot_view(self, board: Storyboard, index: int, advice: tuple[tuple[int, Advice], ...]) -> dict[str, Any]:
        shot = board.shot(index)
        return {
            "prompt": shot.to_text(),
            "spans": [list(span) for span in shot.spans()],
            "advice": advice_rows((piece for at, piece in advice if at == index), self._words),
        }

    def _orders(self) -> list[Order]:
        ids = [shot["id"] for shot in self._kept["shots"]]
        return orders_of(self._board, ids, is_linked=self._is_linked())

    def _is_linked(self) -> bool:
        return bool(self._kept["is_linked"]) and can_link()

    def _price(self) -> dict[str, Any]:
        try:
            return self._price_tag(price_board(self._orders(), self._kept["settings"]))
        except SoraWidgetsError as error:  # no engine, for example because its folder cannot be written
            return self._price_tag(BoardPrice(None, "", error))

    def _price_tag(self, price: BoardPrice) -> dict[str, Any]:
        words = self._words
        refusal = None if price.refusal is None else words.refusal(price.refusal)
        if refusal is not None and price.refused_shot is not None:
            refusal = words.say("storyboard.of_shot", n=price.refused_shot, said=refusal)
        detail = [price.provider] if price.provider else []
        if price.has_all:
            detail.append(words.say("storyboard.has_all"))
        is_empty = not self._kept["shots"]
        return {
            "label": words.money(price.cost_usd),
            "cost_usd": None if price.cost_usd is None else str(price.cost_usd),
            "detail": " · ".join(detail),
            "provider": price.provider,
            "provider_note": provider_found(),
            "can_run": price.refusal is None and not is_empty,
            "refusal": words.say("storyboard.no_shots") if is_empty and refusal is None else refusal,
        }

    def _offered(self) -> dict[str, Any]:
        words = self._words
        transitions = choices("transition", words.language)
        cuts = [{"name": choice.name, "label": words.typeset(choice.label)} for choice in transitions]
        if not any(cut["name"] == _USUAL_CUT for cut in cuts):
            cuts.insert(0, {"name": _USUAL_CUT, "label": words.say("storyboard.plain_cut")})
        return {"models": model_choices(words, self._kept["settings"]["model"]), "cuts": cuts}

    # -- requests -----------------------------------------------------------------------------------------------

    def _take_draft(self, message: dict[str, Any]) -> None:
        """A request may overtake the draft it is about: it carries the draft, and the newer one counts."""
        draft = message.get("draft")
        with self._turns:
            if isinstance(draft, dict) and revision_of(draft) > self._view["revision"]:
                board_of(read_board_draft(draft), self._known, self._words)  # a bad one is refused, not shown
                self._draft = draft

    def _apply(self, message: dict[str, Any]) -> Answer:
        self._take_draft(message)
        with self._turns:
            shot_id, code = message.get("shot_id"), message.get("code")
            shots = [dict(shot) for shot in self._kept["shots"]]
            index = next((at for at, shot in enumerate(shots) if shot["id"] == shot_id), None)
            found = next((one for at, one in self.advice if at == index and one.code == code), None)
            if index is None or found is None or found.fix is None:
                raise RequestError(f"The advice {code!r} is no longer there: the shot has changed since.", given=code)
            mended: Shot = found.apply(self._board.shots[index].shot)
            shots[index]["text"] = mended.to_text()
            self._known[shots[index]["text"]] = mended
            self._redraft(shots=shots)
        return {"text": shots[index]["text"]}, []

    def _generate(self, message: dict[str, Any]) -> Answer:
        self._take_draft(message)
        with self._turns:
            orders, settings = self._orders(), dict(self._kept["settings"])
        if not orders:
            raise RequestError(self._words.say("storyboard.no_shots"))
        price = self._agreed_price(message.get("price"), orders, settings)
        self._follow()  # there may have been no engine before
        if self._run is not None:
            self._run.stop()
        run = self._run = Run(orders, settings, price, self._words, self._take_news)
        # Not in turn with anything: the engine may have to be waited for here.
        try:
            run.start()
        finally:  # a later shot that is refused does not hide the first
            self._take_news()
        return {"job_ids": [job.id for _, job in run.jobs]}, []

    def _agreed_price(self, agreed: object, orders: list[Order], settings: dict[str, Any]) -> BoardPrice:
        """Nothing runs for more than the price that was on the button, nor on another server.

        Raises:
            MoneyError: it would; the button shows the new price from now on.
            SoraWidgetsError: it would not run at all.
        """
        now = price_board(orders, settings)
        told = agreed if isinstance(agreed, dict) else {}
        if now.refusal is None and now.cost_usd is not None and now.provider == told.get("provider"):
            with contextlib.suppress(InvalidOperation, TypeError, ValueError):
                if now.cost_usd == 0 or now.cost_usd <= Decimal(told.get("cost_usd") or "NaN"):
                    return now
        self._turns.soon("price", self._price_again)
        if now.refusal is not None:
            raise now.refusal
        sentence = self._words.say(
            "composer.price_changed", price=self._words.money(now.cost_usd), provider=now.provider
        )
        raise MoneyError(sentence, provider=now.provider)

    def _cancel_all(self, message: dict[str, Any]) -> Answer:
        if self._run is not None:
            self._run.cancel()
            self._show_cards_soon()
        return {}, []

    # -- jobs ---------------------------------------------------------------------------------------------------

    def _price_again(self) -> None:
        self._view = {**self._view, "price": self._price(), "can_link": can_link()}

    def _take_news(self) -> None:
        """The newest run has ordered something, or has ended."""
        run = self._run
        if run is not None:
            self._keep_made(*(job for _, job in run.jobs))
        self._show_cards_soon()

    def _show_cards(self) -> None:
        run = self._run
        orders = {} if run is None else {job.id: one for one, job in run.jobs}
        cards = []
        for job in self.jobs:
            card = self._card(job, self._words)
            if job.id in orders:
                one = orders[job.id]
                card["shot_id"] = one.shot_id
                card["prompt"] = self._words.say("storyboard.card", n=one.number, prompt=card["prompt"])
            cards.append(card)
        self._cards = cards
        self._group = NO_GROUP if run is None else run.summary()
