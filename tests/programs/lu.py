"""LU decomposition with partial pivoting, and the determinant by it."""

import math

from . import uniform

SMALL, LARGE = 8, 80
EXPECTED = (-1.0, -4.738123108769203)


def start(np, n):
    return np.array(uniform(8, n * n)).reshape(n, n) - 0.5


def loops(np, n):
    a = start(np, n)
    sign = 1.0
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i, k]) > abs(a[pivot, k]):
                pivot = i
        if pivot != k:
            sign = -sign
            for j in range(n):
                a[k, j], a[pivot, j] = a[pivot, j], a[k, j]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            a[i, k] = factor
            for j in range(k + 1, n):
                a[i, j] -= factor * a[k, j]
    logarithm = 0.0
    for k in range(n):
        logarithm += math.log(abs(a[k, k]))
        if a[k, k] < 0:
            sign = -sign
    return sign, logarithm


def vectors(np, n):
    a = start(np, n)
    sign = 1.0
    for k in range(n):
        pivot = k + int(np.abs(a[k:, k]).argmax())
        if pivot != k:
            sign = -sign
            a[[k, pivot]] = a[[pivot, k]]
        a[k + 1:, k] /= a[k, k]
        a[k + 1:, k + 1:] -= a[k + 1:, k, np.newaxis] * a[k, k + 1:]
    d = np.array([a[k, k] for k in range(n)])
    return sign * float(np.prod(np.sign(d))), np.log(np.abs(d)).sum()
