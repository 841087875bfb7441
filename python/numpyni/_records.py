"""'V': bytes without a meaning, and structures: fields as views, and all that goes field by field."""

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._casting import no_common
from ._dtype_parsing import structure, subarray
from ._opaque_scalars import _void_again, void
from ._text import _resized
from ._words import CASTING_EQUIV, CASTING_UNSAFE, ORDER_C

raw = host.raw
ndarray = host.ndarray


def field(a, name):
    """A view of one field; of a sub-array its axes come last."""
    found, offset = a.dtype._fields[name][:2]
    base, shape = found, ()
    while base.subdtype:
        base, shape = base.base, shape + base.shape
    steps, step = [], base.itemsize
    for n in reversed(shape):
        steps.insert(0, step)
        step *= n
    return raw.as_strided(_opaque.plain(a), base.word, a.shape + shape, a.strides + tuple(steps), offset, False)


def fields(a):
    """A view of each field, in order."""
    return [field(a, name) for name in a.dtype.names]


def select(a, key):
    """`a[key]` where the key is the name of a field, or a list of them."""
    if isinstance(key, str):
        if key not in (a.dtype._fields or ()):
            raise ValueError(f'no field of name {key}')
        return field(a, key)
    names = a.dtype._fields or ()
    for each in key:
        if each not in names:
            raise KeyError(each)
    return raw.as_strided(_opaque.plain(a), a.dtype._subset(key).word, a.shape, a.strides, 0, False)


def is_field_key(a, key):
    """Whether an index is the name of a field, or a list of names, of an array that has fields."""
    if not a.dtype.opaque or a.dtype.names is None:
        return False
    return isinstance(key, str) or isinstance(key, list) and bool(key) and all(isinstance(each, str) for each in key)


