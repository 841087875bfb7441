"""The text of one element of an array of text, datetimes, objects or structures."""

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque

_TYPES = {'S': ('bytes', 'numpystr'), 'U': ('str', 'numpystr'), 'M': ('datetime',), 'm': ('timedelta',), 'O': ('object',),
          'V': ('void',)}


def custom_keys(kind):
    """The keys of `formatter=` for a kind."""
    return _TYPES[kind]


def of_void(value):
    """Bytes without a meaning: in hexadecimal."""
    return "b'" + ''.join([f'\\x{byte:02X}' for byte in value]) + "'"


def of_object(value):
    """Any object; a list says that it is one, beside the brackets of arrays."""
    return f'list({value!r})' if type(value) is list else repr(value)


class Times:
    """Formats datetimes or timedeltas to equal width."""

    def __init__(self, a):
        family, unit = _opaque.families[a.dtype.kind], a.dtype.unit
        date = a.dtype.kind == 'M'
        self.quoted = (lambda value: f"'{family.text(value, unit)}'") if date else (lambda value: str(value))
        counts = family.counts(a)
        texts = [self.quoted(each) for each in counts if each != -1 << 63]
        self.width = max([len(each) for each in texts] + ([5] if len(texts) < len(counts) else []), default=0)

    def __call__(self, value):
        count = value._v
        return ("'NaT'" if count == -1 << 63 else self.quoted(count)).rjust(self.width)


class Structures:
    """Formats structures: each field as an array of it."""

    def __init__(self, a, options, formatter_of):
        from ._records import fields
        self.ndim = a.ndim
        self.formats = []
        for each in fields(a):
            shown = each
            base = formatter_of(shown, options)
            if each.ndim > a.ndim:
                self.formats.append(lambda x, base=base: _nested(x, base, options))
            else:
                self.formats.append(base)

    def __call__(self, value):
        parts = [form(each) for form, each in zip(self.formats, value)]
        return f'({parts[0]},)' if len(parts) == 1 else f'({", ".join(parts)})'


def _nested(x, base, options):
    if not hasattr(x, 'ndim') or x.ndim == 0:
        return base(x[()] if hasattr(x, 'ndim') else x)
    n, edge = len(x), options['edgeitems']
    if x.size > options['threshold'] and n > 2 * edge:
        parts = [_nested(x[i], base, options) for i in range(edge)] + ['...'] + [_nested(x[i], base, options) for i in range(n - edge, n)]
    else:
        parts = [_nested(x[i], base, options) for i in range(n)]
    return f'[{", ".join(parts)}]'


def formatter(a, options, formatter_of):
    """The function that turns one element into text."""
    kind = a.dtype.kind
    if kind in 'SU':
        return lambda value: repr(host.scalar_value(value))
    if kind in 'Mm':
        return Times(a)
    if kind == 'O':
        return of_object
    if a.dtype.names is None:
        return lambda value: of_void(host.scalar_value(value))
    return Structures(a, options, formatter_of)


def dtype_text(dtype):
    """A dtype behind `dtype=` in the `repr` of an array."""
    if dtype.names is not None:
        return str(dtype)
    if dtype.kind in 'SUV' or not dtype.isnative:
        return f"'{dtype}'"
    name = dtype.name
    return name if name.isalnum() else repr(name)
