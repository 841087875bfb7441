"""Arrays of elements that the runtime only moves: where each function of the host finds what the elements mean.

A dtype of such elements has a kind, and each kind a `Family`: how its elements are read, written, compared, converted.
The functions here take the place of the host's where an operand is such an array, and are the host's everywhere else.
"""

from . import _dtype_object
from . import _host as host
from . import _opaque_scalars
from ._dtype_object import by_word
from ._words import (ALIGNED, CASTING_UNSAFE, COPY_ALWAYS, COPY_IF_NEEDED, COPY_NEVER, C_CONTIGUOUS,
                     F_CONTIGUOUS, ORDER_A, ORDER_C, ORDER_F, ORDER_K, OWNDATA, UINT8)

raw = host.raw
ndarray = host.ndarray
families = {}           # kind -> Family
casts = convert = creation = records = None       # set by `link`


def link(loops, **modules):
    """Hands over the modules that the functions below reach, and takes the host's place."""
    globals().update(modules)
    _opaque_scalars.families, _opaque_scalars.convert = families, convert
    host.opaque.update({name: globals().get(name) or getattr(loops, name) for name in host.DISPATCHED})


def family(dtype):
    """What knows the elements of a dtype."""
    return families[dtype.kind]


class Family:
    """How the elements of one kind are read, written and compared. What is not given is an error of the user's."""

    def dtype_of(self, scalar):
        """The dtype of a scalar."""
        raise NotImplementedError

    def scalar(self, a):
        """The scalar of a 0-d array."""
        return self.scalars(a)[0]

    def one(self, a):
        """The element of a 0-d array as a Python object."""
        return self.python(a)[0]

    def scalars(self, a):
        """The elements as scalars, in a flat list."""
        return self.python(a)

    def python(self, a):
        """The elements as Python objects, in a flat list."""
        raise NotImplementedError

    def encoded(self, values, dtype):
        """A one-dimensional array of Python values or scalars."""
        raise NotImplementedError

    def sized(self, dtype, values):
        """The dtype with what was left open (a width, a unit) found out from values."""
        return dtype

    def truth(self, a):
        """Which elements are true, in a flat list."""
        return [bool(each) for each in self.python(a)]

    def keys(self, a):
        """What the elements are sorted by, in a flat list."""
        return self.python(a)


# ---- memory

def bytes_of(a):
    """The bytes of the elements, row-major."""
    return plain(a).tobytes()


def plain(a):
    """An array, or the same memory as no subclass of it."""
    return a if type(a) is ndarray else raw.view_as(a, ndarray)


def of_bytes(data, dtype, shape):
    """A new array of bytes."""
    result = raw.new(dtype.word, shape, ORDER_C, True)
    if data:
        seen = raw.as_strided(result, UINT8, (len(data),), (1,), 0, False)
        raw.set(seen, (Ellipsis,), raw.from_object_buffer(bytearray(data)))
    return result


def retyped(a, dtype):
    """The same memory as another type of the same width."""
    return raw.as_strided(a, dtype.word, a.shape, a.strides, 0, False)


def object_array(values, shape):
    """An array of objects, from a flat list."""
    return shaped(families['O'].encoded(values, by_kind('O')), shape)


def shaped(a, shape):
    """A new one-dimensional array in another shape: itself, and no view of it."""
    if a.shape != shape:
        strides, step = [], a.dtype.itemsize
        for n in reversed(shape):
            strides.insert(0, step)
            step *= n or 1
        raw.set_layout(a, a.dtype.word, shape, tuple(strides))
    return a


def by_kind(kind):
    """The type of a kind without a width."""
    return _dtype_object.find(kind)


def flat_python(a):
    """The elements of any array as Python objects, in a flat list."""
    a = plain(a)
    if a.dtype.opaque:
        return family(a.dtype).python(a)
    return raw.reshape(a, (a.size,), ORDER_C, COPY_IF_NEEDED).tolist()


# ---- the host's functions, for these arrays

def new(word, shape, order, zero):
    """A new array; of objects, with a store."""
    dtype = by_word[word]
    if dtype.hasobject:
        return families['O'].new(dtype, shape, order, zero)
    return raw.new(word, shape, order, zero or dtype.kind == 'U')           # other bytes may be no characters


