"""Functions over masked arrays: masking by conditions, and NumPy's functions with masks."""

import functools
import operator

import numpyni as np

from ._array import MaskedArray, masked, mvoid
from ._masks import (MaskedArrayFutureWarning, MaskType, argsort_axis, check_fill_value, default_fill_value, filled, get_masked_subclass, getdata, getmask, getmaskarray,
                     is_mask, make_mask, make_mask_none, mask_or, nomask)
from ._operations import operations

ndarray = np.ndarray
NOVALUE = np._NoValue
masked_array = MaskedArray


def array(data, dtype=None, copy=False, order=None, mask=nomask, fill_value=None, keep_mask=True, hard_mask=False, shrink=True,
          subok=True, ndmin=0):
    """A masked array of anything."""
    return MaskedArray(data, mask=mask, dtype=dtype, copy=copy, subok=subok, keep_mask=keep_mask, hard_mask=hard_mask,
                       fill_value=fill_value, ndmin=ndmin, shrink=shrink, order=order)


def asarray(a, dtype=None, order=None):
    """A masked array of anything, without a copy where it is an array."""
    return masked_array(a, dtype=dtype, copy=False, keep_mask=True, subok=False, order=order)


def asanyarray(a, dtype=None, order=None):
    """As `asarray`; subclasses pass through."""
    if isinstance(a, MaskedArray) and (dtype is None or dtype == a.dtype) and (
            order in (None, 'A', 'K') or order == 'C' and a.flags.carray or order == 'F' and a.flags.f_contiguous):
        return a
    return masked_array(a, dtype=dtype, copy=False, keep_mask=True, subok=True, order=order)


# ---- masking by a condition

def masked_where(condition, a, copy=True):
    """An array whose elements are missing where a condition holds."""
    cond = make_mask(condition, shrink=False)
    a = np.array(a, copy=copy if copy else None, subok=True)
    if cond.shape and cond.shape != a.shape:
        raise IndexError(f'Inconsistent shape between the condition and the input (got {cond.shape} and {a.shape})')
    if hasattr(a, '_mask'):
        cond = mask_or(cond, a._mask)
        cls = type(a)
    else:
        cls = MaskedArray
    result = a.view(cls)
    result.mask = _shrunk(cond)
    if not copy and hasattr(a, '_mask') and getmask(a) is nomask:
        a.__dict__['_mask'] = result._mask.view() if result._mask is not nomask else nomask
    return result


def _shrunk(m):
    return nomask if m is not nomask and m.dtype.names is None and not m.any() else m


def _by(name):
    ufunc = getattr(np, name)

    def function(x, value, copy=True):
        return masked_where(ufunc(x, value), x, copy=copy)
    function.__name__ = function.__qualname__ = f'masked_{name}'
    function.__doc__ = f'Missing where `{name}(x, value)`.'
    return function


masked_greater, masked_greater_equal, masked_less, masked_less_equal, masked_not_equal = map(
    _by, ('greater', 'greater_equal', 'less', 'less_equal', 'not_equal'))


def masked_equal(x, value, copy=True):
    """Missing where equal to a value, which becomes the fill value."""
    output = masked_where(np.equal(x, value), x, copy=copy)
    output.fill_value = value
    return output


def masked_inside(x, v1, v2, copy=True):
    """Missing between two values, themselves included."""
    low, high = min(v1, v2), max(v1, v2)
    xf = filled(x)
    return masked_where((xf >= low) & (xf <= high), x, copy=copy)


def masked_outside(x, v1, v2, copy=True):
    """Missing outside an interval."""
    low, high = min(v1, v2), max(v1, v2)
    xf = filled(x)
    return masked_where((xf < low) | (xf > high), x, copy=copy)


def masked_object(x, value, copy=True, shrink=True):
    """Missing where exactly equal to a value; for object arrays."""
    if isMA(x):
        condition, mask = np.equal(x._data, value), x._mask
    else:
        condition, mask = np.equal(np.asarray(x), value), nomask
    mask = mask_or(mask, make_mask(condition, shrink=shrink))
    return masked_array(x, mask=mask, copy=copy, fill_value=value)


