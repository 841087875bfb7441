"""dtypes as text: `repr`, `str`, names, codes, and the descriptions of buffers and interfaces."""

from ._dtype_object import NATIVE

_STEMS = {'b': 'bool', 'i': 'int', 'u': 'uint', 'f': 'float', 'c': 'complex', 'V': 'void', 'O': 'object', 'M': 'datetime',
          'm': 'timedelta', 'S': 'bytes', 'U': 'str'}


def unit_text(dtype):
    """The unit of a datetime or timedelta type: '[25s]', or nothing."""
    unit, count = dtype.unit
    return '' if unit == 'generic' else f'[{count if count != 1 else ""}{unit}]'


def _order(dtype):
    return NATIVE if dtype.byteorder == '=' else dtype.byteorder


def code(dtype):
    """The code with the byte order: '<f8', '|S5', '<M8[ns]'."""
    kind = dtype.kind
    if kind == 'O':
        return '|O'
    if kind == 'U':
        return f'{_order(dtype)}U{dtype.itemsize // 4}'
    if kind in 'Mm':
        return f'{_order(dtype)}{kind}8{unit_text(dtype)}'
    letter = 'E' if dtype.char == 'E' else kind
    return f'{_order(dtype)}{letter}{dtype.itemsize}'


def name(dtype):
    """The name with the width in bits."""
    kind = dtype.kind
    if kind == 'b' or kind == 'O':
        return _STEMS[kind]
    if dtype.char == 'E':
        return 'bfloat16'
    stem = dtype.type.__name__ if kind == 'V' else _STEMS[kind]
    if kind in 'SUV' and dtype.itemsize == 0:
        return stem
    return f'{stem}{dtype.itemsize * 8}' + (unit_text(dtype) if kind in 'Mm' else '')


def _scalar(dtype, short):
    kind, order = dtype.kind, '' if dtype.byteorder == '|' else _order(dtype)
    if kind == 'b':
        return "'?'" if short else "'bool'"
    if kind == 'O':
        return "'O'"
    if kind in 'SV':
        return f"'{kind}{dtype.itemsize or ''}'"
    if kind == 'U':
        return f"'{order}U{dtype.itemsize // 4 or ''}'"
    if kind in 'Mm':
        return f"'{order}{kind}8{unit_text(dtype)}'"
    if dtype.char == 'E':
        return 'bfloat16'
    return f"'{order}{kind}{dtype.itemsize}'" if short or dtype.byteorder not in '=|' else f"'{name(dtype)}'"


def specification(dtype, aligned=False, short=False):
    """What `dtype(...)` takes to make the type again."""
    if dtype.names is not None:
        return _structure(dtype, aligned)
    if dtype.subdtype:
        return f'({specification(dtype.base, short=True)}, {dtype.shape})'
    return _scalar(dtype, short)


