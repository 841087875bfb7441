"""datetime64 and timedelta64: 64-bit counts of a unit; the least number is NaT."""

import datetime as _datetime
from math import gcd

from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _opaque
from ._calendar import ATTOSECONDS, NAT, RANK, UNITS, count_of, fits, moment, parse, text_of
from ._dtype_parsing import of_unit, parse_unit
from ._dtype_text import unit_text
from ._opaque_scalars import _time_again, datetime64, timedelta64
from ._scalars_base import generic
from ._words import CASTING_EQUIV, CASTING_SAFE, CASTING_UNSAFE, INT64, ORDER_C, SWAPPED

raw = host.raw
ndarray = host.ndarray
GENERIC = ('generic', 1)
_NAMES = {'Y': 'years', 'M': 'months', 'W': 'weeks', 'D': 'days', 'h': 'hours', 'm': 'minutes', 's': 'seconds',
          'ms': 'milliseconds', 'us': 'microseconds', 'ns': 'nanoseconds', 'ps': 'picoseconds', 'fs': 'femtoseconds',
          'as': 'attoseconds', 'generic': 'generic time units'}
_EPOCH = _datetime.date(1970, 1, 1).toordinal()


def warn_of_generic():
    """A count without a unit means too little."""
    _errstate.warn("The 'generic' unit for NumPy timedelta is deprecated, and will raise an error in the future. This includes implicit "
                  'conversion of bare integers (e.g. `+ 1`). Please use a specific unit instead.', DeprecationWarning)


def unit_of(value):
    """A unit as users give it: text, (name, count), or a dtype."""
    if isinstance(value, str):
        return parse_unit(value[1:-1] if value[:1] == '[' else value) if value and value != 'generic' else GENERIC
    if isinstance(value, bytes):
        return unit_of(value.decode('ascii'))
    if isinstance(value, tuple):
        if len(value) not in (2, 3, 4):
            raise TypeError(f'Invalid tuple {value!r} as a datetime unit')
        name, count = value[0].decode() if isinstance(value[0], bytes) else value[0], value[1]
        if count <= 0:
            raise TypeError('Invalid tuple values for a datetime unit: a count must be positive')
        return (name, count) if len(value) == 2 or value[2] == 1 else parse_unit(f'{count}{name}/{value[2]}')
    if isinstance(value, dtypes.dtype):
        return value.unit
    raise TypeError(f'Invalid object {value!r} for a datetime unit')


def common_unit(x1, x2, strict):
    """The coarsest unit of which both are multiples. Days in months vary: where that matters (`strict`) there is none."""
    if x1[0] == 'generic' or x2[0] == 'generic':
        return x2 if x1[0] == 'generic' else x1
    if RANK[x1[0]] > RANK[x2[0]]:
        x1, x2 = x2, x1
    (name1, count1), (name2, count2) = x1, x2
    if name1 != name2:
        if name1 == 'Y' and name2 == 'M':
            count1 *= 12
        elif name1 in 'YM':
            if strict:
                raise TypeError(f'Cannot get a common metadata divisor for Numpy timedelta64 metadata {_text(x1)} and {_text(x2)} '
                                'because they have incompatible nonlinear base time units.')
        else:
            count1 *= ATTOSECONDS[name1] // ATTOSECONDS[name2]
    count = gcd(count1, count2)
    if count >= 1 << 31:
        raise OverflowError(f'Integer overflow while computing the conversion factor between NumPy datetime units {name1} and '
                            f'{name2}')
    return name2, count


def _text(unit):
    name, count = unit
    return f'[{count if count != 1 else ""}{name}]'


def factor(source, to):
    """(numerator, denominator): how many of one unit a span of another is; a month is a 4800th of 400 years."""
    (name1, count1), (name2, count2) = source, to
    if 'generic' in (name1, name2):
        return 1, 1
    up, down = count1, count2
    if name1 in 'YM' and name2 in 'YM':
        up, down = up * (12 if name1 == 'Y' else 1), down * (12 if name2 == 'Y' else 1)
    else:
        up, down = up * _span(name1), down * _span(name2)
    common = gcd(up, down)
    return up // common, down // common


def _span(name):
    """Attoseconds in 4800 of a unit."""
    return {'Y': 12, 'M': 1}[name] * 146097 * ATTOSECONDS['D'] if name in 'YM' else 4800 * ATTOSECONDS[name]