def isMA(x):
    """Whether the argument is a masked array."""
    return isinstance(x, MaskedArray)


def masked_values(x, value, rtol=1e-5, atol=1e-8, copy=True, shrink=True):
    """Missing where close to a value, which becomes the fill value."""
    xnew = filled(x, value)
    if np.issubdtype(xnew.dtype, np.floating):
        mask = np.isclose(xnew, value, atol=atol, rtol=rtol)
    else:
        mask = np.equal(xnew, value)
    result = masked_array(xnew, mask=mask, copy=copy, fill_value=value)
    if shrink:
        result.shrink_mask()
    return result


def masked_invalid(a, copy=True):
    """Missing where NaN or infinite."""
    a = np.array(a, copy=None, subok=True)
    result = masked_where(~np.isfinite(getdata(a)), a, copy=copy)
    if result._mask is nomask:
        result._mask = make_mask_none(result.shape, result.dtype)
    return result


def fix_invalid(a, mask=nomask, copy=True, fill_value=None):
    """NaN and infinities missing, their data replaced by the fill value."""
    a = masked_array(a, mask=mask, copy=copy, subok=True)
    invalid = np.logical_not(np.isfinite(a._data))
    if not invalid.any():
        return a
    a._mask = a._mask | invalid
    a._data[invalid] = a.fill_value if fill_value is None else fill_value
    return a


# ---- extremes

class Extreme:
    """`minimum` and `maximum`: of two arrays element by element, or with one the whole's."""

    def __init__(self, ufunc, compare, fill):
        self.f, self.compare, self.fill_value_func = ufunc, compare, fill
        self.__name__ = self.__qualname__ = ufunc.__name__
        self.__doc__ = ufunc.__doc__

    def __call__(self, a, b):
        return where(self.compare(a, b), a, b)

    def reduce(self, target, axis=NOVALUE):
        """Combines along an axis."""
        target = np.asanyarray(target) if not isinstance(target, ndarray) else target
        m = getmask(target)
        if axis is NOVALUE and target.ndim > 1:
            import warnings
            warnings.warn(f'In the future the default for ma.{self.__name__}.reduce will be axis=0, not the current None, to match '
                          f'np.{self.__name__}.reduce. Explicitly pass 0 or None to silence this warning.', MaskedArrayFutureWarning,
                          stacklevel=2)
            axis = None
        kwargs = {} if axis is NOVALUE else {'axis': axis}
        if m is nomask:
            return self.f.reduce(getdata(target), **kwargs)
        t = self.f.reduce(target.filled(self.fill_value_func(target)).view(ndarray), **kwargs)
        m = np.logical_and.reduce(m, **kwargs)
        if hasattr(t, '_mask'):
            t._mask = m
        elif getattr(t, 'ndim', 0):
            t = t.view(type(target))
            t._mask = m
        elif m:
            t = masked
        return t

    def outer(self, a, b):
        """Of all pairs."""
        ma, mb = getmask(a), getmask(b)
        m = nomask if ma is nomask and mb is nomask else np.logical_or.outer(getmaskarray(a), getmaskarray(b))
        result = self.f.outer(filled(a), filled(b))
        if not isinstance(result, MaskedArray):
            result = result.view(MaskedArray)
        result._mask = m
        return result


def _as_method(name, *more):
    """A function that calls the method of masked arrays of the same name."""
    def function(a, *args, **params):
        marr = asanyarray(a) if not isinstance(a, MaskedArray) else a
        return getattr(marr, name)(*args, **params)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'As the method `{name}` of the argument as a masked array.'
    return function


_AS_METHODS = ('all anom any count cumprod cumsum copy diagonal harden_mask ids mean nonzero prod product put ravel repeat '
               'shrink_mask soften_mask std sum swapaxes trace var squeeze argmin argmax').split()


def compress(condition, a, *args, **params):
    """The slices where a condition holds: the method `compress` of `a` as a masked array."""
    return asanyarray(a).compress(condition, *args, **params)


