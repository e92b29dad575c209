"""What a Generate button says at a paid server: the price of this very order, and why it does not run."""

from __future__ import annotations

from typing import Any

import pytest

import sora_widgets as sw
from sora_widgets.jobs import generate, list_jobs, quote, set_budget
from sora_widgets.jobs.session import Session
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.providers.bodies import Served
from sora_widgets.widgets.composer import PromptComposer
from sora_widgets.widgets.storyboard import StoryboardEditor
from video_server import VideoServer

PROMPT = "Wide shot of a red kite over a park, the camera rises"
BOARD = Storyboard([Scene("A red kite over a park."), Scene("A dog runs.")])


def at(studio: Session, server: VideoServer, rate: str | None, **profile: Any) -> None:
    studio.provider = server.provider(usd_per_second=rate, **profile)
    studio.engine.connect(studio.provider)


def shown(**settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The price tags of a composer and of a storyboard."""
    composer = PromptComposer(PROMPT, **settings)
    board = {name: value for name, value in settings.items() if name != "seconds"}
    return composer._view["price"], StoryboardEditor(BOARD, **board)._view["price"]


def refused(error: type[sw.SoraWidgetsError], **settings: Any) -> sw.SoraWidgetsError:
    """What quote and generate both say; nothing is ordered."""
    told = quote(PROMPT, **settings)
    assert isinstance(told.refusal, error) and not told.can_run
    with pytest.raises(error) as raised:
        generate(PROMPT, **settings)
    assert str(raised.value) == str(told.refusal) and list_jobs() == []
    return raised.value


def test_without_a_rate_the_price_is_unknown_and_never_the_list_price(studio: Session, server: VideoServer) -> None:
    at(studio, server, None)
    set_budget(5)
    said = refused(sw.UnknownPriceError)
    for tag in shown():
        assert (tag["label"], tag["can_run"]) == ("price unknown", False)
        assert str(said) in tag["refusal"]
    told = quote(PROMPT)
    assert told.estimate is not None and told.estimate.cost_usd is None and not told.estimate.is_known
    assert told.list_estimate is not None and "list price $0.40 · retired 2026-09-24" in shown()[0]["detail"]


def test_a_model_of_no_table_is_unknown_and_has_no_list_price(studio: Session, server: VideoServer) -> None:
    at(studio, server, None)
    refused(sw.UnknownPriceError, model="my/own")
    assert quote(PROMPT, model="my/own").list_estimate is None
    assert [tag["label"] for tag in shown(model="my/own")] == ["price unknown"] * 2


def test_without_a_budget_the_price_is_told_all_the_same(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    assert "$0.40" in str(refused(sw.NoBudgetError))
    composer, board = shown()
    assert (composer["label"], composer["can_run"]) == ("$0.40", False) and "no budget" in composer["refusal"]
    assert (board["label"], board["can_run"]) == ("$0.80", False)
    assert board["refusal"].startswith("test-server charges $0.80 for the whole and no budget is set")


def test_over_the_budget_price_and_what_is_left_are_told(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    set_budget("0.30")
    refused(sw.BudgetExceededError)
    composer, board = shown()
    assert composer["label"] == "$0.40" and "only $0.30 of the budget of $0.30 is left" in composer["refusal"]
    assert (board["label"], board["refusal"]) == (
        "$0.80",
        "The whole costs $0.80, and $0.30 is left: take shots out, shorten them, or raise the budget.",
    )
    french = StoryboardEditor(BOARD, language="fr")._view["price"]["refusal"].replace("\u00a0", " ")
    assert french.startswith("Cela coûte 0,80 $ et il ne reste que 0,30 $ du budget de 0,30 $")


def test_a_class_whose_budget_is_short_is_named(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    set_budget("0.50", scope="class 3b")
    composer, board = shown(language="fr")
    assert composer["can_run"] and not board["can_run"] and "class 3b" in board["refusal"]


def test_what_the_server_does_not_make_is_refused_with_what_it_makes(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10", checks_model=True)
    set_budget(5)
    studio.provider._served = {"wan-2.2": Served(seconds=(5, 10))}
    assert "wan-2.2" in str(refused(sw.UnknownModelError, model="sora-2"))
    assert "5, 10" in str(refused(sw.UnsupportedValueError, model="wan-2.2", seconds=4))
    for tag in shown(model="wan-2.2"):
        assert not tag["can_run"] and "5, 10" in tag["refusal"]


def test_a_price_is_that_of_the_whole_also_where_a_later_shot_cannot_be_made(
    studio: Session, server: VideoServer
) -> None:
    at(studio, server, "0.10")
    set_budget(5)
    tag = StoryboardEditor(Storyboard([Scene("A red kite."), Scene("A dog runs."), Scene("x" * 40_000)]))._view["price"]
    assert (tag["label"], tag["can_run"]) == ("$1.20", False) and tag["refusal"].startswith("Shot 3: The prompt has")


def test_a_retired_model_is_called_so_at_every_price(studio: Session, server: VideoServer) -> None:
    set_budget(5)
    for rate in ("0", "0.10", "0.20"):
        at(studio, server, rate)
        assert "retired 2026-09-24" in shown()[0]["detail"]


def test_what_is_offered_for_less_is_made_by_this_server(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    set_budget("0.50")
    told = refused(sw.BudgetExceededError, seconds=12)
    assert told.cheaper and {way.model for way in told.cheaper} == {"sora-2"}  # type: ignore[union-attr]  # a detail
    assert "cheaper: 4 s of sora-2 at 1280x720 for $0.40" in str(told)


def test_a_refused_cell_says_the_same(studio: Session, server: VideoServer, capsys: pytest.CaptureFixture[str]) -> None:
    from sora_widgets.magics import _cell, _run

    at(studio, server, "0.10")
    with pytest.raises(sw.NoBudgetError):
        _run(_cell, "", PROMPT)
    assert _run(_cell, "--price", PROMPT) is None
    told = capsys.readouterr().out
    assert told.startswith("$0.40 · 4 s of sora-2 at $0.10/s · test-server\nwould not run: test-server charges $0.40")
    assert list_jobs() == []