def is_single(a, items):
    """Whether an index names one element."""
    return len(items) == a.ndim and all(type(item) is int for item in items)


def get(a, items):
    """`a[items]`"""
    if is_single(a, items):
        return family(a.dtype).scalar(raw.get(plain(a), items + (Ellipsis,)))
    result = raw.get(a, items)
    if a.dtype.hasobject and _has_array(items):
        return families['O'].gathered(result, a)
    return result


def _has_array(items):
    return any(isinstance(item, ndarray) for item in items)


def set(a, items, value):
    """`a[items] = value`"""
    if raw.flags(a) & 1:
        raise ValueError('assignment destination is read-only')
    value = as_elements(value, a.dtype)
    if a.dtype.hasobject or records.has_holes(a.dtype):
        families['O'].put(a, items, value)
        return
    if is_single(a, items):
        items += (Ellipsis,)
    if not a.dtype.opaque:
        raw.set(a, items, value)
        return
    raw.set(a, items, value if value.dtype.word == a.dtype.word else retyped(value, a.dtype))


def as_elements(value, dtype):
    """A value as an array of a dtype, as assignment converts it."""
    if not isinstance(value, ndarray):
        return convert.array(value, dtype=dtype, copy=None)
    return value if value.dtype == dtype else casts.cast(plain(value), dtype)


def item(a, index):
    """The element at an index of the flattened array."""
    size, place = a.size, []
    if not -size <= index < size:
        raise IndexError(f'index {index} is out of bounds for size {size}')
    index %= size
    for length in reversed(a.shape):
        index, rest = divmod(index, length)
        place.append(rest)
    return family(a.dtype).scalar(raw.get(plain(a), tuple(place[::-1]) + (Ellipsis,)))


def astype(a, word, order, casting, copy):
    """A copy with another type."""
    dtype = by_word[word]
    if not casts.can_cast(a.dtype, dtype, casting):
        raise TypeError(f"Cannot cast array data from {a.dtype!r} to {dtype!r} according to the rule "
                        f"'{casts.rule_name(casting)}'")
    flags = raw.flags(a)
    fits = order == ORDER_K or order == ORDER_C and flags & C_CONTIGUOUS or order == ORDER_F and flags & F_CONTIGUOUS or \
        order == ORDER_A and flags & (C_CONTIGUOUS | F_CONTIGUOUS)
    if copy != COPY_ALWAYS and fits and word == a.dtype.word:
        return a
    if copy == COPY_NEVER:
        raise ValueError('Unable to avoid copy while creating an array as requested.')
    a = plain(a)
    result = casts.cast(a, dtype)
    if dtype.hasobject and word == a.dtype.word:
        result = families['O'].copy(a, order)
    elif result is not a and raw.overlaps(result, a, False):        # the counts of datetimes
        result = raw.astype(result, word, order, CASTING_UNSAFE, COPY_ALWAYS)
    elif result is a or order != ORDER_C or not raw.flags(result) & C_CONTIGUOUS:
        result = laid_out(result, order, a)
    return result


def laid_out(result, order, like):
    """A copy of an array in an order; with K as another one lies."""
    if not result.dtype.hasobject and (order != ORDER_K or result is like):
        return raw.astype(result, result.dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS)
    target = creation._new_like(like, result.dtype, 'CFAK'[(order - 1) % 4], False, None, None)
    host.set(target, (Ellipsis,), result)
    return target


def assign(dst, value, casting, where):
    """NumPy's `copyto`."""
    if raw.flags(dst) & 1:
        raise ValueError('assignment destination is read-only')
    if not isinstance(value, ndarray):
        value = convert.asarray(value) if isinstance(value, convert.generic) or not dst.dtype.opaque \
            else convert.array(value, dtype=dst.dtype)
    if not casts.can_cast(value.dtype, dst.dtype, casting or 4):
        raise TypeError(f"Cannot cast array data from {value.dtype!r} to {dst.dtype!r} according to the rule "
                        f"'{casts.rule_name(casting or 4)}'")
    value = as_elements(value, dst.dtype)
    if dst.dtype.hasobject or records.has_holes(dst.dtype):
        families['O'].put(dst, (Ellipsis,) if where is None else (raw.broadcast_to(where, dst.shape),),
                          value if where is None else _selected(value, dst.shape, where))
        return
    if dst.dtype.opaque and value.dtype.word != dst.dtype.word:
        value = retyped(value, dst.dtype)
    raw.assign(dst, value, CASTING_UNSAFE, where)


