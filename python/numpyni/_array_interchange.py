"""`ArrayInterchange`: how an array meets other packages, copies and pickles."""

from ._words import C_CONTIGUOUS, COPY_IF_NEEDED, F_CONTIGUOUS, ORDER_C, READONLY

host = convert = creation = dtypes = opaque = None       # set by `_methods.link`


class ArrayInterchange:
    """`__array_interface__`, `__array__`, DLPack, pickle, copy."""

    __slots__ = ()

    @property
    def __array_interface__(self):
        strides = None if host.flags(self) & C_CONTIGUOUS else self.strides
        try:
            descr = self.dtype.descr
        except ValueError:              # fields that overlap
            descr = [('', f'|V{self.dtype.itemsize}')]
        return {'data': (host.address(self), bool(host.flags(self) & READONLY)), 'strides': strides, 'descr': descr,
                'typestr': self.dtype.str, 'shape': self.shape, 'version': 3}

    @property
    def ctypes(self):
        """The array as ctypes sees it: `data`, `shape`, `strides`, `data_as(type)`."""
        from ._ctypes_view import _ctypes
        return _ctypes(self)

    def __array__(self, dtype=None, /, *, copy=None):
        if copy is None and (dtype is None or dtypes.find(dtype) == self.dtype):
            return self
        return convert.array(self, dtype, copy=copy)

    def __dlpack_device__(self, /):
        return (1, 0)

    def __dlpack__(self, /, *, stream=None, max_version=None, dl_device=None, copy=None):
        if stream is not None:
            raise ValueError('NumPy only supports stream=None.')
        if dl_device is not None and tuple(dl_device) != (1, 0):
            raise BufferError('unsupported device requested')
        from ._dlpack import export_capsule
        return export_capsule(self.copy() if copy else self, max_version)

    def __copy__(self, /):
        return self.copy('K')

    def __deepcopy__(self, /, memo):
        result = self.copy('K')
        if self.dtype.hasobject:
            opaque.families['O'].deepen(result, memo)
        return result

    def __reduce__(self, /):
        return self.__reduce_ex__(2)

    def __reduce_ex__(self, /, protocol):
        if self.dtype.hasobject:
            state = getattr(self, '__dict__', None)
            return _from_list, (type(self), self.dtype, self.shape, opaque.flat_python(self)), state or None
        flags = host.flags(self)
        order = 'F' if flags & F_CONTIGUOUS and not flags & C_CONTIGUOUS else 'C'
        if protocol >= 5 and type(self) is host.ndarray:
            import pickle
            rows = self.transpose() if order == 'F' else self
            if not flags & (C_CONTIGUOUS | F_CONTIGUOUS):
                order = tuple(sorted(range(self.ndim), key=lambda i: -self.strides[i]))
                rows = self.transpose(order)
        if protocol >= 5 and type(self) is host.ndarray and host.flags(rows) & C_CONTIGUOUS:
            raw = host.as_strided(rows, dtypes.find('u1').word, (rows.nbytes,), (1,), 0, False)
            return _from_pickle, (pickle.PickleBuffer(raw.data), self.dtype, self.shape, order)
        order = 'C' if isinstance(order, tuple) else order
        state = getattr(self, '__dict__', None)
        return _from_bytes, (type(self), self.tobytes(order), self.dtype, self.shape, order), state or None

    def __setstate__(self, /, state):
        self.__dict__.update(state)

    def dumps(self, /):
        """The array pickled."""
        import pickle
        return pickle.dumps(self, protocol=4)

    def dump(self, /, file):
        """Pickles the array to a file, given by path or open."""
        if hasattr(file, 'write'):
            file.write(self.dumps())
            return
        with open(file, 'wb') as opened:
            opened.write(self.dumps())


def _from_pickle(buffer, dtype, shape, order):
    """An array over the memory of an out-of-band buffer."""
    if order == 'F':
        return _from_pickle(buffer, dtype, shape[::-1], 'C').transpose()
    if isinstance(order, tuple):            # the axes as they lie in memory
        rows = _from_pickle(buffer, dtype, tuple([shape[i] for i in order]), 'C')
        return rows.transpose([order.index(i) for i in range(len(order))])
    raw = convert.frombuffer(buffer, 'u1')
    steps, step = [], dtype.itemsize
    for n in reversed(shape):
        steps.insert(0, step)
        step *= max(n, 1)
    if raw.nbytes == 0:
        return host.new(dtype.word, shape, ORDER_C, True)
    return host.as_strided(raw, dtype.word, shape, tuple(steps), 0, False)


def _from_list(cls, dtype, shape, values):
    """An array of objects, or of structures with objects in them."""
    result = opaque.shaped(opaque.family(dtype).encoded(values, dtype), shape)
    return result if cls is host.ndarray else host.view_as(result, cls)


def _from_bytes(cls, data, dtype, shape, order):
    result = _from_pickle(bytearray(data), dtype, shape, order)
    return result if cls is host.ndarray else host.view_as(result, cls, None)
