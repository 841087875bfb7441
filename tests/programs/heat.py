"""Heat in a plate: Jacobi's iteration of a five-point stencil."""

SMALL, LARGE = 12, 120
EXPECTED = (4895.003750136698, 20.83942675828007)
SWEEPS = 40


def start(np, n):
    t = np.zeros((n, n))
    t[0, :] = 100.0
    t[:, 0] = 50.0
    return t, t.copy()


def loops(np, n):
    t, new = start(np, n)
    for _ in range(SWEEPS):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                new[i, j] = 0.25 * (t[i - 1, j] + t[i + 1, j] + t[i, j - 1] + t[i, j + 1])
        t, new = new, t
    total = 0.0
    for i in range(n):
        for j in range(n):
            total += t[i, j]
    return total, t[n // 2, n // 2]


def vectors(np, n):
    t, new = start(np, n)
    for _ in range(SWEEPS):
        new[1:-1, 1:-1] = 0.25 * (t[:-2, 1:-1] + t[2:, 1:-1] + t[1:-1, :-2] + t[1:-1, 2:])
        t, new = new, t
    return t.sum(), t[n // 2, n // 2]
