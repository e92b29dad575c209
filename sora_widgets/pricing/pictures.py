"""Comparisons drawn by altair (extra `plot`): bars of prices, and lines over the clips of a month.

A plot is an altair chart like any other, so it can be changed and saved; displayed, it brings two
forms of itself. JupyterLab draws the interactive one with the vega it ships, without a network.
GitHub and others that draw no vega show the picture, which has a white ground because nothing there
tells light from dark. Colours are of Okabe and Ito's set, told apart by the colour-blind; what ended
is grey, and dashes and strokes say the rest without colour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

import altair as alt

from sora_widgets.pricing.words import Words, shown_size
from sora_widgets.tables import shortened

if TYPE_CHECKING:
    from sora_widgets.pricing.break_even import BreakEven, CostLine
    from sora_widgets.pricing.comparison import Comparison
    from sora_widgets.pricing.offers import Offer

__all__ = ["Plot", "bars", "lines"]

_VEGA_LITE_5 = "https://vega.github.io/schema/vega-lite/v5.json"
_MIME_TYPE = "application/vnd.vegalite.v5+json"  # JupyterLab 4.6 draws version 5 and does not know altair's 6
_SCALE = 1.5  # points of the picture for one of the chart: sharp enough, and small in a saved notebook

_IS_DARK = "background && luminance(background) < 0.3"  # vega's own signal: JupyterLab sets its ground by the theme
_TEXT = alt.ExprRef(f"{_IS_DARK} ? '#eeeeee' : '#222222'")
_BLUE = alt.ExprRef(f"{_IS_DARK} ? '#56B4E9' : '#0072B2'")
_COLOURS: dict[str, Any] = {"model": _BLUE, "plan": "#D55E00", "hosting": "#009E73", "given": "#CC79A7"}
_DASHES = {"model": [1, 0], "plan": [8, 3], "hosting": [2, 2], "given": [8, 3, 2, 3]}
_FRENCH = alt.Locale(
    number=alt.NumberLocale(decimal=",", thousands="\u202f", grouping=[3], currency=["", "\u00a0$"])
)  # as money.py writes amounts
_GREY = "#8C8C8C"  # seen on white and on black
_TOLD = {"name": "offer", "seller": "seller", "label": "price", "note": "note", "source": "source", "read": "read_on"}
_NAME_CHARS, _ROW_PX, _WIDTH_PX, _HEIGHT_PX, _LINE_PX = 46, 19, 420, 340, 14


class Plot(alt.LayerChart):
    """An altair chart that a notebook shows without a network and GitHub shows as a picture."""

    def _repr_mimebundle_(self, *_include: object, **_exclude: object) -> Any:
        spec = self.to_dict()
        bundle: dict[str, Any] = {
            _MIME_TYPE: spec | {"$schema": _VEGA_LITE_5},
            "text/plain": spec.get("description", "a plot"),
        }
        try:
            import vl_convert
        except ImportError:  # altair alone is installed: the interactive form only
            return bundle, {}
        import skia

        drawn = skia.Data(vl_convert.vegalite_to_png(spec | {"background": "white"}, scale=_SCALE))
        # vl-convert hardly packs its pixels: 370 kB become 130
        picture = bytes(skia.Image.MakeFromEncoded(drawn).encodeToData(skia.kPNG, 100))
        # a PNG's second and third numbers are its size; nbconvert takes the alternative text from beside it
        width, height = (round(int.from_bytes(picture[at : at + 4], "big") / _SCALE) for at in (16, 20))
        told = {"width": width, "height": height, "alt": bundle["text/plain"]}
        return bundle | {"image/png": picture}, {"image/png": told}


def bars(comparison: Comparison, limit: int, words: Words) -> Plot:
    """The prices of a comparison, the cheapest on top; see `Comparison.plot`."""
    drawn = comparison.first(limit)
    rows = [_bar(offer, words) | {"row": f"{number}"} for number, offer in enumerate(drawn)]
    names = {row["row"]: row["short"] for row in rows}
    coloured = {row["kind"] for row in rows if row["look"] == "solid"}
    kinds = {kind: said for kind in _COLOURS if (said := words(f"kind.{kind}")) in coloured}
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:N", sort=[row["row"] for row in rows], title=None).axis(
            labelLimit=340, labelExpr=f"{json.dumps(names)}[datum.value]", ticks=False, domain=False
        ),
        x=alt.X("usd:Q", title=words("axis"))
        .axis(format="$,.2f", tickCount=5, domain=False, grid=False)
        .scale(domain=[0, max((row["usd"] for row in rows), default=0) or 1], nice=False),
        tooltip=[alt.Tooltip(f"{field}:N", title=words(title)) for field, title in _TOLD.items()],
    )
    colour = alt.Color("kind:N", title=None).scale(domain=list(kinds.values()), range=[_COLOURS[k] for k in kinds])
    legend = alt.Legend(orient="top", symbolType="square") if kinds else None  # an empty one has no size
    solid, ended, misfit = (base.transform_filter(alt.datum.look == look) for look in ("solid", "ended", "misfit"))
    return _finished(
        [
            solid.mark_bar(height=11).encode(color=colour.legend(legend)),
            ended.mark_bar(height=11, color=_GREY, opacity=0.6),
            misfit.mark_bar(height=10, filled=False, stroke=_GREY, strokeDash=[3, 2], strokeWidth=1),
            base.mark_text(align="left", dx=4, color=_TEXT, fontSize=11).encode(text="label:N"),
        ],
        words.title(comparison.asked),
        [*words("bars").split("\n"), *_small_print(comparison, len(drawn), words)],
        comparison.text_alternative(words.language),
        _ROW_PX * len(rows),
        words.language,
    )


def lines(found: BreakEven, words: Words) -> Plot:
    """Costs over the clips of a month; see `BreakEven.plot`."""
    # one colour a kind, as in the bars; each line is named where it ends
    colours = {line.id: _GREY if line.is_retired else _COLOURS[line.kind] for line in found.lines}
    most_usd = max((line["usd"] for line in map(_end, found.lines, repeat(found))), default=1) or 1
    scales: dict[str, Any] = {
        "x": alt.X("clips:Q", title=words("axis_clips"))
        .axis(tickCount=6, grid=False)
        .scale(domain=[0, found.clips_to], nice=False),
        "y": alt.Y("usd:Q", title=words("axis_month"))
        .axis(format="$,.0f", tickCount=6, gridOpacity=0.35)
        .scale(domain=[0, most_usd]),
    }

    def chart(values: list[dict[str, Any]], **encoding: Any) -> Any:
        return alt.Chart(alt.InlineData(values=values)).encode(**scales, **encoding)

    layers = []
    for line in found.lines:
        end = _end(line, found)
        start = {"clips": 0, "usd": float(line.fixed_usd)}
        hint = [alt.Tooltip("name:N", title=words("offer")), alt.Tooltip("price:N", title=words("price"))]
        told = {"name": line.name, "price": words.line(line)}
        drawn = chart([start | told, end | told], tooltip=hint)
        layers.append(drawn.mark_line(color=colours[line.id], strokeDash=_DASHES[line.kind], strokeWidth=2))
        if end["clips"] < found.clips_to:
            layers.append(
                chart([end]).mark_point(
                    shape="cross", angle=45, color=colours[line.id], size=90, filled=True, opacity=1
                )
            )
    dots = [
        {"clips": clips, "usd": float(found.cost(winner, clips) or 0), "label": str(clips)}
        for clips, winner, _ in found.crossings
    ]
    apart = found.clips_to * 22 / _WIDTH_PX
    layers.append(
        chart(dots, tooltip=[alt.Tooltip("clips:Q", title=words("axis_clips"))]).mark_point(
            shape="circle", color=_GREY, size=40, opacity=1
        )
    )
    layers.append(chart(_readable(dots, apart), text="label:N").mark_text(color=_TEXT, fontSize=10, dy=-9))
    layers += [
        part
        for name in _named_ends(found, most_usd, words)
        for part in (
            chart(name["leader"]).mark_line(color=_GREY, strokeWidth=0.75),
            chart([name["leader"][-1]], text="name:N").mark_text(align="left", dx=3, color=_TEXT, fontSize=11),
        )
    ]
    title = words("title_month", work=words.work(found.comparison.asked))
    alternative = found.text_alternative(words.language)
    return _finished(layers, title, words("hint").split("\n"), alternative, _HEIGHT_PX, words.language)


def _finished(
    layers: Sequence[Any], title: str, subtitle: list[str], alternative: str, height: int, language: str
) -> Plot:
    plot = Plot(layer=list(layers)).properties(
        width=_WIDTH_PX,
        height=height,
        title=alt.TitleParams(title, subtitle=subtitle, anchor="start", frame="group", offset=10),
        description=alternative,
        padding=10,
    )
    if language == "fr":
        plot = plot.configure(locale=_FRENCH)
    return plot.configure_view(stroke=None)  # type: ignore[no-any-return]  # altair's own type is the chart's


def _bar(offer: Offer, words: Words) -> dict[str, Any]:
    """One bar: its length, its look, and the words behind it."""
    instead = offer.instead
    if not offer.fits:
        look, usd = "misfit", instead.cost_usd if instead else None
        said = [words.misfit(misfit) for misfit in offer.misfits if misfit.code not in ("price", "retired")]
        if instead is not None:
            price = words.price(instead.cost_usd)
            said.append(words("instead", seconds=instead.seconds, size=shown_size(instead.size), price=price))
    elif not offer.is_known:
        look, usd, said = "unknown", None, ["//////", words("held_unknown" if offer.kind == "plan" else "unknown")]
    else:
        look, usd, said = "ended" if offer.is_retired else "solid", offer.cost_usd, [words.price(offer.cost_usd)]
    if offer.fits and offer.unsure:
        said.append(words("unsure", what=", ".join(words(f"unsure.{name}") for name in offer.unsure)))
    if offer.retired_on is not None:
        said.append(words("retired" if offer.is_retired else "ends", date=offer.retired_on.isoformat()))
    return {
        "short": shortened(offer.name, _NAME_CHARS),
        "name": offer.name,
        "seller": f"{offer.seller} ({words('reseller')})" if offer.is_reseller else offer.seller,
        "kind": words(f"kind.{offer.kind}"),
        "look": look,
        "usd": float(usd or 0),
        "label": " · ".join(said).replace("////// · ", "////// "),
        "note": offer.note,
        "source": offer.source,
        "read": "" if offer.read_on is None else offer.read_on.isoformat(),
    }


def _end(line: CostLine, found: BreakEven) -> dict[str, Any]:
    """Where a line ends: at the edge, or where the offer is used up."""
    clips = found.clips_to if line.clips_max is None else min(line.clips_max, found.clips_to)
    return {"clips": clips, "usd": float(line.cost(clips) or 0)}


def _readable(dots: Sequence[Mapping[str, Any]], apart: float) -> list[dict[str, Any]]:
    """Those of the dots whose numbers do not run into each other."""
    kept: list[dict[str, Any]] = []
    for dot in dots:
        if all(dot["usd"] != other["usd"] or dot["clips"] - other["clips"] >= apart for other in kept):
            kept.append(dict(dot))
    return kept


def _named_ends(found: BreakEven, most_usd: float, words: Words) -> list[dict[str, Any]]:
    """The names at the right edge, each led to its line and moved up where two would lie on each other."""
    gap, edge = most_usd * _LINE_PX / _HEIGHT_PX, found.clips_to
    floor, named = -gap, []
    for line in sorted(found.lines, key=lambda line: float(_end(line, found)["usd"])):
        end = _end(line, found)
        floor = max(end["usd"], floor + gap)
        name = line.name if end["clips"] == edge else words("used_up", name=line.name, clips=end["clips"])
        start = [{"clips": edge, "usd": end["usd"], "name": name}] if end["clips"] == edge else []
        named.append({"leader": [*start, {"clips": edge * (1 + 14 / _WIDTH_PX), "usd": floor, "name": name}]})
    return named


def _small_print(comparison: Comparison, drawn: int, words: Words) -> list[str]:
    read = sorted(offer.read_on.isoformat() for offer in comparison if offer.read_on is not None)
    said = [words("read", first=read[0], last=read[-1])] if read else []
    if drawn < len(comparison):
        said.insert(0, words("more", count=len(comparison) - drawn))
    return [" ".join(said)]
