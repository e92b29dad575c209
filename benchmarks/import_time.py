"""How much `import sora_widgets` costs beside `import anywidget`: python benchmarks/import_time.py [runs]

Fresh interpreters, one after the other in turn, so that a busy moment of the machine meets both. What
is measured is the import alone, not the start of the interpreter. The design asks for at most 1.15.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

TARGET = 1.15
PROGRAM = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def import_s(module: str) -> float:
    done = subprocess.run([sys.executable, "-c", PROGRAM.format(module)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    modules = ("sora_widgets", "anywidget")
    for module in modules:  # once unmeasured: bytecode is written, files are in the page cache
        import_s(module)
    times_s: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(runs):
        for module in modules:
            times_s[module].append(import_s(module))
    ours, theirs = (statistics.median(times_s[module]) for module in modules)
    print(f"import sora_widgets  {ours * 1000:7.1f} ms  (median of {runs})")
    print(f"import anywidget     {theirs * 1000:7.1f} ms")
    print(f"ratio                {ours / theirs:7.3f}     (to reach: at most {TARGET})")


if __name__ == "__main__":
    main()
