"""Record arrays: structures whose fields are attributes too. NumPy's `rec` module."""

import os as _os

from . import _convert as _c
from . import _dtypes as _d
from . import _host as _h
from . import _index as _i
from ._dtype_parsing import structure as _structure
from ._opaque_scalars import record, void as _void

__all__ = ['array', 'find_duplicate', 'format_parser', 'fromarrays', 'fromfile', 'fromrecords', 'fromstring', 'recarray', 'record']
_ORDERS = {'b': '>', 'l': '<', 'n': '=', 'B': '>', 'L': '<', 'N': '=', 'S': 's', 's': 's', '>': '>', '<': '<', '=': '=', '|': '|',
           'I': '|', 'i': '|'}


def find_duplicate(list):
    """The items that stand in a list more than once."""
    return [item for item, count in {each: list.count(each) for each in list}.items() if count > 1]


class format_parser:
    """`format_parser(formats, names, titles, aligned=False, byteorder=None).dtype` is the type of such records."""

    def __init__(self, formats, names, titles, aligned=False, byteorder=None):
        self.dtype = _parsed(formats, names, titles, aligned, byteorder)


def _parsed(formats, names, titles, aligned=False, byteorder=None):
    if formats is None:
        raise ValueError('Need formats argument')
    if isinstance(formats, list):
        found = _d.dtype([(f'f{i}', each) for i, each in enumerate(formats)], aligned)
    else:
        found = _d.dtype(formats, aligned)
    if found.names is None:
        found = _d.dtype([('f0', found)], aligned)
    given = [each.strip() for each in names.split(',')] if isinstance(names, str) else list(names or [])
    fields = [found._fields[name] for name in found.names]
    labels = given[:len(fields)] + [f'f{i}' for i in range(len(given), len(fields))]
    twice = find_duplicate(labels)
    if twice:
        raise ValueError(f'Duplicate field names: {twice}')
    titles = list(titles or [])
    titles += [None] * (len(fields) - len(titles))
    made = _structure(labels, [each[0] for each in fields], [each[1] for each in fields], titles if any(titles) else None,
                      found.itemsize, bool(aligned))
    if byteorder is not None:
        made = made.newbyteorder(_ORDERS[byteorder[0]])
    return made


def _of_records(dtype):
    """A type whose structures are records."""
    return dtype._but(type=record) if dtype.type is _void and dtype.names is not None else dtype


_OWN = frozenset(getattr(_h.ndarray, '__slots__', ()))     # what an array in Python keeps itself in


