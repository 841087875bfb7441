"""`assert_*` of numpy.testing that trust only `.shape`, `.dtype` and `.tolist()` of the tested module."""


class Judge:
    """Compares lists of Python scalars."""

    @staticmethod
    def norm(x):
        """(shape, flat list of python scalars) of an array-like, else None"""
        t = type(x)
        if hasattr(t, "tolist") and hasattr(t, "shape"):
            shape = tuple(int(n) for n in x.shape)
            v = x.tolist()
            flat = [v]
            for _ in shape:
                flat = [z for y in flat for z in y]
            return shape, flat
        if issubclass(t, (list, tuple)):
            sub = [Judge.norm(y) or ((), [y]) for y in x]
            if not sub:
                return (0,), []
            if all(q[0] == sub[0][0] for q in sub):
                return (len(sub),) + sub[0][0], [z for q in sub for z in q[1]]
            return (len(sub),), list(x)
        if t is memoryview or (hasattr(t, "__iter__") and hasattr(t, "__len__") and not issubclass(
                t, (str, bytes, dict, set, frozenset))):
            return Judge.norm(list(x))          # range, ndarray.flat, array.array
        return None

    @staticmethod
    def nan(v):
        try:
            return bool(v != v)
        except Exception:
            return False

    @classmethod
    def same(cls, a, d):
        if cls.nan(a) and cls.nan(d):
            return True
        na, nd = cls.norm(a), cls.norm(d)
        if na is not None and nd is not None and not (
                na[0] == nd[0] == () and type(na[1][0]) is type(a) and type(nd[1][0]) is type(d)):
            return na[0] == nd[0] and all(cls.same(x, y) for x, y in zip(na[1], nd[1]))
        if isinstance(a, complex) and isinstance(d, complex):
            return cls.same(a.real, d.real) and cls.same(a.imag, d.imag)
        return bool(a == d)

    def pair(self, x, y, what, equal_shape=False):
        nx = self.norm(x) or ((), [x])
        ny = self.norm(y) or ((), [y])
        if nx[0] != ny[0]:
            if equal_shape or (nx[0] != () and ny[0] != ()):
                raise AssertionError("%s: shapes %r and %r differ" % (what, nx[0], ny[0]))
            if nx[0] == ():
                nx = (ny[0], nx[1] * len(ny[1]))
            else:
                ny = (nx[0], ny[1] * len(nx[1]))
        return nx[1], ny[1]

    def each(self, ok, x, y, what, strict=False, msg="", fast=True):
        if strict and getattr(x, "dtype", None) != getattr(y, "dtype", None):
            raise AssertionError("%s: dtypes differ" % what)
        a, d = self.pair(x, y, what, strict)
        if fast:
            try:
                if a == d:              # at the speed of list.__eq__
                    return
            except Exception:
                pass
        for i, (p, q) in enumerate(zip(a, d)):
            if not ok(p, q):
                raise AssertionError("%s: item %d of %d: %.60r, %.60r %s" % (
                    what, i, len(a), p, q, msg))

    @staticmethod
    def close(p, q, tol, equal_nan=True):
        if Judge.nan(p) or Judge.nan(q):
            if isinstance(p, complex) or isinstance(q, complex):
                p, q = complex(p), complex(q)
                return (Judge.same(p.real, q.real) or abs(p.real - q.real) <= tol(q)) and \
                       (Judge.same(p.imag, q.imag) or abs(p.imag - q.imag) <= tol(q))
            return equal_nan and Judge.nan(p) and Judge.nan(q)
        if p == q:
            return True
        if isinstance(p, (str, bytes, type(None))) or isinstance(q, (str, bytes, type(None))):
            return False
        d = abs(p - q)
        if isinstance(d, float) and d == float("inf"):
            return False
        return bool(d <= tol(q))

    # the public names ---------------------------------------------------
    def assert_equal(self, actual, desired, err_msg="", verbose=True, *, strict=False):
        if isinstance(desired, dict):
            if not isinstance(actual, dict):
                raise AssertionError(repr(type(actual)))
            if len(actual) != len(desired):
                raise AssertionError("dict sizes differ")
            for k in desired:
                if k not in actual:
                    raise AssertionError(repr(k))
                self.assert_equal(actual[k], desired[k], err_msg)
            return
        if isinstance(actual, (list, tuple)) and isinstance(desired, (list, tuple)):
            if len(actual) != len(desired):
                raise AssertionError("lengths %d and %d differ" % (len(actual), len(desired)))
            for p, q in zip(actual, desired):
                self.assert_equal(p, q, err_msg)
            return
        if self.norm(actual) is None and self.norm(desired) is None:
            if not self.same(actual, desired):
                raise AssertionError("%.80r is not %.80r %s" % (actual, desired, err_msg))
            if isinstance(actual, float) and isinstance(desired, float) and actual == desired == 0 \
                    and str(actual)[0] != str(desired)[0]:
                raise AssertionError("signs of zero differ")
            return
        self.each(self.same, actual, desired, "assert_equal", strict, err_msg)

    def assert_array_equal(self, actual, desired, err_msg="", verbose=True, *, strict=False):
        self.each(self.same, actual, desired, "assert_array_equal", strict, err_msg)

    def assert_allclose(self, actual, desired, rtol=1e-7, atol=0, equal_nan=True, err_msg="",
                        verbose=True, *, strict=False):
        rtol, atol = float(rtol), float(atol)
        self.each(lambda p, q: self.close(p, q, lambda v: atol + rtol * abs(v), equal_nan),
                  actual, desired, "assert_allclose", strict, err_msg)

    def assert_almost_equal(self, actual, desired, decimal=7, err_msg="", verbose=True):
        self.each(lambda p, q: self.close(p, q, lambda v: 1.5 * 10.0 ** -decimal),
                  actual, desired, "assert_almost_equal", False, err_msg)

    def assert_array_almost_equal(self, actual, desired, decimal=6, err_msg="", verbose=True):
        self.assert_almost_equal(actual, desired, decimal, err_msg)

    def assert_array_less(self, x, y, err_msg="", verbose=True, *, strict=False):
        self.each(lambda p, q: (self.nan(p) and self.nan(q)) or bool(p < q), x, y,
                  "assert_array_less", strict, err_msg, fast=False)

    def assert_array_almost_equal_nulp(self, x, y, nulp=1):
        import math

        def ulp(v, dt):
            m = {"float32": (23, -126), "complex64": (23, -126), "float16": (10, -14)}.get(dt)
            v = abs(v)
            if m is None:
                return math.ulp(v)
            return 2.0 ** (max(math.frexp(v)[1] - 1, m[1]) - m[0]) if v else 2.0 ** (m[1] - m[0])
        dt = str(getattr(x, "dtype", getattr(y, "dtype", "float64")))

        def ok(p, q):
            if isinstance(p, complex) or isinstance(q, complex):
                p, q = complex(p), complex(q)
                return ok(p.real, q.real) and ok(p.imag, q.imag)
            return p == q or bool(abs(p - q) <= nulp * ulp(max(abs(p), abs(q)), dt))
        self.each(ok, x, y, "Arrays are not equal to %g ULP" % nulp)

    def assert_(self, val, msg=""):
        if not val:
            raise AssertionError(msg() if callable(msg) else msg)

    def install(self, ns):
        for n in dir(self):
            if n.startswith("assert_") and n in ns:
                ns[n] = getattr(self, n)
