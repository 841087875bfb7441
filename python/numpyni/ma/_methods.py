"""The methods of masked arrays: arithmetic, comparisons, reductions, and what changes shapes."""

import functools
import operator

import numpyni as np

from ._masks import (MaskError, argsort_axis, filled, getdata, getmask, getmaskarray, make_mask, make_mask_none, mask_or, maximum_fill_value,
                     minimum_fill_value, nomask)

ndarray = np.ndarray
NOVALUE = np._NoValue


def _masked():
    from ._array import masked
    return masked


def _given(**options):
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not NOVALUE}


def _through(name, order_of_mask=False):
    """A method that does to the mask what it does to the data."""
    def method(self, *args, **params):
        result = getattr(self._data, name)(*args, **params).view(type(self))
        result._update_from(self)
        mask = self._mask
        if mask is not nomask:
            result.__dict__['_mask'] = getattr(mask, name)(*args, **params)
        return result
    method.__name__ = name
    method.__doc__ = f'As `ndarray.{name}`; the mask goes along.'
    return method


class MaskedMethods:
    """Methods over data and mask."""

    __slots__ = ()

    # ---- comparison and arithmetic

    def _comparison(self, other, compare):
        omask = getmask(other)
        smask = self._mask
        mask = mask_or(smask, omask, copy=True) if smask is nomask or omask is nomask or smask.shape == omask.shape else \
            np.logical_or(smask, omask)
        odata = getdata(other)
        if mask is not nomask and mask.dtype.names is not None:
            if compare not in (operator.eq, operator.ne):
                return NotImplemented
            broadcast = np.broadcast(self, odata).shape
            sbroadcast, obroadcast = np.broadcast_to(self._data, broadcast), np.broadcast_to(odata, broadcast)
            sdata = _mix(sbroadcast, obroadcast, mask)
            odata = obroadcast
            mask = _all_fields(mask)
        else:
            sdata = self._data
        if sdata.dtype.names is not None and compare not in (operator.eq, operator.ne):
            return NotImplemented
        check = compare(sdata, odata)
        if check is NotImplemented:
            return check
        if isinstance(check, (np.bool, bool)):
            return _masked() if np.any(mask) else check
        if mask is not nomask:
            if compare in (operator.eq, operator.ne):
                check = np.where(mask, compare(smask, omask), check)
            if mask.shape != check.shape:
                mask = np.broadcast_to(mask, check.shape).copy()
        check = check.view(type(self))
        check._update_from(self)
        check.__dict__['_mask'] = mask
        if check._fill_value is not None:
            from ._masks import check_fill_value
            try:
                check._fill_value = check_fill_value(check._fill_value, np.bool)
            except (TypeError, ValueError):
                check._fill_value = check_fill_value(None, np.bool)
        return check

    def __eq__(self, other):
        return self._comparison(other, operator.eq)

    def __ne__(self, other):
        return self._comparison(other, operator.ne)

    def __le__(self, other):
        return self._comparison(other, operator.le)

    def __lt__(self, other):
        return self._comparison(other, operator.lt)

    def __ge__(self, other):
        return self._comparison(other, operator.ge)

    def __gt__(self, other):
        return self._comparison(other, operator.gt)

    __hash__ = None

    def _delegate_binop(self, other):
        if isinstance(other, type(self)):
            return False
        override = getattr(other, '__array_ufunc__', False)
        if override is False:
            return self.__array_priority__ < getattr(other, '__array_priority__', -1000000)
        return override is None

    def _inplace(self, other, name, neutral):
        """`self op= other`: missing elements of `other` become missing here."""
        m = getmask(other)
        if self._mask is nomask:
            if m is not nomask and m.any():
                self.__dict__['_mask'] = make_mask_none(self.shape, self.dtype)
                self.__dict__['_mask'] |= m
        elif m is not nomask:
            self.__dict__['_mask'] |= m
        other_data = getdata(other)
        if neutral is not None:
            other_data = np.where(self._mask, other_data.dtype.type(neutral), other_data)
        getattr(self._data, name)(other_data)
        return self

    def __iadd__(self, other):
        return self._inplace(other, '__iadd__', 0)

    def __isub__(self, other):
        return self._inplace(other, '__isub__', 0)

    def __imul__(self, other):
        return self._inplace(other, '__imul__', 1)

    def _inplace_division(self, other, name, ufunc):
        from ._operations import ufunc_domain, ufunc_fills
        other_data = getdata(other)
        outside = ufunc_domain[ufunc](self._data, other_data)
        other_mask = getmask(other)
        new_mask = mask_or(other_mask, outside)
        if outside.any():
            fill = ufunc_fills[ufunc][1]
            other_data = np.where(outside, other_data.dtype.type(fill), other_data)
        self.__dict__['_mask'] = mask_or(self._mask, new_mask, shrink=False) if self._mask is not nomask or new_mask is not nomask else nomask
        other_data = np.where(self._mask, other_data.dtype.type(1), other_data)
        getattr(self._data, name)(other_data)
        return self

    def __ifloordiv__(self, other):
        return self._inplace_division(other, '__ifloordiv__', np.floor_divide)

    def __itruediv__(self, other):
        return self._inplace_division(other, '__itruediv__', np.true_divide)

    def __ipow__(self, other):
        other_data = getdata(other)
        other_data = np.where(self._mask, other_data.dtype.type(1), other_data)
        other_mask = getmask(other)
        with np.errstate(divide='ignore', invalid='ignore'):
            self._data.__ipow__(other_data)
        invalid = np.logical_not(np.isfinite(self._data))
        if invalid.any():
            if self._mask is not nomask:
                self.__dict__['_mask'] |= invalid
            else:
                self.__dict__['_mask'] = invalid
            np.copyto(self._data, self.fill_value, where=invalid)
        self.__dict__['_mask'] = mask_or(self._mask, mask_or(other_mask, invalid))
        return self

    def __float__(self):
        if self.size > 1:
            raise TypeError('Only length-1 arrays can be converted to Python scalars')
        if self._mask is not nomask and self._mask.any():
            import warnings
            warnings.warn('Warning: converting a masked element to nan.', stacklevel=2)
            return np.nan
        return float(self.item())

    def __int__(self):
        if self.size > 1:
            raise TypeError('Only length-1 arrays can be converted to Python scalars')
        if self._mask is not nomask and self._mask.any():
            raise MaskError('Cannot convert masked element to a Python int.')
        return int(self.item())

    @property
    def imag(self):
        """The imaginary parts."""
        result = self._data.imag.view(type(self))
        result.__setmask__(self._mask)
        return result

    @property
    def real(self):
        """The real parts."""
        result = self._data.real.view(type(self))
        result.__setmask__(self._mask)
        return result

    get_imag, get_real = imag.fget, real.fget

    # ---- counts and truth

    def count(self, axis=None, keepdims=NOVALUE):
        """The number of elements along axes that are not missing."""
        kwargs = _given(keepdims=keepdims)
        m = self._mask
        if isinstance(self.data, np.matrix):
            if m is nomask:
                m = np.zeros(self.shape, dtype=np.bool)
            m = m.view(type(self.data))
        if m is nomask:
            if self.shape == ():
                if axis not in (None, 0, -1, ()):
                    raise np.exceptions.AxisError(axis=axis, ndim=self.ndim)
                return 1
            if axis is None:
                return np.array(self.size, dtype=np.intp, ndmin=self.ndim) if kwargs.get('keepdims', False) else self.size
            from .._index import normalize_axes
            axes = normalize_axes(axis, self.ndim)
            items = 1
            for each in axes:
                items *= self.shape[each]
            shape = [1 if i in axes else n for i, n in enumerate(self.shape)] if kwargs.get('keepdims', False) else \
                [n for i, n in enumerate(self.shape) if i not in axes]
            return np.full(tuple(shape), items, dtype=np.intp)
        if self is _masked():
            return 0
        return (~m).sum(axis=axis, dtype=np.intp, **kwargs)

    def _truth(self, axis, out, keepdims, name, fill):
        kwargs = _given(keepdims=keepdims)
        mask = _reduced_mask(self._mask, axis, **kwargs)
        if out is None:
            d = getattr(self.filled(fill), name)(axis=axis, **kwargs)
            if getattr(d, 'ndim', 0):
                d = d.view(type(self))
                d.__setmask__(mask)
            elif mask is not nomask and mask:
                return _masked()
            return d
        getattr(self.filled(fill), name)(axis=axis, out=out, **kwargs)
        if hasattr(out, '__setmask__') and (getattr(out, 'ndim', 0) or mask):
            out.__setmask__(mask)
        return out

    def all(self, axis=None, out=None, keepdims=NOVALUE):
        """Whether all elements that are not missing are true."""
        return self._truth(axis, out, keepdims, 'all', True)

    def any(self, axis=None, out=None, keepdims=NOVALUE):
        """Whether some element that is not missing is true."""
        return self._truth(axis, out, keepdims, 'any', False)

    def nonzero(self):
        """The indices of the elements that are neither zero nor missing."""
        return np.asarray(self.filled(0)).nonzero()

    # ---- sums and moments

    def _summed(self, name, fill, axis, dtype, out, keepdims):
        kwargs = _given(keepdims=keepdims)
        mask = _reduced_mask(self._mask, axis, **kwargs)
        result = getattr(self.filled(fill), name)
        if out is None:
            result = result(axis, dtype=dtype, **kwargs)
            if getattr(result, 'ndim', 0):
                result = result.view(type(self))
                result.__setmask__(mask)
            elif mask is not nomask and mask:
                result = _masked()
            return result
        result = result(axis, dtype=dtype, out=out, **kwargs)
        if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
            if getmask(out) is nomask:
                out.__dict__['_mask'] = make_mask_none(out.shape)
            out.__setmask__(mask)
        return result

    def sum(self, axis=None, dtype=None, out=None, keepdims=NOVALUE):
        """The sum of the elements that are not missing."""
        return self._summed('sum', 0, axis, dtype, out, keepdims)

    def prod(self, axis=None, dtype=None, out=None, keepdims=NOVALUE):
        """The product of the elements that are not missing."""
        return self._summed('prod', 1, axis, dtype, out, keepdims)

    product = prod

    def _running(self, name, fill, axis, dtype, out):
        result = getattr(self.filled(fill), name)(axis=axis, dtype=dtype, out=out)
        if out is not None:
            if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
                out.__setmask__(self.mask)
            return out
        result = result.view(type(self))
        result.__setmask__(self._mask if axis is not None or self._mask is nomask else self._mask.ravel())
        return result

    def cumsum(self, axis=None, dtype=None, out=None):
        """The running sum; missing elements count as zero and stay missing."""
        return self._running('cumsum', 0, axis, dtype, out)

    def cumprod(self, axis=None, dtype=None, out=None):
        """The running product; missing elements count as one and stay missing."""
        return self._running('cumprod', 1, axis, dtype, out)

    def mean(self, axis=None, dtype=None, out=None, keepdims=NOVALUE):
        """The mean of the elements that are not missing."""
        kwargs = _given(keepdims=keepdims)
        if self._mask is nomask:
            result = ndarray.mean(self._data, axis=axis, dtype=dtype, **kwargs) if type(self._data) is ndarray else \
                self._data.mean(axis=axis, dtype=dtype, **kwargs)
            if getattr(result, 'ndim', 0):
                result = result.view(type(self))
        else:
            half = dtype is None and self.dtype == np.dtype(np.float16)
            if dtype is None:
                if self.dtype.kind in 'iub':
                    dtype = np.dtype('f8')
                elif half:
                    dtype = np.dtype('f4')
            total = self.sum(axis=axis, dtype=dtype, **kwargs)
            count = self.count(axis=axis, **kwargs)
            if total is _masked() or np.ndim(count) == 0 and count == 0:
                result = _masked()
            else:
                with np.errstate(all='ignore'):
                    result = total * 1. / count
                if half:
                    result = result.astype(np.float16) if hasattr(result, 'astype') else np.float16(result)
        if out is not None:
            out.flat = result
            if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
                outmask = getmask(out)
                if outmask is nomask:
                    out.__dict__['_mask'] = make_mask_none(out.shape)
                out.__dict__['_mask'].flat = getmask(result)
            return out
        return result

    def anom(self, axis=None, dtype=None):
        """The differences from the mean."""
        m = self.mean(axis, dtype)
        if axis is None:
            return self - m
        return self - np.expand_dims(m, axis) if not hasattr(m, '_mask') else self - _expanded(m, axis)

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=NOVALUE, mean=NOVALUE):
        """The variance of the elements that are not missing."""
        kwargs = _given(keepdims=keepdims)
        if self._mask is nomask:
            if mean is not NOVALUE:
                kwargs['mean'] = mean
            result = self._data.var(axis=axis, dtype=dtype, out=out, ddof=ddof, **kwargs)
            if out is not None:
                out.__setmask__(nomask)
                return out
            return result.view(type(self)) if getattr(result, 'ndim', 0) else result
        count = self.count(axis=axis, **kwargs) - ddof
        center = mean if mean is not NOVALUE else self.mean(axis, dtype, keepdims=True)
        deviation = self - center
        square = absolute_of(deviation) ** 2 if self.dtype.kind == 'c' else deviation * deviation
        total = square.sum(axis, **kwargs)
        result = _divided(total, count)
        if getattr(result, 'ndim', 0):
            result = result.view(type(self))
            result.__dict__['_mask'] = mask_or(_reduced_mask(self._mask, axis, **kwargs), (count <= 0))
            result._update_from(self)
        elif getmask(result) is not nomask and getmask(result) or np.ndim(count) == 0 and count <= 0:
            result = _masked()
            if out is not None:
                if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
                    out.flat = 0
                    out.__setmask__(True)
                elif out.dtype.kind in 'biu':
                    raise MaskError('Masked data information would be lost in one or more location.')
                else:
                    out.flat = np.nan
                return out
        if out is not None:
            out.flat = getdata(result)
            if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
                out.__setmask__(getmask(result))
            return out
        return result

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=NOVALUE, mean=NOVALUE):
        """The standard deviation of the elements that are not missing."""
        result = self.var(axis, dtype, out, ddof, keepdims=keepdims, mean=mean)
        if result is _masked():
            return result
        if out is not None:
            np.power(out, 0.5, out=out, casting='unsafe')
            return out
        from ._operations import operations
        return operations['sqrt'](result)

    def round(self, decimals=0, out=None):
        """Rounded elements; what is missing stays missing."""
        result = self._data.round(decimals=decimals, out=out)
        if out is not None:
            if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
                out.__setmask__(self._mask)
            return out
        if getattr(result, 'ndim', 0):
            result = result.view(type(self))
            result.__dict__['_mask'] = self._mask
            result._update_from(self)
        elif self._mask:
            result = _masked()
        return result

    # ---- extremes and order

    def _extreme(self, name, axis, out, fill_value, keepdims, default):
        kwargs = _given(keepdims=keepdims)
        mask = self._mask
        newmask = _reduced_mask(mask, axis, **kwargs)
        if fill_value is None:
            fill_value = default(self)
        if out is None:
            result = getattr(self.filled(fill_value), name)(axis=axis, out=out, **kwargs)
            if getattr(result, 'ndim', 0):
                result = result.view(type(self))
                result.__setmask__(newmask)
                if newmask is not nomask and newmask.ndim:
                    np.copyto(result, result.fill_value, where=newmask)
            elif newmask is not nomask and newmask:
                result = _masked()
            return result
        getattr(self.filled(fill_value), name)(axis=axis, out=out, **kwargs)
        if hasattr(out, '__setmask__') and hasattr(out, '_mask'):
            if getmask(out) is nomask:
                out.__dict__['_mask'] = make_mask_none(out.shape)
            out.__dict__['_mask'].flat = newmask
        else:
            if out.dtype.kind in 'biu' and np.any(newmask):
                raise MaskError('Masked data information would be lost in one or more location.')
            np.copyto(out, np.nan, where=newmask) if out.dtype.kind in 'fc' else None
        return out

    def min(self, axis=None, out=None, fill_value=None, keepdims=NOVALUE):
        """The minimum of the elements that are not missing."""
        return self._extreme('min', axis, out, fill_value, keepdims, minimum_fill_value)

    def max(self, axis=None, out=None, fill_value=None, keepdims=NOVALUE):
        """The maximum of the elements that are not missing."""
        return self._extreme('max', axis, out, fill_value, keepdims, maximum_fill_value)

    def ptp(self, axis=None, out=None, fill_value=None, keepdims=False):
        """The maximum minus the minimum of the elements that are not missing."""
        if out is None:
            result = self.max(axis=axis, fill_value=fill_value, keepdims=keepdims)
            low = self.min(axis=axis, fill_value=fill_value, keepdims=keepdims)
            return result - low
        out.flat = self.max(axis=axis, out=out, fill_value=fill_value, keepdims=keepdims)
        low = self.min(axis=axis, fill_value=fill_value, keepdims=keepdims)
        np.subtract(out, low, out=out, casting='unsafe')
        return out

    def argmin(self, axis=None, fill_value=None, out=None, *, keepdims=NOVALUE):
        """The index of the minimum; missing elements count as the fill value."""
        fill_value = minimum_fill_value(self) if fill_value is None else fill_value
        return self.filled(fill_value).view(ndarray).argmin(axis, out=out, keepdims=False if keepdims is NOVALUE else bool(keepdims))

    def argmax(self, axis=None, fill_value=None, out=None, *, keepdims=NOVALUE):
        """The index of the maximum; missing elements count as the fill value."""
        fill_value = maximum_fill_value(self._data) if fill_value is None else fill_value
        return self.filled(fill_value).view(ndarray).argmax(axis, out=out, keepdims=False if keepdims is NOVALUE else bool(keepdims))

    def argsort(self, axis=NOVALUE, kind=None, order=None, endwith=True, fill_value=None, *, stable=False):
        """The indices that sort, the missing elements last (`endwith`) or first."""
        if stable:
            raise ValueError('`stable` parameter is not supported for masked arrays.')
        axis = argsort_axis(self) if axis is NOVALUE else axis
        if fill_value is None and self._mask is not nomask:
            if endwith:
                fill_value = np.nan if self.dtype.kind == 'f' else minimum_fill_value(self)
            else:
                fill_value = maximum_fill_value(self)
        values = self.filled(fill_value)
        return values.argsort(axis=axis, kind=kind, order=order)

    def sort(self, axis=-1, kind=None, order=None, endwith=True, fill_value=None, *, stable=False):
        """Sorts in place, the missing elements last (`endwith`) or first."""
        if stable:
            raise ValueError('`stable` parameter is not supported for masked arrays.')
        if self._mask is nomask:
            ndarray.sort(self._data if type(self._data) is ndarray else self._data.view(ndarray), axis=axis, kind=kind, order=order)
            return
        if self is _masked():
            return
        order_ = self.argsort(axis=axis, kind=kind, order=order, fill_value=fill_value, endwith=endwith)
        self[...] = _taken_along(self, order_, axis)

    def partition(self, *args, **kwargs):
        """As of the data: the mask is not looked at."""
        import warnings
        warnings.warn(f"Warning: 'partition' will ignore the 'mask' of the {type(self).__name__}.", stacklevel=2)
        return ndarray.partition(self, *args, **kwargs)

    def argpartition(self, *args, **kwargs):
        """As of the data: the mask is not looked at."""
        import warnings
        warnings.warn(f"Warning: 'argpartition' will ignore the 'mask' of the {type(self).__name__}.", stacklevel=2)
        return ndarray.argpartition(self, *args, **kwargs)

    # ---- shapes and places

    def ravel(self, order='C'):
        """The elements in one dimension."""
        order = ('F' if self.flags.fnc else 'C') if order in ('k', 'K', 'a', 'A') else order
        result = ndarray.ravel(self._data, order=order).view(type(self))
        result._update_from(self)
        result.__dict__['_mask'] = ndarray.ravel(self._mask, order=order).reshape(result.shape) if self._mask is not nomask else nomask
        return result

    def reshape(self, *s, **kwargs):
        """The elements in another shape."""
        kwargs.update(order=kwargs.get('order', 'C'))
        result = self._data.reshape(*s, **kwargs).view(type(self))
        result._update_from(self)
        if self._mask is not nomask:
            result.__dict__['_mask'] = self._mask.reshape(*s, **kwargs)
        return result

    def resize(self, newshape, refcheck=True, order=False):
        """Not for masked arrays."""
        raise ValueError('A masked array does not own its data and therefore cannot be resized.\nUse the numpy.ma.resize function '
                         'instead.')

    def put(self, indices, values, mode='raise'):
        """Sets elements at flat indices."""
        if self._hardmask and self._mask is not nomask:
            mask = self._mask[indices]
            indices, values = np.array(indices, copy=None), np.array(values, copy=None, subok=True)
            values = np.resize(values, indices.shape)
            indices, values = indices[~mask], values[~mask]
        self._data.put(indices, getdata(values), mode=mode)
        if self._mask is nomask and getmask(values) is nomask:
            return
        m = getmaskarray(self)
        if getmask(values) is nomask:
            m.put(indices, False, mode=mode)
        else:
            m.put(indices, values._mask, mode=mode)
        self.__dict__['_mask'] = make_mask(m, copy=False, shrink=True)

    def take(self, indices, axis=None, out=None, mode='raise'):
        """Elements at positions."""
        mask = self._mask
        maskindices = getmask(indices)
        if maskindices is not nomask:
            indices = indices.filled(0)
        if out is None:
            result = self._data.take(indices, axis=axis, mode=mode)
            result = result[...].view(type(self)) if isinstance(result, ndarray) else np.asarray(result).view(type(self))
        else:
            np.take(self._data, indices, axis=axis, mode=mode, out=out)
            result = out
        if isinstance(result, MaskedMethods):
            if mask is nomask:
                outmask = maskindices
            else:
                outmask = mask.take(indices, axis=axis, mode=mode)
                outmask = outmask | maskindices
            result.__setmask__(outmask)
        return result[()]

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
        """The sum of a diagonal."""
        m = self._mask
        if m is nomask:
            result = self._data.trace(offset=offset, axis1=axis1, axis2=axis2, out=out)
            return result.astype(dtype) if dtype is not None and hasattr(result, 'astype') else result
        return self.diagonal(offset=offset, axis1=axis1, axis2=axis2).astype(dtype or self.dtype).filled(0).sum(axis=-1, out=out)

    def dot(self, b, out=None, strict=False):
        """The dot product; missing elements count as zero, unless `strict`."""
        from .core import dot
        return dot(self, b, out=out, strict=strict)

    def compress(self, condition, axis=None, out=None):
        """The slices where a condition holds."""
        result = self._data.compress(filled(condition, False) if hasattr(condition, 'filled') else condition, axis=axis,
                                     out=out).view(type(self))
        result._update_from(self)
        if self._mask is not nomask:
            result.__dict__['_mask'] = self._mask.compress(filled(condition, False), axis=axis)
        return result

    def tolist(self, fill_value=None):
        """Nested lists, the missing elements None or a fill value."""
        mask = self._mask
        if mask is nomask:
            return self._data.tolist()
        if fill_value is not None:
            return self.filled(fill_value).tolist()
        if self.dtype.names is not None:
            return _fields_as_tuples(self)
        if self.ndim == 0:
            return None if mask else self._data.tolist()
        result = self._data.astype(object)
        result[mask] = None
        return result.tolist()

    def tobytes(self, fill_value=None, order='C'):
        """The bytes of the filled elements."""
        return self.filled(fill_value).tobytes(order=order)

    def tofile(self, fid, sep='', format='%s'):
        """Not for masked arrays."""
        raise NotImplementedError('MaskedArray.tofile() not implemented yet.')

    def toflex(self):
        """A structured array of the data and the mask."""
        record = np.ndarray(shape=self.shape, dtype=[('_data', self.dtype), ('_mask', self._mask.dtype if self._mask is not nomask
                                                                               else np.bool)])
        record['_data'] = self._data
        record['_mask'] = self._mask
        return record

    torecords = toflex

    def ids(self):
        """The addresses of data and mask."""
        from .. import _host as host
        if self._mask is nomask:
            return host.address(self), id(nomask)
        return host.address(self), host.address(self._mask)

    def iscontiguous(self):
        """Whether the data is contiguous."""
        return self.flags['CONTIGUOUS']

    def clip(self, min=None, max=None, out=None, **kwargs):
        """Elements limited to an interval."""
        result = self._data.clip(min, max, out=out, **kwargs)
        if out is not None:
            if hasattr(out, '__setmask__'):
                out.__setmask__(self._mask)
            return out
        result = result.view(type(self))
        result._update_from(self)
        result.__dict__['_mask'] = self._mask if self._mask is nomask else self._mask.copy()
        return result

    @property
    def T(self):
        """The transpose."""
        return self.transpose()


