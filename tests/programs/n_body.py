"""Bodies that attract each other, in small steps of time (leapfrog)."""

from . import uniform

SMALL, LARGE = 8, 60
EXPECTED = (8.752650128963856, 0.5131870754504054, 0.3291253113361663)
STEPS, DT, SOFTENING = 10, 0.01, 0.05


def start(np, n):
    numbers = uniform(1, 7 * n)
    x = np.array(numbers[:3 * n]).reshape(n, 3)
    v = np.array(numbers[3 * n:6 * n]).reshape(n, 3) - 0.5
    m = np.array(numbers[6 * n:]) + 0.5
    return x, v, m


def loops(np, n):
    x, v, m = start(np, n)
    for _ in range(STEPS):
        for i in range(n):
            for j in range(i + 1, n):
                dx = x[j, 0] - x[i, 0]
                dy = x[j, 1] - x[i, 1]
                dz = x[j, 2] - x[i, 2]
                d2 = dx * dx + dy * dy + dz * dz + SOFTENING
                f = DT / (d2 * d2 ** 0.5)
                fi, fj = f * m[j], f * m[i]
                v[i, 0] += dx * fi
                v[i, 1] += dy * fi
                v[i, 2] += dz * fi
                v[j, 0] -= dx * fj
                v[j, 1] -= dy * fj
                v[j, 2] -= dz * fj
        for i in range(n):
            for k in range(3):
                x[i, k] += DT * v[i, k]
    energy = 0.0
    for i in range(n):
        energy += 0.5 * m[i] * (v[i, 0] ** 2 + v[i, 1] ** 2 + v[i, 2] ** 2)
    return energy, x[0, 0], x[n - 1, 2]


def vectors(np, n):
    x, v, m = start(np, n)
    for _ in range(STEPS):
        d = x[np.newaxis, :, :] - x[:, np.newaxis, :]
        d2 = (d * d).sum(axis=2) + SOFTENING
        f = DT * m[np.newaxis, :] / (d2 * np.sqrt(d2))
        v += (d * f[:, :, np.newaxis]).sum(axis=1)
        x += DT * v
    return 0.5 * (m * (v * v).sum(axis=1)).sum(), x[0, 0], x[n - 1, 2]
