"""Strings of a fixed width: 'S' (bytes) and 'U' (UTF-32)."""

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._casting import text_length
from ._scalars_base import generic
from ._words import CASTING_EQUIV, CASTING_SAFE, ORDER_C, UINT8

raw = host.raw


class Text(_opaque.Family):
    """What 'S' and 'U' have in common."""

    def dtype_of(self, scalar):
        return dtypes.find((self.kind, len(scalar)))

    def scalars(self, a):
        make = self.scalar_type
        return [make(each) for each in self.python(a)]

    def scalar(self, a):
        return self.scalar_type(self.one(a))

    def one(self, a):
        width = a.dtype.itemsize
        return self.decoded(bytes(raw.as_strided(a, UINT8, (width,), (1,), 0, False).data), a.dtype) if width else self.empty

    def put_one(self, a, value):
        """Sets an array of no dimensions to a string."""
        dtype = a.dtype
        raw.set(raw.as_strided(a, UINT8, (dtype.itemsize,), (1,), 0, False), (Ellipsis,),
                raw.from_object_buffer(self.packed([value], dtype)))

    def encoded(self, values, dtype):
        return _opaque.of_bytes(self.packed(values, dtype), dtype, (len(values),))

    def truth(self, a):
        return [each != self.empty for each in self.python(a)]

    def sized(self, dtype, values, source=None):
        if dtype.itemsize:
            return dtype
        length = None if source is None or source.kind in 'SUOV' else text_length(source)
        if length is None:
            length = max([len(self.text(each)) for each in values], default=0)
        return self.of_length(max(length, 1), dtype)

    def of_length(self, length, like=None):
        """The type of strings of a length."""
        found = dtypes.find((self.kind, length))
        return found if like is None or like.isnative else found.newbyteorder('S')

    def allows(self, source, to, rule):
        if rule == CASTING_EQUIV:
            return source.itemsize == to.itemsize
        return rule != CASTING_SAFE or to.itemsize == 0 or source.itemsize <= to.itemsize

    def values_of(self, a):
        """The elements of any array as what their text is made from."""
        if a.dtype.opaque:
            family = _opaque.family(a.dtype)
            return family.texts(a) if a.dtype.kind in 'Mm' else family.python(a)
        return list(a.flat)

    def cast(self, a, to):
        if a.dtype.kind != self.kind or not to.itemsize and not a.dtype.itemsize:
            return None
        if to.itemsize == 0:
            to = self.of_length(a.dtype.itemsize // self.width, to)
            return None if to != a.dtype else a
        if to.itemsize % self.width or not (to.isnative and a.dtype.isnative):
            return None
        return _resized(a, to)


def _resized(a, to):
    """The same bytes in wider elements, or fewer of them."""
    old, new = a.dtype.itemsize, to.itemsize
    result = raw.new(to.word, a.shape, ORDER_C, True)
    a, n = _opaque.plain(a), min(old, new)
    if n and a.size:
        part = (n,) if n else ()
        target = raw.as_strided(result, UINT8, a.shape + part, result.strides + (1,), 0, False)
        raw.set(target, (Ellipsis,), raw.as_strided(a, UINT8, a.shape + part, a.strides + (1,), 0, False))
    return result


class Bytes(Text):
    """'S': the bytes up to the last that is not zero."""

    kind, width, scalar_type, empty = 'S', 1, dtypes.bytes_.type, b''

    def python(self, a):
        width, data = a.dtype.itemsize, _opaque.bytes_of(a)
        if not width:
            return [b''] * a.size
        return [data[i:i + width].rstrip(b'\0') for i in range(0, len(data), width)]

    def text(self, value):
        """The bytes of any value."""
        if isinstance(value, bytes):
            return bytes(value)
        if isinstance(value, (bytearray, memoryview)):
            return bytes(value)
        return str(value).encode('ascii')

    def decoded(self, data, dtype):
        """One element from its bytes."""
        return data.rstrip(b'\0')

    def packed(self, values, dtype):
        """The bytes of elements."""
        width = dtype.itemsize
        return b''.join([self.text(each)[:width].ljust(width, b'\0') for each in values])


class Unicode(Text):
    """'U': four bytes a character, up to the last that is not zero."""

    kind, width, scalar_type, empty = 'U', 4, dtypes.str_.type, ''

    def _codec(self, dtype):
        little = (dtype.byteorder == '=') == (dtypes.NATIVE == '<')
        return 'utf-32-le' if little else 'utf-32-be'

    def python(self, a):
        width = a.dtype.itemsize // 4
        if not width:
            return [''] * a.size
        text = _opaque.bytes_of(a).decode(self._codec(a.dtype), 'surrogatepass')
        return [text[i:i + width].rstrip('\0') for i in range(0, len(text), width)]

    def text(self, value):
        """The text of any value."""
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, bytes):
            return value.decode('ascii')
        return str(value)

    def decoded(self, data, dtype):
        """One element from its bytes."""
        return data.decode(self._codec(dtype), 'surrogatepass').rstrip('\0')

    def packed(self, values, dtype):
        """The bytes of elements."""
        width = dtype.itemsize // 4
        text = ''.join([self.text(each)[:width].ljust(width, '\0') for each in values])
        return text.encode(self._codec(dtype), 'surrogatepass')


_opaque.families.update(S=Bytes(), U=Unicode())
