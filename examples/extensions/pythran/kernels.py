"""Kernels for Pythran: python -m numpyni pythran kernels.py"""

import numpy as np


# pythran export asum(float64[:])
# pythran export asum(float64[::])
# pythran export asum(float32[:])
def asum(x):
    """The sum of the elements."""
    total = 0.0
    for value in x:
        total += value
    return total


# pythran export jacobi(float64[:,:], float64[:,:])
def jacobi(x, out):
    """One step of Jacobi's method; the largest change."""
    if x.shape != out.shape:
        raise ValueError('x and out differ in shape')
    change = 0.0
    for i in range(1, x.shape[0] - 1):
        for j in range(1, x.shape[1] - 1):
            out[i, j] = 0.25 * (x[i - 1, j] + x[i + 1, j] + x[i, j - 1] + x[i, j + 1])
            change = max(change, abs(out[i, j] - x[i, j]))
    return change


# pythran export distances(float64[:,:], float64[:,:])
def distances(x, y):
    """The distance of each row of x from each row of y."""
    if x.shape[1] != y.shape[1]:
        raise ValueError('rows of ' + str(x.shape[1]) + ' and of ' + str(y.shape[1]) + ' numbers')
    out = np.empty((x.shape[0], y.shape[0]))
    for i in range(x.shape[0]):
        for j in range(y.shape[0]):
            square = 0.0
            for k in range(x.shape[1]):
                square += (x[i, k] - y[j, k]) ** 2
            out[i, j] = np.sqrt(square)
    return out


# pythran export periodogram(float64[:], float64[:])
def periodogram(x, frequencies):
    """The power of x at each frequency, in radians a sample, by Goertzel's recurrence."""
    out = np.empty(len(frequencies))
    for n in range(len(frequencies)):
        twice = 2.0 * np.cos(frequencies[n])
        before = last = 0.0
        for value in x:
            before, last = last, value + twice * last - before
        out[n] = (before * before + last * last - twice * before * last) / max(len(x), 1)
    return out


# pythran export extremes(float64[:,:], int)
def extremes(x, column):
    """Of one column: the least and the greatest value, where they stand, and the column itself."""
    values = x[:, column]
    return values.min(), values.max(), values.argmin(), values.argmax(), values


# pythran export scaled(float64[:] or complex128[:], float64 or complex128)
def scaled(x, factor):
    """x times a factor, of the type that both promote to."""
    return x * factor


# pythran export fill(int32[:,:,:], int32)
def fill(x, value):
    """Sets all elements."""
    x[:] = value
