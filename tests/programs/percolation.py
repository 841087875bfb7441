"""Site percolation: how many open sites can be reached from the top row."""

from . import uniform

SMALL, LARGE = 12, 100
EXPECTED = (100, 11)
OPEN = 0.65


def start(np, n):
    return np.array(uniform(9, n * n)).reshape(n, n) < OPEN


def loops(np, n):
    is_open = start(np, n)
    reached = np.zeros((n, n), dtype=bool)
    stack = []
    for j in range(n):
        if is_open[0, j]:
            reached[0, j] = True
            stack.append((0, j))
    count = deepest = 0
    while stack:
        i, j = stack.pop()
        count += 1
        deepest = max(deepest, i)
        for k, m in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
            if 0 <= k < n and 0 <= m < n and is_open[k, m] and not reached[k, m]:
                reached[k, m] = True
                stack.append((k, m))
    return count, deepest


def vectors(np, n):
    is_open = start(np, n)
    reached = np.zeros((n, n), dtype=bool)
    reached[0] = is_open[0]
    count = 0
    while int(reached.sum()) > count:
        count = int(reached.sum())
        grown = reached.copy()
        grown[1:] |= reached[:-1]
        grown[:-1] |= reached[1:]
        grown[:, 1:] |= reached[:, :-1]
        grown[:, :-1] |= reached[:, 1:]
        reached = grown & is_open
    return count, int(np.nonzero(reached.any(axis=1))[0].max())