def checked(value):
    """A count that fits."""
    if not -1 << 63 <= value < 1 << 63:
        raise OverflowError('Python int too large to convert to C long')
    return value


class Times(_opaque.Family):
    """What datetimes and timedeltas have in common."""

    def dtype_of(self, scalar):
        return of_unit(self.kind, scalar._u)

    def scalar_of(self, value, unit):
        """A scalar."""
        return _time_again(self.scalar_type, value, unit)

    def make(self, cls, value, unit):
        """`datetime64(value, unit)`"""
        given = None if unit is None else unit_of(unit)
        if value is NotImplemented:
            value, found = 0 if self.kind == 'm' else NAT, given or GENERIC
        elif isinstance(value, ndarray) and value.ndim:
            return value.astype(of_unit(self.kind, given or GENERIC))
        else:
            value, found = self.read(value, given)
        if found[0] == 'generic':
            warn_of_generic()
        return _time_again(cls, value, found)

    def counts(self, a):
        """The counts, in a flat list."""
        return raw.reshape(self.integers(a), (a.size,), ORDER_C, 1).tolist()

    def integers(self, a):
        """The counts as an int64 view."""
        a = _opaque.plain(a)
        return raw.as_strided(a, INT64 if a.dtype.isnative else INT64 | SWAPPED, a.shape, a.strides, 0, False)

    numbers = integers

    def of_integers(self, whole, unit):
        """New int64 counts as times: themselves, or a view of those that are a view."""
        if not isinstance(whole, ndarray):
            return self.scalar_of(int(whole), unit)
        if whole.flags.owndata:
            host.set_layout(whole, of_unit(self.kind, unit).word, whole.shape, whole.strides)
            return whole
        return raw.as_strided(whole, of_unit(self.kind, unit).word, whole.shape, whole.strides, 0, False)

    def scalar(self, a):
        return self.scalar_of(self.integers(a).item(), a.dtype.unit)

    def scalars(self, a):
        unit = a.dtype.unit
        return [self.scalar_of(each, unit) for each in self.counts(a)]

    def python(self, a):
        unit = a.dtype.unit
        return [self.as_python(each, unit) for each in self.counts(a)]

    def values_of(self, a):
        return self.scalars(a) if a.dtype.kind == self.kind else _opaque.flat_python(a) if a.dtype.opaque else a.ravel().tolist()

    def sized(self, dtype, values, source=None):
        if dtype.unit[0] != 'generic':
            return dtype
        found = None
        for each in values:
            value, unit = self.read(each, None)
            if value != NAT or unit[0] != 'generic':
                found = unit if found is None else common_unit(found, unit, self.kind == 'm')
        return dtype if found is None else of_unit(self.kind, found)

    def encoded(self, values, dtype):
        from array import array
        unit = dtype.unit
        if unit[0] == 'generic' and any(type(each) is int for each in values):
            warn_of_generic()
        counts = array('q', [checked(self.read(each, unit)[0]) for each in values])
        whole = raw.new(INT64, (len(values),), ORDER_C, False)
        if values:
            raw.set(whole, (Ellipsis,), raw.as_strided(raw.from_object_buffer(counts), INT64, (len(values),), (8,), 0, False))
        result = self.of_integers(whole, unit)
        return result if dtype.isnative else result.byteswap(True).view(dtype)

    def cast(self, a, to):
        source = a.dtype
        if source.kind == self.kind:
            whole = self.integers(a)
            whole = whole.astype('i8') if not source.isnative or source.unit != to.unit else whole
            if to.unit[0] == 'generic' and source.unit[0] != 'generic':
                to = of_unit(self.kind, source.unit) if to.isnative else of_unit(self.kind, source.unit).newbyteorder('S')
            if source.unit != to.unit:
                whole = self.converted(whole, source.unit, to.unit)
            result = self.of_integers(whole, to.unit)
            return result if to.isnative else result.byteswap().view(to)
        if source.kind in 'biuf' or source.kind in 'Mm':
            if source.kind in 'Mm':
                if to.unit[0] == 'generic':
                    to = of_unit(self.kind, source.unit) if to.isnative else of_unit(self.kind, source.unit).newbyteorder('S')
                whole = _opaque.families[source.kind].integers(a).astype('i8')
            elif source.kind == 'f':
                nan = a != a
                whole = host.raw.astype(_where(nan, 0.0, a), INT64, 0, 5, 2)
                host.set(whole, (nan,) if isinstance(nan, ndarray) else (), NAT)
            else:
                whole = a.astype('i8')
            result = self.of_integers(whole, to.unit)
            return result if to.isnative else result.byteswap().view(to)
        return None

    def converted(self, whole, source, to):
        """int64 counts of one unit as counts of another."""
        if source[0] == 'generic':
            return whole
        up, down = factor(source, to)
        flat = raw.reshape(whole, (whole.size,), ORDER_C, 1).tolist()
        flat = [each if each == NAT else self.convert(each, source, to) for each in flat]
        if not all(each == NAT or fits(each) for each in flat):
            raise OverflowError(f'Overflow when converting between {"datetime64" if self.kind == "M" else "timedelta64"} units')
        return _opaque.convert._from_flat(flat, dtypes.int64, whole.shape, ORDER_C)

    def texts(self, a):
        """The elements as text, in a flat list."""
        return [self.text(each, a.dtype.unit) for each in self.counts(a)]

    def truth(self, a):
        return [each != 0 for each in self.counts(a)]

    def keys(self, a):
        return [(1, 0) if each == NAT else (0, each) for each in self.counts(a)]

    def common(self, x1, x2):
        """The type of the coarsest unit of which both units are multiples."""
        return of_unit(self.kind, common_unit(x1.unit, x2.unit, self.kind == 'm'))

    def allows(self, source, to, rule):
        unit1, unit2 = source.unit, to.unit
        if rule == CASTING_UNSAFE or unit1 == unit2:
            return True
        if rule == CASTING_EQUIV:
            return False
        if unit1[0] == 'generic':
            return True
        if unit2[0] == 'generic':
            return False
        nonlinear = self.kind == 'm' and (unit1[0] in 'YM') != (unit2[0] in 'YM')
        if rule != CASTING_SAFE:
            return not nonlinear
        if nonlinear:
            return False
        if (unit1[0] in 'YM') != (unit2[0] in 'YM'):
            return unit1[0] in 'YM'
        up, down = factor(unit1, unit2)
        return down == 1

    def hash(self, scalar):
        value, (name, count) = scalar._v, scalar._u
        if value == NAT:
            return hash(id(scalar))
        if name == 'generic':
            raise ValueError("Can't hash generic timedelta64")
        if self.kind == 'm' and name in 'YM':
            return hash(('months', value * count * (12 if name == 'Y' else 1)))
        days, attoseconds = moment(value, scalar._u)
        if attoseconds % 10 ** 12 == 0:
            try:
                return hash(self.since_epoch(days, attoseconds // 10 ** 12))    # as Python's own objects
            except OverflowError:
                pass
        return hash((self.kind, days, attoseconds))


def _where(condition, x, y):
    from ._selection import where
    return _opaque.convert.asarray(where(condition, x, y))


class Datetimes(Times):
    """'M'"""

    kind, scalar_type = 'M', datetime64

    def since_epoch(self, days, microseconds):
        """A moment as a datetime of Python's."""
        return _datetime.datetime(1970, 1, 1) + _datetime.timedelta(days, 0, microseconds)

    def text_length(self, dtype):
        """How many characters the text of a datetime takes at most."""
        lengths = {'generic': 28, 'as': 57, 'fs': 54, 'ps': 51, 'ns': 48, 'us': 45, 'ms': 42, 's': 38, 'm': 35, 'h': 32, 'D': 28,
                   'W': 28, 'M': 25, 'Y': 22}
        return lengths[dtype.unit[0]]

    def convert(self, value, source, to):
        """A count of one unit as a count of another."""
        return count_of(*moment(value, source), to)

    def read(self, value, unit):
        """(count, unit) of whatever stands for a datetime; `unit` None takes the value's own."""
        if isinstance(value, str) or isinstance(value, bytes):
            parsed = parse(value.decode('ascii', 'replace') if isinstance(value, bytes) else value)
            if parsed is None:
                return NAT, unit or GENERIC
            days, attoseconds, found = parsed
            unit = (found, 1) if unit is None or unit[0] == 'generic' else unit
            return checked(count_of(days, attoseconds, unit)), unit
        if isinstance(value, datetime64):
            if unit is None or unit == value._u or value._v == NAT or value._u[0] == 'generic':
                return value._v, unit or value._u
            return checked(self.convert(value._v, value._u, unit)), unit
        if isinstance(value, _datetime.date):
            return self._of_date(value, unit)
        if value is None:
            return NAT, unit or GENERIC
        if isinstance(value, ndarray) and value.ndim == 0:
            return self.read(value[()], unit)
        if isinstance(value, generic):
            if isinstance(value, timedelta64):
                return value._v, unit or value._u
            value = host.scalar_value(value)
        if isinstance(value, int) and not isinstance(value, bool) or isinstance(value, bool) and unit:
            if unit is None or unit[0] == 'generic':
                raise ValueError('Converting an integer to a NumPy datetime requires a specified unit')
            return checked(int(value)), unit
        if isinstance(value, float) and unit:
            return (NAT if value != value else checked(int(value))), unit
        raise ValueError('Could not convert object to NumPy datetime')

    def _of_date(self, value, unit):
        days, attoseconds, found = value.toordinal() - _EPOCH, 0, 'D'
        if isinstance(value, _datetime.datetime):
            found = 'us'
            offset = value.utcoffset()
            if offset is not None:
                import warnings
                warnings.warn('no explicit representation of timezones available for np.datetime64', UserWarning, stacklevel=5)
                value = value.replace(tzinfo=None) - offset
                days = value.toordinal() - _EPOCH
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            attoseconds = seconds * 10 ** 18 + value.microsecond * 10 ** 12
        unit = (found, 1) if unit is None or unit[0] == 'generic' else unit
        return count_of(days, attoseconds, unit), unit

    def as_python(self, value, unit):
        """A date, a datetime, or the count where they cannot hold it."""
        if value == NAT:
            return None
        if unit[0] == 'generic' or RANK[unit[0]] > RANK['us']:
            return value
        days, attoseconds = moment(value, unit)
        if not 1 <= days + _EPOCH <= 3652059:
            return value
        date = _datetime.date.fromordinal(days + _EPOCH)
        if unit[0] in 'YMWD':
            return date
        return _datetime.datetime(date.year, date.month, date.day) + _datetime.timedelta(microseconds=attoseconds // 10 ** 12)

    def text(self, value, unit):
        """A count as text."""
        if value != NAT and unit[0] == 'generic':
            raise ValueError('Cannot convert a NumPy datetime value other than NaT with generic units')
        return text_of(value, unit)

    def scalar_str(self, scalar):
        """`str` of a scalar."""
        return self.text(scalar._v, scalar._u)

    def scalar_repr(self, scalar):
        """`repr` of a scalar."""
        unit = scalar._u
        text = 'NaT' if scalar._v == NAT else self.text(scalar._v, unit)
        plain = scalar._v != NAT and (unit[0] == 'generic' or unit[1] == 1 and unit[0] != 'W')
        return f"np.datetime64('{text}')" if plain else f"np.datetime64('{text}','{_text(unit)[1:-1]}')"


class Timedeltas(Times):
    """'m'"""

    kind, scalar_type = 'm', timedelta64

    def since_epoch(self, days, microseconds):
        """A span as a timedelta of Python's."""
        return _datetime.timedelta(days, 0, microseconds)

    def text_length(self, dtype):
        """As many characters as an int64 takes."""
        return 21

    def convert(self, value, source, to):
        """A count of one unit as a count of another, rounded down."""
        up, down = factor(source, to)
        return value * up // down

    def read(self, value, unit):
        """(count, unit) of whatever stands for a timedelta; `unit` None takes the value's own."""
        if isinstance(value, bytes):
            value = value.decode('ascii')
        if isinstance(value, str):
            if value.strip().lower() in ('', 'nat'):
                return NAT, unit or GENERIC
            try:
                return checked(int(value)), unit or GENERIC
            except ValueError:
                raise ValueError(f'Could not convert object to NumPy timedelta') from None
        if isinstance(value, timedelta64):
            source = value._u
            if unit is None or unit == source or value._v == NAT or source[0] == 'generic':
                return value._v, unit or source
            if unit[0] == 'generic':
                return value._v, source
            if (source[0] in 'YM') != (unit[0] in 'YM'):
                raise TypeError(f'Cannot cast NumPy timedelta64 scalar from metadata {_text(source)} to {_text(unit)} according to '
                                "the rule 'same_kind'")
            return checked(self.convert(value._v, source, unit)), unit
        if isinstance(value, _datetime.timedelta):
            micros = (value.days * 86400 + value.seconds) * 10 ** 6 + value.microseconds
            if unit is None or unit[0] == 'generic':
                return micros, _exact_unit(value)
            if unit[0] in 'YM':
                raise TypeError(f'Cannot cast NumPy timedelta64 scalar from metadata [us] to {_text(unit)} according to the rule '
                                "'same_kind'")
            return checked(self.convert(micros, ('us', 1), unit)), unit
        if value is None:
            return NAT, unit or GENERIC
        if isinstance(value, ndarray) and value.ndim == 0:
            return self.read(value[()], unit)
        if isinstance(value, generic):
            value = host.scalar_value(value)
        if isinstance(value, (int, bool)):
            return checked(int(value)), unit or GENERIC
        if isinstance(value, float):
            return (NAT if value != value else checked(int(value))), unit or GENERIC
        raise ValueError('Could not convert object to NumPy timedelta')

    def as_python(self, value, unit):
        """A timedelta, or the count where it cannot hold it."""
        if value == NAT:
            return None
        name, count = unit
        if name in ('Y', 'M', 'generic') or RANK[name] > RANK['us']:
            return value
        try:
            return _datetime.timedelta(microseconds=value * count * (ATTOSECONDS[name] // 10 ** 12))
        except OverflowError:
            return value

    def text(self, value, unit):
        """A count as text."""
        return 'NaT' if value == NAT else str(value)

    def texts(self, a):
        """The elements as text, in a flat list: '5 days'."""
        return [self._worded(each, a.dtype.unit) for each in self.counts(a)]

    def scalar_str(self, scalar):
        """`str` of a scalar: '5 days'."""
        return self._worded(scalar._v, scalar._u)

    @staticmethod
    def _worded(value, unit):
        name, count = unit
        return 'NaT' if value == NAT else f'{value * count} {_NAMES[name]}'

    def scalar_repr(self, scalar):
        """`repr` of a scalar."""
        value = "'NaT'" if scalar._v == NAT else scalar._v
        return f'np.timedelta64({value})' if scalar._u[0] == 'generic' else f"np.timedelta64({value},'{_text(scalar._u)[1:-1]}')"


def _exact_unit(value):
    """The unit that a timedelta of Python's comes with."""
    return ('us', 1)


_opaque.families.update(M=Datetimes(), m=Timedeltas())


# ---- functions

def datetime_data(dtype, /):
    """The unit of a datetime or timedelta type: (name, count)."""
    found = dtypes.find(dtype)
    if found.kind not in 'Mm':
        raise TypeError('cannot get datetime metadata from non-datetime type')
    return found.unit


def datetime_as_string(arr, unit=None, timezone='naive', casting='same_kind'):
    """Datetimes as text: to the precision of their unit, of `unit`, or ('auto') as few parts as they need."""
    a = _opaque.convert.asarray(arr)
    if a.dtype.kind != 'M':
        raise TypeError('input must have type NumPy datetime')
    own = a.dtype.unit
    if timezone not in ('naive', 'UTC', 'local') and not hasattr(timezone, 'utcoffset'):
        raise ValueError(f'Unsupported timezone input string "{timezone}"' if isinstance(timezone, str) else
                         'invalid timezone')
    shown = None if unit in (None, 'auto') else unit_of(unit)
    if shown is not None and own[0] != 'generic' and not _opaque.families['M'].allows(a.dtype, of_unit('M', shown),
                                                                                     dtypes.casting_of(casting)) :
        raise TypeError(f"Cannot create a datetime string as units '{shown[0]}' from a NumPy datetime with units '{own[0]}' "
                        f"according to the casting rule '{casting}'")
    texts = []
    for each in _opaque.families['M'].counts(a):
        part = _shortest(each, own) if unit == 'auto' else shown[0] if shown else own[0]
        zone, moved, its = '', each, own
        if each != NAT and timezone != 'naive' and RANK.get(part, 0) >= RANK['h']:
            zone = 'Z'
            if timezone != 'UTC':
                its = (own[0], own[1]) if RANK[own[0]] >= RANK['m'] else ('m', 1)
                moved, zone = _localized(each, own, its, timezone)
        texts.append(text_of(moved, its, part) + zone)
    result = _opaque.convert.array(texts or [''], dtype='U')
    width = _opaque.families['M'].text_length(a.dtype)
    result = result.astype(f'U{max(width, result.dtype.itemsize // 4)}') if texts else raw.new(
        dtypes.find(f'U{width}').word, a.shape, ORDER_C, True)
    result = result.reshape(a.shape)
    return result if isinstance(arr, ndarray) and a.ndim else result[()]


def _localized(value, unit, to, timezone):
    """A count in local time, and the text of its offset."""
    moment_ = _opaque.families['M'].convert(value, unit, to)
    when = _datetime.datetime(1970, 1, 1, tzinfo=_datetime.timezone.utc) + _datetime.timedelta(
        seconds=_opaque.families['M'].convert(value, unit, ('s', 1)))
    offset = when.astimezone(None if timezone == 'local' else timezone).utcoffset()
    minutes = int(offset.total_seconds()) // 60
    sign, size = ('-', -minutes) if minutes < 0 else ('+', minutes)
    shift = _opaque.families['m'].convert(minutes, ('m', 1), to)
    return moment_ + shift, f'{sign}{size // 60:02d}{size % 60:02d}'


def _shortest(value, unit):
    """The coarsest unit that shows a datetime whole: days, minutes, seconds, or parts of them."""
    if value == NAT or unit[0] in 'YM':
        return unit[0]
    _, rest = moment(value, unit)
    if rest == 0:
        return 'D' if unit[0] not in 'YM' else unit[0]
    for name in ('h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as')[1:]:
        if rest % ATTOSECONDS[name] == 0:
            return name
    return 'as'


def arange(start, stop, step, dtype):
    """`numpyni.arange` of datetimes or timedeltas."""
    convert = _opaque.convert
    given = [each for each in (start, stop, step) if each is not None]
    parts = [each if isinstance(each, (str, _datetime.date, int)) and not isinstance(each, bool) else convert.asarray(each)
             for each in given]
    is_date = dtype is not None and dtype.kind == 'M' or any(
        isinstance(each, (str, _datetime.date)) or isinstance(each, ndarray) and each.dtype.kind == 'M' for each in parts)
    kind = 'M' if is_date else 'm'
    if step is not None and convert.asarray(step).dtype.kind == 'M':
        raise ValueError('cannot use a datetime as a step in arange')
    if is_date and (stop is None or start is None):
        raise ValueError('arange requires both a start and a stop for NumPy datetime64 ranges')
    family = _opaque.families[kind]
    unit = None if dtype is None or dtype.unit[0] == 'generic' else dtype.unit
    if unit is None:
        for name, each in (('start', start), ('stop', stop), ('step', step)):
            if each is None or isinstance(each, (int, float)) or isinstance(each, generic) and each._kind is None:
                continue
            own = _opaque.families['m' if name == 'step' or kind == 'm' or isinstance(each, timedelta64) else 'M'].read(
                each[()] if isinstance(each, ndarray) else each, None)[1]
            unit = own if unit is None else common_unit(unit, own, kind == 'm')
        unit = unit or GENERIC

    def count(value, which):
        if isinstance(value, ndarray):
            value = value[()]
        if isinstance(value, timedelta64) and which != 'M' or which == 'm':
            return _opaque.families['m'].read(value, unit)[0]
        if isinstance(value, timedelta64):
            return _opaque.families['m'].read(value, unit)[0] + first
        if isinstance(value, (int, generic)) and not isinstance(value, datetime64):
            return int(value) + (first if which == 'M' else 0)
        return _opaque.families['M'].read(value, unit)[0]
    first = 0
    first = 0 if start is None else (count(start, kind) if kind == 'M' and not isinstance(start, int) else
                                     int(start) if isinstance(start, int) else count(start, kind))
    last = int(stop) if isinstance(stop, int) and kind == 'm' else count(stop, kind)
    if isinstance(stop, (int, timedelta64)) and kind == 'M':
        last = _opaque.families['m'].read(stop, unit)[0] + first
    by = 1 if step is None else _opaque.families['m'].read(step, unit)[0]
    if NAT in (first, last, by):
        raise ValueError('arange: cannot use NaT (not-a-time) datetime values')
    if by == 0:
        raise ValueError('arange: step cannot be zero')
    if unit[0] == 'generic':
        warn_of_generic()
    length = max(0, -((first - last) // by))
    return family.of_integers(raw.arange(INT64, first, by, length), unit)


def isnat(x, /, out=None, *, where=True):
    """Which elements are NaT."""
    a = _opaque.convert.asarray(x)
    if a.dtype.kind not in 'Mm':
        raise TypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
    whole = _opaque.families[a.dtype.kind].integers(a)
    result = _opaque.convert.asarray(whole == NAT)
    if out is not None:
        host.assign(out, result, CASTING_UNSAFE, None if where is True else _opaque.convert.asarray(where))
        return out
    return result if result.ndim else result[()]
