"""Conway's Game of Life on a torus."""

from . import uniform

SMALL, LARGE = 12, 120
EXPECTED = (29, 2097)
GENERATIONS = 20


def start(np, n):
    return np.array([1 if x < 0.35 else 0 for x in uniform(2, n * n)], dtype=np.uint8).reshape(n, n)


def loops(np, n):
    a = start(np, n)
    b = np.zeros((n, n), dtype=np.uint8)
    for _ in range(GENERATIONS):
        for i in range(n):
            up, down = (i - 1) % n, (i + 1) % n
            for j in range(n):
                left, right = (j - 1) % n, (j + 1) % n
                count = (int(a[up, left]) + int(a[up, j]) + int(a[up, right]) + int(a[i, left]) + int(a[i, right])
                         + int(a[down, left]) + int(a[down, j]) + int(a[down, right]))
                b[i, j] = 1 if count == 3 or (count == 2 and a[i, j] == 1) else 0
        a, b = b, a
    alive = weighted = 0
    for i in range(n):
        for j in range(n):
            if a[i, j]:
                alive += 1
                weighted += i * n + j
    return alive, weighted


def vectors(np, n):
    a = start(np, n)
    for _ in range(GENERATIONS):
        count = sum(np.roll(np.roll(a, di, 0), dj, 1) for di in (-1, 0, 1) for dj in (-1, 0, 1) if di or dj)
        a = ((count == 3) | ((count == 2) & (a == 1))).astype(np.uint8)
    return int(a.sum()), int((a.ravel() * np.arange(n * n)).sum())
