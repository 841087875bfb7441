"""Arrays and scalars as text, as NumPy 2 prints them."""

import contextvars

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _printing_elements as elements
from ._decimal import positional, scalar_text, scientific

_INF = float('inf')
_DEFAULT = {'edgeitems': 3, 'threshold': 1000, 'floatmode': 'maxprec', 'precision': 8, 'suppress': False, 'linewidth': 75,
            'nanstr': 'nan', 'infstr': 'inf', 'sign': '-', 'formatter': None, 'legacy': False, 'override_repr': None}
_options = contextvars.ContextVar('numpyni.printoptions', default=_DEFAULT)


# ---- options

def _merged(options, precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None,
            formatter=None, sign=None, floatmode=None, legacy=None, override_repr=None):
    given = {k: v for k, v in locals().items() if k != 'options' and v is not None}
    if given.get('floatmode') not in (None, 'fixed', 'unique', 'maxprec', 'maxprec_equal'):
        raise ValueError("floatmode option must be one of 'fixed', 'unique', 'maxprec', 'maxprec_equal'")
    if given.get('sign') not in (None, '-', '+', ' '):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if threshold is not None:
        if not isinstance(threshold, (int, float)):
            raise TypeError('threshold must be numeric')
        if threshold != threshold:
            raise ValueError('threshold must be non-NAN, try sys.maxsize for untruncated representation')
    if precision is not None:
        given['precision'] = _index.operator.index(precision)
    if legacy not in (None, False):
        raise NotImplementedError('numpyni: legacy printing')
    return {**options, **given}


def get_printoptions():
    """The current print options, a dict."""
    return dict(_options.get())


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None,
                     formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    """Sets print options; None leaves one as it is (but clears `formatter` and `override_repr`)."""
    new = _merged(_options.get(), precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, formatter, sign, floatmode,
                  legacy, override_repr)
    new['formatter'], new['override_repr'] = formatter, override_repr
    _options.set(new)


class printoptions:
    """A context in which print options have other values."""

    def __init__(self, *args, **kwargs):
        self._given = args, kwargs

    def __enter__(self):
        args, kwargs = self._given
        self._token = _options.set(_options.get())
        set_printoptions(*args, **kwargs)
        return get_printoptions()

    def __exit__(self, *exc_info):
        _options.reset(self._token)


# ---- elements

class _Floats:
    """Formats the real numbers of one array to equal width."""

    def __init__(self, values, name, options, sign=None):
        self.name, self.options = name, options
        self.mode = options['floatmode']
        self.precision = None if self.mode == 'unique' else options['precision']
        self.sign = options['sign'] if sign is None else sign
        finite = [x for x in values if x - x == 0]
        sizes = [abs(x) for x in finite if x]
        self.exponent = bool(sizes) and (
            max(sizes) >= 10.0 ** min(8, {'float64': 15, 'float32': 6, 'float16': 3, 'bfloat16': 2}[name])
            or not options['suppress'] and (min(sizes) < 0.0001 or max(sizes) / min(sizes) > 1000.0))
        self.unique = self.mode != 'fixed'
        plus = self.sign == '+'
        self.left = self.right = self.digits = 0
        self.exp_digits = -1
        self.trim = '.'
        write = scientific if self.exponent else positional
        trim = '.' if self.unique else 'k'
        texts = [write(x, name, self.precision, self.unique, trim, plus=plus) for x in finite]
        if texts and self.exponent:
            split = [t.partition('e')[::2] for t in texts]
            self.exp_digits = max(len(e) for _, e in split) - 1
            self.precision = self.digits = max(len(m.partition('.')[2]) for m, _ in split)
            self.trim = 'k'
            self.left = max(len(m.partition('.')[0]) for m, _ in split)
            self.right = self.exp_digits + 2 + self.precision
        elif texts:
            self.left = max(len(t.partition('.')[0]) for t in texts)
            self.right = max(len(t.partition('.')[2]) for t in texts)
            if self.mode in ('fixed', 'maxprec_equal'):
                self.precision = self.digits = self.right
                self.trim = 'k'
        if self.sign == ' ' and texts and not any(t[0] == '-' for t in texts):
            self.left += 1
        if len(finite) != len(values):
            signed = self.sign != '-' or -_INF in values
            offset = self.right + 1
            self.left = max(self.left, len(options['nanstr']) - offset, len(options['infstr']) + signed - offset)

    def __call__(self, x):
        plus = self.sign == '+'
        if x - x != 0:
            if x != x:
                text = ('+' if plus else '') + self.options['nanstr']
            else:
                text = ('-' if x < 0 else '+' if plus else '') + self.options['infstr']
            return text.rjust(self.left + self.right + 1)
        if self.exponent:
            text = scientific(x, self.name, self.precision, self.unique, self.trim, self.digits, self.exp_digits, plus)
            whole, point, rest = text.partition('.')
            return whole.rjust(self.left) + point + rest
        text = positional(x, self.name, self.precision, self.unique, self.trim, self.digits, plus)
        whole, point, rest = text.partition('.')
        return whole.rjust(self.left) + point + rest.ljust(self.right)


