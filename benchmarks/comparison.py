"""How long a full comparison takes: python benchmarks/comparison.py [runs]

All models, plans and measured machines for the same work, each with its reasons and its nearest
alternative. The peer does less: pandas multiplies the same list prices by seconds, in floats, and
sorts them; it knows no lengths, no sizes, no dates and no exact sums. Both run in turn in one
process. The design asks for at most 5 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import pandas

from sora_widgets.pricing import all_models, compare_costs, model_facts

TARGET_MS = 5
SECONDS = (4, 8, 12)
COLUMNS = ("model", "resolution", "usd_per_second")


def list_prices() -> pandas.DataFrame:
    rows = [
        (name, tier.resolution, float(tier.usd_per_second)) for name in all_models() for tier in model_facts(name).tiers
    ]
    return pandas.DataFrame(rows, columns=list(COLUMNS))


def multiplied(prices: pandas.DataFrame, seconds: int) -> pandas.DataFrame:
    wanted = prices[prices["resolution"].isin(["720p"]) | prices["resolution"].isna()]
    return wanted.assign(cost_usd=wanted["usd_per_second"] * seconds).sort_values("cost_usd")


def taken_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    prices = list_prices()
    compared = compare_costs(seconds=SECONDS[0], clips_per_month=50)  # once unmeasured: the tables are read
    multiplied(prices, SECONDS[0])
    ours_ms, theirs_ms = [], []
    for run in range(runs):
        seconds = SECONDS[run % len(SECONDS)]
        ours_ms.append(taken_ms(lambda s=seconds: compare_costs(seconds=s, clips_per_month=50)))
        theirs_ms.append(taken_ms(lambda s=seconds: multiplied(prices, s)))
    for name, times_ms in (("compare_costs", ours_ms), ("pandas × seconds", theirs_ms)):
        p95 = statistics.quantiles(times_ms, n=20)[-1]
        print(f"{name:18} {statistics.median(times_ms):7.2f} ms   p95 {p95:6.2f} ms   (median of {runs})")
    print(f"offers compared    {len(compared):7d}      to reach: at most {TARGET_MS} ms")


if __name__ == "__main__":
    main()
