"""The distance of two signals that run at different speeds: each cell of a table needs three before it."""

import math

SMALL, LARGE = 12, 150
EXPECTED = (0.9722109496480339, 0.8971013858657688)


def start(np, n):
    x = np.array([math.sin(0.3 * i) for i in range(n)])
    y = np.array([math.sin(0.3 * i * i / n + 0.2) for i in range(n)])
    return x, y


def loops(np, n):
    x, y = start(np, n)
    d = np.full((n + 1, n + 1), math.inf)
    d[0, 0] = 0.0
    for i in range(n):
        for j in range(n):
            d[i + 1, j + 1] = abs(x[i] - y[j]) + min(d[i, j], d[i, j + 1], d[i + 1, j])
    return d[n, n], d[n // 2, n // 2]


def vectors(np, n):
    """By antidiagonals, whose cells do not need each other: diagonal k holds the cells (i, k - i)."""
    x, y = start(np, n)
    cost = np.abs(x[:, np.newaxis] - y)
    older, old = np.full(n + 1, math.inf), np.full(n + 1, math.inf)
    older[0] = 0.0
    middle = older[0]
    for k in range(2, 2 * n + 1):
        first, last = max(1, k - n), min(n, k - 1)
        i = np.arange(first, last + 1)
        new = np.full(n + 1, math.inf)
        best = np.minimum(older[first - 1:last], np.minimum(old[first - 1:last], old[first:last + 1]))
        new[first:last + 1] = cost[i - 1, k - i - 1] + best
        if k == 2 * (n // 2):
            middle = new[n // 2]
        older, old = old, new
    return old[n], middle
