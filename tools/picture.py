"""Pictures in SVG written by hand: nanoseconds an element as bars on a logarithmic scale, and ratios as a coloured table."""
import math
from html import escape

PEERS = [  # key, label, colour
    ("numpyni", "numpyni", "#0b6e4f"),
    ("numpy", "NumPy", "#b0b7bf"),
    ("list", "list", "#dfc98a"),
    ("array", "array.array", "#9fc3e0"),
]
C_COLOUR, INK, FAINT = "#c0392b", "#22272e", "#e6e9ec"
LEFT, PANEL, GAP, BAR, ROW, TOP, BOTTOM = 112, 400, 44, 8, 50, 96, 34  # pixels
FONT = "font-family='Helvetica, Arial, DejaVu Sans, sans-serif'"


def svg(panels, title):
    """A picture of `panels`: [(heading, {interpreter: {peer: ns}}, ns in C)], sharing their interpreters."""
    names = list(panels[0][1])
    width, height = LEFT + len(panels) * (PANEL + GAP), TOP + len(names) * ROW + BOTTOM
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' {FONT}>",
             f"<rect width='{width}' height='{height}' fill='#ffffff'/>", _text(16, 26, title, 17, weight="bold")]
    parts += _legend(16, 50)
    for row, name in enumerate(names):
        parts.append(_text(LEFT - 10, TOP + row * ROW + ROW / 2, name, 12, anchor="end"))
    numbers = [ns for _, rows, c in panels for row in rows.values() for ns in [c, *row.values()]]
    low = math.floor(math.log10(min(numbers) * 0.9))
    decades = range(low, math.ceil(math.log10(max(numbers) * 1.6)) + 1)
    for column, (heading, rows, c) in enumerate(panels):
        parts += _panel(LEFT + column * (PANEL + GAP), heading, rows, c, height, decades)
    return "\n".join([*parts, "</svg>", ""])


def _panel(x, heading, rows, c, height, decades):
    """One loop: a row of bars an interpreter, and C as a line through all of them."""
    def at(ns):
        return x + PANEL * (math.log10(ns) - decades[0]) / (len(decades) - 1)

    parts = [_text(x, TOP - 26, heading, 13, weight="bold", mono=True)]
    for decade in decades:
        mark = 10**decade
        parts.append(_line(at(mark), TOP - 8, at(mark), height - BOTTOM, FAINT))
        parts.append(_text(at(mark), height - BOTTOM + 16, f"{mark:g} ns" if mark < 1000 else f"{mark / 1000:g} µs", 10, anchor="middle"))
    for index, row in enumerate(rows.values()):
        y = TOP + index * ROW + 4 + (len(PEERS) - len(row)) * (BAR + 2) / 2
        for peer, _, colour in PEERS:
            if peer in row:
                parts.append(f"<rect x='{x}' y='{y:.1f}' width='{at(row[peer]) - x:.1f}' height='{BAR}' fill='{colour}'/>")
                bold = "bold" if peer == "numpyni" else "normal"
                parts.append(_text(at(row[peer]) + 4, y + BAR - 0.5, number(row[peer]), 9, weight=bold))
                y += BAR + 2
    parts.append(_line(at(c), TOP - 8, at(c), height - BOTTOM, C_COLOUR, dash="4 3"))
    parts.append(_text(at(c), TOP - 11, f"C {number(c)}", 10, anchor="middle", colour=C_COLOUR))
    return parts


def _legend(x, y):
    parts = []
    for _, label, colour in PEERS:
        parts.append(f"<rect x='{x}' y='{y - 9}' width='12' height='10' fill='{colour}'/>")
        parts.append(_text(x + 17, y, label, 12))
        x += 34 + 7 * len(label)
    parts.append(_line(x, y - 4, x + 14, y - 4, C_COLOUR, dash="4 3"))
    parts.append(_text(x + 19, y, "C, gcc -O2 (shorter bars are faster; logarithmic scale)", 12))
    return parts


CELL, HEAD, NAME = 62, 118, 190  # pixels of `grid`


def grid(panels, columns, title):
    """A table in colours of `panels`: [(heading, [(row's name, [ratio or None a column])])]; green is faster, red slower."""
    width = NAME + CELL * len(columns) + 90
    height = 40 + sum(HEAD + 22 * len(rows) + 20 for _, rows in panels)
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' {FONT}>",
             f"<rect width='{width}' height='{height}' fill='#ffffff'/>", _text(16, 26, title, 17, weight="bold")]
    top = 40
    for heading, rows in panels:
        parts.append(_text(16, top + 18, heading, 13, weight="bold"))
        top += HEAD
        for index, column in enumerate(columns):
            at = NAME + CELL * index + CELL / 2
            parts.append(f"<g transform='translate({at - 4} {top - 8}) rotate(-35)'>{_text(0, 0, column, 11)}</g>")
        for name, ratios in rows:
            parts.append(_text(NAME - 8, top + 15, name, 11, anchor="end", weight="bold" if "numpyni" in name else "normal"))
            for index, ratio in enumerate(ratios):
                x = NAME + CELL * index
                parts.append(f"<rect x='{x}' y='{top}' width='{CELL - 2}' height='20' fill='{_shade(ratio)}'/>")
                parts.append(_text(x + CELL / 2 - 1, top + 14, f"{number(ratio)}x" if ratio else "-", 10, anchor="middle"))
            top += 22
        top += 20
    return "\n".join([*parts, "</svg>", ""])