def _extreme(name):
    def function(obj, axis=None, out=None, fill_value=None, keepdims=NOVALUE):
        kwargs = {} if keepdims is NOVALUE else {'keepdims': keepdims}
        obj = obj if isinstance(obj, MaskedArray) else asanyarray(obj)
        return getattr(obj, name)(axis=axis, fill_value=fill_value, out=out, **kwargs)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'The {name}imum of the elements that are not missing.' if name != 'ptp' else 'The range of values.'
    return function


def sort(a, axis=-1, kind=None, order=None, endwith=True, fill_value=None, *, stable=None):
    """A sorted copy, the missing elements last (`endwith`) or first."""
    a = np.array(a, copy=True, subok=True)
    if axis is None:
        a, axis = a.flatten(), 0
    if isinstance(a, MaskedArray):
        a.sort(axis=axis, kind=kind, order=order, endwith=endwith, fill_value=fill_value, stable=stable)
    else:
        a.sort(axis=axis, kind=kind, order=order, stable=stable)
    return a


def argsort(a, axis=NOVALUE, kind=None, order=None, endwith=True, fill_value=None, *, stable=None):
    """The indices that sort."""
    a = np.asanyarray(a)
    axis = argsort_axis(a) if axis is NOVALUE else axis
    if isinstance(a, MaskedArray):
        return a.argsort(axis=axis, kind=kind, order=order, endwith=endwith, fill_value=fill_value, stable=None)
    return a.argsort(axis=axis, kind=kind, order=order, stable=None)


def compressed(x):
    """The elements that are not missing, flat."""
    return asanyarray(x).compressed()


def power(a, b, third=None):
    """`a` to the power `b`; what is not finite is missing."""
    if third is not None:
        raise MaskErrorOf('3-argument power not supported.')
    m = mask_or(getmask(a), getmask(b)) if np.shape(getmask(a)) == np.shape(getmask(b)) or nomask in (
        getmask(a) if getmask(a) is nomask else None, getmask(b) if getmask(b) is nomask else None) else \
        np.logical_or(getmask(a), getmask(b))
    fa, fb = getdata(a), getdata(b)
    basetype = type(a) if isinstance(a, MaskedArray) else MaskedArray
    with np.errstate(divide='ignore', invalid='ignore'):
        result = np.where(m, fa, np.power(fa, fb)).view(basetype)
    result._update_from(a)
    invalid = np.logical_not(np.isfinite(result.view(ndarray)))
    if m is not nomask:
        if not result.ndim:
            return masked
        result._mask = np.logical_or(m, invalid)
    if invalid.any():
        if not result.ndim:
            return masked
        if result._mask is nomask:
            result._mask = invalid
        result._data[invalid] = result.fill_value
    return result


def MaskErrorOf(text):
    """The error of a mask."""
    from ._masks import MaskError
    return MaskError(text)


# ---- joins, shapes, products

def concatenate(arrays, axis=0):
    """Masked arrays joined along an axis."""
    d = np.concatenate([getdata(a) for a in arrays], axis)
    data = d.view(get_masked_subclass(*arrays))
    if all(getmask(x) is nomask for x in arrays):
        return data
    data._mask = _shrunk(np.concatenate([getmaskarray(a) for a in arrays], axis))
    return data


def diag(v, k=0):
    """A diagonal, or the matrix of a diagonal."""
    output = np.diag(getdata(v), k).view(MaskedArray)
    if getmask(v) is not nomask:
        output._mask = np.diag(v._mask, k)
    return output


def left_shift(a, n):
    """Bits shifted to the left."""
    return _shifted(np.left_shift, a, n)


def right_shift(a, n):
    """Bits shifted to the right."""
    return _shifted(np.right_shift, a, n)


def _shifted(ufunc, a, n):
    m = getmask(a)
    if m is nomask:
        return masked_array(ufunc(filled(a), n))
    return masked_array(ufunc(filled(a, 0), n), mask=m)