class Records(_opaque.Family):
    """'V'"""

    kind = 'V'

    def make(self, cls, value, dtype):
        """`void(value, dtype=None)`"""
        if dtype is None:
            if hasattr(type(value), '__index__') and getattr(value, 'ndim', 0) == 0:
                size = value.__index__()
                if not 0 <= size < 1 << 31:
                    raise OverflowError(f'size cannot be negative or greater than {(1 << 31) - 1}' if size >= 0 else
                                        'size must be non-negative and not greater than 2147483647')
                array = raw.new(dtypes.find(('V', size)).word, (), ORDER_C, True)
            else:
                data = bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else _opaque.convert.asarray(value).tobytes()
                array = _opaque.of_bytes(data, dtypes.find(('V', len(data))), ())
        else:
            found = dtypes.find(dtype)
            if found.kind != 'V':
                raise TypeError('void: descr must be a `void.dtype`-compatible type')
            array = _opaque.convert.array(value, dtype=found)
        return _void_again(cls, array) if array.ndim == 0 else array

    def dtype_of(self, scalar):
        return scalar._a.dtype

    def scalar(self, a):
        kind = a.dtype.type
        return _void_again(kind if issubclass(kind, void) else void, a)

    def scalars(self, a):
        flat = host.reshape(a, (a.size,), ORDER_C, 1)
        return [self.scalar(raw.get(flat, (i, Ellipsis))) for i in range(a.size)]

    def python(self, a):
        if a.dtype.names is None:
            width, data = a.dtype.itemsize, a.tobytes()
            return [data[i * width:(i + 1) * width] for i in range(a.size)]
        if not a.dtype.names:
            return [()] * a.size
        columns = []
        for each in fields(a):
            if each.ndim > a.ndim:                          # sub-arrays stay arrays
                rows = host.reshape(each, (a.size,) + each.shape[a.ndim:], ORDER_C, 1)
                columns.append([rows[i] for i in range(a.size)])
            else:
                columns.append(_opaque.flat_python(each))
        return list(zip(*columns))

    def values_of(self, a):
        if a.dtype.opaque and a.dtype.kind != 'V':
            return _opaque.family(a.dtype).scalars(a)
        return self.python(a) if a.dtype.opaque else list(a.flat)

    def sized(self, dtype, values, source=None):
        if dtype.itemsize or dtype.names is not None:
            return dtype
        if source is not None and not source.hasobject:
            return dtypes.find(('V', source.itemsize))
        return dtypes.find(('V', max([len(self._bytes(each)) for each in values], default=0)))

    def _bytes(self, value):
        if isinstance(value, void):
            return value._a.tobytes()
        if isinstance(value, str):
            return value.encode('utf-32-le')
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        return _opaque.convert.asarray(value).tobytes()

    def encoded(self, values, dtype):
        if dtype.names is None:
            width = dtype.itemsize
            return _opaque.of_bytes(b''.join([self._bytes(v)[:width].ljust(width, b'\0') for v in values]), dtype, (len(values),))
        result = host.new(dtype.word, (len(values),), ORDER_C, True)
        count = len(dtype.names)
        rows = [self._row(each, count) for each in values]
        for k, target in enumerate(fields(result)):
            self._fill(target, [row[k] for row in rows])
        return result

    @staticmethod
    def _row(value, count):
        """A value as one for each field."""
        if isinstance(value, void):
            value = value._value() if value._a.dtype.names is not None else value
        if isinstance(value, ndarray) and value.ndim == 0:
            value = value.item()
        if isinstance(value, tuple):
            if len(value) != count:
                raise ValueError(f'could not assign tuple of length {len(value)} to structure with {count} fields.')
            return value
        return (value,) * count

    @staticmethod
    def _fill(target, column):
        dtype = target.dtype
        if target.ndim == 1:
            if dtype.kind == 'O':
                host.set(target, (Ellipsis,), _opaque.object_array(column, target.shape))
                return
            if dtype.names is None or all(isinstance(each, tuple) for each in column):
                host.set(target, (Ellipsis,), _opaque.convert._from_flat(list(column), dtype, target.shape, ORDER_C))
                return
        for i, each in enumerate(column):
            target[i] = each

    # ---- types

    def allows(self, source, to, rule):
        if source.subdtype or to.subdtype:
            return rule == CASTING_UNSAFE or source.base == to.base
        if source.names is None or to.names is None:
            return rule == CASTING_UNSAFE or source.itemsize <= to.itemsize and rule != CASTING_EQUIV and source.names is None \
                and to.names is None
        if len(source.names) != len(to.names):
            return False
        if rule == CASTING_EQUIV and source.itemsize != to.itemsize:
            return False
        if rule == CASTING_EQUIV and source.names != to.names:
            return False
        return all(_opaque.casts.can_cast(source._fields[x][0], to._fields[y][0], rule)
                   for x, y in zip(source.names, to.names))

    def common(self, x1, x2):
        """The common type of two structures with the same names, or of bytes of one width."""
        if x1.names is None and x2.names is None and not x1.subdtype and not x2.subdtype:
            if x1.itemsize != x2.itemsize:
                raise no_common(x1, x2)
            return x1
        if x1.subdtype and x2.subdtype and x1.shape == x2.shape:
            return subarray(dtypes.promote_types(x1.base, x2.base), x1.shape)
        if x1.names != x2.names or x1.names is None:
            if x1 == x2:
                return x1
            from .exceptions import DTypePromotionError
            raise DTypePromotionError(f'field names `{x1.names}` and `{x2.names}` mismatch.' if x1.names and x2.names else
                                      str(no_common(x1, x2)))
        pairs = [(x1._fields[name], x2._fields[name]) for name in x1.names]
        for a, b in pairs:
            if a[2:] != b[2:]:
                from .exceptions import DTypePromotionError
                raise DTypePromotionError('field titles of field mismatch')
        titles = [a[2] if len(a) > 2 else None for a, _ in pairs]
        made = structure(x1.names, [dtypes.promote_types(a[0], b[0]) for a, b in pairs],
                         titles=titles if any(titles) else None, align=x1.isalignedstruct or x2.isalignedstruct)
        if made == x1 == x2 and made.isalignedstruct == x1.isalignedstruct:
            return x1
        return made._but(type=x1.type) if x1.type is x2.type else made

    # ---- casts and moves

    def cast(self, a, to):
        source = a.dtype
        if source.kind == 'V' and source.names is not None and to.names is not None:
            if len(source.names) != len(to.names):
                raise TypeError(f'Cannot cast array data from {source!r} to {to!r}.')
            result = host.new(to.word, a.shape, ORDER_C, True)
            for target, values in zip(fields(result), fields(a)):
                _set_field(target, values, a.ndim)
            return result
        if to.names is not None:
            if source.kind == 'V' and source.itemsize == to.itemsize and not to.hasobject:
                return _opaque.retyped(a, to)
            if source.kind == 'O':
                return None
            result = host.new(to.word, a.shape, ORDER_C, True)
            for target in fields(result):
                _set_field(target, a, a.ndim)
            return result
        if source.hasobject or source.kind == 'O' or not source.opaque and to.itemsize == 0 or not to.itemsize:
            return None
        return _resized(a, to)

    def as_numbers(self, a, to):
        """The elements of a structure of one field, or the bytes, as numbers."""
        if a.dtype.names is not None and len(a.dtype.names) == 1:
            return _opaque.flat_python(fields(a)[0].astype(to))
        if a.dtype.names is None and a.dtype.itemsize == to.itemsize:
            return _opaque.retyped(a, to).ravel().tolist()
        raise TypeError(f'Cannot cast array data from {a.dtype!r} to {to!r} according to the rule \'unsafe\'')

    def parts(self, a, value, items):
        """What `a[items] = value` sets, field by field: (view of the field, items) and the value's field."""
        items = _explicit(items, a.ndim)
        for name, source in zip(a.dtype.names, value.dtype.names):
            target, part = field(a, name), field(value, source)
            sub = target.ndim - a.ndim
            if any(isinstance(item, ndarray) for item in items):
                yield (target, items), part
            else:
                yield (raw.get(target, items + (Ellipsis,)), (Ellipsis,)), part

    # ---- values

    def truth(self, a):
        if a.dtype.names is None:
            return [any(each) for each in self.python(a)]
        result = [False] * a.size
        for each in fields(a):
            rest = each.size // max(a.size, 1)
            flags = _opaque.truth(each).ravel().tolist() if each.dtype.opaque else (each != 0).ravel().tolist()
            for i in range(a.size):
                result[i] = result[i] or any(flags[i * rest:(i + 1) * rest])
        return result

    def keys(self, a):
        if a.dtype.names is None:
            return self.python(a)
        columns = [_opaque.family(each.dtype).keys(each) if each.dtype.opaque else each.ravel().tolist()
                   for each in fields(a) if each.ndim == a.ndim]
        return list(zip(*columns)) if columns else [()] * a.size

    def scalar_text(self, scalar, representation):
        """`repr` or `str` of a scalar."""
        from . import _printing
        a, cls = scalar._a, type(scalar)
        if a.dtype.names is None:
            text = "b'" + ''.join([f'\\x{byte:02X}' for byte in a.tobytes()]) + "'"
            old = _printing.legacy() <= 125
            return text if not representation else f'{"" if old else "np."}{cls.__name__}({text})'
        text = _printing.structure_text(a)
        if not representation or _printing.legacy() <= 125:
            return text
        return f'np.{cls.__name__}({text}, dtype={dtypes.dtype((void, a.dtype))._but(type=void)})'


def has_holes(dtype):
    """Whether the fields leave bytes of the element out, which an assignment must not touch."""
    return dtype.names is not None and sum([each[0].itemsize for each in map(dtype._fields.get, dtype.names)]) != dtype.itemsize


def _set_field(target, values, ndim):
    """A field from values that lack, or have, its own axes."""
    extra = target.ndim - values.ndim
    if extra > 0 and values.ndim:
        values = host.reshape(values, values.shape[:ndim] + (1,) * extra + values.shape[ndim:], ORDER_C, 1)
    host.set(target, (Ellipsis,), values)


def _explicit(items, ndim):
    """Index items without an ellipsis."""
    if Ellipsis not in [item for item in items if not isinstance(item, ndarray)]:
        return items
    taken = sum([item.ndim if isinstance(item, ndarray) and item.dtype.kind == 'b' else 1 for item in items
                 if item is not None and item is not Ellipsis])
    place = [item is Ellipsis for item in items].index(True)
    return items[:place] + (slice(None),) * (ndim - taken) + items[place + 1:]


_opaque.families['V'] = Records()
