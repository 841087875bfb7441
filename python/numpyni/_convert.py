"""From anything to an array: nested sequences, buffers, the array protocols, iterators, DLPack."""

from array import array as _typed

from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _overrides
from ._scalars_base import generic
from ._words import (COPY_ALWAYS, COPY_IF_NEEDED, CopyMode, C_CONTIGUOUS, F_CONTIGUOUS, MAXDIMS, ORDER_A, ORDER_C, ORDER_F, ORDER_K,
                     CASTING_UNSAFE, order_of)

ndarray = host.ndarray
_NUMBERS = (bool, int, float, complex)
_REALS = {bool, int, float}
_RAGGED = ('setting an array element with a sequence. The requested array has an inhomogeneous shape after {} dimensions. The '
           'detected shape was {} + inhomogeneous part.')
_NO_COPY = ('Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` replace it with '
            '`np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, see '
            'https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.')


def array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=MAXDIMS, like=None):
    """An array of `object`: a number, a nested sequence, a buffer, or anything with an array protocol.

    `copy` True always copies, None where needed, False raises ValueError where a copy would be needed. Sequences nested deeper
    than `ndmax` are elements of an array of objects, else an error.
    """
    dtype = None if dtype is None else dtypes.find(dtype)
    if ndmax != MAXDIMS or ndmin > ndmax:
        return _of_depth(object, dtype, copy, order, subok, ndmin, ndmax)
    order = ORDER_K if order == 'K' else order_of(order)
    if copy is not None and copy is not False:
        if isinstance(copy, str):
            raise ValueError("strings are not allowed for 'copy' keyword. Use True/False/None instead.")
        copy = True if type(copy) is not CopyMode else None if copy is CopyMode.IF_NEEDED else bool(copy)
    result = None
    if isinstance(object, ndarray):
        result = _from_array(object, dtype, copy, order, subok)
    else:
        # a scalar or a Python number has no memory to share
        other = None if type(object) in _NUMBERS or type(object) in (list, tuple) or isinstance(object, generic) \
            else _from_protocols(object, dtype, copy)
        if other is not None:
            result = _from_array(other, dtype, copy if other.base is not None else (None if copy else copy), order, subok)
        elif copy is False:
            raise ValueError(_NO_COPY)
        elif isinstance(object, generic) and dtype is not None and (
                dtype.kind != object._kind if object._kind is not None else not dtype.opaque):
            result = asarray(object).astype(dtype)          # a cast, and no conversion by way of Python
        else:
            result = _from_sequence(object, dtype, ORDER_F if order == ORDER_F else ORDER_C)
    if ndmin > result.ndim:
        if ndmin > MAXDIMS:
            raise ValueError(f'ndmin bigger than allowable number of dimensions (={MAXDIMS})')
        result = result.reshape((1,) * (ndmin - result.ndim) + result.shape)
    return result


def _of_depth(object, dtype, copy, order, subok, ndmin, ndmax):
    """`array` with an `ndmax`."""
    if ndmin > MAXDIMS:
        raise ValueError(f'ndmin bigger than allowable number of dimensions (={MAXDIMS})')
    if not 0 <= ndmax <= MAXDIMS:
        raise ValueError(f'ndmax must be in the range [0, NPY_MAXDIMS ({MAXDIMS})] ')
    if ndmin > ndmax:
        raise ValueError('ndmin must be <= ndmax')
    if isinstance(object, (list, tuple)) and dtype is not None and dtype.kind == 'O':
        shape, values = nested.flattened(object, lambda each: False, True, ndmax)
        result = nested.array_of_flat(values, dtype, shape, ORDER_C)
        return result.reshape((1,) * (ndmin - result.ndim) + result.shape) if ndmin > result.ndim else result
    result = array(object, dtype, copy=copy, order=order, subok=subok, ndmin=ndmin)
    if result.ndim > ndmax:
        if isinstance(object, ndarray):
            raise ValueError('object too deep for desired array')
        raise ValueError('setting an array element with a sequence. The requested array would exceed the maximum number of '
                         f'dimension of {ndmax}.')
    return result


def asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """An array of `a`, which is `a` itself where it is an array that fits."""
    check_device(device)
    if type(a) is ndarray and order is None and not copy and (dtype is None or a.dtype is dtype):
        return a
    return array(a, dtype, copy=copy, order='K' if order is None else order)


def asanyarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """As `asarray`; subclasses pass through."""
    if type(a) is ndarray and dtype is None and order is None and not copy and device is None:
        return a
    if type(a) in (list, tuple) and dtype is order is copy is device is None:
        return asarray(a)
    check_device(device)
    return array(a, dtype, copy=copy, order='K' if order is None else order, subok=True)


def ascontiguousarray(a, dtype=None, *, like=None):
    """A row-major array of at least one dimension."""
    return array(a, dtype, copy=None, order='C', ndmin=1)


def asfortranarray(a, dtype=None, *, like=None):
    """A column-major array of at least one dimension."""
    return array(a, dtype, copy=None, order='F', ndmin=1)


def require(a, dtype=None, requirements=None, *, like=None):
    """An array that meets requirements: 'C', 'F', 'A' (aligned), 'W' (writeable), 'O' (owns its data), 'E' (base class)."""
    if not requirements and type(a) is ndarray and dtype is None:
        return a
    names = {'C': 'C', 'C_CONTIGUOUS': 'C', 'CONTIGUOUS': 'C', 'F': 'F', 'F_CONTIGUOUS': 'F', 'FORTRAN': 'F', 'A': 'A',
             'ALIGNED': 'A', 'W': 'W', 'WRITEABLE': 'W', 'O': 'O', 'OWNDATA': 'O', 'E': 'E', 'ENSUREARRAY': 'E'}
    wanted = {names[each.upper()] for each in requirements or ()}
    if {'C', 'F'} <= wanted:
        raise ValueError('Cannot specify both "C" and "F" order')
    order = 'F' if 'F' in wanted else 'C' if 'C' in wanted else 'A'
    result = array(a, dtype, order=order, copy=None, subok='E' not in wanted)
    flags = result.flags
    if any(not flags[each] for each in wanted & {'A', 'W', 'O'}):
        result = result.copy(order)
    return result


def check_device(device):
    """The only device is 'cpu'."""
    if device is not None and device != 'cpu':
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')


def _from_array(a, dtype, copy, order, subok):
    if dtype is not None and dtype.opaque:
        if dtype.subdtype:
            return a.astype(dtype)
        dtype = nested.sized_for_array(dtype, a)
    word = host_word = a.dtype.word if dtype is None else dtype.word
    flags = host.flags(a)
    fits = (order == ORDER_K or order == ORDER_A and flags & (C_CONTIGUOUS | F_CONTIGUOUS)
            or order == ORDER_C and flags & C_CONTIGUOUS or order == ORDER_F and flags & F_CONTIGUOUS)
    plain = type(a) is ndarray
    if copy is not True and fits and word == a.dtype.word:
        return a if plain or subok else host.view_as(a, ndarray)
    if copy is False:
        raise ValueError(_NO_COPY)
    result = host.astype(a, host_word, order, CASTING_UNSAFE, COPY_ALWAYS)
    if subok and not plain and type(result) is ndarray:
        result = as_class_of(result, a)
    return result if subok or type(result) is ndarray else host.view_as(result, ndarray)


# ---- protocols

def _from_protocols(obj, dtype, copy):
    """An array over, or made by, an object that knows how; None where it does not."""
    if isinstance(obj, (str, bytes)):
        return None
    found = host.from_object_buffer(obj)
    if found is None and isinstance(obj, memoryview):
        found = _from_formatted(obj)
    if found is not None:
        return found
    interface = getattr(obj, '__array_interface__', None)
    if isinstance(obj, type):               # whose attributes are those of its instances
        return from_interface(obj, interface) if isinstance(interface, dict) else None
    if interface is not None:
        return from_interface(obj, interface)
    return None if getattr(obj, '__array__', None) is None else _call_array(obj, dtype, copy)


