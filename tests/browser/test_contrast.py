"""Words that are easily too pale, measured as they are shown, in JupyterLab's light and dark themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from doubtful_server import DoubtfulServer

READY_MS = 60_000

# WCAG 2.2, 1.4.3: the contrast of the example words in an empty field with what is behind them.
_CONTRAST = """input => {
    const parse = colour => {
        const [r, g, b, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        return { rgb: [r, g, b], alpha };
    };
    const words = getComputedStyle(input, "::placeholder");
    const ground = parse(getComputedStyle(input).backgroundColor).rgb;
    const { rgb, alpha } = parse(words.color);
    const share = alpha * Number(words.opacity);
    const seen = rgb.map((value, index) => value * share + ground[index] * (1 - share));
    const luminance = colour => {
        const [r, g, b] = colour.map(value => value / 255)
            .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark, light] = [luminance(seen), luminance(ground)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_examples_in_empty_fields_can_be_read(open_notebook, theme):
    notebook = open_notebook(["import sora_widgets as sw\nsw.PromptComposer()"])
    notebook.set_theme(theme)
    notebook.run_cell(0)
    field = notebook.output(0).locator("input[name=action]")
    assert field.evaluate(_CONTRAST) >= 4.5


# The same for all words in an element, each against the nearest painted ground behind it; those that are too pale.
_PALE_WORDS = """root => {
    const parse = colour => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        const [r, g, b] = colour.startsWith("color(srgb") ? numbers.map(value => value * 255) : numbers;
        return { rgb: [r, g, b], alpha: numbers[3] ?? 1 };
    };
    const groundOf = element => {
        const layers = [];
        for (let one = element; one; one = one.parentElement) {
            const layer = parse(getComputedStyle(one).backgroundColor);
            layers.push(layer);
            if (layer.alpha === 1) break;
        }
        return layers.reduceRight((below, { rgb, alpha }) => rgb.map((v, i) => v * alpha + below[i] * (1 - alpha)), [255, 255, 255]);
    };
    const luminance = colour => {
        const [r, g, b] = colour.map(value => value / 255)
            .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const pale = [];
    let seen = 0;
    for (const element of root.querySelectorAll("*")) {
        const words = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join(" ");
        const box = element.getBoundingClientRect();
        if (!words.trim() || box.width < 2 || element.closest("video, select")) continue;
        if (!element.closest(".sora-queue, .sora-card, .sora-player")) continue;  // JupyterLab's own
        seen += 1;
        const ground = groundOf(element);
        const { rgb, alpha } = parse(getComputedStyle(element).color);
        const ink = rgb.map((value, index) => value * alpha + ground[index] * (1 - alpha));
        const [dark, light] = [luminance(ink), luminance(ground)].sort((a, b) => a - b);
        const contrast = (light + 0.05) / (dark + 0.05);
        if (contrast < 4.5) pale.push(`${words} (${contrast.toFixed(2)})`);
    }
    return { pale, seen };
}"""

_DOUBT = """import sora_widgets as sw
from sora_widgets.jobs import steps
from sora_widgets.widgets import JobCard
steps.SETTLE_S = 0.5
sw.set_budget(5)
sw.connect({address!r}, usd_per_second="0.10")
kite = sw.generate("A red kite over a park")
kite.result(60)
"""


@pytest.fixture
def server() -> Iterator[DoubtfulServer]:
    made = DoubtfulServer()
    yield made
    made.stop()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_decisions_differences_and_sums_can_be_read(open_notebook, server, theme):
    notebook = open_notebook(
        [
            _DOUBT.format(address=server.address),
            "boat = sw.generate('A boat at sea'); sw.JobQueue()",
            "JobCard(boat)",
            "together = sw.gather([kite, boat])",
            "sw.VideoPlayer(kite.clip)",
        ]
    )
    notebook.set_theme(theme)
    notebook.run_cell(0)
    server.is_answering, server.copies = False, 2
    for index in range(1, 5):
        notebook.run_cell(index)
    outputs = [notebook.output(index) for index in range(1, 5)]
    for output in outputs[:3]:
        expect(output.locator(".sora-decision")).to_be_visible(timeout=READY_MS)
    for index, output in enumerate(outputs):
        if index < 3:
            output.get_by_role("button", name="Give up").click()  # now it asks, in a colour of its own
            expect(output.get_by_role("button", name="Really give up?")).to_be_visible()
        expect(output.locator(".sora-differences__one").first if index in (0, 3) else output).to_be_visible()
        words = output.evaluate(_PALE_WORDS)
        assert words["seen"] >= (2 if index == 3 else 8)
        assert words["pale"] == [], f"too pale in {theme}"
