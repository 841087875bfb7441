"""`MaskedArray`."""

import numpyni as np

from ._masks import (MaskError, MaskType, check_fill_value, default_fill_value, filled, getdata, getmask, getmaskarray,
                     inherited_fill_value, is_mask, make_mask, make_mask_descr, make_mask_none, mask_or, nomask)
from ._operations import ufunc_domain, ufunc_fills
from ._methods import MaskedMethods
from ._text import MaskedText

ndarray = np.ndarray


def _set_shape(mask, shape):
    """Gives a mask a shape in place; whether it could."""
    if mask.shape == shape:
        return True
    try:
        mask._set_shape(shape)
    except (ValueError, AttributeError, TypeError):
        return False
    return True


class MaskedIterator:
    """A flat iterator over a masked array."""

    def __init__(self, ma):
        self.ma = ma
        self.dataiter = ma._data.flat
        self.maskiter = None if ma._mask is nomask else ma._mask.flat

    def __iter__(self):
        return self

    def __getitem__(self, indx):
        result = self.dataiter.__getitem__(indx).view(type(self.ma))
        if self.maskiter is not None:
            mask = self.maskiter.__getitem__(indx)
            if isinstance(mask, ndarray):
                _set_shape(mask, result.shape)
                result._mask = mask
            elif isinstance(mask, np.void):
                return mvoid(result, mask=mask, hardmask=self.ma._hardmask)
            elif mask:
                return masked
        return result

    def __setitem__(self, index, value):
        self.dataiter[index] = getdata(value)
        if self.maskiter is not None:
            self.maskiter[index] = getmaskarray(value)

    def __next__(self):
        """The next element, or `masked`."""
        d = next(self.dataiter)
        if self.maskiter is not None:
            m = next(self.maskiter)
            if isinstance(m, np.void):
                return mvoid(d, mask=m, hardmask=self.ma._hardmask)
            if m:
                return masked
        return d


