"""The NPY file format: a magic string, a version, a header that is a Python dict, and the elements (NEP 1)."""

import ast
import io
import os
import pickle
import warnings

import numpyni as np

__all__ = ['EXPECTED_KEYS', 'GROWTH_AXIS_MAX_DIGITS', 'ARRAY_ALIGN', 'BUFFER_SIZE', 'MAGIC_LEN', 'MAGIC_PREFIX', 'descr_to_dtype',
           'drop_metadata', 'dtype_to_descr', 'header_data_from_array_1_0', 'isfileobj', 'magic', 'open_memmap', 'read_array',
           'read_array_header_1_0', 'read_array_header_2_0', 'read_magic', 'write_array', 'write_array_header_1_0',
           'write_array_header_2_0']

EXPECTED_KEYS = {'descr', 'fortran_order', 'shape'}
MAGIC_PREFIX = b'\x93NUMPY'
MAGIC_LEN = len(MAGIC_PREFIX) + 2
ARRAY_ALIGN = 64
BUFFER_SIZE = 2 ** 18
GROWTH_AXIS_MAX_DIGITS = 21
_MAX_HEADER_SIZE = 10000
# version -> format of the header's length, encoding of the header
_header_size_info = {(1, 0): ('<H', 'latin1'), (2, 0): ('<I', 'latin1'), (3, 0): ('<I', 'utf8')}


def _check_version(version):
    if version not in [(1, 0), (2, 0), (3, 0), None]:
        raise ValueError(f'we only support format version (1,0), (2,0), and (3,0), not {version}')


def magic(major, minor):
    """The magic string of a version."""
    if not 0 <= major <= 255:
        raise ValueError('major version must be 0 <= major < 256')
    if not 0 <= minor <= 255:
        raise ValueError('minor version must be 0 <= minor < 256')
    return MAGIC_PREFIX + bytes([major, minor])


def read_magic(fp):
    """The version of a file: (major, minor)."""
    text = _read_bytes(fp, MAGIC_LEN, 'magic string')
    if text[:-2] != MAGIC_PREFIX:
        raise ValueError(f'the magic string is not correct; expected {MAGIC_PREFIX!r}, got {text[:-2]!r}')
    return text[-2], text[-1]


# ---- dtypes

def _has_metadata(dt):
    if dt.metadata is not None:
        return True
    if dt.names is not None:
        return any(_has_metadata(dt[k]) for k in dt.names)
    if dt.subdtype is not None:
        return _has_metadata(dt.base)
    return False


def drop_metadata(dtype):
    """The dtype without metadata."""
    if dtype.fields is not None:
        found = dtype.metadata is not None
        names, formats, offsets, titles = [], [], [], []
        for name in dtype.names:
            field = dtype.fields[name]
            inner = drop_metadata(field[0])
            found |= inner is not field[0]
            names.append(name)
            formats.append(inner)
            offsets.append(field[1])
            titles.append(None if len(field) < 3 else field[2])
        if not found:
            return dtype
        return np.dtype({'names': names, 'formats': formats, 'offsets': offsets, 'titles': titles, 'itemsize': dtype.itemsize},
                        align=dtype.isalignedstruct)
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        inner = drop_metadata(base)
        return dtype if dtype.metadata is None and inner is base else np.dtype((inner, shape))
    return dtype if dtype.metadata is None else np.dtype(dtype.str)


def dtype_to_descr(dtype):
    """What stands for a dtype in a header."""
    bare = drop_metadata(dtype)
    if bare is not dtype:
        warnings.warn('metadata on a dtype is not saved to an npy/npz. Use another format (such as pickle) to store it.',
                      UserWarning, stacklevel=2)
    if bare.names is not None:
        return bare.descr
    return bare.str if bare.kind != 'O' else '|O'


def descr_to_dtype(descr):
    """The dtype of what stands in a header."""
    if isinstance(descr, str):
        return np.dtype(descr)
    if isinstance(descr, tuple):
        return np.dtype((descr_to_dtype(descr[0]), descr[1]))
    titles, names, formats, offsets, offset = [], [], [], [], 0
    for field in descr:
        if len(field) == 2:
            name, inner = field
            dt = descr_to_dtype(inner)
        else:
            name, inner, shape = field
            dt = np.dtype((descr_to_dtype(inner), shape))
        padding = name == '' and dt.type is np.void and dt.names is None
        if not padding:
            title, name = name if isinstance(name, tuple) else (None, name)
            titles.append(title)
            names.append(name)
            formats.append(dt)
            offsets.append(offset)
        offset += dt.itemsize
    return np.dtype({'names': names, 'formats': formats, 'titles': titles, 'offsets': offsets, 'itemsize': offset})


