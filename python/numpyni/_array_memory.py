"""`ArrayMemory`: the methods of an array that look at its memory or change how it is seen."""

import operator
import sys
import weakref

from ._words import (C_CONTIGUOUS, CASTING_UNSAFE, COPY_ALWAYS, COPY_NEVER, F_CONTIGUOUS, ORDER_C, ORDER_F, SWAPPED, order_of)

host = convert = dtypes = flat_module = index = objects = opaque = None       # set by `_methods.link`


class ArrayMemory:
    """Attributes and methods around the memory: flags, views, bytes."""

    __slots__ = ()

    @property
    def device(self):
        """The only device: 'cpu'."""
        return 'cpu'

    @device.setter
    def device(self, value):
        raise AttributeError("attribute 'device' of 'numpy.ndarray' objects is not writable")

    @property
    def T(self):
        """A view with the axes reversed."""
        return self.transpose()

    @property
    def mT(self):
        """A view with the last two axes swapped."""
        if self.ndim < 2:
            raise ValueError('matrix transpose with ndim < 2 is undefined')
        return self.swapaxes(-1, -2)

    @property
    def flags(self):
        """How the memory is laid out and whether it may be written."""
        return flat_module.flagsobj(self)

    @property
    def flat(self):
        """A 1-D iterator, row-major, that can be indexed and assigned to."""
        return flat_module.flatiter(self)

    @flat.setter
    def flat(self, value):
        flat_module.flatiter(self)[:] = value

    def _real_cold(self):
        if self.dtype.kind == 'O':
            return _parts(self, 'real')
        if self.dtype.kind != 'c':
            return self
        return _as_class(self, host.as_strided(self, _part_word(self), self.shape, self.strides, 0, False))

    def _set_real(self, value):
        if self.dtype.kind == 'O':
            raise TypeError("Cannot set real part when `.real` isn't a view.")
        self.real[...] = value

    def _imag_cold(self):
        if self.dtype.kind == 'O':
            return _parts(self, 'imag')
        if self.dtype.kind != 'c':
            column_major = host.flags(self) & (C_CONTIGUOUS | F_CONTIGUOUS) == F_CONTIGUOUS
            zeroes = host.new(self.dtype.word, self.shape, ORDER_F if column_major else ORDER_C, True)
            host.set_readonly(zeroes, True)
            return _as_class(self, zeroes)
        half = self.dtype.itemsize // 2
        return _as_class(self, host.as_strided(self, _part_word(self), self.shape, self.strides, half, False))

    def _set_imag(self, value):
        if self.dtype.kind == 'O':
            raise TypeError("Cannot set imaginary part when `.imag` isn't a view.")
        if self.dtype.kind != 'c':
            raise TypeError('array does not have imaginary part to set')
        self.imag[...] = value

    def view(self, /, dtype=None, type=None):
        """The same memory seen as another type of element or as a subclass."""
        if isinstance(dtype, _class) and issubclass(dtype, host.ndarray):
            dtype, type = None, dtype
        if type is not None and not (isinstance(type, _class) and issubclass(type, host.ndarray)):
            raise ValueError('Type must be a sub-type of ndarray type')
        found = self.dtype if dtype is None else _sized(self, dtypes.find(dtype))
        shape, strides = _seen_as(self, found)
        result = host.as_strided(self, (found.base if found.subdtype else found).word, shape, strides, 0, False)
        type = _class(self) if type is None else type
        return result if _class(result) is type else host.view_as(result, type, self)

    def byteswap(self, /, inplace=False):
        """The bytes of each element reversed."""
        size = self.dtype.itemsize
        if self.dtype.opaque:
            return opaque.byteswapped(self, self if inplace else self.copy('K'))
        if self.dtype.kind == 'c':
            parts = self if inplace else self.copy('K')
            for part in (parts.real, parts.imag):
                part.byteswap(inplace=True)
            return parts
        target = self if inplace else self.copy('K')
        if size > 1:
            native = self.dtype.word
            swapped = host.as_strided(target, native ^ SWAPPED, target.shape, target.strides, 0, False)
            host.set(swapped, (Ellipsis,), host.astype(self, native, ORDER_C, CASTING_UNSAFE, COPY_ALWAYS))
        return target

    def tobytes(self, /, order='C'):
        """The elements as bytes, row-major unless `order` says otherwise."""
        order = order_of(order, ORDER_C)
        flags = host.flags(self)
        column_major = order == ORDER_F or order != ORDER_C and flags & F_CONTIGUOUS and not flags & C_CONTIGUOUS
        source = opaque.plain(self)
        source = source.transpose() if column_major else source
        if not host.flags(source) & C_CONTIGUOUS:
            source = host.astype(source, source.dtype.word, ORDER_C, CASTING_UNSAFE, COPY_ALWAYS)
        if source.size == 0 or source.itemsize == 0:
            return b''
        raw = host.as_strided(source, dtypes.find('u1').word, (source.nbytes,), (1,), 0, False)
        return bytes(raw.data)

    def tofile(self, /, fid, sep='', format='%s'):
        """Writes the elements to a file (a path or an open file), row-major, as bytes or as text with a separator."""
        if sep == '' and self.dtype.hasobject:
            raise OSError('cannot write object arrays to a file in binary mode')
        if hasattr(fid, 'write'):
            fid.fileno()                # it must be a file of the system's
            if sep == '':
                fid.write(self.tobytes())
            else:
                text = sep.join(format % (x,) for x in self.ravel().tolist())
                data = text.encode('ascii')
                fid.write(data if 'b' in getattr(fid, 'mode', '') else text)
            return
        with open(fid, 'wb') as file:
            self.tofile(file, sep, format)

    def setflags(self, /, write=None, align=None, uic=None):
        """Sets or clears the right to write."""
        if uic:
            raise ValueError('cannot set WRITEBACKIFCOPY flag to True')
        if align and not self.flags.aligned:
            raise ValueError('cannot set aligned flag of mis-aligned array to True')
        if write is not None:
            if write and not flat_module.may_write(self):
                raise ValueError('cannot set WRITEABLE flag to True of this array')
            host.set_readonly(self, not write)

    def resize(self, /, *new_shape, refcheck=True):
        """Another shape and size, in place: what is new is zero. Only for an array that owns its memory and that nothing else uses."""
        refcheck = operator.index(refcheck)
        if new_shape in ((), (None,)):
            return
        shape = index.shape_of(tuple(new_shape[0]) if len(new_shape) == 1 and isinstance(new_shape[0], (tuple, list)) else new_shape)
        if not self.flags.c_contiguous and not self.flags.f_contiguous:
            raise ValueError('resize only works on single-segment arrays')
        if _size(shape) == self.size:
            self._reshape_in_place(shape, ORDER_C if self.flags.c_contiguous else ORDER_F)
            return
        if self.base is not None:
            raise ValueError('cannot resize this array: it does not own its data')
        if refcheck and (weakref.getweakrefcount(self) or _is_referenced(self)):
            raise ValueError('cannot resize an array that references or is referenced\nby another array in this way.\n'
                             'Use the np.resize function or refcheck=False')
        if self.dtype.hasobject:
            opaque.families['O'].resize(self, shape)
            return
        new = host.new(self.dtype.word, shape, ORDER_C if self.flags.c_contiguous else ORDER_F, True)
        kept = min(new.size, self.size)
        if kept:
            for_bytes = [host.as_strided(a, self.dtype.word, (kept,), (self.itemsize,), 0, False) for a in (new, self)]
            host.set(for_bytes[0], (Ellipsis,), for_bytes[1])
        host.take_memory(self, new)

    def __sizeof__(self):
        return 112 + 16 * self.ndim + (self.nbytes if self.base is None else 0)

    def to_device(self, device, /, *, stream=None):
        """The array itself: the only device is 'cpu'."""
        if stream is not None:
            raise ValueError('The stream argument in to_device() is not supported')
        if device != 'cpu':
            raise ValueError(f'Unsupported device: {device}. Only "cpu" is accepted.')
        return self

    # ---- setting attributes; the hosts' properties come here

    def _base_cold(self):
        """`base` of an array whose memory something else holds: the store of its objects does not count."""
        base = host.base(self)
        return None if isinstance(base, objects.Store) else base

    def _set_shape(self, shape):
        _warn_of_setting('shape', '2.5', 'you can create a new view using np.reshape (with copy=False if needed)')
        self._reshape_in_place(shape)

    def _reshape_in_place(self, shape, order=None):
        shape = (operator.index(shape),) if not isinstance(shape, (tuple, list)) else tuple(shape)
        try:
            seen = host.reshape(self, shape, order or ORDER_C, COPY_NEVER)
        except ValueError as error:
            if _size(shape) == self.size and -1 not in shape:
                raise AttributeError('Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the '
                                     'desired shape.') from None
            raise error
        host.set_layout(self, self.dtype.word, seen.shape, seen.strides)

    def _set_strides(self, strides):
        _warn_of_setting('strides', '2.4', 'you can create a new view using np.lib.stride_tricks.as_strided')
        strides = index.shape_of(strides, True)
        if len(strides) != self.ndim:
            raise ValueError(f'strides must be same length as shape ({self.ndim})')
        host.as_strided(self, self.dtype.word, self.shape, strides, 0, False)       # it must lie inside the memory
        host.set_layout(self, self.dtype.word, self.shape, strides)

    def _set_dtype(self, dtype):
        _warn_of_setting('dtype', '2.5', None)
        self._retype_in_place(dtype)

    def _retype_in_place(self, dtype):
        found = _sized(self, dtypes.find(dtype))
        shape, strides = _seen_as(self, found)
        host.set_layout(self, (found.base if found.subdtype else found).word, shape, strides)