class MaskedArray(MaskedMethods, MaskedText, ndarray):
    """An array with a mask: where the mask is true, the element is missing.

    `MaskedArray(data, mask=nomask, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True, hard_mask=None,
    shrink=True, order=None)`.
    """

    __module__ = 'numpyni.ma'
    __array_priority__ = 15
    _defaultmask = nomask
    _defaulthardmask = False
    _baseclass = ndarray
    _print_width = 100
    _print_width_1d = 1500

    def __new__(cls, data=None, mask=nomask, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True,
                hard_mask=None, shrink=True, order=None):
        copy = None if not copy else True
        _data = np.array(data, dtype=dtype, copy=copy, order=order or 'K', subok=True, ndmin=ndmin)
        _baseclass = getattr(data, '_baseclass', type(_data))
        if isinstance(data, MaskedArray) and data.shape != _data.shape:
            copy = True
        if isinstance(data, cls) and subok and not isinstance(data, MaskedConstant):
            _data = ndarray.view(_data, type(data))
        else:
            _data = ndarray.view(_data, cls)
        if hasattr(data, '_mask') and not isinstance(data, ndarray):
            _data._mask = data._mask
        mdtype = make_mask_descr(_data.dtype)
        if mask is nomask:
            cls._without_mask(_data, data, mdtype, keep_mask, shrink, copy)
        else:
            cls._with_mask(_data, data, mask, mdtype, keep_mask, copy)
        if fill_value is not None:
            _data._fill_value = check_fill_value(fill_value, _data.dtype)
        elif getattr(data, '_fill_value', None) is not None:
            _data._fill_value = inherited_fill_value(data._fill_value, _data.dtype)
        _data._hardmask = getattr(data, '_hardmask', False) if hard_mask is None else hard_mask
        _data._baseclass = _baseclass
        return _data

    @staticmethod
    def _without_mask(_data, data, mdtype, keep_mask, shrink, copy):
        if not keep_mask:
            _data._mask = nomask if shrink else np.zeros(_data.shape, dtype=mdtype)
        elif isinstance(data, (tuple, list)):
            try:
                mask = np.array([getmaskarray(np.asanyarray(m, dtype=_data.dtype)) for m in data], dtype=mdtype)
            except (ValueError, TypeError):
                mask = nomask
            if mdtype == np.dtype(MaskType) and mask is not nomask and mask.any():
                _data._mask = mask
                _data._sharedmask = False
        else:
            _data._sharedmask = not copy
            if copy:
                _data._mask = _data._mask.copy()
                if getmask(data) is not nomask and data._mask.shape != data.shape:
                    _set_shape(data._mask, data.shape)
            if not shrink and _data._mask is nomask:
                _data._mask = np.zeros(_data.shape, dtype=mdtype)

    @staticmethod
    def _with_mask(_data, data, mask, mdtype, keep_mask, copy):
        if mask is None:
            mask = False
        if mask is True and mdtype == np.dtype(MaskType):
            mask = np.ones(_data.shape, dtype=mdtype)
        elif mask is False and mdtype == np.dtype(MaskType):
            mask = np.zeros(_data.shape, dtype=mdtype)
        else:
            try:
                mask = np.array(mask, copy=copy, dtype=mdtype)
            except TypeError:
                mask = np.array([tuple([m] * len(mdtype)) for m in mask], dtype=mdtype)
        if mask.shape != _data.shape:
            if mask.size == 1:
                mask = np.resize(mask, _data.shape)
            elif mask.size == _data.size:
                mask = np.reshape(mask, _data.shape)
            else:
                raise MaskError(f'Mask and data not compatible: data size is {_data.size}, mask size is {mask.size}.')
            copy = True
        if _data._mask is nomask:
            _data._mask = mask
            _data._sharedmask = not copy
        elif not keep_mask:
            _data._mask = mask
            _data._sharedmask = not copy
        else:
            if _data.dtype.names is not None:
                _data._mask = mask_or(mask, _data._mask, shrink=False)
            else:
                _data._mask = np.logical_or(mask, _data._mask)
            _data._sharedmask = False

    def _update_from(self, obj):
        """Takes over the attributes of another array."""
        baseclass = type(obj) if isinstance(obj, ndarray) else ndarray
        info = {}
        for name in ('_optinfo', '_basedict'):
            info.update(getattr(obj, name, {}))
        if not isinstance(obj, MaskedArray):
            info.update(getattr(obj, '__dict__', {}))
        self.__dict__.update(_fill_value=getattr(obj, '_fill_value', None), _hardmask=getattr(obj, '_hardmask', False),
                             _sharedmask=getattr(obj, '_sharedmask', False), _isfield=getattr(obj, '_isfield', False),
                             _baseclass=getattr(obj, '_baseclass', baseclass), _optinfo=info, _basedict=info)
        self.__dict__.update(info)

    def __array_finalize__(self, obj):
        self._update_from(obj)
        if isinstance(obj, ndarray):
            mask = getmaskarray(obj) if obj.dtype.names is not None else getmask(obj)
            if mask is not nomask:
                if _address(obj) != _address(self):
                    dtype = mask.dtype if self.dtype == obj.dtype else make_mask_descr(self.dtype)
                    order = 'C' if self.flags.c_contiguous else 'F' if self.flags.f_contiguous else 'K'
                    mask = mask.astype(dtype, order)
                else:
                    mask = mask.view()
        else:
            mask = nomask
        self.__dict__['_mask'] = mask
        if mask is not nomask and not _set_shape(mask, self.shape):
            self.__dict__['_mask'] = nomask
        if self._fill_value is not None:
            self._fill_value = inherited_fill_value(self._fill_value, self.dtype)
        elif self.dtype.names is not None:
            self._fill_value = check_fill_value(None, self.dtype)

    def __array_wrap__(self, obj, context=None, return_scalar=False):
        if obj is self:
            result = obj
        else:
            result = obj.view(type(self))
            result._update_from(self)
        if context is not None:
            result.__dict__['_mask'] = result._mask.copy() if result._mask is not nomask else nomask
            func, args, out_i = context
            inputs = args[:func.nin]
            m = nomask
            for each in inputs:
                m = mask_or(m, getmaskarray(each)) if m is not nomask or getmask(each) is not nomask else m
            if m is not nomask and m.shape != result.shape:
                m = np.broadcast_to(m, result.shape).copy() if m.size else m
            domain = ufunc_domain.get(func)
            if domain is not None:
                with np.errstate(divide='ignore', invalid='ignore'):
                    d = filled(domain(*[getdata(x) for x in inputs]), True)
                if d.any():
                    try:
                        fill_value = ufunc_fills[func][-1]
                    except TypeError:
                        fill_value = ufunc_fills[func]
                    except KeyError:
                        fill_value = self.fill_value
                    np.copyto(result, fill_value, where=d, casting='unsafe')
                    m = d if m is nomask else m | d
            if result is not self and result.shape == () and m is not nomask and m:
                return masked
            result.__dict__['_mask'] = m
            result._sharedmask = False
        return result

    # ---- views and items

    def view(self, dtype=None, type=None, fill_value=None):
        """The same memory as another dtype or class."""
        if type is None and isinstance(dtype, _class) and issubclass(dtype, ndarray):
            dtype, type = None, dtype
        output = ndarray.view(self) if type is None else ndarray.view(self, type)
        if isinstance(output, MaskedArray) and dtype is not None:
            output._view_as(dtype)
        elif dtype is not None:
            output._retype_in_place(dtype)
        if getmask(output) is not nomask:
            output.__dict__['_mask'] = output._mask.view()
        if getattr(output, '_fill_value', None) is not None:
            if fill_value is None:
                if dtype is not None:
                    output._fill_value = None
            else:
                output.fill_value = fill_value
        elif fill_value is not None and isinstance(output, MaskedArray):
            output.fill_value = fill_value
        return output

    def __getitem__(self, indx):
        dout = self.data[indx]
        mask = self._mask
        if mask is not nomask:
            mout = mask[indx]
            scalar = not isinstance(mout, ndarray) and np.ndim(mout) == 0
        else:
            mout = nomask
            scalar = not isinstance(dout, ndarray) and not (self.dtype.kind == 'O' and isinstance(dout, ndarray))
            if scalar and self.dtype.kind == 'O':
                scalar = True
        if scalar:
            if isinstance(dout, np.void):
                return mvoid(dout, mask=mout, hardmask=self._hardmask)
            if self.dtype.kind == 'O' and isinstance(dout, ndarray) and dout is not masked:
                return MaskedArray(dout, mask=True) if mout else dout
            return masked if mout else dout
        dout = dout.view(type(self))
        dout._update_from(self)
        if isinstance(indx, str):
            if self._fill_value is not None:
                value = self._fill_value[indx]
                dout._fill_value = value if isinstance(value, ndarray) and value.ndim == 0 else np.array(value).flat[0:1].reshape(())
            dout._isfield = True
        if mout is not nomask:
            dout.__dict__['_mask'] = mout.reshape(dout.shape) if mout.shape != dout.shape else mout
            dout._sharedmask = True
        return dout

    def __setitem__(self, indx, value):
        if self is masked:
            raise MaskError('Cannot alter the masked element.')
        data, mask = self._data, self._mask
        if isinstance(indx, str):
            data[indx] = value
            if mask is nomask:
                self._mask = make_mask_none(self.shape, self.dtype)
            self._mask[indx] = getmask(value)
            return
        dtype = data.dtype
        if value is masked:
            if mask is nomask:
                mask = self._mask = make_mask_none(self.shape, dtype)
            mask[indx] = tuple([True] * len(dtype.names)) if dtype.names is not None else True
            return
        dval = getattr(value, '_data', value) if isinstance(value, ndarray) else value
        mval = getmask(value)
        if dtype.names is not None and mval is nomask:
            mval = tuple([False] * len(dtype.names))
        if mask is nomask:
            data[indx] = dval
            if mval is not nomask:
                mask = self._mask = make_mask_none(self.shape, dtype)
                mask[indx] = mval
        elif not self._hardmask:
            if isinstance(indx, MaskedArray) and not isinstance(value, MaskedArray):
                data[indx.data] = dval
            else:
                data[indx] = dval
                mask[indx] = mval
        elif hasattr(indx, 'dtype') and indx.dtype == MaskType:
            indx = indx * ~mask
            data[indx] = dval
        else:
            if dtype.names is not None:
                raise NotImplementedError("Flexible 'hard' masks are not yet supported.")
            mindx = mask_or(mask[indx], mval, copy=True)
            dindx = data[indx]
            if isinstance(dindx, ndarray) and dindx.size > 1:
                np.copyto(dindx, dval, where=~mindx if mindx is not nomask else True)
            elif mindx is nomask or not mindx:
                dindx = dval
            data[indx] = dindx
            mask[indx] = mindx

    @property
    def dtype(self):
        """The type of an element."""
        return ndarray.dtype.__get__(self)

    @dtype.setter
    def dtype(self, dtype):
        ndarray.dtype.__set__(self, dtype)      # warns
        self._view_as(dtype)

    def _view_as(self, dtype):
        self._retype_in_place(dtype)
        if self._mask is not nomask:
            self.__dict__['_mask'] = self._mask.view(make_mask_descr(dtype), ndarray)
            _set_shape(self._mask, self.shape)

    @property
    def shape(self):
        """The lengths of the axes."""
        return ndarray.shape.__get__(self)

    @shape.setter
    def shape(self, shape):
        self._set_shape(shape)
        if getmask(self) is not nomask:
            _set_shape(self._mask, self.shape)

    # ---- the mask

    @property
    def mask(self):
        """The mask: a view."""
        return self._mask.view() if self._mask is not nomask else nomask

    @mask.setter
    def mask(self, value):
        self.__setmask__(value)

    def __setmask__(self, mask, copy=False):
        current = self._mask
        if mask is masked:
            mask = True
        if current is nomask:
            if mask is nomask:
                return
            current = self.__dict__['_mask'] = make_mask_none(self.shape, self.dtype)
        if self.dtype.names is None:
            if self._hardmask:
                np.logical_or(current, np.asarray(mask, dtype=bool), out=current)
            elif isinstance(mask, (int, float, np.bool, np.number)):
                current[...] = bool(mask)
            else:
                current.flat = np.asarray(mask, dtype=bool) if not isinstance(mask, ndarray) else mask
            return
        mdtype = current.dtype
        mask = np.asarray(mask) if not isinstance(mask, ndarray) else mask
        if not mask.ndim:
            mask = np.array(tuple([mask.item()] * len(mdtype)), dtype=mdtype) if mask.dtype.kind == 'b' else mask.astype(mdtype)
        elif mask.dtype != mdtype:
            try:
                mask = np.array(mask, copy=True if copy else None, dtype=mdtype)
            except TypeError:
                mask = np.array([tuple([m] * len(mdtype)) for m in mask], dtype=mdtype)
        if self._hardmask:
            for name in mdtype.names:
                current[name] |= mask[name]
        elif isinstance(mask, (int, float, np.bool, np.number)):
            current[...] = mask
        else:
            current.flat = mask

    _set_mask = __setmask__

    @property
    def recordmask(self):
        """The mask, with one boolean for a structured element: all its fields missing."""
        mask = self._mask.view(ndarray) if self._mask is not nomask else nomask
        if mask is nomask or mask.dtype.names is None:
            return mask
        return np.all([mask[name] for name in mask.dtype.names], axis=0)

    @recordmask.setter
    def recordmask(self, mask):
        raise NotImplementedError('Coming soon: setting the mask per records!')

    def harden_mask(self):
        """Missing elements stay missing when they are assigned to."""
        self._hardmask = True
        return self

    def soften_mask(self):
        """Assigning to a missing element makes it present."""
        self._hardmask = False
        return self

    @property
    def hardmask(self):
        """Whether the mask is hard."""
        return self._hardmask

    def unshare_mask(self):
        """A mask of its own, if it was shared."""
        if self._sharedmask:
            self.__dict__['_mask'] = self._mask.copy() if self._mask is not nomask else nomask
            self._sharedmask = False
        return self

    @property
    def sharedmask(self):
        """Whether the mask may be another array's too."""
        return self._sharedmask

    def shrink_mask(self):
        """No mask where nothing is missing."""
        if self._mask is not nomask and self._mask.dtype.names is None and not self._mask.any():
            self.__dict__['_mask'] = nomask
        return self

    # ---- data

    @property
    def baseclass(self):
        """The class of the data."""
        return self._baseclass

    def _get_data(self):
        return ndarray.view(self, self._baseclass)

    _data = property(fget=_get_data)
    data = property(fget=_get_data, doc='The data, the missing elements included: a view.')

    @property
    def flat(self):
        """A flat iterator."""
        return MaskedIterator(self)

    @flat.setter
    def flat(self, value):
        y = self.ravel()
        y[:] = value

    @property
    def fill_value(self):
        """What `filled` puts in place of missing elements."""
        if self._fill_value is None:
            self._fill_value = check_fill_value(None, self.dtype)
        if isinstance(self._fill_value, ndarray):
            return self._fill_value[()]
        return self._fill_value

    @fill_value.setter
    def fill_value(self, value=None):
        target = check_fill_value(value, self.dtype)
        if not target.ndim == 0:
            import warnings
            warnings.warn('Non-scalar arrays for the fill value are deprecated. Use arrays with scalar values instead. The filled '
                          'function still supports any array as `fill_value`.', DeprecationWarning, stacklevel=2)
        fill = self._fill_value
        if fill is None:
            self._fill_value = target
        else:
            fill[()] = target

    get_fill_value = fill_value.fget
    set_fill_value = fill_value.fset

    def filled(self, fill_value=None):
        """The data with missing elements replaced: an array of the base class."""
        m = self._mask
        if m is nomask:
            return self._data
        fill_value = self.fill_value if fill_value is None else check_fill_value(fill_value, self.dtype)
        if self is masked:
            return np.asanyarray(fill_value)
        if m.dtype.names is not None:
            result = self._data.copy('K')
            _fill_structured(result, self._mask, fill_value)
            return result
        if not m.any():
            return self._data
        result = self._data.copy('K')
        try:
            np.copyto(result, fill_value, where=m)
        except (TypeError, AttributeError):
            fill_value = np.array(fill_value, dtype=object)
            result = np.choose(m, (result.astype(object), fill_value))
        return result

    def compressed(self):
        """The elements that are not missing, flat."""
        data = ndarray.ravel(self._data)
        if self._mask is not nomask:
            data = data.compress(np.logical_not(ndarray.ravel(self._mask)))
        return data

    def __reduce__(self):
        attributes = {k: v for k, v in self.__dict__.items() if k not in ('_mask', '_baseclass')}
        return _rebuilt, (type(self), self._baseclass, np.asarray(self._data), np.asarray(self._mask), attributes)

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    def __deepcopy__(self, memo=None):
        from copy import deepcopy
        copied = MaskedArray.__new__(type(self), self, copy=True, keep_mask=True)
        memo = {} if memo is None else memo
        memo[id(self)] = copied
        if self._mask is not nomask:
            copied.__dict__['_mask'] = self._mask.copy()
        for key, value in self.__dict__.items():
            if key not in ('_mask',):
                copied.__dict__[key] = deepcopy(value, memo)
        if self.dtype.kind == 'O':
            for i, each in enumerate(self._data.ravel().tolist()):
                copied._data.flat[i] = deepcopy(each, memo)
        return copied


