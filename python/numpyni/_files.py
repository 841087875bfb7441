"""Arrays in files: `load`, `save`, `savez`, `fromfile`, `fromstring`, `fromregex`."""

import collections.abc
import os
import pickle
import re

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from .lib import format

ndarray = host.ndarray


class NpzFile(collections.abc.Mapping):
    """The arrays of a .npz file, read when asked for; also by attribute, `npz.f.name`."""

    __module__ = 'numpyni.lib.npyio'
    zip = fid = None
    _MAX_REPR_ARRAY_COUNT = 5

    def __init__(self, fid, own_fid=False, allow_pickle=False, pickle_kwargs=None, *, max_header_size=format._MAX_HEADER_SIZE):
        import zipfile
        archive = zipfile.ZipFile(fid, allowZip64=True)
        _names = archive.namelist()
        self.files = [name[:-4] if name.endswith('.npy') else name for name in _names]
        self._files = dict(zip(self.files, _names))
        self._files.update(zip(_names, _names))
        self.allow_pickle, self.pickle_kwargs, self.max_header_size = allow_pickle, pickle_kwargs, max_header_size
        self.zip, self.f = archive, _Attributes(self)
        if own_fid:
            self.fid = fid

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        """Closes the file."""
        if self.zip is not None:
            self.zip.close()
            self.zip = None
        if self.fid is not None:
            self.fid.close()
            self.fid = None
        self.f = None

    def __del__(self):
        self.close()

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, key):
        try:
            name = self._files[key]
        except KeyError:
            raise KeyError(f'{key} is not a file in the archive') from None
        with self.zip.open(name) as opened:
            start = opened.read(len(format.MAGIC_PREFIX))
            opened.seek(0)
            if start == format.MAGIC_PREFIX:
                return format.read_array(opened, allow_pickle=self.allow_pickle, pickle_kwargs=self.pickle_kwargs,
                                         max_header_size=self.max_header_size)
            return opened.read()

    def __contains__(self, key):
        return key in self._files

    def __repr__(self):
        name = self.fid if isinstance(self.fid, str) else getattr(self.fid, 'name', 'object')
        shown = ', '.join(self.files[:self._MAX_REPR_ARRAY_COUNT])
        if len(self.files) > self._MAX_REPR_ARRAY_COUNT:
            shown += '...'
        return f'NpzFile {name!r} with keys: {shown}'

    def get(self, key, default=None, /):
        """The array of a key, or a default."""
        return collections.abc.Mapping.get(self, key, default)

    def items(self):
        """The pairs of name and array."""
        return collections.abc.Mapping.items(self)

    def keys(self):
        """The names."""
        return collections.abc.Mapping.keys(self)

    def values(self):
        """The arrays."""
        return collections.abc.Mapping.values(self)


class _Attributes:
    """`npz.f`: the arrays as attributes."""

    def __init__(self, npz):
        import weakref
        self._npz = weakref.proxy(npz)

    def __getattribute__(self, key):
        try:
            return object.__getattribute__(self, '_npz')[key]
        except KeyError:
            raise AttributeError(key) from None

    def __dir__(self):
        return list(object.__getattribute__(self, '_npz').keys())


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=format._MAX_HEADER_SIZE):
    """An array of a .npy file, the arrays of a .npz file, or what was pickled, where that is allowed."""
    if encoding not in ('ASCII', 'latin1', 'bytes'):
        raise ValueError("encoding must be 'ASCII', 'latin1', or 'bytes'")
    pickle_kwargs = {'encoding': encoding, 'fix_imports': fix_imports}
    own = not hasattr(file, 'read')
    opened = open(os.fspath(file), 'rb') if own else file
    keep = False
    try:
        start = opened.read(len(format.MAGIC_PREFIX))
        if not start:
            raise EOFError('No data left in file')
        opened.seek(-min(len(format.MAGIC_PREFIX), len(start)), 1)
        if start[:4] in (b'PK\x03\x04', b'PK\x05\x06'):
            keep = True
            return NpzFile(opened, own_fid=own, allow_pickle=allow_pickle, pickle_kwargs=pickle_kwargs,
                           max_header_size=max_header_size)
        if start == format.MAGIC_PREFIX:
            if mmap_mode:
                if allow_pickle:
                    max_header_size = 2 ** 64
                return format.open_memmap(file, mode=mmap_mode, max_header_size=max_header_size)
            return format.read_array(opened, allow_pickle=allow_pickle, pickle_kwargs=pickle_kwargs, max_header_size=max_header_size)
        if not allow_pickle:
            raise ValueError('This file contains pickled (object) data. If you trust the file you can load it unsafely using the '
                             '`allow_pickle=` keyword argument or `pickle.load()`.')
        try:
            return pickle.load(opened, **pickle_kwargs)
        except Exception as error:
            raise pickle.UnpicklingError(f'Failed to interpret file {file!r} as a pickle') from error
    finally:
        if own and not keep:
            opened.close()


def save(file, arr, allow_pickle=True):
    """Writes an array as a .npy file."""
    if hasattr(file, 'write'):
        format.write_array(file, convert.asanyarray(arr), allow_pickle=allow_pickle)
        return
    file = os.fspath(file)
    with open(file if file.endswith('.npy') else file + '.npy', 'wb') as opened:
        format.write_array(opened, convert.asanyarray(arr), allow_pickle=allow_pickle)


def savez(file, *args, allow_pickle=True, **kwds):
    """Writes arrays as a .npz file: those without names are arr_0, arr_1, ..."""
    _savez(file, args, kwds, False, allow_pickle)


def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """Writes arrays as a compressed .npz file."""
    _savez(file, args, kwds, True, allow_pickle)