class recarray(_h.ndarray):
    """An array of structures whose fields are attributes.

    `recarray(shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None,
    aligned=False, order='C')`
    """

    __module__ = 'numpyni'

    def __new__(subtype, shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None,
                aligned=False, order='C'):
        found = _d.find(dtype) if dtype is not None else _parsed(formats, names, titles, aligned, byteorder)
        found = _of_records(found) if found.type is _void else found
        if found.names is not None:
            found = found._but(type=record)
        if buf is None:
            return _h.ndarray.__new__(subtype, shape, found, order=order)
        return _h.ndarray.__new__(subtype, shape, found, buf, offset, strides, order)

    def __array_finalize__(self, obj):
        if self.dtype.type is not record and self.dtype.names is not None:
            self._retype_in_place(_of_records(self.dtype))

    def __getattribute__(self, attr):
        try:
            return object.__getattribute__(self, attr)
        except AttributeError:
            pass
        fields = _h.ndarray.__getattribute__(self, 'dtype').fields
        if fields is None or attr not in fields:
            raise AttributeError(f'recarray has no attribute {attr}')
        return self._field(attr)

    def _field(self, key):
        from ._records import field
        view = _h.view_as(field(self, key), type(self))
        if view.dtype.names is not None:
            return view.view(_of_records(view.dtype)) if view.dtype.type is not record else view
        return view.view(_h.ndarray)

    def __setattr__(self, attr, val):
        if attr in _OWN:
            return object.__setattr__(self, attr, val)
        if attr == 'dtype' and isinstance(val, (_d.dtype, type, str, list, dict, tuple)):
            found = _d.find(val)
            val = _of_records(found) if found.names is not None and issubclass(found.type, _void) else found
        new = attr not in self.__dict__
        try:
            object.__setattr__(self, attr, val)
        except Exception:
            if attr not in (self.dtype.fields or {}):
                raise
        else:
            fields = self.dtype.fields or {}
            if attr not in fields:
                return
            if new:
                try:
                    object.__delattr__(self, attr)
                except Exception:
                    return
        from ._records import field
        if attr not in (self.dtype.fields or {}):
            raise AttributeError(f'record array has no attribute {attr}')
        field(self, attr)[...] = val

    def __getitem__(self, indx):
        result = _h.ndarray.__getitem__(self, indx)
        if not isinstance(result, _h.ndarray):
            return result
        if result.dtype.names is None:
            return _h.view_as(result, _h.ndarray)
        result = result if isinstance(result, type(self)) else _h.view_as(result, type(self))
        return result.view(_of_records(result.dtype)) if result.dtype.type is _void and self.dtype.type is record else result

    def __repr__(self):
        from . import _printing
        listed = self.dtype.type is record or not issubclass(self.dtype.type, _void)
        found = self.dtype
        if found.type is record:
            found = found._but(type=_void)
        plain = _h.view_as(self, _h.ndarray)
        prefix = 'rec.array(' if listed else 'array('
        if self.size or self.shape == (0,):
            body = _printing.array2string(plain, separator=', ', prefix=prefix, suffix=',')
        else:
            body = f'[], shape={self.shape!r}'
        text = str(found) if found.names is not None else repr(str(found)) if found.kind in 'SUV' else f"'{found.str}'"
        if not listed:
            return f'{prefix}{body},\n{" " * len(prefix)}dtype={text}).view(numpy.recarray)'
        return f'{prefix}{body},\n{" " * len(prefix)}dtype={text})'

    def field(self, attr, val=None):
        """A field by name or number; with `val` it is written."""
        name = self.dtype.names[attr] if isinstance(attr, int) else attr
        if name not in self.dtype.fields:
            raise KeyError(name)
        result = self._field(name)
        if val is None:
            return result
        result[...] = val
        return None