class _Probe:
    """Measures how many references a method's caller holds, where references are counted."""

    def count(self, /, *more, refcheck=True):
        """The references to the object, as `resize` sees them."""
        return _references(self)


def _references(each):
    return sys.getrefcount(each)


def _is_referenced(array):
    """Whether anything but the caller's one name refers to an array; None where it cannot be told: from 3.14 on a name may be lent."""
    if sys.implementation.name != 'cpython' or sys.version_info >= (3, 14):
        return None
    probe = _Probe()
    return sys.getrefcount(array) > probe.count(1)


def _warn_of_setting(name, version, instead):
    import warnings
    advice = f'As an alternative, {instead}.' if instead else \
        'Instead of changing the dtype on an array x, create a new array with x.view(new_dtype)'
    warnings.warn(f'Setting the {name} on a NumPy array has been deprecated in NumPy {version}.\n{advice}', DeprecationWarning,
                  stacklevel=3)


_class = type


def _as_class(like, result):
    return convert.as_class_of(result, like)


def _part_word(a):
    word = dtypes.find('f4' if a.dtype.itemsize == 8 else 'f8').word
    return word if a.dtype.isnative else word ^ SWAPPED


def _size(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def _parts(a, name):
    """The real or imaginary parts of objects, which are read alone; of what has none, itself and 0."""
    values = [getattr(each, name, each if name == 'real' else 0) for each in opaque.flat_python(a)]
    result = opaque.object_array(values, a.shape)
    host.set_readonly(result, True)
    return _as_class(a, result)


def _sized(a, dtype):
    """A dtype without a width as one of the elements' width."""
    if dtype.itemsize == 0 and dtype.names is None and dtype.kind in 'SUV' and dtype.subdtype is None:
        width = a.dtype.itemsize // (4 if dtype.kind == 'U' else 1)
        return dtypes.find((dtype.kind, width))
    return dtype


def _seen_as(a, dtype):
    """Shape and strides of an array's memory seen as another dtype."""
    if (a.dtype.hasobject or dtype.hasobject) and a.dtype != dtype:
        raise TypeError('Cannot change data-type for array of references.' if a.dtype.hasobject else
                        'Cannot change data-type for object array.')
    if dtype.subdtype:
        shape, strides = _seen_as(a, dtypes.find(('V', dtype.itemsize)))
        steps, step = [], dtype.base.itemsize
        for n in reversed(dtype.shape):
            steps.insert(0, step)
            step *= n
        return shape + dtype.shape, strides + tuple(steps)
    old, new = a.dtype.itemsize, dtype.itemsize
    shape, strides = a.shape, a.strides
    if old == new:
        return shape, strides
    if not shape:
        raise ValueError('Changing the dtype of a 0d array is only supported if the itemsize is unchanged')
    if strides[-1] != old and shape[-1] != 1 and a.size:
        raise ValueError('To change to a dtype of a different size, the last axis must be contiguous')
    length = shape[-1] * old
    if new == 0:
        raise ValueError('When changing to a smaller dtype, its size must be a divisor of the size of original dtype')
    if new > old and length % new:
        raise ValueError('When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last '
                         'axis of the array.')
    if new < old and old % new:
        raise ValueError('When changing to a smaller dtype, its size must be a divisor of the size of original dtype')
    return shape[:-1] + (length // new,), strides[:-1] + (new,)