def _savez(file, args, kwds, compress, allow_pickle):
    import zipfile
    if not hasattr(file, 'write'):
        file = os.fspath(file)
        file = file if file.endswith('.npz') else file + '.npz'
    arrays = dict(kwds)
    for i, value in enumerate(args):
        key = f'arr_{i}'
        if key in arrays:
            raise ValueError(f'Cannot use un-named variables and keyword {key}')
        arrays[key] = value
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED, allowZip64=True) as archive:
        for key, value in arrays.items():
            with archive.open(key + '.npy', 'w', force_zip64=True) as opened:
                format.write_array(opened, convert.asanyarray(value), allow_pickle=allow_pickle)


# ---- raw numbers

def fromfile(file, dtype=float, count=-1, sep='', offset=0):
    """A 1-D array of the numbers in a file: bytes, or text with a separator."""
    import operator
    dtype = dtypes.find(dtype)
    if dtype.hasobject:
        raise ValueError('cannot read into object array' if sep else 'Cannot read into object array')
    offset = operator.index(offset)
    if sep and offset:
        raise TypeError("'offset' argument only permitted for binary files")
    if not hasattr(file, 'read'):
        with open(os.fspath(file), 'rb') as opened:
            return fromfile(opened, dtype, count, sep, offset)
    if not hasattr(file, 'fileno') and not hasattr(file, 'readinto'):
        raise TypeError('file must be an open file or a path')
    file.fileno()
    if offset:
        file.seek(offset, 1)
    if sep:
        return _from_text_file(file, dtype, count, sep)
    if dtype.itemsize == 0:
        raise ValueError('The elements are 0-sized.')
    if dtype.subdtype:
        rows = fromfile(file, ('V', dtype.itemsize), count)
        return rows.view(dtype)
    data = file.read() if count < 0 else file.read(count * dtype.itemsize)
    whole = len(data) // dtype.itemsize
    if len(data) % dtype.itemsize and hasattr(file, 'seek'):
        file.seek(-(len(data) % dtype.itemsize), 1)
    return convert.frombuffer(bytearray(data[:whole * dtype.itemsize]), dtype) if whole else creation.empty(0, dtype)


def _from_text_file(file, dtype, count, sep):
    text = file.read()
    text = text.decode('latin1') if isinstance(text, bytes) else text
    return _from_text(text, dtype, count, sep)


_NUMBER = r'[+-]?(?:nan(?:\([^)]*\))?|inf(?:inity)?|0x[0-9a-f.]+(?:p[+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)'
_INTEGER = r'[+-]?\d+'


def _from_text(text, dtype, count, sep):
    """The numbers of a text; a deprecation where it does not end with one."""
    kind = dtype.kind
    if kind not in 'iufcb':
        raise ValueError("don't know how to read character strings with that array type")
    if kind == 'c':
        number = re.compile(rf'(?:{_NUMBER}[+-](?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?j|{_NUMBER}j|{_NUMBER})', re.I)
    else:
        number = re.compile(_NUMBER if kind in 'fb' else _INTEGER, re.I)
    between = re.compile(r'\s*' + r'\s+'.join(re.escape(piece) for piece in sep.split()) + r'\s*') if sep.strip() else \
        re.compile(r'\s+')
    values, at = [], len(text) - len(text.lstrip())
    end = len(text)
    complete = True
    while count < 0 or len(values) < count:
        found = number.match(text, at)
        if not found:
            complete = at >= end
            break
        word = found.group()
        values.append(_parsed(word, kind))
        at = found.end()
        gap = between.match(text, at)
        if not gap:
            complete = not text[at:].strip()
            break
        at = gap.end()
    if not complete or not values and text.strip():
        raise ValueError('string or file could not be read to its end due to unmatched data')
    return convert.array(values, dtype=dtype) if values else creation.empty(0, dtype)


def _parsed(word, kind):
    if kind in 'iu':
        return int(word)
    if kind == 'b':
        return bool(int(word))
    if kind == 'c':
        return complex(word.replace(' ', ''))
    low = word.lower()
    return float.fromhex(word) if '0x' in low else float('nan') if low.lstrip('+-').startswith('nan') else float(word)


def fromstring(string, dtype=float, count=-1, *, sep='', **more):
    """A 1-D array of the numbers in a text with a separator."""
    if isinstance(string, bytes):
        string = string.decode('latin1')
    if sep == '':
        raise ValueError('The binary mode of fromstring is removed, use frombuffer instead')
    return _from_text(string, dtypes.find(dtype), count, sep)


def fromregex(file, regexp, dtype, encoding=None):
    """A structured array of the groups of a regular expression, a row a match."""
    own = not hasattr(file, 'read')
    opened = open(os.fspath(file), 'rt' if encoding else 'rb', encoding=encoding) if own else file
    try:
        dtype = dtypes.find(dtype)
        if dtype.names is None:
            raise TypeError('dtype must be a structured datatype.')
        content = opened.read()
        if isinstance(content, bytes) and isinstance(regexp, str):
            regexp = regexp.encode('latin1')
        if isinstance(content, str) and isinstance(regexp, bytes):
            regexp = regexp.decode('latin1')
        regexp = re.compile(regexp) if not hasattr(regexp, 'match') else regexp
        rows = regexp.findall(content)
        if rows and not isinstance(rows[0], tuple):
            single = dtype[dtype.names[0]]
            output = convert.array(rows, dtype=single)
            result = creation.empty(len(rows), dtype)
            result[dtype.names[0]] = output
            return result
        return convert.array(rows, dtype=dtype)
    finally:
        if own:
            opened.close()
