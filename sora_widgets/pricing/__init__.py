"""What a shot costs, before it runs: pure arithmetic over dated list prices.

`rates.json` holds the prices with their source and the day they were read; `rates.py` reads it,
`estimate.py` multiplies. Nothing here knows a wallet, a job or a server. An unknown price is
`None`, never 0.
"""

from __future__ import annotations

from sora_widgets.pricing.estimate import Estimate, Line, estimate
from sora_widgets.pricing.money import format_sum_usd, format_usd
from sora_widgets.pricing.rates import ModelFacts, check_request, model_facts, models, read_request, shown

__all__ = [
    "Estimate",
    "Line",
    "ModelFacts",
    "check_request",
    "estimate",
    "format_sum_usd",
    "format_usd",
    "model_facts",
    "models",
    "read_request",
    "shown",
]
