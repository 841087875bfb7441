"""What the two Hermite bases share; `half` is 2 for the physicists' polynomials and 1 for the probabilists'.

`x P[n] = P[n + 1] / half + n P[n - 1]`.
"""

import math

import numpyni as np

from ._family import Family, degree_of_quadrature, tridiagonal


def family(prefix, half):
    """The operations of a basis."""
    def steps(c, count):
        return (half * np.arange(1, count + 1)).reshape((-1,) + (1,) * (c.ndim - 1))

    def recurrence(n):
        return (1 / half if half != 1 else 1, 0, n)

    def differentiate(c):
        return steps(c, len(c) - 1) * c[1:]

    def integrate(c):
        result = np.zeros((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
        result[1:] = c / steps(c, len(c))
        return result

    def companion(c):
        n = len(c) - 1
        scale = np.hstack((1., 1. / np.sqrt(half * np.arange(n - 1, 0, -1))))
        scale = np.multiply.accumulate(scale)[::-1]
        matrix = tridiagonal(c, 0, np.sqrt(np.arange(1, n) / half))
        matrix[:, -1] -= scale * c[:-1] / (half * c[-1])
        return matrix

    return Family(prefix, recurrence, differentiate, integrate, lambda off, scl: [off, scl / half] if scl != 0 else [off],
                  companion, lambda c: -c[0] / c[1] / half)


def _normed(x, n, half):
    """The basis function of degree n, of norm one under the weight."""
    norm = 1 / math.sqrt(math.sqrt(2 * math.pi / half))
    if n == 0:
        return np.full(x.shape, norm)
    later, last = 0., norm
    degree = float(n)
    for _ in range(n - 1):
        later, last = -last * math.sqrt((degree - 1.) / degree), later + last * x * math.sqrt(half / degree)
        degree = degree - 1.0
    return later + last * x * math.sqrt(half)


def gauss(deg, companion, half):
    """The points and weights of Gauss quadrature under the basis's weight."""
    deg = degree_of_quadrature(deg)
    x = np.linalg.eigvalsh(companion(np.array([0] * deg + [1])))
    x -= _normed(x, deg, half) / (_normed(x, deg - 1, half) * math.sqrt(half * deg))       # one step of Newton's method
    lower = _normed(x, deg - 1, half)
    lower /= np.abs(lower).max()
    w = 1 / (lower * lower)
    w, x = (w + w[::-1]) / 2, (x - x[::-1]) / 2
    return x, w * (math.sqrt(2 * math.pi / half) / w.sum())
