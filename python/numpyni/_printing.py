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
_LEGACY = {False: 999, '1.13': 113, '1.21': 121, '1.25': 125, '2.1': 201, '2.2': 202}      # `legacy=` and the version it stands for
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
    if legacy is not None and legacy not in _LEGACY:
        import warnings
        warnings.warn("legacy printing option can currently only be '1.13', '1.21', '1.25', '2.1', '2.2' or `False`", stacklevel=3)
        del given['legacy']
    return {**options, **given}


def legacy():
    """The version of NumPy whose text is asked for, as a number; 999 without `legacy=`."""
    return _LEGACY[_options.get()['legacy']]


def get_printoptions():
    """The current print options, a dict."""
    return dict(_options.get())


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None,
                     formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    """Sets print options; None leaves one as it is (but clears `formatter` and `override_repr`)."""
    new = _merged(_options.get(), precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, formatter, sign, floatmode,
                  legacy, override_repr)
    new['formatter'], new['override_repr'] = formatter, override_repr
    if _LEGACY[new['legacy']] <= 113:
        new['sign'] = '-'
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

    def __init__(self, values, name, options, sign=None, mode=None, single=False):
        self.name, self.options = name, options
        self.mode = options['floatmode'] if mode is None else mode
        self.precision = None if self.mode == 'unique' else options['precision']
        self.sign = options['sign'] if sign is None else sign
        version = _LEGACY[options['legacy']]
        old = version <= 113
        if old and not single and self.sign == '-':
            self.sign = ' '
        finite = [x for x in values if x - x == 0]
        sizes = [abs(x) for x in finite if x]
        limit = 8 if version <= 202 else min(8, {'float64': 15, 'float32': 6, 'float16': 3, 'bfloat16': 2}[name])
        self.exponent = bool(sizes) and (max(sizes) >= 10.0 ** limit
                                         or not options['suppress'] and (min(sizes) < 0.0001 or max(sizes) / min(sizes) > 1000.0))
        self.unique = self.mode != 'fixed' and not (old and self.exponent)
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
            self.left = 3 if old else max(len(m.partition('.')[0]) for m, _ in split)
            self.right = self.exp_digits + 2 + self.precision
        elif texts:
            whole = [t.partition('.')[0] for t in texts]
            self.left = 1 + max(len(t.lstrip('-+')) for t in whole) if old else max(map(len, whole))
            self.right = max(len(t.partition('.')[2]) for t in texts)
            if self.mode in ('fixed', 'maxprec_equal'):
                self.precision = self.digits = self.right
                self.trim = 'k'
        if self.sign == ' ' and not old and texts and not any(t[0] == '-' for t in texts):
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
        modes = ('maxprec_equal', 'maxprec') if _LEGACY[options['legacy']] <= 113 else (None, None)
        self.real = _Floats([z.real for z in values], name, options, mode=modes[0])
        self.imag = _Floats([z.imag for z in values], name, options, '+', mode=modes[1])

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
        return _Floats(shown, a.dtype.name, options, single=a.ndim == 0), False
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

    def __init__(self, a, text, separator, edge, old):
        self.a, self.text, self.separator, self.edge, self.old = a, text, separator, edge, old

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
        rows = []
        for k, i in enumerate(places):
            row = '...' if i is None else self.lines(index + (i,), inner, width if self.old else width - 1)
            rows.append(inner + row + ('' if k == len(places) - 1 else ', \n' if self.old and i is None else gap))
        return '[' + ''.join(rows)[len(inner):] + ']'

    def _row(self, index, places, indent, width):
        done, line, stripped = '', indent, len(self.separator.rstrip())
        for k, i in enumerate(places):
            last = k == len(places) - 1
            limit = width - (stripped if self.old else max(stripped, 1))
            if last:
                limit = width if self.old else width - max(stripped, 1) if len(places) == 1 else width - 1
            before, line = self._extended(line, '...' if i is None else self.text(index + (i,)), limit, indent)
            done += before
            if not last:
                line += ', ' if i is None and self.old else self.separator
        return done + line

    def _extended(self, line, word, limit, indent):
        """The lines that are complete, and the last one, with a word of one line or several behind it."""
        words = word.splitlines() if not self.old else [word]
        longest = max(map(len, words), default=0)
        done = ''
        if len(line) + longest > limit and (self.old or len(line) > len(indent)):
            done, line = line.rstrip() + '\n', indent
        start = ' ' * len(line) if not done else indent
        line += words[0] if words else ''
        for each in words[1:]:
            done += line.rstrip() + '\n'
            line = start + each
        return done, line + ' ' * (longest - len(words[-1]) if words else 0)


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None,
                 threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None):
    """The text of an array."""
    options = _merged(_options.get(), precision, threshold, edgeitems, max_line_width, suppress_small, None, None, formatter, sign,
                      floatmode, legacy)
    a, old = convert.asarray(a), _LEGACY[options['legacy']] <= 113
    if old and a.ndim == 0 and a.dtype.names is None:
        return repr(a.item())
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
    width = options['linewidth'] - (0 if old else len(suffix))
    return _Layout(a, element, separator, edge, old).lines((), ' ' * len(prefix), width)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """`repr` of an array."""
    options = _options.get()
    if options['override_repr'] is not None:
        return options['override_repr'](arr)
    cls = type(arr)
    prefix = ('array' if cls is host.ndarray else cls.__name__) + '('
    width = options['linewidth'] if max_line_width is None else max_line_width
    version = legacy()
    old = version <= 113
    if old and arr.ndim == 0 and arr.dtype.names is None:
        body = repr(arr.item())
    elif arr.size:
        body = array2string(arr, width, precision, suppress_small, ', ', prefix, suffix=')')
    else:
        body = '[]'
    extras = []
    if arr.size == 0 and arr.shape != (0,) or version > 201 and arr.size > options['threshold']:
        extras.append(f'shape={arr.shape}')
    dtype = arr.dtype
    if dtype not in (dtypes.int64, dtypes.float64, dtypes.complex128, dtypes.bool_) or arr.size == 0 or old and dtype.kind == 'b':
        extras.append(f'dtype={elements.dtype_text(dtype)}')
    if not extras:
        return prefix + body + ')'
    text, more = prefix + body + ',', ', '.join(extras) + ')'
    breaks = dtype.kind in 'SUV' if old else len(text) - (text.rfind('\n') + 1) + len(more) + 1 > width
    spacer = '\n' + ' ' * len(prefix) if breaks else ' '
    return text + spacer + more


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """`str` of an array."""
    if a.ndim == 0:
        return str(a.item() if legacy() <= 113 and a.dtype.names is None else host.item(a, 0))
    return array2string(a, max_line_width, precision, suppress_small, ' ', '')