class _Complexes:
    """Formats complex numbers: the real and the imaginary parts each to equal width."""

    def __init__(self, values, name, options):
        self.real = _Floats([z.real for z in values], name, options)
        self.imag = _Floats([z.imag for z in values], name, options, '+')

    def __call__(self, z):
        imag = self.imag(z.imag)
        text = imag.rstrip()
        return self.real(z.real) + text + 'j' + imag[len(text):]


class _Integers:
    """Formats integers to equal width."""

    def __init__(self, values, options):
        self.sign = options['sign']
        texts = [self._text(v) for v in (max(values), min(values))] if values else ['']
        self.width = max(map(len, texts))
        if self.sign == ' ' and values and min(values) >= 0:
            self.width += 1

    def _text(self, x):
        return f'{x:+d}' if self.sign == '+' else str(x)

    def __call__(self, x):
        return self._text(x).rjust(self.width)


def _formatter(a, shown, options):
    """The function that turns one element into text."""
    kind, given = a.dtype.kind, options['formatter']
    if given:
        keys = (elements.custom_keys(kind) if a.dtype.opaque else {'b': ('bool',), 'i': ('int', 'int_kind'), 'u': ('int', 'int_kind'), 'f': ('float', 'float_kind'),
                'c': ('complexfloat', 'complex_kind')}[kind]) + ('all',)
        for key in keys:
            if given.get(key) is not None:
                return given[key], True
    if a.dtype.opaque:
        return elements.formatter(a, options, _formatter_of), False
    if kind == 'b':
        return (lambda x: 'True' if x else 'False') if a.ndim == 0 else (lambda x: ' True' if x else 'False'), False
    if kind in 'iu':
        return _Integers(shown, options), False
    if kind == 'f':
        return _Floats(shown, a.dtype.name, options), False
    return _Complexes(shown, 'float32' if a.dtype.itemsize == 8 else 'float64', options), False


def _formatter_of(a, options):
    """The function that turns one element into text, of a whole array."""
    if a.dtype.opaque:
        return _formatter(a, [], options)[0]
    text = _formatter(a, a.ravel().tolist(), options)[0]
    return lambda value: text(host.scalar_value(value))


def structure_text(a):
    """The text of one structure."""
    options = _options.get()
    given = {'float_kind': str, **(options['formatter'] or {})}
    return _formatter_of(a, {**options, 'formatter': given})(a[()])


# ---- the layout of an array

def _corners(a, edge):
    """The elements that a summary shows."""
    from ._manipulation import concatenate
    for axis in range(a.ndim):
        if a.shape[axis] > 2 * edge:
            before = (slice(None),) * axis
            a = concatenate([host.get(a, before + (slice(None, edge),)), host.get(a, before + (slice(-edge, None),))
                             if edge else host.get(a, before + (slice(0, 0),))], axis)
    return a


