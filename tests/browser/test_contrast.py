"""Words that are easily too pale, measured as they are shown, in JupyterLab's light and dark themes."""

from __future__ import annotations

import pytest

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