# ---- scalars

def scalar_str(x):
    """`str` of a scalar."""
    value, dtype = host.scalar_value(x), x.dtype
    if dtype.kind in 'biu':
        return str(value)
    if legacy() <= 113:
        return _old_text(value, dtype)
    if dtype.kind == 'f':
        return scalar_text(value, dtype.name)
    name = 'float32' if dtype.itemsize == 8 else 'float64'
    imag = scalar_text(value.imag, name, '-')
    imag = imag if imag[0] == '-' else '+' + imag
    imag += 'j'
    if value.real == 0 and str(value.real)[0] != '-':
        return imag.lstrip('+')
    return f'({scalar_text(value.real, name, "-")}{imag})'


def _old_text(value, dtype):
    """A number as NumPy 1.13 wrote it: with a fixed number of digits."""
    form = {'float16': '%.5g', 'float32': '%.8g', 'complex64': '%.8g'}.get(dtype.name, '%.12g')
    if dtype.kind == 'f':
        text = form % value
        return text if not text.lstrip('-').isdigit() else text + '.0'
    imag = form % value.imag
    imag = ('' if imag[0] == '-' else '+') + imag + ('j' if value.imag - value.imag == 0 else '*j')
    return imag.lstrip('+') if value.real == 0 and str(value.real)[0] != '-' else f'({form % value.real}{imag})'


def scalar_repr(x):
    """`repr` of a scalar."""
    name = type(x).__name__
    if legacy() <= 125:
        return scalar_str(x)
    if x.dtype.kind == 'b':
        return 'np.True_' if host.scalar_value(x) else 'np.False_'
    text = scalar_str(x)
    if text[0] == '(':
        text = text[1:-1]
    if type(x) is not x.dtype.type:         # a class derived from a scalar type
        if x.dtype.kind in 'iu':
            return f'{name}({text})'
        name = x.dtype.type.__name__
    return f'np.{name}({text})'
