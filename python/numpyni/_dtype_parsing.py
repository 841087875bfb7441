"""dtypes from what users write for them: strings with widths, units and fields; tuples, lists and dicts; classes of ctypes."""

import operator
import re

from ._dtype_object import NATIVE, _reordered, dtype, opaque

find = by_name = None           # set by `_dtypes`

UNITS = ('Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as', 'generic')
_WIDE = {'S': 1, 'a': 1, 'U': 4, 'V': 1}
_LIMIT = 1 << 31
_TIME = re.compile(r'(M8|m8|datetime64|timedelta64|M|m)\[(.*)\]$')
_UNIT = re.compile(r'\s*(-?\d+)?\s*([A-Za-z\u03bc\xb5]+)\s*(?:/\s*(\d+))?\s*$')
_ITEM = re.compile(r'\s*([<>|=]?)\s*(\(\s*[\d\s,]*\)|\d+)?\s*([<>|=]?)\s*([A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9,. /]*\])?|\?)\s*')


# ---- strings

def of_text(text, order, rest, align):
    """The type of a string that is no plain name; None where it is none."""
    found = _wide(rest) or _time(rest)
    if found is not None:
        return found.newbyteorder(order)
    if ',' in text or '(' in text or text[:1].isdigit() or text[1:2].isdigit() and order != '=':
        return _of_fields(text, align)
    return None


def _wide(rest):
    width = _WIDE.get(rest[:1])
    if width is None or not rest[1:].isdigit():
        return None
    if rest[0] == 'a':
        import warnings
        warnings.warn("Data type alias 'a' was deprecated in NumPy 2.0. Use the 'S' alias instead.", DeprecationWarning,
                      stacklevel=6)
    return of_width('S' if rest[0] == 'a' else rest[0], int(rest[1:]))


def of_width(kind, length):
    """bytes, str or void of a length."""
    if length * _WIDE[kind] >= _LIMIT:
        raise ValueError('invalid itemsize in generic type tuple') if length >= _LIMIT else TypeError(
            f"data type '{kind}{length}' not understood")
    return by_name[kind]._but(itemsize=length * _WIDE[kind])


def _time(rest):
    match = None if ',' in rest else _TIME.match(rest)
    if match is None:
        if rest[:2] in ('M8', 'm8') and rest[2:] and ',' not in rest:
            raise TypeError(f'data type {rest!r} not understood')
        return None
    return of_unit('M' if match[1][0] in 'Md' else 'm', parse_unit(match[2], f'[{match[2]}]'))


def of_unit(kind, unit):
    """datetime64 or timedelta64 of a unit: (name, count)."""
    return by_name[kind]._but(unit=unit)


_FINER = {'Y': (('M', 12), ('W', 52), ('D', 365)), 'M': (('W', 4), ('D', 30), ('h', 720)), 'W': (('D', 7), ('h', 168), ('m', 10080)),
          'D': (('h', 24), ('m', 1440), ('s', 86400)), 'h': (('m', 60), ('s', 3600)), 'm': (('s', 60), ('ms', 60000)),
          's': (('ms', 1000), ('us', 1000000)), 'ms': (('us', 1000), ('ns', 1000000)), 'us': (('ns', 1000), ('ps', 1000000)),
          'ns': (('ps', 1000), ('fs', 1000000)), 'ps': (('fs', 1000), ('as', 1000000)), 'fs': (('as', 1000),)}


