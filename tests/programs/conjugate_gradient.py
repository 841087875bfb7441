"""Conjugate gradients for a dense symmetric system."""

from . import uniform

SMALL, LARGE = 10, 150
EXPECTED = (0.2128914720713217, 0.020898576163677646)
ROUNDS = 8


def start(np, n):
    a = np.array(uniform(4, n * n)).reshape(n, n)
    a = a + a.T
    for i in range(n):
        a[i, i] += 2 * n
    return a, np.array(uniform(5, n))


def loops(np, n):
    a, b = start(np, n)
    x, r, p, ap = np.zeros(n), b.copy(), b.copy(), np.zeros(n)
    rr = 0.0
    for i in range(n):
        rr += r[i] * r[i]
    for _ in range(ROUNDS):
        pap = 0.0
        for i in range(n):
            s = 0.0
            for j in range(n):
                s += a[i, j] * p[j]
            ap[i] = s
            pap += p[i] * s
        alpha = rr / pap
        new = 0.0
        for i in range(n):
            x[i] += alpha * p[i]
            r[i] -= alpha * ap[i]
            new += r[i] * r[i]
        beta = new / rr
        for i in range(n):
            p[i] = r[i] + beta * p[i]
        rr = new
    total = 0.0
    for i in range(n):
        total += x[i]
    return total, x[0]


def vectors(np, n):
    a, b = start(np, n)
    x, r, p = np.zeros(n), b.copy(), b.copy()
    rr = r @ r
    for _ in range(ROUNDS):
        ap = a @ p
        alpha = rr / (p @ ap)
        x += alpha * p
        r -= alpha * ap
        new = r @ r
        p = r + new / rr * p
        rr = new
    return x.sum(), x[0]