SQUARE, BAND = 9, 11  # pixels of `heat`


def heat(cells, ratio, title):
    """A heat map of `cells` (with family, operation, dtype, n): operations down, dtypes and in each the sizes across; grey: not there."""
    sizes, dtypes = sorted({cell.n for cell in cells}), list(dict.fromkeys(cell.dtype for cell in cells))
    dtypes.sort(key="? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16".split().index)
    known = {(cell.family, cell.operation, cell.dtype, cell.n): cell for cell in cells}
    wide = len(sizes) * SQUARE + 6
    rows = list(dict.fromkeys((cell.family, cell.operation) for cell in cells))
    families = list(dict.fromkeys(family for family, _ in rows))
    width, height = max(620, NAME + wide * len(dtypes) + 20), 84 + BAND * len(rows) + 20 * len(families)
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' {FONT}>",
             f"<rect width='{width}' height='{height}' fill='#ffffff'/>", _text(16, 26, title, 15, weight="bold"),
             _text(16, 44, f"in each dtype n = {', '.join(f'{n:,}' for n in sizes)}; green: faster (full at a hundred times), red: slower", 10)]
    for column, dtype in enumerate(dtypes):
        parts.append(_text(NAME + column * wide + wide / 2, 66, dtype, 10, anchor="middle", weight="bold"))
    top = 72
    for family in families:
        parts.append(_text(16, top + 12, family, 11, weight="bold"))
        top += 18
        for _, operation in [row for row in rows if row[0] == family]:
            parts.append(_text(NAME - 6, top + 8, operation, 8, anchor="end"))
            for column, dtype in enumerate(dtypes):
                for index, n in enumerate(sizes):
                    cell = known.get((family, operation, dtype, n))
                    parts.append(f"<rect x='{NAME + column * wide + index * SQUARE}' y='{top}' width='{SQUARE - 1}' height='{BAND - 1}' "
                                 f"fill='{_shade(cell and ratio(cell))}'/>")
            top += BAND
        top += 2
    return "\n".join([*parts, "</svg>", ""])


def bars(panels, title):
    """Bars of `panels`: [(heading, [(name, number, whether it is a peer)])], each panel to its own linear scale."""
    height = 50 + sum(34 + 20 * len(rows) for _, rows in panels)
    width = NAME + PANEL + 60
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' {FONT}>",
             f"<rect width='{width}' height='{height}' fill='#ffffff'/>", _text(16, 26, title, 17, weight="bold")]
    top = 40
    for heading, rows in panels:
        parts.append(_text(16, top + 16, heading, 13, weight="bold"))
        top += 26
        most = max(value for _, value, _ in rows)
        for name, value, is_peer in rows:
            length = PANEL * value / most
            parts.append(_text(NAME - 8, top + 12, name, 11, anchor="end"))
            parts.append(f"<rect x='{NAME}' y='{top + 2}' width='{length:.1f}' height='13' fill='{PEERS[is_peer][2]}'/>")
            parts.append(_text(NAME + length + 5, top + 12, number(value), 10))
            top += 20
        top += 8
    return "\n".join([*parts, "</svg>", ""])


def _shade(ratio):
    """From red (a hundredth) over white (the same) to green (a hundred times)."""
    if not ratio:
        return FAINT
    strength = min(1, abs(math.log10(ratio)) / 2)
    near = (46, 160, 110) if ratio > 1 else (214, 90, 74)
    return "#" + "".join(f"{round(255 + (channel - 255) * strength):02x}" for channel in near)


def number(ns):
    """A duration with as many digits as it deserves."""
    return f"{ns:.2f}" if ns < 9.995 else f"{ns:.1f}" if ns < 99.95 else f"{ns:.0f}"


def _text(x, y, text, size, anchor="start", weight="normal", colour=INK, mono=False):
    family = " font-family='Menlo, DejaVu Sans Mono, monospace'" if mono else ""
    return (f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' text-anchor='{anchor}' font-weight='{weight}' "
            f"fill='{colour}'{family}>{escape(text)}</text>")


def _line(x1, y1, x2, y2, colour, dash="none"):
    return (f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{colour}' stroke-width='1' "
            f"stroke-dasharray='{dash}'/>")