def _from_formatted(view):
    """An array over a buffer of elements that the runtime does not know: strings, structures."""
    from ._buffer_formats import dtype_of
    try:
        dtype = dtype_of(view)
    except NotImplementedError as error:
        raise ValueError(f"'{view.format}' is not a valid PEP 3118 buffer format string: {error}") from None
    if dtype.hasobject or not view.c_contiguous:
        return None
    if not view.nbytes:
        return host.new(dtype.word, view.shape, ORDER_C, False)
    raw, shape = host.from_object_buffer(view.cast('B')), view.shape
    if raw is None:
        return None
    base = dtype
    if dtype.subdtype:
        base, shape = dtype.base, shape + dtype.shape
    steps, step = [], base.itemsize
    for n in reversed(shape):
        steps.insert(0, step)
        step *= n
    return host.as_strided(raw, base.word, shape, tuple(steps), 0, False)


def _call_array(obj, dtype, copy):
    try:
        found = obj.__array__(copy=copy) if dtype is None else obj.__array__(dtype, copy=copy)
    except TypeError as error:
        if 'copy' not in str(error):
            raise
        if copy is False:
            raise ValueError(_NO_COPY) from None
        found = obj.__array__() if dtype is None else obj.__array__(dtype)
    if isinstance(found, ndarray):
        return found
    if getattr(type(found), '__array_interface__', None) is not None:      # another package's array
        return from_interface(found, found.__array_interface__)
    raise ValueError('object __array__ method not producing an array')


def from_interface(obj, interface):
    """An array over the memory that an `__array_interface__` describes."""
    if not isinstance(interface, dict):
        raise ValueError('Invalid __array_interface__ value must be a dictionary')
    try:
        shape, typestr = interface['shape'], interface['typestr']
    except KeyError as error:
        raise ValueError(f'Missing __array_interface__ {error.args[0]}') from None
    if not isinstance(shape, tuple):
        raise TypeError('shape must be a tuple')
    dtype = dtypes.find(typestr)
    shape = _index.shape_of(shape)
    data, strides = interface.get('data'), interface.get('strides')
    if strides is not None and len(strides) != len(shape):
        raise ValueError('mismatch in length of strides and shape')
    if isinstance(data, tuple):
        if len(data) != 2 or not isinstance(data[0], int):
            raise TypeError('__array_interface__ data must be a 2-tuple with an integer address and a flag')
        return host.from_memory(data[0], dtype.word, shape, strides, bool(data[1]), obj)
    raw = host.from_object_buffer(obj if data is None else data)
    if raw is None:
        raise TypeError("__array_interface__ data is neither an address nor a buffer")
    steps = strides
    if steps is None:
        steps, step = [], dtype.itemsize
        for n in reversed(shape):
            steps.insert(0, step)
            step *= n
    return host.as_strided(raw, dtype.word, shape, tuple(steps), interface.get('offset', 0), False)


def frombuffer(buffer, dtype=float, count=-1, offset=0, *, like=None):
    """A 1-D array over the memory of a buffer: `count` elements (-1: all) from byte `offset` on."""
    dtype = dtypes.find(dtype)
    if isinstance(buffer, ndarray):
        raw = _bytes_of(buffer)
    else:
        view = memoryview(buffer)
        raw = host.from_object_buffer(view.cast('B') if view.format != 'B' or view.ndim != 1 else view)
    if raw is None:
        raise BufferError('underlying buffer is not contiguous')
    if dtype.hasobject:
        raise ValueError('cannot create an OBJECT array from memory buffer')
    size, itemsize = raw.nbytes, dtype.itemsize
    if itemsize == 0:
        if count < 0:
            raise ValueError('itemsize cannot be zero in type')
        return host.new(dtype.word, (count,), ORDER_C, True)
    if not 0 <= offset <= size:
        raise ValueError(f'offset must be non-negative and no greater than buffer length ({size})')
    if count < 0:
        if (size - offset) % itemsize:
            raise ValueError('buffer size must be a multiple of element size')
        count = (size - offset) // itemsize
    elif offset + count * itemsize > size:
        raise ValueError('buffer is smaller than requested size')
    return host.as_strided(raw, dtype.word, (count,), (itemsize,), offset, False)


