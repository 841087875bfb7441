"""The kernels of examples/extensions in plain Python, over lists: what the compiled ones are compared with."""

import math


def asum(x):
    total = 0.0
    for value in x:
        total += value
    return total


def nbody(x, v, mass, dt, steps):
    for _ in range(steps):
        for i in range(len(mass)):
            for j in range(i + 1, len(mass)):
                d = [x[i][k] - x[j][k] for k in range(3)]
                square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
                pull = dt / (square * math.sqrt(square))
                for k in range(3):
                    v[i][k] -= d[k] * mass[j] * pull
                    v[j][k] += d[k] * mass[i] * pull
        for i in range(len(mass)):
            for k in range(3):
                x[i][k] += dt * v[i][k]


def jacobi(x, out):
    change = 0.0
    for i in range(1, len(x) - 1):
        for j in range(1, len(x[0]) - 1):
            out[i][j] = 0.25 * (x[i - 1][j] + x[i + 1][j] + x[i][j - 1] + x[i][j + 1])
            change = max(change, abs(out[i][j] - x[i][j]))
    return change


def heat3d(x):
    out = [[row[:] for row in plane] for plane in x]
    for i in range(1, len(x) - 1):
        for j in range(1, len(x[0]) - 1):
            for k in range(1, len(x[0][0]) - 1):
                out[i][j][k] = (x[i - 1][j][k] + x[i + 1][j][k] + x[i][j - 1][k] + x[i][j + 1][k]
                                + x[i][j][k - 1] + x[i][j][k + 1]) / 6.0
    return out


def mandelbrot(low, high, height, width, most):
    out = []
    for i in range(height):
        row = []
        for j in range(width):
            cr = low.real + (high.real - low.real) * j / width
            ci = low.imag + (high.imag - low.imag) * i / height
            zr = zi = 0.0
            n = 0
            while n < most and zr * zr + zi * zi <= 4:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                n += 1
            row.append(n)
        out.append(row)
    return out


def distances(x, y):
    return [[math.sqrt(sum([(a - b) * (a - b) for a, b in zip(p, q)])) for q in y] for p in x]


def moving_median(x, window):
    out = []
    for i in range(len(x) - window + 1):
        part = sorted(x[i:i + window])
        half = window // 2
        out.append(part[half] if window % 2 else (part[half - 1] + part[half]) / 2)
    return out


def parse_numbers(text):
    return [float(part) for line in text.split('\n') for part in line.split(',')]


def random_walk(n, seed):
    state, at, walk = seed, 0, []
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        at += 1 if state < 2 ** 63 else -1
        walk.append(at)
    return walk, at, max([abs(each) for each in walk], default=0)


def periodogram(x, frequencies):
    out = []
    for omega in frequencies:
        twice = 2.0 * math.cos(omega)
        before = last = 0.0
        for value in x:
            before, last = last, value + twice * last - before
        out.append((before * before + last * last - twice * before * last) / max(len(x), 1))
    return out