for _name in ('copy', 'diagonal', 'flatten', 'repeat', 'squeeze', 'swapaxes', 'transpose'):
    setattr(MaskedMethods, _name, _through(_name))


def _binary(name, reflected=False):
    def method(self, other):
        from ._operations import operations
        if self._delegate_binop(other):
            return NotImplemented
        if name == 'power':
            from .core import power
            return power(other, self) if reflected else power(self, other)
        return operations[name](other, self) if reflected else operations[name](self, other)
    return method


for _short, _operation in {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'true_divide',
                           'floordiv': 'floor_divide', 'pow': 'power'}.items():
    for _prefix in ('', 'r'):
        _method = _binary(_operation, bool(_prefix))
        _method.__name__ = f'__{_prefix}{_short}__'
        setattr(MaskedMethods, _method.__name__, _method)


def _reduced_mask(m, axis, keepdims=False):
    """Where everything along an axis is missing."""
    if m is nomask:
        return nomask
    return m.all(axis=axis, keepdims=keepdims)


def _expanded(m, axis):
    from .core import expand_dims
    return expand_dims(m, axis)


def absolute_of(x):
    """The absolute values."""
    from ._operations import operations
    return operations['absolute'](x)


def _divided(total, count):
    from ._operations import operations
    if total is _masked():
        return total
    return operations['divide'](total, count)


def _taken_along(a, order, axis):
    if axis is None or a.ndim == 1 and axis in (0, -1):
        return a.ravel()[order] if axis is None else a[order]
    from .._index import normalize_axis
    axis = normalize_axis(axis, a.ndim)
    key = list(np.ogrid[tuple([slice(n) for n in a.shape])]) if a.ndim > 1 else [None]
    key[axis] = order
    return a[tuple(key)]


def _mix(first, second, mask):
    """The first's fields, but the second's where the mask says."""
    result = first.copy()
    for name in first.dtype.names:
        result[name] = np.where(mask[name], second[name], first[name])
    return result


def _all_fields(mask):
    return functools.reduce(np.logical_and, [mask[name] if mask[name].dtype.names is None else _all_fields(mask[name])
                                             for name in mask.dtype.names])


def _fields_as_tuples(a):
    data, mask = a._data, a._mask
    names = a.dtype.names
    columns = [type(a)(data[name], mask=mask[name]).tolist() for name in names]

    def rows(parts, depth):
        if depth == 0:
            return tuple(parts)
        return [rows(each, depth - 1) for each in zip(*parts)]
    return rows(columns, a.ndim)