def _bytes_of(a):
    """The memory of an array as a vector of bytes."""
    if not host.flags(a) & C_CONTIGUOUS:
        raise ValueError('ndarray is not C-contiguous')
    if a.dtype.hasobject:
        raise ValueError('cannot create an array from the objects of another')
    return host.as_strided(a, dtypes.find('u1').word, (a.nbytes,), (1,), 0, False)


def fromiter(iter, dtype, count=-1, *, like=None):
    """A 1-D array of the items of an iterable: the first `count`, or all."""
    dtype = dtypes.find(dtype)
    if dtype.kind in 'SU' and dtype.itemsize == 0:
        raise ValueError('Must specify length when using variable-size data-type.')
    if count < 0:
        values = list(iter)
        return array(values, dtype) if values and _REALS.issuperset(map(type, values)) else _from_flat(values, dtype, None, ORDER_C)
    values = []
    iterator = iter.__iter__()
    for item in iterator if count else ():
        values.append(item)
        if len(values) == count:
            break
    if len(values) < count:
        raise ValueError(f'iterator too short: Expected {count} but iterator had only {len(values)} items.')
    return _from_flat(values, dtype, None, ORDER_C)


def from_dlpack(x, /, *, device=None, copy=None):
    """An array over the memory of another package's array, by the DLPack protocol."""
    check_device(device)
    if isinstance(x, ndarray):
        from ._dlpack import check
        check(x)
        return x.copy() if copy else host.as_strided(x, x.dtype.word, x.shape, x.strides, 0, False)
    from ._dlpack import import_capsule
    result = import_capsule(x)
    return result.copy() if copy else result


# ---- nested sequences

def _is_sequence(obj):
    return sequence(obj) is not None


def sequence(obj):
    """The items of a sequence, as a list or tuple, or the array that it is; None for anything else."""
    cls = type(obj)
    if cls is list or cls is tuple:
        return obj
    if cls in _NUMBERS or isinstance(obj, (str, bytes, dict, generic, type)):
        return None
    if isinstance(obj, ndarray):
        return obj if obj.ndim else None
    if not hasattr(cls, '__len__') or not hasattr(cls, '__getitem__') or hasattr(cls, 'keys'):
        return None
    try:
        len(obj)
    except (RecursionError, MemoryError):
        raise
    except Exception:                   # what has no length is no sequence
        return None
    try:
        return list(obj)
    except KeyError:                    # a mapping
        return None


def _from_sequence(obj, dtype, order):
    """An array of a number or a nested sequence."""
    if dtype is not None and dtype.opaque:
        return nested.array_of(obj, dtype, order)
    shape, level = [], [obj]
    while level:
        lists = [sequence(each) for each in level]
        lengths = {-1 if each is None else len(each) for each in lists}
        if lengths == {-1}:
            break
        if len(lengths) > 1:
            raise ValueError(_RAGGED.format(len(shape), tuple(shape)))
        if len(shape) == MAXDIMS:
            raise ValueError(f'setting an array element with a sequence. The requested array would exceed the maximum number of '
                             f'dimension of {MAXDIMS}.')
        if shape and all(isinstance(each, ndarray) for each in level):
            if len(shape) + level[0].ndim > MAXDIMS:
                raise ValueError('setting an array element with a sequence. The requested array would exceed the maximum number of '
                                 f'dimension of {MAXDIMS}.')
            if len({each.shape for each in level}) > 1:
                raise ValueError(_RAGGED.format(len(shape) + 1, (*shape, len(level[0]))))
            return _stacked(level, tuple(shape), dtype, order)
        shape.append(lengths.pop())
        level = [item for each in lists for item in each]
        if level and not isinstance(level[0], (list, tuple)) and any(
                not isinstance(each, (list, tuple, generic)) and type(each) not in _NUMBERS for each in level):
            level = [_leaf_array(each) for each in level]
    return _from_flat(level, dtype, tuple(shape), order)


