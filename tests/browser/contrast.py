"""Words that are too pale for who reads them, measured as the browser paints them.

The measure is WCAG 2.2, 1.4.3: each text against the nearest painted ground behind it.
"""

from __future__ import annotations

__all__ = ["PALE_WORDS", "PLACEHOLDER_CONTRAST"]

_LUMINANCE = """
    const luminance = colour => {
        const [r, g, b] = colour.map(value => value / 255)
            .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrastOf = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const parse = colour => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        const [r, g, b] = colour.startsWith("color(srgb") ? numbers.map(value => value * 255) : numbers;
        return { rgb: [r, g, b], alpha: numbers[3] ?? 1 };
    };
"""

PLACEHOLDER_CONTRAST = f"""input => {{
    {_LUMINANCE}
    const words = getComputedStyle(input, "::placeholder");
    const grounds = [];
    for (let one = input; one; one = one.parentElement) grounds.push(parse(getComputedStyle(one).backgroundColor));
    const ground = grounds.find(({{ alpha }}) => alpha === 1).rgb;
    const {{ rgb, alpha }} = parse(words.color);
    const share = alpha * Number(words.opacity);
    return contrastOf(rgb.map((value, index) => value * share + ground[index] * (1 - share)), ground);
}}"""
"""The contrast of the example words in an empty field with what is behind them."""

PALE_WORDS = f"""(root, ours) => {{
    {_LUMINANCE}
    const groundOf = element => {{
        const layers = [];
        for (let one = element; one; one = one.parentElement) {{
            const layer = parse(getComputedStyle(one).backgroundColor);
            layers.push(layer);
            if (layer.alpha === 1) break;
        }}
        return layers.reduceRight((below, {{ rgb, alpha }}) => rgb.map((v, i) => v * alpha + below[i] * (1 - alpha)), [255, 255, 255]);
    }};
    // A mirror shows the ground of words that are painted by the field in front of it.
    const inkOf = element => {{
        const mirrored = element.closest(".sora-composer__text")?.nextElementSibling;
        return parse(getComputedStyle(mirrored ?? element).color);
    }};
    const pale = [];
    let seen = 0;
    for (const element of root.querySelectorAll("*")) {{
        const words = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join(" ");
        const box = element.getBoundingClientRect();
        if (!words.trim() || box.width < 2 || element.closest("video, select, [aria-disabled=true]")) continue;
        if (!element.closest(ours)) continue;  // JupyterLab's own
        seen += 1;
        const ground = groundOf(element);
        const {{ rgb, alpha }} = inkOf(element);
        const contrast = contrastOf(rgb.map((value, index) => value * alpha + ground[index] * (1 - alpha)), ground);
        if (contrast < 4.5) pale.push(`${{words}} (${{contrast.toFixed(2)}})`);
    }}
    return {{ pale, seen }};
}}"""
"""Evaluated on an element with a selector of what is ours: the words in it that are too pale, and how many were seen."""
