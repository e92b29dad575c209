"""Plots: a chart for JupyterLab without a network, a picture for GitHub, nothing left out silently."""

from __future__ import annotations

import builtins
import json
import sys
from datetime import date
from typing import Any

import pytest

from sora_widgets.errors import RequestError
from sora_widgets.pricing import Hosting, compare_costs

ON = date(2026, 11, 23)
VEGA_LITE = "application/vnd.vegalite.v5+json"


def shown(plot: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return plot._repr_mimebundle_()


def rows_of(plot: Any) -> list[dict[str, Any]]:
    spec = plot.to_dict()
    return spec["datasets"][spec["data"]["name"]]


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    def importing(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] in names:
            raise ModuleNotFoundError(name)
        return imported(name, *rest, **more)

    imported = builtins.__import__
    for module in list(sys.modules):
        if module.split(".")[0] in names or module == "sora_widgets.pricing.pictures":
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.delattr("sora_widgets.pricing.pictures", raising=False)
    monkeypatch.setattr(builtins, "__import__", importing)


def test_a_french_plot_writes_its_numbers_as_french_people_do():
    plot = compare_costs(on=ON).plot(language="fr")
    assert plot.to_dict()["config"]["locale"]["number"]["currency"] == ["", "\u00a0$"]
    assert [row["label"] for row in rows_of(plot) if row["name"] == "sora-2"] == ["0,40\u00a0$ · arrêté le 2026-09-24"]
    assert "locale" not in compare_costs(on=ON).plot().to_dict()["config"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_plot_shows_itself_as_chart_picture_and_words(language: str):
    found = compare_costs(on=ON)
    for plot, told in (
        (found.plot(language=language), found.text_alternative(language)),
        (found.break_even().plot(language), found.break_even().text_alternative(language)),
    ):
        bundle, metadata = shown(plot)
        assert bundle["text/plain"] == told
        assert bundle[VEGA_LITE]["$schema"].endswith("/v5.json") and bundle[VEGA_LITE]["description"] == told
        assert "url" not in bundle[VEGA_LITE].get("data", {}) and "http" not in json.dumps(bundle[VEGA_LITE]["config"])
        assert bundle["image/png"].startswith(b"\x89PNG")
        assert len(bundle["image/png"]) < 200_000
        assert 300 < metadata["image/png"]["width"] < 1000 and metadata["image/png"]["alt"] == told


def test_the_vega_that_jupyterlab_ships_understands_the_charts():
    vl_convert = pytest.importorskip("vl_convert")
    newest_5 = [version for version in vl_convert.get_vegalite_versions() if version.startswith("5.")][-1]
    found = compare_costs(on=ON)
    for plot in (found.plot(), found.break_even().plot()):
        drawn = vl_convert.vegalite_to_svg(shown(plot)[0][VEGA_LITE], vl_version=newest_5)
        assert "sora-2" in drawn


def test_where_nothing_has_a_price_there_is_a_picture_all_the_same():
    nothing = compare_costs(models="my/own-model", seconds=60, hosting=(), on=ON)
    assert not nothing.current and not nothing.break_even("my/own-model").lines
    for plot in (nothing.plot(), nothing.break_even().plot(), nothing.break_even("my/own-model").plot()):
        assert shown(plot)[0]["image/png"].startswith(b"\x89PNG")


def test_how_many_are_not_drawn_is_written_under_the_title():
    found = compare_costs(on=ON)
    subtitle = found.plot(limit=10).to_dict()["title"]["subtitle"]
    assert f"And {len(found) - 10} more offers, not drawn." in " ".join(subtitle)
    assert len(rows_of(found.plot(limit=10))) == 10
    few = compare_costs(models=["sora-2"], hosting=(), on=ON).plot()
    assert "not drawn" not in " ".join(few.to_dict()["title"]["subtitle"])


def test_each_kind_of_offer_has_a_look_of_its_own():
    found = compare_costs(
        seconds=4, models=["sora-2", "my/own-model", "gen4.5", "pika-2.2"], hosting=Hosting("box", 2, 9), on=ON
    )
    looks = {row["name"]: row for row in rows_of(found.plot())}
    assert looks["sora-2"]["look"] == "ended" and "2026-09-24" in looks["sora-2"]["label"]
    assert looks["my/own-model"]["look"] == "unknown" and looks["my/own-model"]["label"] == "////// price unknown"
    assert looks["box"]["look"] == "solid"
    pika = next(row for name, row in looks.items() if "pika" in name)
    assert pika["look"] == "misfit" and pika["usd"] > 0 and "not 4 s" in pika["label"]
    assert all(row["source"].startswith("https://") and row["read"] for name, row in looks.items() if "Sora" in name)


def test_without_altair_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    found = compare_costs(on=ON)
    without(monkeypatch, "altair")
    for plot in (found.plot, found.break_even().plot):
        with pytest.raises(RequestError, match=r"needs altair, .* run `%pip install \"sora-widgets\[plot\]\"`"):
            plot()


def test_without_the_converter_the_chart_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch):
    plot = compare_costs(on=ON).plot()
    without(monkeypatch, "vl_convert")
    bundle, metadata = shown(plot)
    assert set(bundle) == {VEGA_LITE, "text/plain"} and metadata == {}
