"""The ufuncs over masked arrays: elements outside a domain, or missing in an operand, are missing in the result."""

import numpyni as np

from ._masks import (get_masked_subclass, getdata, getmask, getmaskarray, mask_or, filled, make_mask, make_mask_none, nomask,
                     MaskType)

# ufunc -> what tells elements outside its domain; and what stands for missing elements in reductions
ufunc_domain, ufunc_fills = {}, {}


class DomainCheckInterval:
    """Outside the interval from a to b."""

    def __init__(self, a, b):
        self.a, self.b = min(a, b), max(a, b)

    def __call__(self, x):
        with np.errstate(invalid='ignore'):
            return np.logical_or(np.greater(x, self.b), np.less(x, self.a))


class DomainTan:
    """Where the cosine is nearly zero."""

    def __init__(self, eps):
        self.eps = eps

    def __call__(self, x):
        with np.errstate(invalid='ignore'):
            return np.less(np.absolute(np.cos(x)), self.eps)


class DomainSafeDivide:
    """Where a division would overflow."""

    def __init__(self, tolerance=None):
        self.tolerance = tolerance

    def __call__(self, a, b):
        if self.tolerance is None:
            self.tolerance = np.finfo(float).tiny
        a, b = np.asarray(a), np.asarray(b)
        with np.errstate(all='ignore'):
            return np.absolute(a) * self.tolerance >= np.absolute(b)


class DomainGreater:
    """At or below a value."""

    def __init__(self, critical_value):
        self.critical_value = critical_value

    def __call__(self, x):
        with np.errstate(invalid='ignore'):
            return np.less_equal(x, self.critical_value)


class DomainGreaterEqual:
    """Below a value."""

    def __init__(self, critical_value):
        self.critical_value = critical_value

    def __call__(self, x):
        with np.errstate(invalid='ignore'):
            return np.less(x, self.critical_value)


def _as_masked(result, *operands):
    cls = get_masked_subclass(*operands)
    return result.view(cls)


class MaskedUFunc:
    """A ufunc over masked arrays."""

    def __init__(self, ufunc):
        self.f = ufunc
        self.__doc__ = ufunc.__doc__
        self.__name__ = self.__qualname__ = ufunc.__name__

    def __str__(self):
        return f'Masked version of {self.f}'

    __repr__ = __str__


class MaskedUnaryOperation(MaskedUFunc):
    """A ufunc of one operand; elements outside its domain are missing in the result."""

    def __init__(self, ufunc, fill=0, domain=None):
        MaskedUFunc.__init__(self, ufunc)
        self.fill, self.domain = fill, domain
        ufunc_domain[ufunc], ufunc_fills[ufunc] = domain, fill

    def __call__(self, a, *args, **kwargs):
        d = getdata(a)
        if self.domain is not None:
            with np.errstate(divide='ignore', invalid='ignore'):
                result = self.f(d, *args, **kwargs)
            m = ~np.isfinite(result)
            m = m | self.domain(d)
            m = m | getmask(a)
        else:
            with np.errstate(divide='ignore', invalid='ignore'):
                result = self.f(d, *args, **kwargs)
            m = getmask(a)
        if not getattr(result, 'ndim', 0):
            if m:
                from ._array import masked
                return masked
            return result
        if m is not nomask:
            try:
                np.copyto(result, d, where=m)       # what is missing keeps the operand's data
            except TypeError:
                pass
        masked_result = _as_masked(result, a)
        masked_result._mask = m
        masked_result._update_from(a)
        return masked_result


def _where_valid(m, result, a, b):
    """Missing elements of a result hold the first operand's data."""
    try:
        np.copyto(result, getdata(a), casting='unsafe', where=m)
    except Exception:
        pass


