"""Masked arrays as text."""

import numpyni as np

from ._masks import nomask


class MaskedPrintOption:
    """How missing elements are shown."""

    def __init__(self, display):
        self._display, self._enabled = display, True

    def display(self):
        """The text of a missing element."""
        return self._display

    def set_display(self, s):
        """Sets it."""
        self._display = s

    def enabled(self):
        """Whether it is used."""
        return self._enabled

    def enable(self, shrink=1):
        """Whether it is to be used."""
        self._enabled = shrink

    def __str__(self):
        return str(self._display)

    __repr__ = __str__


masked_print_option = MaskedPrintOption('--')


class MaskedText:
    """`str` and `repr` of masked arrays."""

    __slots__ = ()

    def _insert_masked_print(self):
        """The elements as objects, the missing ones shown by the print option."""
        if not masked_print_option.enabled():
            return self.filled(self.fill_value)
        mask = self._mask
        if mask is nomask:
            return self._data
        data = self._data
        width = self._print_width if self.ndim > 1 else self._print_width_1d
        for axis in range(self.ndim):
            if data.shape[axis] > width:
                half = width // 2
                pieces = np.split(data, (half, -half), axis=axis)
                data = np.concatenate((pieces[0], pieces[2]), axis=axis)
                pieces = np.split(mask, (half, -half), axis=axis)
                mask = np.concatenate((pieces[0], pieces[2]), axis=axis)
        if self.dtype.names is not None:
            return _structured(data, mask)
        result = data.astype('O')
        result[mask] = masked_print_option
        return result

    def __str__(self):
        return str(self._insert_masked_print())

    def __repr__(self):
        base = self._baseclass
        prefix = f'masked_{"array" if base is np.ndarray else base.__name__}('
        implied = self.dtype in _IMPLIED and not np.all(self.mask) and self.size
        keys = ['data', 'mask', 'fill_value'] + ([] if implied else ['dtype'])
        if all(n == 1 for n in self.shape[:-1]):            # the keys stand one below the other, aligned by their equals signs
            width = len(prefix + keys[0])
            indents = {k: ' ' * max(2, width - len(k)) for k in keys}
            indents[keys[0]], prefix = prefix, ''
        else:
            indents, prefix = dict.fromkeys(keys, '  '), prefix + '\n'
        texts = {key: np.array2string(value, separator=', ', prefix=indents[key] + key + '=', suffix=',')
                 for key, value in (('data', self._insert_masked_print()), ('mask', np.asarray(self._mask)))}
        texts['fill_value'] = self._fill_text()
        if not implied:
            texts['dtype'] = _dtype_text(self.dtype)
        return prefix + ',\n'.join(f'{indents[k]}{k}={texts[k]}' for k in keys) + ')'

    def _fill_text(self):
        value, kind = self.fill_value, self.dtype.kind
        own = getattr(self._fill_value, 'dtype', None)
        if own is not None and own.kind in 'SU' and own.kind == kind:
            return repr(value.item() if hasattr(value, 'item') else value)
        return str(value) if own == self.dtype and kind != 'O' else repr(value)


_IMPLIED = tuple(map(np.dtype, (int, float, complex, bool)))


def _dtype_text(dtype):
    if dtype.names is not None:
        return str(dtype)
    if dtype.isnative and dtype.kind in 'Mm':
        return dtype.name if dtype.name.isidentifier() else f"'{dtype.name}'"
    return dtype.name if dtype.isnative and dtype.kind not in 'SUVMm' else f"'{dtype.str}'" if dtype.kind != 'O' else 'object'


def _structured(data, mask):
    rows = np.empty(data.shape, dtype=object)
    for index in np.ndindex(data.shape):
        rows[index] = _Shown(data[index], mask[index])
    return rows


class _Shown:
    """A structured element with its missing fields shown by the print option."""

    def __init__(self, data, mask):
        self.data, self.mask = data, mask

    def __repr__(self):
        parts = []
        for name in self.data.dtype.names:
            d, m = self.data[name], self.mask[name]
            if getattr(d, 'dtype', None) is not None and d.dtype.names is not None:
                parts.append(repr(_Shown(d, m)))
            elif isinstance(m, np.ndarray):
                shown = d.astype(object)
                shown[m] = masked_print_option
                parts.append(np.array2string(shown, separator=', ').replace('\n', ''))
            else:
                parts.append(str(masked_print_option) if m else str(d) if not isinstance(d, (str, bytes)) else repr(d))
        return '(' + ', '.join(parts) + (',)' if len(parts) == 1 else ')')

    __str__ = __repr__
