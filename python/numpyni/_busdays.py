"""Business days: `busdaycalendar`, `is_busday`, `busday_count`, `busday_offset`."""

import bisect

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from . import _opaque_ufuncs as loops
from ._calendar import NAT
from ._words import CASTING_UNSAFE, NOVALUE

ndarray = host.ndarray
_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_ROLLS = {'raise': 'raise', 'nat': 'nat', 'forward': 'forward', 'following': 'forward', 'backward': 'backward',
          'preceding': 'backward', 'modifiedfollowing': 'modifiedfollowing', 'modifiedpreceding': 'modifiedpreceding'}


def _mask(weekmask):
    """Seven booleans, Monday first."""
    if isinstance(weekmask, bytes):
        weekmask = weekmask.decode('ascii')
    if isinstance(weekmask, str):
        text = ''.join(weekmask.split())
        if len(text) == 7 and set(text) <= set('01'):
            found = [each == '1' for each in text]
        else:
            parts = [text[i:i + 3] for i in range(0, len(text), 3)]
            if not parts or not all(each in _DAYS for each in parts):
                raise ValueError(f"Invalid business day weekmask string \"{weekmask}\"")
            found = [day in parts for day in _DAYS]
    else:
        a = convert.asarray(weekmask)
        if a.shape != (7,):
            raise ValueError('A business day weekmask array must have length 7')
        values = a.tolist()
        if not all(each in (0, 1) for each in values):
            raise ValueError("Couldn't convert object into a business day weekmask") if a.dtype.kind not in 'biu' else ValueError(
                'A business day weekmask array must have all 1\'s and 0\'s')
        found = [bool(each) for each in values]
    if not any(found):
        raise ValueError('Cannot construct a numpy.busdaycal with a weekmask of all zeros')
    return found


def _dates(values, casting='safe'):
    """Datetimes as an array of days."""
    a = convert.asarray(values)
    if a.dtype.kind != 'M':
        a = convert.array(values, dtype='M8[D]') if a.dtype.kind in 'OSU' or not a.size else a.astype('M8[D]', casting='safe')
    elif a.dtype.unit != ('D', 1):
        if a.dtype.unit[0] != 'generic' and not dtypes.can_cast(a.dtype, 'M8[D]', casting):
            raise TypeError(f'Cannot cast array data from {a.dtype!r} to {dtypes.find("M8[D]")!r} according to the rule \'{casting}\'')
        a = a.astype('M8[D]')
    return a


class busdaycalendar:
    """The days of the week that are worked on, and the holidays: `busdaycalendar(weekmask='1111100', holidays=None)`."""

    __module__ = 'numpyni'

    def __init__(self, weekmask='1111100', holidays=None):
        self._mask = _mask(weekmask)
        days = [] if holidays is None else _opaque.families['M'].counts(_dates(holidays))
        self._holidays = sorted({each for each in days if each != NAT and self._mask[(each + 3) % 7]})

    @property
    def weekmask(self):
        """Seven booleans, Monday first."""
        return convert.array(self._mask)

    @property
    def holidays(self):
        """The holidays on days that would be worked on, sorted."""
        return _days(self._holidays, (len(self._holidays),))

    def is_open(self, day):
        """Whether a day since 1970 is worked on."""
        if not self._mask[(day + 3) % 7]:
            return False
        place = bisect.bisect_left(self._holidays, day)
        return place == len(self._holidays) or self._holidays[place] != day

    def before(self, day):
        """How many days since the Monday before 1970 are worked on before a day, holidays included; then without."""
        weeks, rest = divmod(day + 3, 7)
        return weeks * sum(self._mask) + sum(self._mask[:rest]) - bisect.bisect_left(self._holidays, day)

    def moved(self, day, offset):
        """The day worked on that stands `offset` such days after one."""
        step, per_week = (1 if offset > 0 else -1), sum(self._mask)
        target = self.before(day) + offset
        day += offset // per_week * 7 if abs(offset) > 2 * per_week else 0
        while True:
            missing = target - self.before(day)
            if missing == 0 and self.is_open(day):
                return day
            if abs(missing) > 2 * per_week:
                day += missing // per_week * 7
            else:
                day += 1 if missing > 0 or missing == 0 and not self.is_open(day) else -1