class _Layout:
    """Brackets, separators and line breaks around formatted elements."""

    def __init__(self, a, text, separator, width, edge):
        self.a, self.text, self.separator, self.edge = a, text, separator, edge
        self.width = width

    def lines(self, index, indent, width):
        """The text of `a[index]`; `indent` begins each of its further lines."""
        axis = len(index)
        if axis == self.a.ndim:
            return self.text(index)
        n = self.a.shape[axis]
        if self.edge is not None and n > 2 * self.edge:
            places = [*range(self.edge), None, *range(n - self.edge, n)]
        else:
            places = list(range(n))
        inner = indent + ' '
        if axis == self.a.ndim - 1:
            return '[' + self._row(index, places, inner, width)[len(inner):] + ']'
        gap = self.separator.rstrip() + '\n' * (self.a.ndim - axis - 1)
        rows = ['...' if i is None else self.lines(index + (i,), inner, width - 1) for i in places]
        return '[' + gap.join([inner + row for row in rows])[len(inner):] + ']'

    def _row(self, index, places, indent, width):
        done, line = '', indent
        room = width - max(len(self.separator.rstrip()), 1)
        for k, i in enumerate(places):
            last = k == len(places) - 1
            word = '...' if i is None else self.text(index + (i,))
            limit = width - 1 if last else room
            if len(line) + len(word) > limit and len(line) > len(indent):
                done, line = done + line.rstrip() + '\n', indent
            line += word
            if not last:
                line += self.separator
        return done + line


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None,
                 threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None):
    """The text of an array."""
    options = _merged(_options.get(), precision, threshold, edgeitems, max_line_width, suppress_small, None, None, formatter, sign,
                      floatmode, legacy)
    a = convert.asarray(a)
    if a.size == 0:
        return '[]'
    edge = options['edgeitems'] if a.size > options['threshold'] else None
    shown = a if edge is None else _corners(a, edge)
    values = [] if a.dtype.opaque else shown.ravel().tolist()
    text, custom = _formatter(shown if a.dtype.opaque else a, values, options)
    if custom or a.dtype.opaque:
        element = lambda index: text(host.get(a, index))
    else:
        element = lambda index: text(host.scalar_value(host.get(a, index)))
    width = options['linewidth'] - len(suffix)
    return _Layout(a, element, separator, width, edge).lines((), ' ' * len(prefix), width)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """`repr` of an array."""
    options = _options.get()
    if options['override_repr'] is not None:
        return options['override_repr'](arr)
    cls = type(arr)
    prefix = ('array' if cls is host.ndarray else cls.__name__) + '('
    width = options['linewidth'] if max_line_width is None else max_line_width
    if arr.size:
        body = array2string(arr, width, precision, suppress_small, ', ', prefix, suffix=')')
    else:
        body = '[]'
    extras = []
    if arr.size == 0 and arr.shape != (0,) or arr.size > options['threshold']:
        extras.append(f'shape={arr.shape}')
    dtype = arr.dtype
    if dtype not in (dtypes.int64, dtypes.float64, dtypes.complex128, dtypes.bool_) or arr.size == 0:
        extras.append(f'dtype={elements.dtype_text(dtype)}')
    if not extras:
        return prefix + body + ')'
    text, more = prefix + body + ',', ', '.join(extras) + ')'
    spacer = '\n' + ' ' * len(prefix) if len(text) - (text.rfind('\n') + 1) + len(more) + 1 > width else ' '
    return text + spacer + more


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """`str` of an array."""
    if a.ndim == 0:
        return str(host.item(a, 0))
    return array2string(a, max_line_width, precision, suppress_small, ' ', '')


# ---- scalars

def scalar_str(x):
    """`str` of a scalar."""
    value, dtype = host.scalar_value(x), x.dtype
    if dtype.kind in 'biu':
        return str(value)
    if dtype.kind == 'f':
        return scalar_text(value, dtype.name)
    name = 'float32' if dtype.itemsize == 8 else 'float64'
    imag = scalar_text(value.imag, name, '-')
    imag = imag if imag[0] == '-' else '+' + imag
    imag += 'j'
    if value.real == 0 and str(value.real)[0] != '-':
        return imag.lstrip('+')
    return f'({scalar_text(value.real, name, "-")}{imag})'


def scalar_repr(x):
    """`repr` of a scalar."""
    name = type(x).__name__
    if x.dtype.kind == 'b':
        return 'np.True_' if host.scalar_value(x) else 'np.False_'
    text = scalar_str(x)
    if text[0] == '(':
        text = text[1:-1]
    return f'np.{name}({text})'
