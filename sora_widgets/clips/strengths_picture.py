"""Strengths drawn by altair (extra `plot`): a point and its interval for each clip, the strongest on top.

A notebook shows the chart without a network, and GitHub shows the picture that it carries.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

import altair as alt

from sora_widgets.clips.strengths import LEVEL, Strengths
from sora_widgets.pricing.pictures import Plot
from sora_widgets.tables import shortened

__all__ = ["draw"]

_IS_DARK = "background && luminance(background) < 0.3"  # vega's own signal: JupyterLab sets its ground by the theme
_INK = alt.ExprRef(f"{_IS_DARK} ? '#56B4E9' : '#0072B2'")  # Okabe and Ito's blues, told apart by the colour-blind
_GREY = "#8C8C8C"  # seen on white and on black
_LABEL_CHARS, _ROW_PX, _WIDTH_PX, _LINE_CHARS = 46, 30, 380, 88


def draw(found: Strengths) -> Plot:
    """The chance of each clip to be preferred to a middling one; see `Strengths.plot`."""
    rows: list[dict[str, Any]] = [
        {"row": str(number), "label": row.label, "wins": row.wins, "losses": row.losses}
        | dict(zip(("chance", "low", "high"), row.chances, strict=True))
        for number, row in enumerate(found)
    ]
    labels = {row["row"]: shortened(row["label"], _LABEL_CHARS) for row in rows}
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:N", sort=list(labels), title=None).axis(
            labelExpr=f"{json.dumps(labels)}[datum.value]", labelLimit=340, ticks=False, domain=False
        ),
        tooltip=[
            alt.Tooltip("label:N", title=found.say("clip")),
            alt.Tooltip("chance:Q", title=found.say("chance"), format=".0%"),
            alt.Tooltip("wins:Q", title=found.say("wins")),
            alt.Tooltip("losses:Q", title=found.say("losses")),
        ],
    )
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], domain=False, gridOpacity=0.35)
    title = found.say("axis", level=round(100 * LEVEL))
    middle = alt.Chart(alt.InlineData(values=[{"chance": 0.5}])).mark_rule(color=_GREY, strokeDash=[4, 3])
    layers: list[Any] = [
        middle.encode(x=alt.X("chance:Q", scale=scale, axis=axis, title=title)),
        base.mark_rule(color=_INK, strokeWidth=2).encode(x=alt.X("low:Q", scale=scale, title=title), x2="high:Q"),
        base.mark_point(color=_INK, size=70, filled=True, opacity=1).encode(x=alt.X("chance:Q", scale=scale)),
    ]
    told = [line for warning in found.warnings for line in textwrap.wrap(warning, _LINE_CHARS)]
    plot = Plot(layer=layers).properties(
        width=_WIDTH_PX,
        height=_ROW_PX * len(rows),
        title=alt.TitleParams(found.title(), subtitle=told, anchor="start", frame="group", offset=10),
        description=found.text_alternative(),
        padding=10,
    )
    return plot.configure_view(stroke=None)  # type: ignore[no-any-return]  # altair's own type is the chart's