def _selected(value, shape, where):
    return host.get(raw.broadcast_to(value, shape), (raw.broadcast_to(where, shape),))


def concatenate(arrays, axis, word):
    """The arrays joined along an axis."""
    arrays = list(arrays)
    dtype = by_word[word] if word is not None else casts.common([a.dtype for a in arrays])
    for a in arrays:
        if a.dtype.kind == 'm' and dtype.kind == 'M':           # they have a common type, but no cast leads to it
            raise TypeError(f"Cannot cast array data from {a.dtype!r} to {dtype!r} according to the rule 'same_kind'")
    arrays = [as_elements(a, dtype) for a in arrays]
    if not dtype.hasobject:
        return raw.concatenate([a if a.dtype.word == dtype.word else retyped(a, dtype) for a in arrays], axis, dtype.word)
    return families['O'].joined(arrays, axis, dtype)


def reshape(a, shape, order, copy):
    """The elements in another shape; objects are not copied by the runtime."""
    if not a.dtype.hasobject or copy == COPY_NEVER:
        return raw.reshape(a, shape, order, copy)
    if copy == COPY_IF_NEEDED:
        try:
            return raw.reshape(a, shape, order, COPY_NEVER)
        except ValueError:
            pass
    rows = families['O'].copy(a, ORDER_F if order == ORDER_F else ORDER_C)
    return raw.reshape(rows, shape, order, COPY_NEVER)


def nonzero(a):
    """The indices of the true elements."""
    return raw.nonzero(truth(a))


def truth(a):
    """Which elements are true: an array of booleans."""
    return convert.array(family(a.dtype).truth(plain(a)), dtype='?').reshape(a.shape) if a.size else raw.new(
        _dtype_object.find('?').word, a.shape, ORDER_C, False)


def scalar_value(scalar):
    """The Python object of a scalar; any other object is its own."""
    return scalar._value() if isinstance(scalar, convert.generic) else scalar


def promote(type1, type2):
    """The common type of two, one of which at least is opaque."""
    return casts.common([type1, type2])


def result_type(strong, weak):
    """The common type of types and of weak numbers."""
    return casts.common(strong + [_dtype_object.find(type(each)) for each in weak])


def can_cast(source, to, rule):
    """Whether a rule allows a cast."""
    return casts.can_cast(source, to, rule)


def nested_list(a):
    """The elements as nested lists of Python objects."""
    values = family(a.dtype).python(plain(a))
    for axis in range(a.ndim - 1, 0, -1):
        n, count = a.shape[axis], 1
        for length in a.shape[:axis]:
            count *= length
        values = [values[i * n:(i + 1) * n] for i in range(count)]
    return values


def python_item(a, place):
    """The element at a place of the flattened array, as a Python object."""
    index = []
    for length in reversed(a.shape):
        place, rest = divmod(place, length)
        index.append(rest)
    return family(a.dtype).one(raw.get(plain(a), tuple(index[::-1]) + (Ellipsis,)))


def byteswapped(a, target):
    """Swaps the bytes of each part of each element that has an order."""
    dtype = a.dtype
    if dtype.names is not None:
        from ._records import fields
        for each in fields(target):
            each.byteswap(True)
        return target
    unit = {'U': 4, 'M': 8, 'm': 8}.get(dtype.kind)
    if unit and dtype.itemsize:
        word = {4: 'u4', 8: 'u8'}[unit]
        parts = raw.as_strided(target, _dtype_object.find(word).word, target.shape + (dtype.itemsize // unit,),
                               target.strides + (unit,), 0, False)
        parts.byteswap(True)
    return target


def flag_bits(a):
    """The flags of an array: its objects are its own, and the alignment is that of what the elements mean."""
    bits, alignment = raw.flags(a), a.dtype.alignment
    if a.dtype.hasobject and a.base is None:
        bits |= OWNDATA
    if a.size and (raw.address(a) % alignment or any(n > 1 and step % alignment for n, step in zip(a.shape, a.strides))):
        bits &= ~ALIGNED
    return bits