def _leaf_array(each):
    """An item of a sequence: what has an array protocol becomes an array, of no dimensions a scalar."""
    if isinstance(each, (list, tuple, generic)) or type(each) in _NUMBERS or each is None or isinstance(each, (str, bytes)):
        return each
    found = each if isinstance(each, ndarray) else _from_protocols(each, None, None)
    if found is None:
        return each
    return found[()] if found.ndim == 0 else found


def _stacked(arrays, shape, dtype, order):
    """Equal-shaped arrays as the items of a larger one."""
    if dtype is None:
        found = [*{each.dtype for each in arrays}, next(iter(arrays)).dtype]
        dtype = _of_times(found) if any(each.kind in 'Mm' for each in found) else dtypes.result_type(*found)
    result = host.new(dtype.word, (len(arrays),) + arrays[0].shape, ORDER_C, False)
    for i, each in enumerate(arrays):
        host.set(result, (i,), each)
    result = host.reshape(result, shape + arrays[0].shape, ORDER_C, COPY_IF_NEEDED)
    return host.astype(result, dtype.word, ORDER_F, CASTING_UNSAFE, COPY_ALWAYS) if order == ORDER_F else result


def _discover(values, kinds):
    """The common dtype of flat values whose Python types are `kinds`."""
    found = set()
    for kind in kinds:
        if issubclass(kind, int) and kind is not bool and not issubclass(kind, generic):
            ints = values if len(kinds) == 1 else [v for v in values if type(v) is kind]
            low, high = min(ints), max(ints)
            if low < -1 << 63 or high >= 1 << 64:
                return dtypes.object_
            if high >= 1 << 63:
                found.add(dtypes.find('uint64'))
            if any(v < 1 << 63 for v in ints) if high >= 1 << 63 else True:
                found.add(dtypes.int64)
        elif kind in _NUMBERS or issubclass(kind, generic) and kind._kind is None:
            found.add(dtypes.dtype_of_type(kind).native)
        elif issubclass(kind, _NUMBERS) and not issubclass(kind, generic):
            found.add(dtypes.dtype_of_type(next(k for k in _NUMBERS if issubclass(kind, k))))
        else:
            found |= nested.types_of([v for v in values if type(v) is kind], kind)
    if len(found) == 1:
        return found.pop()
    return _of_times(found) if any(each.kind in 'Mm' for each in found) else dtypes.result_type(*found)


def _of_times(found):
    """The common type of types of times and others; of objects, if there is none."""
    try:
        return dtypes.result_type(*found)
    except TypeError:
        return dtypes.object_


def _checked_int(value, dtype, info):
    """One value for an integer array, as NumPy converts it."""
    if isinstance(value, generic):
        value = int(host.scalar_value(value))
        if info.min == 0:                                           # a cast: it wraps
            value %= 1 << info.bits
    if type(value) is not int:
        if isinstance(value, ndarray):
            value = value.astype(dtype.native)
        value = int(value)
    if not info.min <= value <= info.max:
        if not -1 << 63 <= value < 1 << 63 and dtype.name == 'int64' or value >= 1 << 64:
            raise OverflowError(f'Python int too large to convert to C {"unsigned " * (info.min == 0)}long')
        raise OverflowError(f'Python integer {value} out of bounds for {dtype.name}')
    return value


