"""The spectral norm of the matrix 1 / ((i + j) (i + j + 1) / 2 + i + 1), by the power method."""

import math

SMALL, LARGE = 10, 120
EXPECTED = (1.2718440192507245,)
ROUNDS = 5


def loops(np, n):
    a = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            a[i, j] = 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
    u, v, w = np.ones(n), np.zeros(n), np.zeros(n)

    def multiply(x, y, transposed):
        for i in range(n):
            s = 0.0
            for j in range(n):
                s += (a[j, i] if transposed else a[i, j]) * x[j]
            y[i] = s

    for _ in range(ROUNDS):
        multiply(u, w, False)
        multiply(w, v, True)
        multiply(v, w, False)
        multiply(w, u, True)
    uv = vv = 0.0
    for i in range(n):
        uv += u[i] * v[i]
        vv += v[i] * v[i]
    return math.sqrt(uv / vv),


def vectors(np, n):
    k = np.arange(n)
    s = k[:, np.newaxis] + k
    a = 1.0 / (s * (s + 1) // 2 + k[:, np.newaxis] + 1)
    u = np.ones(n)
    for _ in range(ROUNDS):
        v = a.T @ (a @ u)
        u = a.T @ (a @ v)
    return math.sqrt((u @ v) / (v @ v)),