def put(a, indices, values, mode='raise'):
    """Sets elements at flat indices."""
    if hasattr(a, 'put'):
        return a.put(indices, values, mode=mode)
    return np.asarray(a).put(indices, values, mode=mode)


def putmask(a, mask, values):
    """Sets elements where a mask holds."""
    if not isinstance(a, MaskedArray):
        a = a.view(MaskedArray)
    valdata, valmask = getdata(values), getmask(values)
    if getmask(a) is nomask:
        if valmask is not nomask:
            a._sharedmask = True
            a._mask = make_mask_none(a.shape, a.dtype)
            np.copyto(a._mask, valmask, where=mask)
    elif a._hardmask:
        if valmask is not nomask:
            m = a._mask.copy()
            np.copyto(m, valmask, where=mask)
            a.mask |= m
    else:
        if valmask is nomask:
            valmask = getmaskarray(values)
        np.copyto(a._mask, valmask, where=mask)
    np.copyto(a._data, valdata, where=mask)


def transpose(a, axes=None):
    """The array with permuted axes."""
    return a.transpose(axes) if hasattr(a, 'transpose') else np.asarray(a).transpose(axes).view(MaskedArray)


def reshape(a, new_shape, order='C'):
    """The elements in another shape."""
    return (a if hasattr(a, 'reshape') else np.array(a, copy=None).view(MaskedArray)).reshape(new_shape, order=order)


def resize(x, new_shape):
    """The elements repeated as often as a new shape needs."""
    m = getmask(x)
    if m is not nomask:
        m = np.resize(m, new_shape)
    result = np.resize(x.view(ndarray) if isinstance(x, ndarray) else x, new_shape).view(get_masked_subclass(x))
    if result.ndim:
        result._mask = m
    return result


def take(a, indices, axis=None, out=None, mode='raise'):
    """Elements at positions."""
    a = masked_array(a)
    if out is None:
        return a.take(indices, axis=axis, mode=mode)
    return a.take(indices, axis=axis, out=out, mode=mode)


def ndim(obj):
    """The number of dimensions."""
    return np.ndim(getdata(obj))


def shape(obj):
    """The shape."""
    return np.shape(getdata(obj))


def size(obj, axis=None):
    """The number of elements."""
    return np.size(getdata(obj), axis)


def diff(a, /, n=1, axis=-1, prepend=NOVALUE, append=NOVALUE):
    """The n-th differences."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f'order must be non-negative but got {n!r}')
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    combined = []
    for each in (prepend, a, append):
        if each is not NOVALUE:
            each = asanyarray(each)
            if each.ndim == 0:
                shape_ = list(a.shape)
                shape_[axis] = 1
                each = np.broadcast_to(each, tuple(shape_))
            combined.append(each)
    if len(combined) > 1:
        a = concatenate(combined, axis)
    before = [slice(None)] * a.ndim
    high, low = list(before), list(before)
    high[axis], low[axis] = slice(1, None), slice(None, -1)
    for _ in range(n):
        a = a[tuple(high)] - a[tuple(low)] if a.dtype.kind != 'b' else operations['not_equal'](a[tuple(high)], a[tuple(low)])
    return a


def where(condition, x=NOVALUE, y=NOVALUE):
    """`x` where a condition holds, else `y`; missing where the condition or what is chosen is."""
    missing = (x is NOVALUE, y is NOVALUE).count(True)
    if missing == 1:
        raise ValueError("Must provide both 'x' and 'y' or neither.")
    if missing == 2:
        return np.nonzero(filled(condition, False))
    cf, xd, yd = filled(condition, False), getdata(x), getdata(y)
    cm, xm, ym = getmaskarray(condition), getmaskarray(x), getmaskarray(y)
    if x is masked and y is not masked:
        xd, xm = np.zeros((), dtype=yd.dtype), np.ones((), dtype=ym.dtype)
    elif y is masked and x is not masked:
        yd, ym = np.zeros((), dtype=xd.dtype), np.ones((), dtype=xm.dtype)
    data = np.where(cf, xd, yd)
    mask = np.where(cm, np.ones((), dtype=xm.dtype), np.where(cf, xm, ym))
    return masked_array(data, mask=_shrunk(mask))


def choose(indices, choices, out=None, mode='raise'):
    """Elements from a sequence of arrays, the array's number for each element."""
    def of(x):
        return True if x is masked else filled(x)
    c = filled(indices, 0)
    masks = [True if x is masked else getmask(x) for x in choices]
    data = [of(x) for x in choices]
    outputmask = np.choose(c, masks, mode=mode)
    outputmask = make_mask(mask_or(outputmask, getmask(indices)), copy=False, shrink=True)
    d = np.choose(c, data, mode=mode, out=out).view(MaskedArray)
    if out is not None:
        if isinstance(out, MaskedArray):
            out.__setmask__(outputmask)
        return out
    d.__setmask__(outputmask)
    return d