def _plain(value):
    return host.scalar_value(value) if isinstance(value, generic) else value


def _to_complex(value):
    value = _plain(value)
    return complex(float('nan'), float('nan')) if value is None else complex(value)


def _to_float(value):
    if isinstance(value, generic):
        value = host.scalar_value(value)
        return value.real if type(value) is complex else float(value)
    return float('nan') if value is None else float(value)


def _from_flat(values, dtype, shape, order):
    """An array of `shape` (None: one dimension) of flat values; `dtype` None finds their common type."""
    if shape is None:
        shape = (len(values),)
    if not values:
        dtype = dtypes.float64 if dtype is None else nested.sized_for_nothing(dtype)
        return host.new(dtype.word, shape, order, False)
    kinds = set(map(type, values))
    if dtype is None:
        dtype = _discover(values, kinds)
    if dtype.opaque:
        return nested.array_of_flat(values, dtype, shape, order)
    word, kind = dtype.native.word, dtype.kind
    if len(kinds) == 1 and shape == () and order == ORDER_C and word == dtype.word and \
            (kinds == {float} and kind == 'f' or kinds == {complex} and kind == 'c'):
        result = host.new(word, (), order, False)
        host.set(result, (), values[0])
        return result
    if kind == 'f':
        packed = _typed('d', values if kinds <= {float, int, bool} else [_to_float(v) for v in values])
        raw_word = dtypes.float64.word
    elif kind == 'c':
        pairs = []
        for value in values:
            value = value if type(value) is complex else _to_complex(value)
            pairs.append(value.real)
            pairs.append(value.imag)
        packed, raw_word = _typed('d', pairs), dtypes.complex128.word
    elif kind == 'b':
        packed, raw_word = _typed('B', [1 if v else 0 for v in map(_plain, values)]), dtypes.bool_.word
    else:
        info = dtypes.iinfo(dtype)
        if kinds == {int} and info.min <= min(values) and max(values) <= info.max or kinds <= {bool}:
            pass
        else:
            values = [_checked_int(v, dtype, info) for v in values]
        wide = 'Q' if info.max >= 1 << 63 else 'q'
        packed, raw_word = _typed(wide, values), dtypes.find(wide).word
    raw = host.from_object_buffer(packed)
    raw = host.as_strided(raw, raw_word, (len(values),), (dtypes.by_word[raw_word].itemsize,), 0, False)
    if shape != (len(values),):
        raw = host.reshape(raw, shape, ORDER_C, COPY_IF_NEEDED)
    return host.astype(raw, dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS)


def as_class_of(result, like):
    """`result` as an array of the class of `like`, which it is derived from."""
    cls = type(like)
    if type(result) is cls:
        return result
    return host.view_as(result, cls, like)


def as_operand(x):
    """An operand of the protocol: arrays, scalars and Python numbers pass, all else becomes an array."""
    if isinstance(x, ndarray) or type(x) in _NUMBERS or isinstance(x, generic) and x._kind is None:
        return x
    return asarray(x)


def element_for(value, dtype):
    """What `a[...] = value` assigns to an array of `dtype`."""
    if isinstance(value, ndarray):
        return value
    if dtype.opaque:
        return nested.element_for(value, dtype)
    if isinstance(value, generic):
        return value if value._kind is None else asarray(value)
    if type(value) in (float, complex, bool) and not (type(value) is complex and dtype.kind != 'c') and not (
            type(value) is float and dtype.kind in 'iu'):
        return value
    if type(value) is int and dtype.kind in 'fcb':
        return value
    return array(value, dtype=dtype.native, copy=None)


# lists of plain numbers are native where the host can, for the functions of the package as for its users
array, asarray = [_overrides.native_form(_overrides.likeable(each)) for each in (array, asarray)]
_index.asarray = asarray
from . import _sequences as nested        # noqa: E402  (it asks for the functions above)