class MaskedBinaryOperation(MaskedUFunc):
    """A ufunc of two operands without a domain."""

    def __init__(self, ufunc, fillx=0, filly=0):
        MaskedUFunc.__init__(self, ufunc)
        self.fillx, self.filly = fillx, filly
        ufunc_domain[ufunc], ufunc_fills[ufunc] = None, (fillx, filly)

    def __call__(self, a, b, *args, **kwargs):
        da, db = getdata(a), getdata(b)
        with np.errstate():
            np.seterr(divide='ignore', invalid='ignore')
            result = self.f(da, db, *args, **kwargs)
        ma, mb = getmask(a), getmask(b)
        if ma is nomask:
            m = nomask if mb is nomask else mask_or(getmaskarray(a), mb, shrink=False)
        elif mb is nomask:
            m = mask_or(ma, getmaskarray(b), shrink=False)
        else:
            m = np.logical_or(ma, mb) if ma.dtype.names is None else mask_or(ma, mb)
        if not getattr(result, 'ndim', 0):
            if np.any(m):
                from ._array import masked
                return masked
            return result
        if m is not nomask and m.any():
            _where_valid(m, result, da, db)
        masked_result = _as_masked(result, a, b)
        if m is not nomask and m.shape != result.shape:
            m = np.broadcast_to(m, result.shape).copy()
        masked_result._mask = m
        if hasattr(a, '_update_from') and hasattr(a, '_mask'):
            masked_result._update_from(a)
        elif hasattr(b, '_update_from') and hasattr(b, '_mask'):
            masked_result._update_from(b)
        return masked_result

    def reduce(self, target, axis=0, dtype=None):
        """Combines along an axis, what is missing left out."""
        from ._array import masked
        cls = get_masked_subclass(target)
        m = getmask(target)
        t = filled(target, self.filly)
        if t.shape == ():
            t = t.reshape(1)
            if m is not nomask:
                m = make_mask(m, copy=True)
                m = m.reshape((1,)) if m is not nomask else m
        if m is nomask:
            result = self.f.reduce(t, axis)
            mask = nomask
        else:
            result = self.f.reduce(t, axis) if self.f.__name__.startswith('logical') else self.f.reduce(t, axis, dtype=dtype or t.dtype)
            mask = np.logical_and.reduce(m, axis)
        if not getattr(result, 'shape', ()):
            return masked if mask else result
        result = result.view(cls)
        result._mask = mask
        return result

    def outer(self, a, b):
        """The operation of all pairs."""
        from ._array import masked
        da, db = getdata(a), getdata(b)
        d = self.f.outer(da, db)
        ma, mb = getmask(a), getmask(b)
        m = nomask if ma is nomask and mb is nomask else np.logical_or.outer(getmaskarray(a), getmaskarray(b))
        if not getattr(d, 'ndim', 0) and m is not nomask and m:
            return masked
        if m is not nomask:
            np.copyto(d, np.broadcast_to(da.reshape(da.shape + (1,) * db.ndim), d.shape), where=m, casting='unsafe')
        if not getattr(d, 'shape', ()):
            return d
        result = d.view(get_masked_subclass(a, b))
        result._mask = m
        return result

    def accumulate(self, target, axis=0):
        """Every intermediate result along an axis; missing elements count as the fill value."""
        cls = get_masked_subclass(target)
        return self.f.accumulate(filled(target, self.filly), axis).view(cls)


class MaskedDomainedOperation(MaskedUFunc):
    """A ufunc of two operands with a domain, such as a division."""

    def __init__(self, ufunc, domain, fillx=0, filly=0):
        MaskedUFunc.__init__(self, ufunc)
        self.domain, self.fillx, self.filly = domain, fillx, filly
        ufunc_domain[ufunc], ufunc_fills[ufunc] = domain, (fillx, filly)

    def __call__(self, a, b, *args, **kwargs):
        from ._array import masked
        da, db = getdata(a), getdata(b)
        with np.errstate(divide='ignore', invalid='ignore'):
            result = self.f(da, db, *args, **kwargs)
        m = ~np.isfinite(result)
        m = m | self.domain(da, db)
        m = m | getmask(a)
        m = m | getmask(b)
        if not getattr(result, 'ndim', 0):
            return masked if m else result
        try:
            np.copyto(result, 0, casting='unsafe', where=m)
            kept = np.multiply(m, da)
            if np.can_cast(kept.dtype, result.dtype, casting='safe'):
                result += kept
        except Exception:
            pass
        masked_result = _as_masked(result, a, b)
        masked_result._mask = m
        for each in (a, b):
            if hasattr(each, '_update_from') and hasattr(each, '_mask'):
                masked_result._update_from(each)
                break
        return masked_result


def _unary(name, fill=0, domain=None):
    return MaskedUnaryOperation(getattr(np, name), fill, domain)


def _plain(names, *fills):
    return {name: MaskedBinaryOperation(getattr(np, name), *fills) for name in names.split()}


operations = {name: _unary(name) for name in 'exp conjugate sin cos arctan arcsinh sinh cosh tanh absolute angle fabs negative floor '
              'ceil around logical_not'.split() if isinstance(getattr(np, name), np.ufunc)}
for _name, _fill, _domain in (('sqrt', 0.0, DomainGreaterEqual(0.0)), ('log', 1.0, DomainGreater(0.0)),
                              ('log2', 1.0, DomainGreater(0.0)), ('log10', 1.0, DomainGreater(0.0)),
                              ('tan', 0.0, DomainTan(1e-35)), ('arcsin', 0.0, DomainCheckInterval(-1.0, 1.0)),
                              ('arccos', 0.0, DomainCheckInterval(-1.0, 1.0)), ('arccosh', 1.0, DomainGreaterEqual(1.0)),
                              ('arctanh', 0.0, DomainCheckInterval(-1.0 + 1e-15, 1.0 - 1e-15))):
    operations[_name] = _unary(_name, _fill, _domain)
for _name in ('angle', 'around'):
    operations[_name] = MaskedUnaryOperation(getattr(np, _name))
operations.update(_plain('add subtract less_equal greater_equal less greater equal not_equal logical_or logical_xor bitwise_or '
                         'bitwise_xor hypot left_shift right_shift'))
operations.update(_plain('bitwise_and logical_and'))
operations.update(_plain('multiply', 1, 1))
operations['arctan2'] = MaskedBinaryOperation(np.arctan2, 0.0, 1.0)
for _name in 'equal not_equal less_equal greater_equal less greater'.split():
    operations[_name].reduce = None
for _name in ('divide', 'true_divide', 'floor_divide', 'remainder', 'fmod', 'mod'):
    operations[_name] = MaskedDomainedOperation(getattr(np, _name), DomainSafeDivide(), 0, 1)
operations['abs'] = operations['absolute']
operations['alltrue'] = MaskedBinaryOperation(np.logical_and, 1, 1)
operations['sometrue'] = operations['logical_or']
operations['alltrue'] = operations['alltrue'].reduce
operations['sometrue'] = operations['sometrue'].reduce