_class = type


def _rebuilt(cls, baseclass, data, mask, attributes):
    """A masked array from its pickled parts."""
    result = data.view(baseclass).view(cls)
    result.__dict__.update(attributes, _baseclass=baseclass)
    result.__dict__['_mask'] = mask if mask.ndim or result.ndim == 0 and mask.shape == result.shape and mask else nomask
    return result


def _address(a):
    from .. import _host as host
    return host.address(a)


def _fill_structured(result, mask, fill):
    for name in result.dtype.names:
        if result.dtype[name].names is not None:
            _fill_structured(result[name], mask[name], fill[name])
        else:
            np.copyto(result[name], fill[name], where=mask[name])


class mvoid(MaskedArray):
    """A structured element of a masked array."""

    def __new__(cls, data, mask=nomask, dtype=None, fill_value=None, hardmask=False, copy=False, subok=True):
        _data = np.array(data, copy=True if copy else None, subok=subok, dtype=dtype)
        _data = _data.view(cls)
        _data._hardmask = hardmask
        if mask is not nomask:
            if isinstance(mask, np.void):
                _data.__dict__['_mask'] = mask
            else:
                try:
                    _data.__dict__['_mask'] = np.void(mask)
                except TypeError:
                    _data.__dict__['_mask'] = np.array(mask, dtype=make_mask_descr(dtype))
        if fill_value is not None:
            _data.fill_value = fill_value
        return _data

    @property
    def _data(self):
        return ndarray.view(self, ndarray)[()]

    def __getitem__(self, indx):
        m = self._mask
        if isinstance(m[indx], ndarray):
            return MaskedArray(data=self._data[indx], mask=m[indx], fill_value=self._fill_value[indx], hard_mask=self._hardmask)
        return masked if m is not nomask and m[indx] else self._data[indx]

    def __setitem__(self, indx, value):
        self._data[indx] = value
        if self._hardmask:
            self._mask[indx] |= getattr(value, '_mask', False)
        else:
            self._mask[indx] = getattr(value, '_mask', False)

    def __str__(self):
        m = self._mask
        if m is nomask:
            return str(self._data)
        from ._text import _Shown
        return str(_Shown(self._data, m))

    __repr__ = __str__

    def __iter__(self):
        if self._mask is nomask:
            yield from self._data
        else:
            for d, m in zip(self._data, self._mask):
                yield masked if np.all(m) else d

    def __len__(self):
        return len(self.dtype.names)

    def filled(self, fill_value=None):
        """The element with its missing fields replaced."""
        return np.asarray(self).view(MaskedArray).filled(fill_value)[()] if self._mask is nomask else \
            MaskedArray(np.asarray(self._data), mask=self._mask).filled(fill_value)[()]

    def tolist(self):
        """The fields as a tuple, None where one is missing."""
        if self._mask is nomask:
            return self._data.tolist()
        return tuple([None if m else d.tolist() if hasattr(d, 'tolist') else d for d, m in zip(self._data, self._mask)])