def fromarrays(arrayList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """A record array of arrays, one for each field."""
    arrays = [_c.asarray(x) for x in arrayList]
    shape = arrays[0].shape if shape is None else _i.shape_of(shape)
    if formats is None and dtype is None:
        formats = [a.dtype for a in arrays]
    found = _d.find(dtype) if dtype is not None else _parsed(formats, names, titles, aligned, byteorder)
    if len(found) != len(arrays):
        raise ValueError('mismatch between the number of fields in the dtype and the number of arrays')
    inner = found[0].ndim
    if inner and dtype is None or inner:
        shape = shape[:len(shape) - inner] if len(shape) >= inner and arrays[0].shape == shape else shape
    result = recarray(shape, found)
    for name, a in zip(found.names, arrays):
        if a.shape[:a.ndim - found[name].ndim] != shape:
            raise ValueError(f'array-shape mismatch in array {list(found.names).index(name)} ("{name}")')
        result[name] = a
    return result


def fromrecords(recList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """A record array of a list of records."""
    if formats is None and dtype is None:
        rows = _c.array(recList, dtype=object)
        columns = [_c.array(rows[..., i].tolist()) for i in range(rows.shape[-1])]
        return fromarrays(columns, formats=formats, shape=shape, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
    found = _d.dtype((record, dtype)) if dtype is not None else _of_records(_parsed(formats, names, titles, aligned, byteorder))
    try:
        result = _c.array(recList, dtype=found)
    except (TypeError, ValueError):
        if shape is None:
            shape = (len(recList),)
        import warnings
        warnings.warn('fromrecords expected a list of tuples, may have received a list of lists instead. In the future that will '
                      'raise an error', FutureWarning, stacklevel=2)
        return _h.view_as(_c.array([tuple(each) for each in recList], dtype=found), recarray)
    if shape is not None and result.shape != shape:
        result = result.reshape(shape)
    return _h.view_as(result, recarray)


def fromstring(datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """A record array over bytes, read-only where they are."""
    if dtype is None and formats is None:
        raise TypeError("fromstring() needs a 'dtype' or 'formats' argument")
    found = _d.find(dtype) if dtype is not None else _parsed(formats, names, titles, aligned, byteorder)
    if shape is None or shape == -1:
        shape = (len(datastring) - offset) // found.itemsize
    return recarray(shape, found, buf=datastring, offset=offset)


def fromfile(fd, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None):
    """A record array of the bytes of a file, from byte `offset` of where it stands on."""
    if dtype is None and formats is None:
        raise TypeError("fromfile() needs a 'dtype' or 'formats' argument")
    if not hasattr(fd, 'readinto'):
        with open(_os.fspath(fd), 'rb') as file:
            return fromfile(file, dtype, shape, offset, formats, names, titles, aligned, byteorder)
    found = _d.find(dtype) if dtype is not None else _parsed(formats, names, titles, aligned, byteorder)
    if offset > 0:
        fd.seek(offset, 1)
    here = fd.tell()
    left = fd.seek(0, 2) - here
    fd.seek(here)
    shape = (-1,) if shape is None else _i.operator.index(shape) if not isinstance(shape, tuple) else shape
    shape = (shape,) if isinstance(shape, int) else shape
    known = 1
    for n in shape:
        known *= n
    if known < 0:
        rest = left // (-known * found.itemsize) if known else 0
        shape = tuple([rest if n < 0 else n for n in shape])
    result = recarray(shape, found)
    if result.nbytes > left:
        raise ValueError('Not enough bytes left in file for specified shape and type.')
    data = fd.read(result.nbytes)
    if len(data) != result.nbytes:
        raise OSError("Didn't read as many bytes as expected")
    if data:
        raw = _h.as_strided(result, _d.find('u1').word, (len(data),), (1,), 0, False)
        raw[...] = _c.frombuffer(data, 'u1')
    return result


def array(obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
          copy=True):
    """A record array of a buffer, a file, a list of records or of arrays, or another array."""
    if (obj is None or isinstance(obj, str) or hasattr(obj, 'readinto')) and formats is None and dtype is None:
        raise ValueError('Must define formats (or dtype) if object is None, string, or an open file')
    given = dict(dtype=dtype, shape=shape, formats=formats, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
    if dtype is not None:
        found = _d.find(dtype)
    elif formats is not None:
        found = _parsed(formats, names, titles, aligned, byteorder)
    else:
        found = None
    if obj is None:
        if shape is None:
            raise ValueError('Must define a shape if obj is None')
        return recarray(shape, found, buf=obj, offset=offset, strides=strides)
    if isinstance(obj, bytes):
        return fromstring(obj, found, shape=shape, offset=offset)
    if isinstance(obj, (list, tuple)):
        if isinstance(obj[0], (tuple, list)):
            return fromrecords(obj, dtype=found, shape=shape, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
        return fromarrays(obj, dtype=found, shape=shape, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
    if isinstance(obj, recarray):
        new = obj if found is None or obj.dtype == found else obj.view(found)
        return new.copy() if copy else new
    if hasattr(obj, 'readinto'):
        return fromfile(obj, dtype=found, shape=shape, offset=offset)
    if isinstance(obj, _h.ndarray):
        new = obj if found is None or obj.dtype == found else obj.view(found)
        new = new.copy() if copy else new
        return _h.view_as(new, recarray)
    interface = getattr(obj, '__array_interface__', None)
    if interface is None or not isinstance(interface, dict):
        raise ValueError('Unknown input type')
    new = _c.array(obj)
    return _h.view_as(new if found is None else new.view(found), recarray)