# ---- headers

def header_data_from_array_1_0(array):
    """The header of an array, a dict."""
    return {'shape': array.shape, 'fortran_order': not array.flags.c_contiguous and array.flags.f_contiguous,
            'descr': dtype_to_descr(array.dtype)}


def _wrap_header(header, version):
    import struct
    fmt, encoding = _header_size_info[version]
    header = header.encode(encoding)
    hlen = len(header) + 1
    padding = ARRAY_ALIGN - ((MAGIC_LEN + struct.calcsize(fmt) + hlen) % ARRAY_ALIGN)
    try:
        prefix = magic(*version) + struct.pack(fmt, hlen + padding)
    except struct.error:
        raise ValueError(f'Header length {hlen} too big for version={version}') from None
    return prefix + header + b' ' * padding + b'\n'


def _wrap_header_guess_version(header):
    try:
        return _wrap_header(header, (1, 0))
    except ValueError:
        pass
    try:
        result = _wrap_header(header, (2, 0))
    except UnicodeEncodeError:
        pass
    else:
        warnings.warn('Stored array in format 2.0. It can only be read by NumPy >= 1.9', UserWarning, stacklevel=2)
        return result
    warnings.warn('Stored array in format 3.0. It can only be read by NumPy >= 1.17', UserWarning, stacklevel=2)
    return _wrap_header(header, (3, 0))


def _write_array_header(fp, d, version=None):
    header = '{' + ''.join(f"'{key}': {value!r}, " for key, value in sorted(d.items())) + '}'
    # room for the array to grow along the axis that varies slowest
    shape = d['shape']
    header += ' ' * (GROWTH_AXIS_MAX_DIGITS - len(repr(shape[-1 if d['fortran_order'] else 0])) if len(shape) > 0 else 0)
    fp.write(_wrap_header_guess_version(header) if version is None else _wrap_header(header, version))


def write_array_header_1_0(fp, d):
    """Writes the header in format 1.0."""
    _write_array_header(fp, d, (1, 0))


def write_array_header_2_0(fp, d):
    """Writes the header in format 2.0."""
    _write_array_header(fp, d, (2, 0))


def read_array_header_1_0(fp, max_header_size=_MAX_HEADER_SIZE):
    """Shape, whether column-major, and dtype, from a header in format 1.0."""
    return _read_array_header(fp, version=(1, 0), max_header_size=max_header_size)


def read_array_header_2_0(fp, max_header_size=_MAX_HEADER_SIZE):
    """Shape, whether column-major, and dtype, from a header in format 2.0."""
    return _read_array_header(fp, version=(2, 0), max_header_size=max_header_size)


def _without_long_suffixes(text):
    """The header as Python 2 wrote it, its integers without L."""
    import re
    return re.sub(r'(\d)L\b', r'\1', text)


def _read_array_header(fp, version, max_header_size=_MAX_HEADER_SIZE):
    import struct
    info = _header_size_info.get(version)
    if info is None:
        raise ValueError(f'Invalid version {version!r}')
    fmt, encoding = info
    length = struct.unpack(fmt, _read_bytes(fp, struct.calcsize(fmt), 'array header length'))[0]
    header = _read_bytes(fp, length, 'array header').decode(encoding)
    if len(header) > max_header_size:
        raise ValueError(f'Header info length ({len(header)}) is large and may not be safe to load securely.\nTo allow loading, '
                         'adjust `max_header_size` or fully trust the `.npy` file using `allow_pickle=True`.\nFor safety against '
                         'large resource use or crashes, sandboxing may be necessary.')
    try:
        d = ast.literal_eval(header)
    except SyntaxError as error:
        if version > (2, 0):
            raise ValueError(f'Cannot parse header: {header!r}') from error
        try:
            d = ast.literal_eval(_without_long_suffixes(header))
        except SyntaxError as again:
            raise ValueError(f'Cannot parse header: {header!r}') from again
        warnings.warn('Reading `.npy` or `.npz` file required additional header parsing as it was created on Python 2. Save the '
                      'file again to speed up loading and avoid this warning.', UserWarning, stacklevel=4)
    if not isinstance(d, dict):
        raise ValueError(f'Header is not a dictionary: {d!r}')
    if EXPECTED_KEYS != d.keys():
        raise ValueError(f'Header does not contain the correct keys: {sorted(d.keys())!r}')
    if not isinstance(d['shape'], tuple) or not all(isinstance(x, int) for x in d['shape']):
        raise ValueError(f'shape is not valid: {d["shape"]!r}')
    if not isinstance(d['fortran_order'], bool):
        raise ValueError(f'fortran_order is not a valid bool: {d["fortran_order"]!r}')
    try:
        dtype = descr_to_dtype(d['descr'])
    except TypeError as error:
        raise ValueError(f'descr is not a valid dtype descriptor: {d["descr"]!r}') from error
    return d['shape'], d['fortran_order'], dtype