def round_(a, decimals=0, out=None):
    """Rounded elements."""
    if out is None:
        return np.round(getdata(a), decimals, out) if not isinstance(a, MaskedArray) else a.round(decimals)
    np.round(getdata(a), decimals, out)
    if hasattr(out, '_mask'):
        out._mask = getmask(a)
    return out


def dot(a, b, strict=False, out=None):
    """The dot product; missing elements count as zero, unless `strict`: then they make rows and columns missing."""
    if strict and np.ndim(a) != 0 and np.ndim(b) != 0:
        from .extras import mask_cols, mask_rows
        if np.ndim(a) == 2 == np.ndim(b) or np.ndim(a) == 1 or np.ndim(b) == 1:
            a = mask_rows_of(a)
            b = mask_columns_of(b)
    am, bm = ~getmaskarray(a), ~getmaskarray(b)
    if out is None:
        d = np.dot(filled(a, 0), filled(b, 0))
        m = ~np.dot(am, bm)
        if np.ndim(d) == 0:
            d = np.asarray(d)
        result = d.view(get_masked_subclass(a, b))
        result.__setmask__(m)
        return result
    d = np.dot(filled(a, 0), filled(b, 0), out._data)
    if out.mask.shape != d.shape:
        out._mask = np.empty(d.shape, MaskType)
    np.dot(am, bm, out._mask)
    np.logical_not(out._mask, out._mask)
    return out


def mask_rows_of(a):
    """Rows with a missing element missing as a whole."""
    a = array(a, subok=False)
    if a.ndim == 1:
        return masked_array(a, mask=np.full(a.shape, bool(getmaskarray(a).any())))
    from .extras import mask_rowcols
    return mask_rowcols(a, 0)


def mask_columns_of(a):
    """Columns with a missing element missing as a whole."""
    a = array(a, subok=False)
    if a.ndim == 1:
        return masked_array(a, mask=np.full(a.shape, bool(getmaskarray(a).any())))
    from .extras import mask_rowcols
    return mask_rowcols(a, 1)


def inner(a, b):
    """The inner product; missing elements count as zero."""
    fa, fb = filled(a, 0), filled(b, 0)
    fa = fa.reshape(1) if fa.ndim == 0 else fa
    fb = fb.reshape(1) if fb.ndim == 0 else fb
    return np.asarray(np.inner(fa, fb)).view(MaskedArray)


innerproduct = inner


def outer(a, b):
    """The products of all pairs."""
    fa, fb = filled(a, 0).ravel(), filled(b, 0).ravel()
    d = np.outer(fa, fb)
    ma, mb = getmask(a), getmask(b)
    if ma is nomask and mb is nomask:
        return masked_array(d)
    m = make_mask(1 - np.outer(1 - getmaskarray(a), 1 - getmaskarray(b)), copy=False)
    return masked_array(d, mask=m)


outerproduct = outer


def _convolved(f, a, v, mode, propagate_mask):
    if propagate_mask:
        mask = (f(getmaskarray(a), np.ones(np.shape(v), dtype=bool), mode=mode)
                | f(np.ones(np.shape(a), dtype=bool), getmaskarray(v), mode=mode))
        return masked_array(f(getdata(a), getdata(v), mode=mode), mask=mask)
    mask = ~f(~getmaskarray(a), ~getmaskarray(v), mode=mode)
    return masked_array(f(filled(a, 0), filled(v, 0), mode=mode), mask=mask)


