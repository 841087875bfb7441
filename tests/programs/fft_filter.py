"""A low-pass filter by a fast Fourier transform of one's own."""

import math

from . import uniform

SMALL, LARGE = 32, 2048
EXPECTED = (14.673143680705785, 0.1406679527105855, 0.1327361824312538)


def start(np, n):
    return np.array([math.sin(6.25 * i / n) + 0.5 * (x - 0.5) for i, x in enumerate(uniform(6, n))])


def transform_by_loops(np, re, im, sign):
    n = len(re)
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]
    half = 1
    while half < n:
        for k in range(half):
            angle = sign * math.pi * k / half
            wr, wi = math.cos(angle), math.sin(angle)
            for i in range(k, n, 2 * half):
                xr = wr * re[i + half] - wi * im[i + half]
                xi = wr * im[i + half] + wi * re[i + half]
                re[i + half] = re[i] - xr
                im[i + half] = im[i] - xi
                re[i] += xr
                im[i] += xi
        half *= 2


def loops(np, n):
    re, im = start(np, n), np.zeros(n)
    transform_by_loops(np, re, im, -1)
    for i in range(n // 8, n - n // 8 + 1):
        re[i] = 0.0
        im[i] = 0.0
    transform_by_loops(np, re, im, 1)
    power = 0.0
    for i in range(n):
        power += (re[i] / n) ** 2
    return power, re[1] / n, re[n // 2] / n


def transform(np, x, sign):
    n = len(x)
    if n == 1:
        return x
    even, odd = transform(np, x[::2], sign), transform(np, x[1::2], sign)
    odd = np.exp(sign * 1j * np.pi * 2 * np.arange(n // 2) / n) * odd
    return np.concatenate([even + odd, even - odd])


def vectors(np, n):
    spectrum = transform(np, start(np, n).astype(np.complex128), -1)
    spectrum[n // 8:n - n // 8 + 1] = 0
    y = transform(np, spectrum, 1).real / n
    return (y ** 2).sum(), y[1], y[n // 2]
