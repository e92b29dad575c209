"""What a shot costs, before it runs: pure arithmetic over dated prices.

`rates.json` holds list prices with their source and the day they were read; `rates.py` reads it,
`work.py` reads what is to be made, `estimate.py` multiplies, and `refresh.py` takes newer prices from
a map that is installed. `plans.py` and `hosting.py` are the two other ways to pay; `compare.py` lays
all of them side by side and `break_even.py` over the clips of a month. Nothing here knows a wallet, a
job or a server. An unknown price is `None`, never 0.
"""

from __future__ import annotations

from sora_widgets.pricing.bill import Line
from sora_widgets.pricing.break_even import BreakEven
from sora_widgets.pricing.compare import compare_costs
from sora_widgets.pricing.comparison import Comparison
from sora_widgets.pricing.estimate import Estimate, estimate
from sora_widgets.pricing.facts import Misfit, ModelFacts, Tier
from sora_widgets.pricing.hosting import Hosting, hosting_presets
from sora_widgets.pricing.money import format_sum_usd, format_usd
from sora_widgets.pricing.offers import Offer
from sora_widgets.pricing.plans import Plan, plans
from sora_widgets.pricing.rates import all_models, check_request, model_facts, models, reference_facts
from sora_widgets.pricing.refresh import RatesChange, refresh_rates, reset_rates
from sora_widgets.pricing.requests import read_request, shown

__all__ = [
    "BreakEven",
    "Comparison",
    "Estimate",
    "Hosting",
    "Line",
    "Misfit",
    "ModelFacts",
    "Offer",
    "Plan",
    "RatesChange",
    "Tier",
    "all_models",
    "check_request",
    "compare_costs",
    "estimate",
    "format_sum_usd",
    "format_usd",
    "hosting_presets",
    "model_facts",
    "models",
    "plans",
    "read_request",
    "reference_facts",
    "refresh_rates",
    "reset_rates",
    "shown",
]