def correlate(a, v, mode='valid', propagate_mask=True):
    """The cross-correlation of two sequences."""
    return _convolved(np.correlate, a, v, mode, propagate_mask)


def convolve(a, v, mode='full', propagate_mask=True):
    """The convolution of two sequences."""
    return _convolved(np.convolve, a, v, mode, propagate_mask)


def allequal(a, b, fill_value=True):
    """Whether all elements are equal; missing ones count as equal or not."""
    m = mask_or(getmask(a), getmask(b))
    x, y = getdata(a), getdata(b)
    d = np.equal(x, y)
    if m is nomask:
        return np.all(d)
    return np.all(np.where(m, True, d)) if fill_value else False


def allclose(a, b, masked_equal=True, rtol=1e-5, atol=1e-8):
    """Whether all elements are close; missing ones count as equal or not."""
    x, y = masked_array(a, copy=False), masked_array(b, copy=False)
    if y.dtype.kind != 'm':
        dtype = np.result_type(y, 1.)
        if y.dtype != dtype:
            y = masked_array(y, dtype=dtype, copy=False)
    m = mask_or(getmask(x), getmask(y))
    finite = np.isinf(getdata(x)) if m is nomask else \
        np.where(m, False, np.isinf(getdata(x)))
    if not np.all(np.where(False if m is nomask else m, True, finite == np.isinf(getdata(y)))):
        return False
    with np.errstate(invalid='ignore'):
        close = np.less_equal(np.absolute(getdata(x) - getdata(y)), atol + rtol * np.absolute(getdata(y)))
        close = np.where(finite, getdata(x) == getdata(y), close)
    return bool(np.all(np.where(m, masked_equal, close) if m is not nomask else close))


def fromflex(fxarray):
    """A masked array of what `toflex` made."""
    return masked_array(fxarray['_data'], mask=fxarray['_mask'])


def expand_dims(a, axis):
    """A view with new axes of length one."""
    if not isinstance(a, MaskedArray):
        return np.expand_dims(a, axis).view(MaskedArray)
    result = np.expand_dims(a._data, axis).view(type(a))
    result._update_from(a)
    if a._mask is not nomask:
        result._mask = np.expand_dims(a._mask, axis)
    return result


def append(a, b, axis=None):
    """Values joined to the end."""
    if axis is None:
        return concatenate([asanyarray(a).ravel(), asanyarray(b).ravel()])
    return concatenate([a, b], axis)


def flatten_structured_array(a):
    """A structured array as a 2-D one, a column a field."""
    def flat(row):
        for each in row:
            if isinstance(each, (tuple, np.void, mvoid)):
                yield from flat(each)
            else:
                yield each
    a = np.asanyarray(a)
    inits = a.shape
    a = a.ravel()
    if isinstance(a, MaskedArray):
        rows = np.array([tuple(flat(row)) for row in a._data.tolist()]).view(MaskedArray)
        rows._mask = np.array([tuple(flat(row)) for row in getmaskarray(a).tolist()])
        out = rows
    else:
        out = np.array([tuple(flat(row)) for row in a.tolist()])
    if len(inits) > 1:
        out = out.reshape(inits + out.shape[1:])
    return out


def _converting(name, unless=()):
    function = getattr(np, name)

    def made(*args, **params):
        fill_value = params.pop('fill_value', None)
        hardmask = params.pop('hardmask', None)
        result = function(*args, **params).view(MaskedArray)
        if fill_value is not None:
            result.fill_value = fill_value
        if hardmask:
            result._hardmask = hardmask
        return result
    made.__name__ = made.__qualname__ = name
    made.__doc__ = f'`{name}`, as a masked array.'
    return made


_CONVERTED = 'arange clip empty empty_like frombuffer fromfunction identity indices ones ones_like zeros zeros_like'.split()
