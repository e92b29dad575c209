"""Write `prices.md`, all prices that the package knows, from the data: `python docs/write_prices.py`."""

from __future__ import annotations

from pathlib import Path

from sora_widgets.pricing import (
    Hosting,
    ModelFacts,
    Plan,
    Tier,
    all_models,
    format_usd,
    hosting_presets,
    model_facts,
    plans,
)
from sora_widgets.pricing.requests import RESOLUTIONS

PAGE = Path(__file__).with_name("prices.md")

HEAD = """\
# What video costs

<!-- Written by docs/write_prices.py from sora_widgets/pricing/*.json: change the data, not this page. -->

## List prices

{count} models as {sellers} sellers offer them, in US dollars per second of finished video. Every price is dated and has
its page; the last column says who read it there. An empty cell means that nobody told us, never that it costs nothing.
A price stands for the resolutions that it names and for no others. What a model costs, and whether it makes a clip at
all, is answered by `sw.estimate(model=…)`; `sw.refresh_rates()` reads newer prices from an installed LiteLLM.

**Resells** marks a seller of another maker's model: the maker itself may ask another price.
"""


PLANS = """\
## Plans

{when} Prices and quotas are those that third parties wrote down; the last column says who.

| Plan | $ a month | What of Sora | From | Until | Source and note |
|---|---|---|---|---|---|"""
HOSTING = """\
## Your own GPUs

What somebody measured, at an hourly price that somebody lists: yours differ. `sw.Hosting(…)` takes your own figures.

| Machine | $ per second of video, busy all the time | Measured | Hourly price | Read | Note |
|---|---|---|---|---|---|"""


def page() -> str:
    """The whole page."""
    facts = [model_facts(name) for name in all_models()]
    sellers = dict.fromkeys(one.seller for one in facts)
    lines = [HEAD.format(count=len(facts), sellers=len(sellers))]
    for seller in sellers:
        lines += [
            f"## {seller}\n",
            "| Model | Makes | $ per second | Besides | Retired | Source and note |",
            "|---|---|---|---|---|---|",
        ]
        lines += [row(one) for one in facts if one.seller == seller]
        lines.append("")
    ended = [one.ended_on for one in plans() if one.ended_on is not None]
    is_over = len(ended) == len(plans())
    lines.append(
        PLANS.format(when=f"History: since {max(ended).isoformat()} no plan includes Sora." if is_over else "")
    )
    lines += [*map(plan_row, plans()), "", HOSTING, *map(hosting_row, hosting_presets()), ""]
    return "\n".join(lines)


def row(facts: ModelFacts) -> str:
    """One model."""
    names = [f"**{facts.id}**", *facts.aliases]
    cells = [
        "<br>".join([*names, *(["*resells*"] if facts.is_reseller else [])]),
        "<br>".join(filter(None, [lengths(facts), sizes(facts), sound(facts), needs(facts)])),
        "<br>".join(map(price, facts.tiers)) or "unknown",
        "<br>".join(besides(facts)),
        facts.retired_on.isoformat() if facts.retired_on else "",
        f"[{facts.read_on.isoformat()}]({facts.source}) {facts.note}",
    ]
    return line(cells)


def plan_row(plan: Plan) -> str:
    """One plan as it stood between two days."""
    quota = [
        plan.service,
        f"{plan.credits_per_month:,} credits a month" if plan.credits_per_month else "",
        f"{plan.clips_per_day} clips a day" if plan.clips_per_day else "",
        f"up to {plan.max_seconds} s" if plan.max_seconds else "",
        f"up to {plan.max_resolution}" if plan.max_resolution else "",
        "more, slowly" if plan.has_unlimited_slow else "",
        *(f"{size}, {seconds} s: {count} credits" for (size, seconds), count in plan.credits_per_clip.items()),
    ]
    return line(
        [
            f"**{plan.name}**",
            format_usd(plan.usd_per_month),
            "<br>".join(filter(None, quota)),
            plan.began_on.isoformat(),
            plan.ended_on.isoformat() if plan.ended_on else "",
            f"[{plan.read_on.isoformat()}]({plan.source}) {plan.note}",
        ]
    )


def hosting_row(hosting: Hosting) -> str:
    """One machine."""
    return line(
        [
            f"**{hosting.name}**",
            "unknown" if hosting.usd_per_second is None else f"${hosting.usd_per_second:.4f}",
            f"[source]({hosting.source})" if hosting.source else "",
            f"[source]({hosting.price_source})" if hosting.price_source else "",
            hosting.read_on.isoformat() if hosting.read_on else "",
            hosting.note,
        ]
    )


def line(cells: list[str]) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def lengths(facts: ModelFacts) -> str:
    """Its lengths, a run of them by its ends."""
    seconds = facts.seconds
    if len(seconds) > 3 and seconds == tuple(range(seconds[0], seconds[-1] + 1)):
        return f"{seconds[0]}–{seconds[-1]} s"
    return f"{', '.join(map(str, seconds))} s" if seconds else ""


def sizes(facts: ModelFacts) -> str:
    """Its sizes, or only its resolutions where there are more than the eye takes in."""
    return ", ".join(facts.sizes if 0 < len(facts.sizes) <= 6 else facts.resolutions)


def sound(facts: ModelFacts) -> str:
    """Whether it makes sound, where somebody told."""
    return "" if facts.makes_sound is None else "with sound" if facts.makes_sound else "silent"


def needs(facts: ModelFacts) -> str:
    """What it starts from, besides words."""
    return {"image": "from a picture", "video": "from a video"}.get(facts.needs or "", "")


def price(tier: Tier) -> str:
    """One price, with what it stands for."""
    manner = {None: "", True: "with sound", False: "silent"}[tier.sound]
    what = " ".join(filter(None, [tier.resolution or "", manner, "as a batch" if tier.batch else ""]))
    return f"{what or 'any'}: {format_usd(tier.usd_per_second)}"


def besides(facts: ModelFacts) -> list[str]:
    """Charges that are not by the second of output."""
    charges = []
    if facts.minimum_usd is not None:
        charges.append(f"at least {format_usd(facts.minimum_usd)} a clip")
    if facts.usd_per_input_image is not None:
        after = f" after {facts.free_input_images}" if facts.free_input_images else ""
        charges.append(f"{format_usd(facts.usd_per_input_image)} a picture handed in{after}")
    handed_in = [one for one in facts.tiers if one.usd_per_input_second is not None]
    charges += [
        f"{one.resolution or 'any'}: {format_usd(one.usd_per_input_second)} a second handed in"
        for one in sorted(handed_in, key=lambda one: RESOLUTIONS.index(one.resolution or RESOLUTIONS[0]))
    ]
    return charges


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
