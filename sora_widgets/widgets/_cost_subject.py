"""What an estimator prices: one shot, several, or what a composer or a storyboard holds, and the way back to these.

Two linked widgets follow each other. Whoever changes the other does so in its own turn; news from the
other is left at the estimator's door (`_turns`), so neither ever waits for the other in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import EmptyPromptError, SoraWidgetsError
from sora_widgets.pricing import Estimate, estimate
from sora_widgets.prompts import Shot
from sora_widgets.prompts.storyboard import Storyboard
from sora_widgets.widgets._board_price import Order, price_board
from sora_widgets.widgets._settings import TAKES
from sora_widgets.widgets.composer import PromptComposer
from sora_widgets.widgets.storyboard import StoryboardEditor

__all__ = ["Here", "Subject"]

_ANY_SHOT = "a shot"
"""Prices per second do not depend on the prompt; a quote wants one all the same."""
_MANY_TAKES = (*TAKES, 6, 8, 12, 20)


@dataclass(frozen=True)
class Here:
    """What the connected server asks for it, and why it would not run there.

    Attributes:
        provider: the server's name.
        estimate: None when nobody can price it there.
        refusal: None when it can run.
        has_take: everything is here already.
    """

    provider: str
    estimate: Estimate | None
    refusal: SoraWidgetsError | None
    has_take: bool


class Subject:
    """What is priced.

    Args:
        what: a `PromptComposer`, a `StoryboardEditor`, a shot, a text, a request, a storyboard, a list of shots and
            texts, or None.
    """

    def __init__(self, what: object) -> None:
        self.widget = what if isinstance(what, (PromptComposer, StoryboardEditor)) else None
        self._what = what

    @property
    def link(self) -> str:
        """ "composer", "storyboard", or "" when nothing is linked."""
        return "" if self.widget is None else "composer" if isinstance(self.widget, PromptComposer) else "storyboard"

    @property
    def what(self) -> object:
        """What the prices are worked out for: a storyboard or a list; None for a single shot, whatever it says."""
        if isinstance(self.widget, StoryboardEditor):
            return self.widget.storyboard
        is_several = self.widget is None and (isinstance(self._what, (list, tuple)) or hasattr(self._what, "shots"))
        return self._what if is_several else None

    @property
    def lengths(self) -> tuple[int, ...] | None:
        """The seconds of each shot of a storyboard; None where the length is a setting."""
        board = self.what
        return tuple(scene.seconds for scene in board.shots) if isinstance(board, Storyboard) else None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that the linked widget has, or that a request names."""
        if self.widget is not None:
            return dict(self.widget.settings)
        named = {name: getattr(self._what, name, None) for name in ("model", "seconds", "size")}
        return {} if None in named.values() else named

    @property
    def takes(self) -> tuple[int, ...]:
        """How many takes are offered."""
        return TAKES if self.link == "composer" else _MANY_TAKES

    def set(self, settings: Mapping[str, Any]) -> None:
        """Give the linked widget those of the settings that it has and that are others now."""
        if self.widget is None:
            return
        now = self.widget.settings
        changed = {name: settings[name] for name, value in now.items() if settings[name] != value}
        if changed.get("takes", 1) not in TAKES:
            del changed["takes"]
        if changed:
            self.widget.settings = changed

    def subscribe(self, listener: Callable[..., None]) -> Callable[[], None]:
        """Have `listener` called whenever the linked widget answers a draft."""
        if self.widget is None:
            return lambda: None

        def tell(change: object) -> None:
            listener()

        self.widget.observe(tell, "_view")
        return partial(self.widget.unobserve, tell, "_view")

    def here(self, settings: Mapping[str, Any]) -> Here:
        """What the connected server asks for it now. Never raises for bad input.

        Raises:
            SoraWidgetsError: there is no engine.
        """
        if self.what is None:
            named = {name: settings[name] for name in ("model", "seconds", "size", "takes")}
            quote = jobs.quote(self._film(), **named)
            return Here(quote.provider, quote.estimate, quote.refusal, quote.has_take)
        return self._several_here(settings)

    def _film(self) -> Shot | str:
        if isinstance(self.widget, PromptComposer):
            return self.widget.text.strip() or _ANY_SHOT
        is_filmed = isinstance(self._what, (Shot, str)) and str(self._what).strip()
        return self._what if is_filmed else _ANY_SHOT  # type: ignore[return-value]  # is_filmed says that it is one

    def _several_here(self, settings: Mapping[str, Any]) -> Here:
        shots: Any = getattr(self.what, "shots", self.what)
        orders = [
            Order(number, str(number), _text(shot), self._seconds(shot, settings), take, None)
            for number, shot in enumerate(shots, 1)
            for take in range(1, settings["takes"] + 1)
        ]
        price = price_board(orders, {name: settings[name] for name in ("model", "size")})
        provider = jobs.current_provider()
        refusal = None if isinstance(price.refusal, EmptyPromptError) else price.refusal
        try:
            told = estimate(
                self.what,
                model=settings["model"],
                seconds=settings["seconds"],
                size=settings["size"],
                takes=settings["takes"],
                usd_per_second=0 if price.has_all else provider.usd_per_second,
                provider=provider.name,
            )
        except SoraWidgetsError as error:
            return Here(provider.name, None, refusal or error, has_take=False)
        return Here(provider.name, told, refusal, price.has_all)

    def _seconds(self, shot: object, settings: Mapping[str, Any]) -> int:
        return settings["seconds"] or getattr(shot, "seconds", None) or 4


def _text(shot: object) -> str:
    text = str(getattr(shot, "shot", shot)).strip()
    return text or _ANY_SHOT
