"""Units of time and the calendar: counts of a unit since 1970 to dates and back, and their text (ISO 8601)."""

import re

NAT = -1 << 63
UNITS = ('Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as')
RANK = {unit: i for i, unit in enumerate(UNITS)}
# attoseconds in a unit
ATTOSECONDS = {'W': 604800 * 10 ** 18, 'D': 86400 * 10 ** 18, 'h': 3600 * 10 ** 18, 'm': 60 * 10 ** 18, 's': 10 ** 18, 'ms': 10 ** 15,
               'us': 10 ** 12, 'ns': 10 ** 9, 'ps': 10 ** 6, 'fs': 10 ** 3, 'as': 1}
_DAY = ATTOSECONDS['D']
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TEXT = re.compile(r'\s*([+-]?\d{4,}|[+-]\d+)(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?)?\s*'
                   r'(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?')


def days_of(year, month, day):
    """Days since 1970 of a date of the Gregorian calendar, before its introduction too."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def date_of(days):
    """(year, month, day) of days since 1970."""
    era, day = divmod(days + 719468, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5 - 1
    month += 3 if month < 10 else -9
    return year + era * 400 + (month <= 2), month, day


def month_length(year, month):
    """Days of a month."""
    return 29 if month == 2 and (year % 4 == 0 and year % 100 != 0 or year % 400 == 0) else _LENGTHS[month - 1]


def moment(value, unit):
    """(days since 1970, attoseconds of the day) where a count of a unit stands."""
    name, count = unit
    value *= count
    if name == 'Y':
        return days_of(1970 + value, 1, 1), 0
    if name == 'M':
        return days_of(1970 + value // 12, value % 12 + 1, 1), 0
    return divmod(value * ATTOSECONDS[name], _DAY)


def count_of(days, attoseconds, unit):
    """The count of a unit that a moment is in."""
    name, count = unit
    if name in 'YM':
        year, month, _ = date_of(days)
        value = year - 1970 if name == 'Y' else (year - 1970) * 12 + month - 1
    else:
        value = (days * _DAY + attoseconds) // ATTOSECONDS[name]
    return value // count


def fits(value):
    """Whether a count fits 64 bits; the least number is NaT."""
    return NAT < value < 1 << 63


# ---- text

def parse(text):
    """(days, attoseconds, the unit that the text has) of a date; None for NaT."""
    stripped = text.strip()
    if stripped == '' or stripped.lower() == 'nat':
        return None
    if stripped.lower() in ('now', 'today'):
        import time
        now = int(time.time())
        return (now // 86400, now % 86400 * 10 ** 18, 's') if stripped.lower() == 'now' else (now // 86400, 0, 'D')
    match = _TEXT.match(text)
    if not match:
        raise ValueError(f'Error parsing datetime string "{text[:100]}" at position 0')
    if text[match.end():].strip():
        raise ValueError(f'Error parsing datetime string "{text[:100]}" at position {match.end()}')
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    date = int(year), int(month or 1), int(day or 1)
    _check(text, match, date, int(hour or 0), int(minute or 0), int(second or 0))
    unit = next(unit for unit, part in (('s', second), ('m', minute), ('h', hour), ('D', day), ('M', month), ('Y', year)) if part)
    seconds = int(hour or 0) * 3600 + int(minute or 0) * 60 + int(second or 0)
    attoseconds = 0
    if fraction:
        digits = len(fraction)
        unit = ('ms', 'us', 'ns', 'ps', 'fs', 'as')[min(-(-digits // 3), 6) - 1]
        attoseconds = int(fraction[:18].ljust(18, '0'))
    days = days_of(*date)
    if zone:
        import warnings
        warnings.warn('no explicit representation of timezones available for np.datetime64', UserWarning, stacklevel=6)
        if zone != 'Z':
            hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(':') or 0)
            if hours >= 24 or minutes >= 60:
                raise ValueError(f'Timezone hours offset out of range in datetime string "{text}"')
            seconds -= (hours * 60 + minutes) * (60 if zone[0] == '+' else -60)
        unit = 'm' if unit == 'h' and zone != 'Z' else unit
    more, rest = divmod(seconds, 86400)
    return days + more, rest * 10 ** 18 + attoseconds, unit


def _check(text, match, date, hour, minute, second):
    year, month, day = date
    if not 1 <= month <= 12:
        raise ValueError(f'Month out of range in datetime string "{text}"')
    if not 1 <= day <= month_length(year, month):
        raise ValueError(f'Day out of range in datetime string "{text}"')
    for name, value, limit in (('Hours', hour, 24), ('Minutes', minute, 60), ('Seconds', second, 60)):
        if value >= limit:
            raise ValueError(f'{name} out of range in datetime string "{text}"')


_DIGITS = {'ms': 3, 'us': 6, 'ns': 9, 'ps': 12, 'fs': 15, 'as': 18}


def text_of(value, unit, shown=None):
    """The text of a count of a unit, to the precision of its unit, or of another."""
    if value == NAT:
        return 'NaT'
    days, attoseconds = moment(value, unit)
    shown = unit[0] if shown is None else shown
    year, month, day = date_of(days)
    text = f'{"-" if year < 0 else ""}{abs(year):04d}'
    if shown == 'Y':
        return text
    text += f'-{month:02d}'
    if shown == 'M':
        return text
    text += f'-{day:02d}'
    if shown in 'WD':
        return text
    seconds, attoseconds = divmod(attoseconds, 10 ** 18)
    text += f'T{seconds // 3600:02d}'
    if shown == 'h':
        return text
    text += f':{seconds // 60 % 60:02d}'
    if shown == 'm':
        return text
    text += f':{seconds % 60:02d}'
    digits = _DIGITS.get(shown, 0)
    return text + (f'.{attoseconds:018d}'[:digits + 1] if digits else '')
