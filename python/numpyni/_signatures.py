"""Signatures that `inspect` shows, made when they are asked for."""

from ._words import NOVALUE


class Described:
    """The attribute `__signature__` of a class and its instances, from what `text_of` says: '(x, /, out=None)'."""

    def __init__(self, text_of):
        self.text_of = text_of

    def __get__(self, instance, cls):
        text = self.text_of(cls if instance is None else instance)
        if text is None:
            raise AttributeError('__signature__')
        return _signature(text)


def _signature(text):
    import inspect
    namespace = {'NOVALUE': NOVALUE}
    exec(f'def function{text}: pass', namespace)
    return inspect.signature(namespace['function'])


def of_ufunc(each):
    """The parameters of a ufunc; none of the class."""
    if isinstance(each, type):
        return None
    inputs = 'x' if each.nin == 1 else ', '.join([f'x{i + 1}' for i in range(each.nin)])
    first = 'where=True' if each.signature is None else 'axes=NOVALUE, axis=NOVALUE, keepdims=False'
    out = None if each.nout == 1 else (None,) * each.nout
    return f"({inputs + ', /, ' if each.nin else ''}out={out}, *, {first}, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"


def of_scalar(cls):
    """The parameters of a scalar type."""
    if not isinstance(cls, type):
        return None
    kind = cls._kind
    return {'V': '(length_or_data, /, dtype=None)', 'M': "(value='NaT', unit=None, /)", 'm': '(value=0, unit=None, /)',
            'S': "(value=b'', /, *args, **kwargs)", 'U': "(value='', /, *args, **kwargs)", 'O': '(value=None, /)'}.get(
                kind, '(value=0, /)' if cls._word or kind is None else None)


def of_dtype(cls):
    """The parameters of `dtype` and of the classes of dtypes."""
    if not isinstance(cls, type):
        return None
    if cls._abstract:
        return '(dtype, align=False, copy=False, **kwargs)'
    return {'S': '(size, /)', 'U': '(size, /)', 'V': '(length, /)', 'M': '(unit, /)', 'm': '(unit, /)'}.get(cls._letter, '()')