def _days(counts, shape):
    whole = convert._from_flat(list(counts), dtypes.int64, shape, 1)
    return _opaque.families['M'].of_integers(whole, ('D', 1))


def _calendar(weekmask, holidays, busdaycal):
    if busdaycal is None:
        return busdaycalendar('1111100' if weekmask is NOVALUE else weekmask, holidays)
    if not isinstance(busdaycal, busdaycalendar):
        raise TypeError('busdaycal must be a numpy.busdaycalendar')
    if holidays is not None or weekmask is not NOVALUE:
        raise ValueError('Cannot supply both the weekmask/holidays and the busdaycal parameters to busday_offset()')
    return busdaycal


def _delivered(result, out):
    if out is None:
        return result if result.ndim else result[()]
    if not isinstance(out, ndarray):
        raise ValueError('busday: must provide a NumPy array for \'out\'')
    host.assign(out, result, CASTING_UNSAFE, None)
    return out


def is_busday(dates, weekmask=NOVALUE, holidays=None, busdaycal=None, out=None):
    """Which days are worked on."""
    calendar, a = _calendar(weekmask, holidays, busdaycal), _dates(dates)
    values = [each != NAT and calendar.is_open(each) for each in _opaque.families['M'].counts(a)]
    return _delivered(convert._from_flat(values, dtypes.bool_, a.shape, 1), out)


def busday_count(begindates, enddates, weekmask=NOVALUE, holidays=None, busdaycal=None, out=None):
    """How many days are worked on from the first days up to, and without, the second."""
    calendar = _calendar(weekmask, holidays, busdaycal)
    x1, x2 = _dates(begindates), _dates(enddates)
    shape = loops.broadcast_shape([x1, x2])
    pairs = zip(*[_opaque.families['M'].counts(host.broadcast_to(x, shape)) for x in (x1, x2)])
    values = []
    for first, last in pairs:
        if NAT in (first, last):
            raise ValueError('Cannot compute a business day count with a NaT (not-a-time) date')
        if first <= last:
            values.append(calendar.before(last) - calendar.before(first))
        else:               # backwards the last day counts, and the first does not
            values.append(-(calendar.before(first + 1) - calendar.before(last + 1)))
    return _delivered(convert._from_flat(values, dtypes.int64, shape, 1), out)


def _rolled(calendar, day, roll):
    """A day that is worked on, in place of one that may not be."""
    if calendar.is_open(day):
        return day
    if roll == 'nat':
        return NAT
    if roll == 'raise':
        raise ValueError('Non-business day date in busday_offset')
    from ._calendar import date_of
    step = 1 if roll in ('forward', 'modifiedfollowing') else -1
    moved = day
    while not calendar.is_open(moved):
        moved += step
    if roll.startswith('modified') and date_of(moved)[:2] != date_of(day)[:2]:
        moved = day
        while not calendar.is_open(moved):
            moved -= step
    return moved


def busday_offset(dates, offsets, roll='raise', weekmask=NOVALUE, holidays=None, busdaycal=None, out=None):
    """The days that stand `offsets` days worked on after others; `roll` says what stands for a day that is not worked on."""
    calendar = _calendar(weekmask, holidays, busdaycal)
    if not isinstance(roll, (str, bytes)):
        raise TypeError('roll must be a string')
    roll = roll.decode() if isinstance(roll, bytes) else roll
    if roll not in _ROLLS:
        raise ValueError(f'Invalid business day roll parameter "{roll}"')
    roll = _ROLLS[roll]
    a, steps = _dates(dates), convert.asarray(offsets)
    if steps.dtype.kind == 'm':
        steps = _opaque.families['m'].integers(steps)
    if steps.dtype.kind not in 'biu':
        raise TypeError(f"Cannot cast array data from {steps.dtype!r} to dtype('int64') according to the rule 'safe'")
    shape = loops.broadcast_shape([a, steps])
    values = []
    for day, step in zip(_opaque.families['M'].counts(host.broadcast_to(a, shape)), host.broadcast_to(steps, shape).ravel().tolist()):
        if day == NAT:
            if roll == 'raise':
                raise ValueError('NaT input in busday_offset')
            values.append(NAT)
            continue
        day = _rolled(calendar, day, roll)
        values.append(day if day == NAT or step == 0 else calendar.moved(day, step))
    return _delivered(_days(values, shape), out)
