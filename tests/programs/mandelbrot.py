"""How soon points of the complex plane leave the disk of radius 2."""

SMALL, LARGE = 12, 100
EXPECTED = (2110, 40)
LIMIT = 40


def loops(np, n):
    count = np.zeros((n, n), dtype=np.int64)
    for i in range(n):
        y = -1.25 + 2.5 * i / n
        for j in range(n):
            x = -2.0 + 2.5 * j / n
            re, im, k = 0.0, 0.0, 0
            while k < LIMIT and re * re + im * im <= 4.0:
                re, im = re * re - im * im + x, 2.0 * re * im + y
                k += 1
            count[i, j] = k
    total = 0
    for i in range(n):
        for j in range(n):
            total += int(count[i, j])
    return total, int(count[n // 2, n // 3])


def vectors(np, n):
    steps = 2.5 * np.arange(n) / n
    c = (steps - 2.0)[np.newaxis, :] + 1j * (steps - 1.25)[:, np.newaxis]
    z = np.zeros((n, n), dtype=np.complex128)
    count = np.zeros((n, n), dtype=np.int64)
    for _ in range(LIMIT):
        inside = z.real * z.real + z.imag * z.imag <= 4.0
        count += inside
        z = np.where(inside, z * z + c, z)
    return int(count.sum()), int(count[n // 2, n // 3])