# ---- arrays

def write_array(fp, array, version=None, allow_pickle=True, pickle_kwargs=None):
    """Writes an array, header and elements; objects pickled, if that is allowed."""
    _check_version(version)
    _write_array_header(fp, header_data_from_array_1_0(array), version)
    if array.dtype.hasobject:
        if not allow_pickle:
            raise ValueError('Object arrays cannot be saved when allow_pickle=False')
        pickle.dump(array, fp, protocol=4, **({} if pickle_kwargs is None else pickle_kwargs))
        return
    column_major = array.flags.f_contiguous and not array.flags.c_contiguous
    rows = array.T if column_major else array
    size = max(array.itemsize, 1)
    step = max(16 * 1024 ** 2 // size, 1)
    if rows.flags.c_contiguous:
        flat = rows.reshape(-1)
        for start in range(0, flat.size, step):
            fp.write(flat[start:start + step].tobytes('C'))
    else:
        fp.write(array.tobytes('C'))


def read_array(fp, allow_pickle=False, pickle_kwargs=None, *, max_header_size=_MAX_HEADER_SIZE):
    """Reads an array; objects only if pickles are allowed."""
    if allow_pickle:
        max_header_size = 2 ** 64
    version = read_magic(fp)
    _check_version(version)
    shape, fortran_order, dtype = _read_array_header(fp, version, max_header_size=max_header_size)
    count = 1
    for n in shape:
        count *= n
    if dtype.hasobject:
        if not allow_pickle:
            raise ValueError('Object arrays cannot be loaded when allow_pickle=False')
        try:
            array = pickle.load(fp, **({} if pickle_kwargs is None else pickle_kwargs))
        except UnicodeError as error:
            raise UnicodeError(f'Unpickling a python object failed: {error!r}\nYou may need to pass the encoding= option to '
                               'numpy.load') from error
        return array.reshape(shape)
    if count >= 1 << 62 or count < 0:
        raise ValueError(f'Cannot read an array of shape {shape}' if count >= 0 else 'negative dimensions are not allowed')
    data = _read_bytes(fp, count * dtype.itemsize, 'array data')
    array = np.frombuffer(bytearray(data), dtype=dtype, count=count) if dtype.itemsize and count else np.zeros(count, dtype)
    array = array.reshape(shape[::-1]).transpose() if fortran_order else array.reshape(shape)
    return array


def open_memmap(filename, mode='r+', dtype=None, shape=None, fortran_order=False, version=None, *, max_header_size=_MAX_HEADER_SIZE):
    """A file of this format as a memory map, made anew with mode 'w+'."""
    if isfileobj(filename):
        raise ValueError('Filename must be a string or a path-like object.  Memmap cannot use existing file handles.')
    if 'w' in mode:
        _check_version(version)
        dtype = np.dtype(dtype)
        if dtype.hasobject:
            raise ValueError("Array can't be memory-mapped: Python objects in dtype.")
        with open(os.fspath(filename), mode + 'b') as fp:
            _write_array_header(fp, {'descr': dtype_to_descr(dtype), 'fortran_order': fortran_order, 'shape': shape}, version)
            offset = fp.tell()
    else:
        with open(os.fspath(filename), 'rb') as fp:
            version = read_magic(fp)
            _check_version(version)
            shape, fortran_order, dtype = _read_array_header(fp, version, max_header_size=max_header_size)
            if dtype.hasobject:
                raise ValueError("Array can't be memory-mapped: Python objects in dtype.")
            offset = fp.tell()
    mode = 'r+' if mode == 'w+' else mode
    return np.memmap(filename, dtype=dtype, shape=shape, order='F' if fortran_order else 'C', mode=mode, offset=offset)


def _read_bytes(fp, size, error_template='ran out of data'):
    """`size` bytes; ValueError where the file ends before."""
    data = b''
    while len(data) < size:
        piece = fp.read(size - len(data))
        data += piece
        if len(piece) == 0:
            break
    if len(data) != size:
        raise ValueError(f'EOF: reading {error_template}, expected {size} bytes got {len(data)}')
    return data


def isfileobj(f):
    """Whether the argument is a file of the operating system."""
    if not isinstance(f, (io.FileIO, io.BufferedReader, io.BufferedWriter)):
        return False
    try:
        f.fileno()
        return True
    except OSError:
        return False