def is_packed(dtype):
    """Whether the fields follow one another as a list of them would place them."""
    place, widest = 0, 1
    for each in map(dtype._fields.get, dtype.names):
        if dtype.isalignedstruct:
            alignment = each[0].alignment
            place, widest = -(-place // alignment) * alignment, max(widest, alignment)
        if each[1] != place:
            return False
        place += each[0].itemsize
    return -(-place // widest) * widest == dtype.itemsize


def _structure(dtype, aligned):
    listed = not (aligned and dtype.isalignedstruct) and is_packed(dtype)
    result = _list(dtype) if listed else _dict(dtype, aligned)
    if dtype.type.__name__ == 'void':
        return result
    return f'({dtype.type.__module__.replace("numpyni", "numpy")}.{dtype.type.__name__}, {result})'


def _list(dtype):
    items = []
    for key in dtype.names:
        found, _, *title = dtype._fields[key]
        label = f'({title[0]!r}, {key!r})' if title else repr(key)
        if found.subdtype:
            items.append(f'({label}, {specification(found.base, short=True)}, {found.shape})')
        else:
            items.append(f'({label}, {specification(found, short=True)})')
    return f'[{", ".join(items)}]'


def _dict(dtype, aligned):
    fields = [dtype._fields[key] for key in dtype.names]
    formats = ', '.join([specification(each[0], short=True) for each in fields])
    parts = [f"'names': {list(dtype.names)!r}", f"'formats': [{formats}]", f"'offsets': {[each[1] for each in fields]!r}"]
    if any(len(each) > 2 for each in fields):
        parts.append(f"'titles': {[each[2] if len(each) > 2 else None for each in fields]!r}")
    parts.append(f"'itemsize': {dtype.itemsize}")
    if aligned and dtype.isalignedstruct:
        parts.append("'aligned': True")
    return '{' + ', '.join(parts) + '}'


def representation(dtype):
    """`repr` of a dtype."""
    return f'dtype({specification(dtype)}{", align=True" if dtype.isalignedstruct else ""})'


def text(dtype):
    """`str` of a dtype."""
    if dtype.names is not None or dtype.subdtype:
        return specification(dtype, aligned=True)
    return code(dtype) if dtype.kind in 'SUV' or not dtype.isnative else name(dtype)


def descr(dtype):
    """The description of `__array_interface__`: a list of fields."""
    found = _descr(dtype)
    return found if isinstance(found, list) else [('', found) if not isinstance(found, tuple) or dtype.metadata else ('', *found)]


def _descr(dtype):
    if dtype.subdtype:
        return _descr(dtype.base), dtype.shape
    if dtype.names is None:
        return (dtype.str, dict(dtype.metadata)) if dtype.metadata else dtype.str
    result, place = [], 0
    for key in dtype.names:
        found, offset, *title = dtype._fields[key]
        if offset < place:
            raise ValueError('dtype.descr is not defined for types with overlapping or out-of-order fields')
        if offset > place:
            result.append(('', f'|V{offset - place}'))
        label = (title[0], key) if title else key
        result.append((label, _descr(found.base), found.shape) if found.subdtype else (label, _descr(found)))
        place = offset + found.itemsize
    if dtype.itemsize > place:
        result.append(('', f'|V{dtype.itemsize - place}'))
    return result


# ---- the formats of buffers (PEP 3118)

_FORMATS = {'b': '?', 'i1': 'b', 'u1': 'B', 'i2': 'h', 'u2': 'H', 'i4': 'i', 'u4': 'I', 'i8': 'l', 'u8': 'L', 'f2': 'e', 'f4': 'f',
            'f8': 'd', 'c8': 'Zf', 'c16': 'Zd'}


def buffer_format(dtype):
    """The format of a buffer of such elements, as bytes; the object keeps them."""
    found = dtype.__dict__.get('_format')
    if found is None:
        found = dtype.__dict__['_format'] = _Writer(dtype.itemsize).text(dtype, 0).encode()
    return found


class _Writer:
    """Writes a format: the order of bytes stands where it changes, and '@' means aligned."""

    def __init__(self, stride):
        self.stride, self.order = stride, '@'

    def text(self, dtype, place):
        """The format of a type whose elements stand `place` bytes into the whole."""
        kind = dtype.kind
        if dtype.subdtype:
            return f'({",".join(map(str, dtype.shape))}){self.text(dtype.base, place)}'
        if dtype.names is not None:
            return self._fields(dtype, place)
        if kind in 'SV':
            return f'{dtype.itemsize}{"s" if kind == "S" else "x"}'
        if kind in 'Mm':
            raise ValueError(f"cannot include dtype '{kind}' in a buffer")
        order = self._switched(dtype, place)
        if kind in 'OU':
            return 'O' if kind == 'O' else f'{order}{dtype.itemsize // 4}w'
        letter = _FORMATS.get('b' if kind == 'b' else f'{kind}{dtype.itemsize}')
        if letter is None:
            raise BufferError(f'the buffer protocol has no format for {dtype.name}')
        return order + (letter if self.order == '@' else {'l': 'q', 'L': 'Q'}.get(letter, letter))

    def _fields(self, dtype, place):
        parts, end = [], 0
        for key in dtype.names:
            found, offset = dtype._fields[key][:2]
            if offset < end:
                raise ValueError('cannot expose a buffer of overlapping fields')
            parts.append('x' * (offset - end) + f'{self.text(found, place + offset)}:{key}:')
            end = offset + found.itemsize
        return 'T{' + ''.join(parts) + 'x' * (dtype.itemsize - end) + '}'

    def _switched(self, dtype, place):
        if dtype.byteorder == '|':
            return ''
        aligned = place % dtype.alignment == 0 and self.stride % dtype.alignment == 0
        wanted = dtype.byteorder if dtype.byteorder != '=' else '@' if aligned else '='
        old, self.order = self.order, wanted
        return '' if wanted == old else wanted