class MaskedConstant(MaskedArray):
    """The one missing element, `masked`: it cannot change."""

    _singleton = None

    @classmethod
    def _has_singleton(cls):
        return cls._singleton is not None and type(cls._singleton) is cls

    def __new__(cls):
        if not cls._has_singleton():
            data, mask = np.array(0.), np.array(True)
            data.flags.writeable = False
            mask.flags.writeable = False
            cls._singleton = MaskedArray(data, mask=mask).view(cls)
        return cls._singleton

    def __array_finalize__(self, obj):
        if not self._has_singleton():
            MaskedArray.__array_finalize__(self, obj)
            return
        if self is self._singleton:
            return
        # derived from the constant: a plain masked array in its place
        MaskedArray.__array_finalize__(self, obj)

    def __array_wrap__(self, obj, context=None, return_scalar=False):
        return self.view(MaskedArray).__array_wrap__(obj, context)

    def __str__(self):
        return str(_print_option())

    def __repr__(self):
        if self is MaskedConstant._singleton:
            return 'masked'
        return object.__repr__(self)

    def __format__(self, format_spec):
        try:
            return object.__format__(self, format_spec)
        except TypeError:
            import warnings
            warnings.warn('Format strings passed to MaskedConstant are ignored, but in future may error or produce different '
                          'behavior', FutureWarning, stacklevel=2)
            return object.__format__(self, '')

    def __reduce__(self):
        return self.__class__, ()

    def __iop__(self, other):
        return self

    __iadd__ = __isub__ = __imul__ = __ifloordiv__ = __itruediv__ = __ipow__ = __iop__
    del __iop__

    def copy(self, *args, **kwargs):
        """The constant itself."""
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __setattr__(self, attr, value):
        if not self._has_singleton():
            MaskedArray.__setattr__(self, attr, value)
        elif self is self._singleton and not (attr[0] == '_' and hasattr(ndarray, attr)):      # those are the host's own
            raise AttributeError(f'attributes of {self!r} are not writeable')
        else:
            MaskedArray.__setattr__(self, attr, value)


def _print_option():
    from ._text import masked_print_option
    return masked_print_option._display


masked = masked_singleton = MaskedConstant()
