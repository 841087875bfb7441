"""The functions of one basis, made from what tells the bases apart.

A basis has `x P[n] = a(n) P[n+1] + b(n) P[n] + c(n) P[n-1]`; products, values, Vandermonde matrices follow from that.
"""

import numpyni as np

from . import polyutils as pu


class Family:
    """What a basis is: its name, recurrence, derivative, integral and companion matrix."""

    def __init__(self, prefix, recurrence, differentiate, integrate, line, companion, root_of_line=None, product=None,
                 product_by_x=None):
        self.prefix, self.recurrence = prefix, recurrence
        self.differentiate, self.integrate = differentiate, integrate
        self.line_coefficients, self.companion_matrix, self.root_of_line = line, companion, root_of_line
        self.product, self.product_by_x = product, product_by_x

    # ---- algebra

    def line(self, off, scl):
        """The series of `off + scl * x`."""
        return np.array(self.line_coefficients(off, scl))

    def fromroots(self, roots):
        """The series with the given roots."""
        return pu.product_of_lines(self.line, self.mul, roots)

    def add(self, c1, c2):
        """The sum of two series."""
        return pu.add(c1, c2)

    def sub(self, c1, c2):
        """The difference of two series."""
        return pu.add(c1, c2, -1)

    def mulx(self, c):
        """The series times x."""
        [c] = pu.as_series([c])
        if len(c) == 1 and c[0] == 0:
            return c
        n = len(c)
        if self.product_by_x is not None:
            return self.product_by_x(c)
        result = np.zeros(n + 1, dtype=c.dtype)
        for k in range(n):
            up, same, down = self.recurrence(k)
            result[k + 1] += c[k] * up
            if same:
                result[k] += c[k] * same
            if k and down:
                result[k - 1] += c[k] * down
        return result

    def mul(self, c1, c2):
        """The product of two series."""
        c1, c2 = pu.as_series([c1, c2])
        if self.product is not None:
            return pu.trimseq(self.product(c1, c2))
        if len(c1) > len(c2):
            c1, c2 = c2, c1
        later = last = np.zeros(1, dtype=c2.dtype)       # Clenshaw's scheme, with series for numbers
        for k in range(len(c1) - 1, -1, -1):
            up, same, _ = self.recurrence(k)
            down = self.recurrence(k + 1)[2] / self.recurrence(k + 1)[0]
            step = pu.add(self.mulx(last) / up, last * (-same / up))
            later, last = last, pu.add(pu.add(c1[k] * c2, step), later * (-down))
        return pu.trimseq(last)

    def div(self, c1, c2):
        """Quotient and remainder of two series."""
        return pu.divide(self.mul, c1, c2)

    def pow(self, c, pow, maxpower=16):
        """A series to a power of at most `maxpower`."""
        return pu.power(self.mul, c, pow, maxpower)

    def to_power(self, c):
        """The series as coefficients of the powers of x."""
        from .polynomial import polyadd, polymulx
        [c] = pu.as_series([c])
        if len(c) < 2:
            return c
        later = last = np.zeros(1, dtype=c.dtype)
        for k in range(len(c) - 1, -1, -1):
            up, same, _ = self.recurrence(k)
            down = self.recurrence(k + 1)[2] / self.recurrence(k + 1)[0]
            step = polyadd(polymulx(last) / up, last * (-same / up))
            later, last = last, polyadd(polyadd(c[k:k + 1], step), later * (-down))
        return last

    def from_power(self, pol):
        """The series of coefficients of the powers of x."""
        [pol] = pu.as_series([pol])
        result = np.zeros(1, dtype=pol.dtype)
        for each in pol[::-1]:
            result = pu.add(self.mulx(result), each)
        return result

    # ---- calculus

    def _along(self, c, m, axis, what):
        c = np.array(c, ndmin=1, copy=True)
        if c.dtype.char in '?bBhHiIlLqQpP':
            c = c.astype(float)
        m = pu.as_int(m, f'the order of {what}')
        axis = pu.as_int(axis, 'the axis')
        if m < 0:
            raise ValueError(f'The order of {what} must be non-negative')
        from .._index import normalize_axis
        axis = normalize_axis(axis, c.ndim)
        return np.moveaxis(c, axis, 0), m, axis

    def der(self, c, m=1, scl=1, axis=0):
        """The m-th derivative, times `scl` each time."""
        c, m, axis = self._along(c, m, axis, 'derivation')
        if m == 0:
            return np.moveaxis(c, 0, axis)
        if m >= len(c):
            return np.moveaxis(c[:1] * 0, 0, axis)
        for _ in range(m):
            c = self.differentiate(c * scl)
        return np.moveaxis(c, 0, axis)

    def int(self, c, m=1, k=[], lbnd=0, scl=1, axis=0):
        """The m-th integral from `lbnd`, times `scl` each time, with constants `k`."""
        c, m, axis = self._along(c, m, axis, 'integration')
        k = list(k) if np.iterable(k) else [k]
        if len(k) > m:
            raise ValueError('Too many integration constants')
        if np.ndim(lbnd) != 0:
            raise ValueError('lbnd must be a scalar.')
        if np.ndim(scl) != 0:
            raise ValueError('scl must be a scalar.')
        k = k + [0] * (m - len(k))
        for constant in k:
            c = c * scl
            if len(c) == 1 and np.all(c[0] == 0):
                c[0] += constant
                continue
            result = self.integrate(c)
            result[0] += constant - self.val(lbnd, result)
            c = result
        return np.moveaxis(c, 0, axis)

    # ---- values

    def val(self, x, c, tensor=True):
        """The series at points; `tensor` puts the points' axes behind those of the coefficients."""
        c = np.array(c, ndmin=1, copy=None)
        if c.dtype.char in '?bBhHiIlLqQpP':
            c = c.astype(np.double)
        if isinstance(x, (tuple, list)):
            x = np.asarray(x)
        if isinstance(x, np.ndarray) and tensor:
            c = c.reshape(c.shape + (1,) * x.ndim)
        if len(c) == 1:
            return c[0] + x * 0
        later, last = 0, c[-1]
        for k in range(len(c) - 2, -1, -1):
            up, same, _ = self.recurrence(k)
            down = self.recurrence(k + 1)[2] / self.recurrence(k + 1)[0]
            step = last * x if up == 1 and not same else last * ((x - same) / up)
            later, last = last, c[k] + step - later * down if k < len(c) - 2 and down else c[k] + step
        return last

    def val2d(self, x, y, c):
        """The series in two variables at points (x, y)."""
        return pu.value_nd(self.val, c, x, y)

    def grid2d(self, x, y, c):
        """The series in two variables on the grid of x and y."""
        return pu.value_on_grid(self.val, c, x, y)

    def val3d(self, x, y, z, c):
        """The series in three variables at points (x, y, z)."""
        return pu.value_nd(self.val, c, x, y, z)

    def grid3d(self, x, y, z, c):
        """The series in three variables on the grid of x, y and z."""
        return pu.value_on_grid(self.val, c, x, y, z)

    def valnd(self, pts, c):
        """The series in as many variables as `pts` has arrays, at the points that these give."""
        return pu.value_nd(self.val, c, *pts)

    def vander(self, x, deg):
        """The values of the basis functions up to degree `deg`, along a new last axis."""
        deg = pu.as_int(deg, 'deg')
        if deg < 0:
            raise ValueError('deg must be non-negative')
        x = np.array(x, copy=None, ndmin=1) + 0.0
        v = np.empty((deg + 1,) + x.shape, dtype=x.dtype)
        v[0] = x * 0 + 1
        for k in range(deg):
            up, same, down = self.recurrence(k)
            following = v[k] * x if not same else v[k] * (x - same)
            if k and down:
                following = following - v[k - 1] * down
            v[k + 1] = following if up == 1 else following / up
        return np.moveaxis(v, 0, -1)

    def vander2d(self, x, y, deg):
        """The products of basis functions of two variables, flattened along the last axis."""
        return pu._vander_nd_flat((self.vander, self.vander), (x, y), deg)

    def vander3d(self, x, y, z, deg):
        """The products of basis functions of three variables, flattened along the last axis."""
        return pu._vander_nd_flat((self.vander, self.vander, self.vander), (x, y, z), deg)

    def fit(self, x, y, deg, rcond=None, full=False, w=None):
        """The least-squares fit of a series to points."""
        return pu.fit(self.vander, x, y, deg, rcond, full, w)

    # ---- roots

    def companion(self, c):
        """The scaled companion matrix, whose eigenvalues are the roots."""
        [c] = pu.as_series([c])
        if len(c) < 2:
            raise ValueError('Series must have maximum degree of at least 1.')
        if len(c) == 2:
            return np.array([[self._root(c)]])
        return self.companion_matrix(c)

    def _root(self, c):
        return -c[0] / c[1] if self.root_of_line is None else self.root_of_line(c)

    def roots(self, c):
        """The roots of the series, sorted."""
        [c] = pu.as_series([c])
        if len(c) <= 1:
            return np.array([], dtype=c.dtype)
        if len(c) == 2:
            return np.array([self._root(c)])
        found = np.linalg.eigvals(self.companion(c)[::-1, ::-1])
        found.sort()
        return found

    def trim(self, c, tol=0):
        """The series without trailing coefficients of absolute value at most `tol`."""
        return pu.trimcoef(c, tol)