def parse_unit(text, whole=None):
    """A unit such as '25s' or '7D/2': (name, count)."""
    whole = f'[{text}]' if whole is None else whole
    match = _UNIT.match(text)
    name = match and {'\u03bcs': 'us', '\xb5s': 'us'}.get(match[2], match[2])
    if not match or name not in UNITS or match[1] and int(match[1]) <= 0:
        raise TypeError(f'Invalid datetime unit in metadata string "{whole}"')
    count = int(match[1] or 1)
    if count >= _LIMIT or name == 'generic' and match[1]:
        raise TypeError(f'Invalid datetime unit in metadata string "{whole}"')
    if match[3]:
        divisor = int(match[3])
        if divisor == 1:
            return name, count
        for finer, ratio in _FINER.get(name, ()):
            if ratio % divisor == 0:
                return finer, count * (ratio // divisor)
        raise ValueError(f'divisor ({divisor}) is not a multiple of a lower-unit in datetime metadata "{whole}"')
    return name, count


def _of_fields(text, align):
    """'i4,(2,3)f8,S5': a structure of unnamed fields; a single repeated item is a sub-array."""
    items, place, lone = [], 0, None
    comma = False
    while place < len(text):
        match = _ITEM.match(text, place)
        if match is None:
            raise TypeError(f'data type {text!r} not understood')
        first, repeats, second, code = match.groups()
        if first and second and first.replace('=', NATIVE) != second.replace('=', NATIVE):
            raise ValueError(f'inconsistent byte-order specification {first} and {second}')
        order = first or second
        found = find(('' if order in '|=' else order) + code)
        if repeats and repeats[0] == '(' and ',' not in repeats and repeats[1:-1].strip():
            lone = repeats
        items.append(found if not repeats else find((found, _repeats(repeats))))
        place = match.end()
        if place < len(text):
            if text[place] != ',':
                raise TypeError(f'data type {text!r} not understood')
            place, comma = place + 1, True
    if not items or lone and not comma:
        return None
    if lone:
        import warnings
        warnings.warn(f'Passing in a parenthesized single number for repeats is deprecated; pass either a single number or indicate a '
                      f'tuple with a comma, like "({lone[1:-1].strip()},)".', DeprecationWarning, stacklevel=6)
    return items[0] if len(items) == 1 and not comma else structure([f'f{i}' for i in range(len(items))], items, align=align)


def _repeats(text):
    if text[0] != '(':
        return int(text) if int(text) != 1 else ()
    return tuple([int(n) for n in text[1:-1].split(',') if n.strip()])


# ---- tuples, lists, dicts

def of_collection(spec, align):
    """The type of a tuple, a list or a dict."""
    if isinstance(spec, tuple):
        return _of_tuple(spec, align)
    if isinstance(spec, list):
        return _of_list(spec, align)
    return _of_dict(spec, align)


def _of_tuple(spec, align):
    if len(spec) != 2:
        raise TypeError(f'Tuple must have size 2, but has size {len(spec)}')
    first, second = spec
    found = find(first, align)
    if isinstance(second, dict) and not ({'names', 'formats'} & set(second)) and not found.opaque | (found.kind == 'V'):
        return dtype(found, metadata=second)
    if found.kind in 'SUV' and found.itemsize == 0 and found.names is None and found.subdtype is None and _is_int(second):
        if second < 0:
            raise ValueError('invalid itemsize in generic type tuple')
        return of_width(found.kind, second)._but(type=found.type)
    if not _is_int(second) and not (isinstance(second, (tuple, list)) and all(map(_is_int, second))):
        return _overlaid(found, second, align)
    return subarray(found, second)


def _is_int(value):
    return hasattr(type(value), '__index__') and not isinstance(value, dtype) and getattr(value, 'ndim', 0) == 0


def _overlaid(found, second, align):
    """(void or record, fields) and (integer type, fields): the fields with another scalar type."""
    if isinstance(second, dict) and found.opaque and not ({'names', 'formats'} & set(second)) and not second:
        return found
    try:
        new = find(second, align)
    except TypeError:
        if isinstance(second, (tuple, list)):
            raise TypeError("dtype shape must be an integer or a tuple of integers") from None
        raise
    if found.kind == 'V' and found.itemsize == 0 and found.names is None:
        return new._but(type=found.type) if new.kind == 'V' else new
    if new.itemsize != found.itemsize:
        raise ValueError('mismatch in size of old and new data-descriptor')
    if found.kind == 'O' and new.hasobject:
        return new
    if new.hasobject or found.hasobject:
        raise TypeError('dtypes of the form (old_dtype, new_dtype) containing the object dtype are not supported')
    return found if new.names is None else new._but(type=found.type if found.kind == 'V' else new.type)


def subarray(found, shape):
    """The type of elements that are arrays."""
    shape = (shape,) if _is_int(shape) else tuple(shape)
    try:
        shape = tuple([each.__index__() for each in shape])
    except AttributeError:
        raise TypeError(f"invalid shape in fixed-type tuple: dtype size in bytes must fit into a C int.") from None
    if any(isinstance(each, bool) for each in shape):
        raise TypeError('invalid shape in fixed-type tuple')
    if any(each < 0 for each in shape):
        raise ValueError('invalid shape in fixed-type tuple: dimension smaller than zero.')
    if any(each >= _LIMIT for each in shape):
        raise ValueError('invalid shape in fixed-type tuple: dimension does not fit into a C int.')
    if shape == ():
        return found
    if len(shape) > 64:
        raise ValueError('maximum supported dimension for a subarray is 64')
    base, size = found, found.itemsize
    for each in shape:
        size *= each
    if size >= _LIMIT:
        raise ValueError('invalid shape in fixed-type tuple: dtype size in bytes must fit into a C int.')
    return opaque('V', 'V', 20, size, by_name['V'].type, '|', base.alignment, subdtype=(base, shape), shape=shape,
                  hasobject=base.hasobject, flags=base.flags)


def _of_list(spec, align):
    names, formats, titles = [], [], []
    for number, item in enumerate(spec):
        if isinstance(item, tuple):
            if not 2 <= len(item) <= 3:
                raise TypeError(f'Field elements must be 2- or 3-tuples, got {item!r}')
            label, *form = item
            title = None
            if isinstance(label, tuple):
                if len(label) != 2:
                    raise TypeError(f'Field elements must be tuples with at most 3 elements, got {item!r}')
                title, label = label
            if not isinstance(label, str):
                raise TypeError(f'Field elements must be 2- or 3-tuples, got {item!r}')
            formats.append(find(form[0], align) if len(form) == 1 else subarray(find(form[0], align), form[1]))
            names.append(label)
            titles.append(title)
        else:
            raise TypeError(f'Field elements must be 2- or 3-tuples, got {item!r}')
    labels = [name or (title if isinstance(title, str) and title else f'f{i}') for i, (name, title) in enumerate(zip(names, titles))]
    return structure(labels, formats, titles=titles if any(t is not None for t in titles) else None, align=align)


def _of_dict(spec, align):
    for key in ('names', 'formats', 'offsets', 'titles'):
        if isinstance(spec.get(key), (set, frozenset)):
            raise TypeError(f'{key} must be a sequence')
    if 'names' not in spec or 'formats' not in spec:
        if 'names' in spec or 'formats' in spec:
            raise ValueError("'names' and 'formats' must both be given")
        return _of_field_dict(spec, align)
    names, formats = list(spec['names']), list(spec['formats'])
    offsets, titles, itemsize = spec.get('offsets'), spec.get('titles'), spec.get('itemsize')
    if len(names) != len(formats) or offsets is not None and len(offsets) != len(names) \
            or titles is not None and len(titles) != len(names):
        raise ValueError("'names', 'formats', 'offsets', and 'titles' dict entries must have the same length")
    align = align or bool(spec.get('aligned'))
    return structure(names, [find(each, align) for each in formats], offsets, titles, itemsize, align,
                     metadata=spec.get('metadata'))


def _of_field_dict(spec, align):
    """{name: (format, offset[, title])}"""
    fields = []
    for name, entry in spec.items():
        if not isinstance(entry, tuple) or not 2 <= len(entry) <= 3:
            raise ValueError('entry not a 2- or 3- tuple')
        if len(entry) == 3 and entry[2] == name:
            continue
        if int(entry[1]) < 0:
            raise ValueError('invalid offset.')
        fields.append((name, find(entry[0], align), int(entry[1]), entry[2] if len(entry) > 2 else None))
    fields.sort(key=lambda each: each[2])
    names, formats, offsets, titles = map(list, zip(*fields)) if fields else ([], [], [], [])
    return structure(names, formats, offsets, titles if any(t is not None for t in titles) else None, None, align)


# ---- structures

def structure(names, formats, offsets=None, titles=None, itemsize=None, align=False, metadata=None):
    """The type of a structure. Without `offsets` the fields follow one another, at multiples of their alignment if `align`."""
    fields, place, widest = {}, 0, 1
    for i, (name, found) in enumerate(zip(names, formats)):
        if not isinstance(name, str):
            raise TypeError('field names must be strings')
        if align:
            widest = max(widest, found.alignment)
        if offsets is not None:
            offset = operator.index(offsets[i])
            if offset >= 1 << 63:
                raise OverflowError('Python int too large to convert to C long')
            if offset < 0:
                raise ValueError('offset cannot be negative')
            if align and offset % found.alignment:
                raise ValueError(f'offset {offset} for NumPy dtype with fields is not divisible by the field alignment '
                                 f'{found.alignment} with align=True')
        else:
            offset = -(-place // found.alignment) * found.alignment if align else place
        title = None if titles is None else titles[i]
        if name in fields or title is not None and (title in fields or title == name):
            raise ValueError(f'field {name!r} occurs more than once' if name in fields else 'title already used as a name or title.')
        entry = (found, offset) if title is None else (found, offset, title)
        fields[name] = entry
        if title is not None:
            fields[title] = entry
        place = offset + found.itemsize if offsets is None else max(place, offset + found.itemsize)
    if offsets is not None and any([each.hasobject for each in formats]):
        _check_overlap(fields)
    size = -(-place // widest) * widest if align else place
    if itemsize is not None:
        size = itemsize.__index__()
        if size < place:
            raise ValueError(f'NumPy dtype descriptor requires {place} bytes, cannot override to smaller itemsize of {size}')
        if align and size % widest:
            raise ValueError(f'NumPy dtype descriptor requires alignment of {widest} bytes, which is not divisible into the '
                             f'specified itemsize {size}')
    if size >= _LIMIT:
        raise ValueError('dtype is too large')
    found = opaque('V', 'V', 20, size, by_name['V'].type, '|', widest, names=tuple(names), _fields=fields,
                   hasobject=any(each.hasobject for each in formats), flags=16, isalignedstruct=bool(align))
    if found.hasobject:
        found.__dict__['flags'] = 27
    return found if metadata is None else dtype(found, metadata=metadata)


def _check_overlap(fields):
    """No field may share bytes with one that holds objects."""
    spans = sorted([(each[1], each[1] + each[0].itemsize, each[0].hasobject) for each in fields.values()])
    for (_, end, one), (start, _, other) in zip(spans, spans[1:]):
        if start < end and (one or other):
            raise TypeError('Cannot create a NumPy dtype with overlapping object fields')


def aligned(found):
    """A structured type with its fields where the machine wants them."""
    fields = [found._fields[name] for name in found.names]
    titles = [each[2] if len(each) > 2 else None for each in fields]
    return structure(list(found.names), [each[0] for each in fields], titles=titles if any(titles) else None, align=True)


# ---- ctypes

def of_ctypes(cls):
    """The type of a class of ctypes; None for any other class."""
    if type(cls).__module__.partition('.')[0] != '_ctypes':
        return None
    import ctypes
    if issubclass(cls, ctypes.Array):
        return subarray(find(cls._type_), (cls._length_,))
    if issubclass(cls, ctypes._Pointer):
        raise TypeError('ctypes pointers have no dtype equivalent')
    if issubclass(cls, ctypes.Union):
        names = [each[0] for each in cls._fields_]
        return structure(names, [find(each[1]) for each in cls._fields_], [0] * len(names), itemsize=ctypes.sizeof(cls))
    if issubclass(cls, ctypes.Structure):
        if any(len(each) > 2 for each in cls._fields_):
            raise TypeError('ctypes bitfields have no dtype equivalent')
        names = [each[0] for each in cls._fields_]
        swapped = issubclass(cls, (ctypes.BigEndianStructure if NATIVE == '<' else ctypes.LittleEndianStructure))
        formats = [_reordered(find(each[1]), '=') if not swapped else find(each[1]) for each in cls._fields_]
        return structure(names, formats, [getattr(cls, name).offset for name in names], itemsize=ctypes.sizeof(cls),
                         align=not hasattr(cls, '_pack_'))
    if issubclass(cls, ctypes._SimpleCData):
        code = cls._type_
        kind = {'c': 'S1', 'u': 'U1', 'P': 'u8', '?': '?', 'f': 'f4', 'd': 'f8'}.get(code)
        if kind is None:
            if code not in 'bBhHiIlLqQ':
                raise TypeError(f'Cannot convert {cls} to a dtype') if code != 'O' else TypeError('ctypes.py_object')
            kind = ('u' if code.isupper() else 'i') + str(ctypes.sizeof(cls))
        swapped = cls is getattr(cls, '__ctype_be__' if NATIVE == '<' else '__ctype_le__', None)
        return find(kind).newbyteorder('S') if swapped else find(kind)
    return None
