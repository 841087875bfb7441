"""dtypes from the formats of buffers: PEP 3118."""

import re

from . import _dtypes as dtypes

_NATIVE = {'?': '?', 'c': 'S1', 'b': 'b', 'B': 'B', 'h': 'h', 'H': 'H', 'i': 'i', 'I': 'I', 'l': 'l', 'L': 'L', 'q': 'q', 'Q': 'Q',
           'n': 'n', 'N': 'N', 'P': 'P', 'e': 'e', 'f': 'f', 'd': 'd', 'g': 'd', 'Zf': 'F', 'Zd': 'D', 'Zg': 'D', 'O': 'O'}
_STANDARD = {**_NATIVE, 'l': 'i4', 'L': 'u4'}
_ITEM = re.compile(r'\s*([@=<>!^])?\s*(?:\(([\d,\s]*)\))?\s*([@=<>!^])?\s*(\d+)?\s*(T\{|Z[fdg]|[?cbBhHiIlLqQnNPefdgOswxuU&X])')
_NAME = re.compile(r':([^:]*):')


class _Format:
    """One pass over a format."""

    def __init__(self, text):
        self.text, self.place, self.order = text, 0, '@'

    def structure(self, itemsize=None):
        """The type up to the end or the closing brace."""
        names, formats, offsets, offset, padded = [], [], [], 0, False
        while self.place < len(self.text) and self.text[self.place] != '}':
            found, repeats, char = self._item()
            if char == 'x':
                match = _NAME.match(self.text, self.place)
                if match is None:
                    offset, padded = offset + repeats, True
                    continue
                found = dtypes.find(('V', repeats))
            if self.order == '@' and offset % found.alignment:
                offset += -offset % found.alignment
            match = _NAME.match(self.text, self.place)
            if match:
                self.place = match.end()
            names.append(match[1] if match else None)
            formats.append(found)
            offsets.append(offset)
            offset += found.itemsize
        self.place += 1
        if len(formats) == 1 and names == [None] and not padded and (itemsize is None or itemsize == offset):
            return formats[0]
        labels = [f'f{i}' if name is None else name for i, name in enumerate(names)]
        return dtypes.find({'names': labels, 'formats': formats, 'offsets': offsets,
                            'itemsize': max(offset, itemsize or 0)})

    def _item(self):
        match = _ITEM.match(self.text, self.place)
        if match is None:
            raise ValueError(f'Unknown PEP 3118 data type specifier {self.text[self.place:]!r}')
        order, shape, inner, repeats, char = match.groups()
        order = inner or order
        self.place = match.end()
        self.order = order or self.order
        count = 1 if repeats is None else int(repeats)
        if char in ('u', 'U', '&', 'X'):
            raise NotImplementedError({'u': 'UCS-2 strings', 'U': 'UCS-2 strings', '&': 'pointers', 'X': 'function pointers'}[char]
                                      + ' are no elements of arrays')
        if char == 'x':
            return None, count, char
        if char in 'sw':
            found = dtypes.find(('S' if char == 's' else 'U', count))
        elif char == 'T{':
            found = self.structure()
        else:
            found = dtypes.find((_NATIVE if self.order in '@^' else _STANDARD)[char])
        if self.order in '<>!' and char != 'T{':
            found = found.newbyteorder('<' if self.order == '<' else '>')
        if char not in 'sw' and repeats is not None:
            found = dtypes.find((found, (count,)))
        if shape is not None:
            found = dtypes.find((found, tuple([int(n) for n in shape.split(',') if n.strip()])))
        return found, count, char


def dtype_of(view):
    """The type of the elements of a `memoryview`."""
    return _Format(view.format).structure(view.itemsize)