_FUNCTIONS = ('line fromroots add sub mulx mul div pow der int val val2d grid2d val3d grid3d valnd vander vander2d vander3d fit companion '
              'roots').split()


def publish(family, namespace, more=()):
    """Defines the functions of a basis in its module under their prefixed names, and `__all__`."""
    prefix, names = family.prefix, []

    def define(name, function):
        def public(*args, **kwargs):
            return function(*args, **kwargs)
        import functools
        functools.update_wrapper(public, function)
        public.__name__ = public.__qualname__ = name
        public.__module__ = namespace['__name__']
        namespace[name] = public
        names.append(name)
    for each in _FUNCTIONS:
        define(prefix + each, getattr(family, each))
    if prefix != 'poly':
        define(f'{prefix}2poly', family.to_power)
        define(f'poly2{prefix}', family.from_power)
    namespace[f'{prefix}trim'] = pu.trimcoef
    names.append(f'{prefix}trim')
    namespace['__all__'] = names + [f'{prefix}{each}' for each in ('zero', 'one', 'x', 'domain')] + list(more)


def tridiagonal(c, diagonal, beside):
    """A symmetric tridiagonal matrix as large as the degree of `c`."""
    n = len(c) - 1
    matrix = np.zeros((n, n), dtype=c.dtype)
    i = np.arange(n)
    matrix[i, i] = diagonal
    matrix[i[:-1], i[1:]] = beside
    matrix[i[1:], i[:-1]] = beside
    return matrix


def degree_of_quadrature(deg):
    """The number of points of a quadrature."""
    deg = pu.as_int(deg, 'deg')
    if deg <= 0:
        raise ValueError('deg must be a positive integer')
    return deg
