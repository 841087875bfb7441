"""`ABCPolyBase`: the class that the series of every basis share."""

import abc
import numbers
import os

import numpyni as np

from . import polyutils as pu

__all__ = ['ABCPolyBase']


class ABCPolyBase(abc.ABC):
    """A series of coefficients `coef` on a `domain`, evaluated at the points mapped to `window`.

    TypeError where two series differ in class, domain or window; ValueError where in symbol.
    """

    __hash__ = None
    __array_ufunc__ = None      # operators with arrays are the series' own
    maxpower = 100
    _superscript_mapping = str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹')
    _subscript_mapping = str.maketrans('0123456789', '₀₁₂₃₄₅₆₇₈₉')
    _use_unicode = os.name != 'nt'
    _family = None

    @property
    def symbol(self):
        """The name of the variable."""
        return self._symbol

    @property
    @abc.abstractmethod
    def domain(self):
        """The interval of the argument."""

    @property
    @abc.abstractmethod
    def window(self):
        """The interval that the domain is mapped to."""

    @property
    @abc.abstractmethod
    def basis_name(self):
        """The letter of the basis functions; None where they are powers."""

    def __init__(self, coef, domain=None, window=None, symbol='x'):
        [self.coef] = pu.as_series([coef], trim=False)
        for name, given in (('domain', domain), ('window', window)):
            if given is not None:
                [ends] = pu.as_series([given], trim=False)
                if len(ends) != 2:
                    raise ValueError(f'{name.capitalize()} has wrong number of elements.')
                setattr(self, name, ends)
        if not isinstance(symbol, str):
            raise TypeError('Symbol must be a non-empty string')
        if not symbol.isidentifier():
            raise ValueError('Symbol string must be a valid Python identifier')
        self._symbol = symbol

    def _with(self, coef):
        return self.__class__(coef, self.domain, self.window, self.symbol)

    # ---- comparison

    def has_samecoef(self, other):
        """Whether the coefficients are the same."""
        return len(self.coef) == len(other.coef) and np.all(self.coef == other.coef)

    def has_samedomain(self, other):
        """Whether the domains are the same."""
        return np.all(self.domain == other.domain)

    def has_samewindow(self, other):
        """Whether the windows are the same."""
        return np.all(self.window == other.window)

    def has_sametype(self, other):
        """Whether the other is of this class."""
        return isinstance(other, self.__class__)

    def __eq__(self, other):
        return (isinstance(other, self.__class__) and np.all(self.domain == other.domain)
                and np.all(self.window == other.window) and self.coef.shape == other.coef.shape
                and np.all(self.coef == other.coef) and self.symbol == other.symbol)

    def __ne__(self, other):
        return not self.__eq__(other)

    # ---- text

    def __repr__(self):
        coef, domain, window = [repr(each)[6:-1] for each in (self.coef, self.domain, self.window)]
        return f"{self.__class__.__name__}({coef}, domain={domain}, window={window}, symbol='{self.symbol}')"

    def __format__(self, fmt_str):
        if fmt_str == '':
            return self.__str__()
        if fmt_str not in ('ascii', 'unicode'):
            raise ValueError(f"Unsupported format string '{fmt_str}' passed to {self.__class__}.__format__. Valid options are "
                             "'ascii' and 'unicode'")
        return self._text(self._str_term_ascii if fmt_str == 'ascii' else self._str_term_unicode)

    def __str__(self):
        return self._text(self._str_term_unicode if self._use_unicode else self._str_term_ascii)

    def _text(self, term):
        """The sum of all terms, broken at the print width."""
        width = max(np.get_printoptions().get('linewidth', 75), 1)
        symbol, parens = self._format_term(pu.format_float, *self.mapparms())
        symbol = f'({symbol})' if parens else symbol
        out = pu.format_float(self.coef[0])
        rest = self.coef[1:]
        for i, coef in enumerate(rest):
            try:
                piece = f'+ {pu.format_float(coef, parens=True)}' if coef >= 0 else f'- {pu.format_float(-coef, parens=True)}'
            except TypeError:           # complex numbers and objects without order
                piece = f'+ {coef}'
            piece += term(str(i + 1), symbol)
            room = 2 if i < len(rest) - 1 else 0
            line = len((out + ' ').split('\n')[-1]) + len(piece) + room
            out += ' ' + (piece.replace(' ', '\n', 1) if line >= width else piece)
        return out

    @classmethod
    def _str_term_unicode(cls, i, arg_str):
        cls._named()
        return f'·{cls.basis_name}{i.translate(cls._subscript_mapping)}({arg_str})'

    @classmethod
    def _str_term_ascii(cls, i, arg_str):
        cls._named()
        return f' {cls.basis_name}_{i}({arg_str})'

    @classmethod
    def _repr_latex_term(cls, i, arg_str, needs_parens):
        cls._named()
        return f'{{{cls.basis_name}}}_{{{i}}}({arg_str})'

    @classmethod
    def _named(cls):
        if cls.basis_name is None:
            raise NotImplementedError('Subclasses must define either a basis_name, or override the methods that write a term')

    @staticmethod
    def _repr_latex_scalar(x, parens=False):
        return rf'\text{{{pu.format_float(x, parens=parens)}}}'

    def _format_term(self, scalar_format, off, scale):
        """The mapped variable as text, and whether it wants parentheses."""
        scaled = self.symbol if scale == 1 else f'{scalar_format(scale)}{self.symbol}'
        return (scaled, scale != 1) if off == 0 else (f'{scalar_format(off)} + {scaled}', True)

    def _repr_latex_(self):
        symbol, parens = self._format_term(self._repr_latex_scalar, *self.mapparms())
        parts = []
        for i, c in enumerate(self.coef):
            if i == 0:
                text = f'{self._repr_latex_scalar(c)}'
            elif not isinstance(c, numbers.Real):
                text = f' + ({self._repr_latex_scalar(c)})'
            else:
                text = f' + {self._repr_latex_scalar(c, parens=True)}' if c >= 0 else f' - {self._repr_latex_scalar(-c, parens=True)}'
            term = self._repr_latex_term(i, symbol, parens)
            part = text if term == '1' else rf'{text}\,{term}'
            parts.append(rf'\color{{LightGray}}{{{part}}}' if c == 0 else part)
        return rf'${self.symbol} \mapsto {"".join(parts) or "0"}$'

    # ---- pickle, call, iteration

    def __getstate__(self):
        state = self.__dict__.copy()
        state.update(coef=self.coef.copy(), domain=self.domain.copy(), window=self.window.copy(), symbol=self.symbol)
        return state

    def __setstate__(self, state):
        self.__dict__ = state
        self.__dict__['_symbol'] = state.pop('symbol', state.get('_symbol'))

    def __call__(self, arg):
        return self._family.val(pu.mapdomain(arg, self.domain, self.window), self.coef)

    def __iter__(self):
        return iter(self.coef)

    def __len__(self):
        return len(self.coef)

    # ---- arithmetic

    def _get_coefficients(self, other):
        """The coefficients of a series that fits this one; anything else as it is."""
        if not isinstance(other, ABCPolyBase):
            return other
        if not isinstance(other, self.__class__):
            raise TypeError('Polynomial types differ')
        if not np.all(self.domain == other.domain):
            raise TypeError('Domains differ')
        if not np.all(self.window == other.window):
            raise TypeError('Windows differ')
        if self.symbol != other.symbol:
            raise ValueError('Polynomial symbols differ')
        return other.coef

    def _combined(self, operation, other, reflected=False):
        other = self._get_coefficients(other)
        try:
            result = operation(other, self.coef) if reflected else operation(self.coef, other)
        except ZeroDivisionError:
            raise
        except Exception:
            return NotImplemented
        return result

    def _series(self, operation, other, reflected=False):
        result = self._combined(operation, other, reflected)
        return result if result is NotImplemented else self._with(result)

    def __neg__(self):
        return self._with(-self.coef)

    def __pos__(self):
        return self

    def __add__(self, other):
        return self._series(self._family.add, other)

    def __sub__(self, other):
        return self._series(self._family.sub, other)

    def __mul__(self, other):
        return self._series(self._family.mul, other)

    def __truediv__(self, other):
        if not isinstance(other, numbers.Number) or isinstance(other, bool):
            raise TypeError(f"unsupported types for true division: '{type(self)}', '{type(other)}'")
        return self.__floordiv__(other)

    def __floordiv__(self, other):
        result = self.__divmod__(other)
        return result if result is NotImplemented else result[0]

    def __mod__(self, other):
        result = self.__divmod__(other)
        return result if result is NotImplemented else result[1]

    def __divmod__(self, other):
        result = self._combined(self._family.div, other)
        return result if result is NotImplemented else (self._with(result[0]), self._with(result[1]))

    def __pow__(self, other):
        return self._with(self._family.pow(self.coef, other, maxpower=self.maxpower))

    def __radd__(self, other):
        return self._series(self._family.add, other, True)

    def __rsub__(self, other):
        return self._series(self._family.sub, other, True)

    def __rmul__(self, other):
        return self._series(self._family.mul, other, True)

    def __rtruediv__(self, other):
        return NotImplemented

    def __rfloordiv__(self, other):
        result = self.__rdivmod__(other)
        return result if result is NotImplemented else result[0]

    def __rmod__(self, other):
        result = self.__rdivmod__(other)
        return result if result is NotImplemented else result[1]

    def __rdivmod__(self, other):
        result = self._combined(self._family.div, other, True)
        return result if result is NotImplemented else (self._with(result[0]), self._with(result[1]))

    # ---- methods

    def copy(self):
        """A copy."""
        return self._with(self.coef)

    def degree(self):
        """The degree, trailing zeroes included."""
        return len(self) - 1

    def cutdeg(self, deg):
        """The series up to a degree."""
        return self.truncate(deg + 1)

    def trim(self, tol=0):
        """The series without trailing coefficients of absolute value at most `tol`."""
        return self._with(pu.trimcoef(self.coef, tol))

    def truncate(self, size):
        """The series of the first `size` coefficients."""
        count = int(size)
        if count != size or count < 1:
            raise ValueError('size must be a positive integer')
        return self._with(self.coef if count >= len(self.coef) else self.coef[:count])

    def convert(self, domain=None, kind=None, window=None):
        """The series in another basis, domain or window."""
        kind = self.__class__ if kind is None else kind
        return self(kind.identity(kind.domain if domain is None else domain, window=kind.window if window is None else window,
                                  symbol=self.symbol))

    def mapparms(self):
        """Offset and scale of the map from domain to window."""
        return pu.mapparms(self.domain, self.window)

    def integ(self, m=1, k=[], lbnd=None):
        """The m-th integral from `lbnd`."""
        off, scl = self.mapparms()
        lbnd = 0 if lbnd is None else off + scl * lbnd
        return self._with(self._family.int(self.coef, m, k, lbnd, 1. / scl))

    def deriv(self, m=1):
        """The m-th derivative."""
        _, scl = self.mapparms()
        return self._with(self._family.der(self.coef, m, scl))

    def roots(self):
        """The roots, in the domain."""
        return pu.mapdomain(self._family.roots(self.coef), self.window, self.domain)

    def linspace(self, n=100, domain=None):
        """`n` equally spaced points of the domain, and the values there."""
        domain = self.domain if domain is None else domain
        x = np.linspace(domain[0], domain[1], n)
        return x, self(x)

    @classmethod
    def fit(cls, x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol='x'):
        """The least-squares fit of a series to points."""
        if domain is None:
            domain = pu.getdomain(x)
            if domain[0] == domain[1]:
                domain[0] -= 1
                domain[1] += 1
        elif type(domain) is list and len(domain) == 0:
            domain = cls.domain
        window = cls.window if window is None else window
        result = cls._family.fit(pu.mapdomain(x, domain, window), y, deg, w=w, rcond=rcond, full=full)
        if full:
            coef, status = result
            return cls(coef, domain=domain, window=window, symbol=symbol), status
        return cls(result, domain=domain, window=window, symbol=symbol)

    @classmethod
    def fromroots(cls, roots, domain=[], window=None, symbol='x'):
        """The series with the given roots."""
        [roots] = pu.as_series([roots], trim=False)
        if domain is None:
            domain = pu.getdomain(roots)
        elif type(domain) is list and len(domain) == 0:
            domain = cls.domain
        window = cls.window if window is None else window
        off, scl = pu.mapparms(domain, window)
        coef = cls._family.fromroots(off + scl * roots) / scl ** len(roots)
        return cls(coef, domain=domain, window=window, symbol=symbol)

    @classmethod
    def identity(cls, domain=None, window=None, symbol='x'):
        """The series whose value is its argument."""
        domain = cls.domain if domain is None else domain
        window = cls.window if window is None else window
        off, scl = pu.mapparms(window, domain)
        return cls(cls._family.line(off, scl), domain, window, symbol)

    @classmethod
    def basis(cls, deg, domain=None, window=None, symbol='x'):
        """The basis function of a degree."""
        degree = int(deg)
        if degree != deg or degree < 0:
            raise ValueError('deg must be non-negative integer')
        return cls([0] * degree + [1], cls.domain if domain is None else domain, cls.window if window is None else window, symbol)

    @classmethod
    def cast(cls, series, domain=None, window=None):
        """A series of another basis in this one."""
        return series.convert(cls.domain if domain is None else domain, cls, cls.window if window is None else window)
