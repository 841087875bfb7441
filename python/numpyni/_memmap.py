"""`memmap`: arrays over files."""

import os
import sys

from . import _dtypes as dtypes
from . import _host as host
from . import _index

ndarray = host.ndarray
_MODES = {'readonly': 'r', 'copyonwrite': 'c', 'readwrite': 'r+', 'write': 'w+'}


class memmap(ndarray):
    """An array whose memory is a file: `mode` 'r' reads, 'r+' writes too, 'w+' makes the file, 'c' writes to memory alone."""

    __module__ = 'numpyni'
    __array_priority__ = -100.0

    def __new__(subtype, filename, dtype='u1', mode='r+', offset=0, shape=None, order='C'):
        import mmap
        mode = _MODES.get(mode, mode)
        if mode not in _MODES.values():
            allowed = list(_MODES.values()) + list(_MODES)
            raise ValueError(f'mode must be one of {allowed!r} (got {mode!r})')
        if mode == 'w+' and shape is None:
            raise ValueError("shape must be given if mode == 'w+'")
        own = not hasattr(filename, 'read')
        file = open(os.fspath(filename), ('r' if mode == 'c' else mode) + 'b') if own else filename
        try:
            file.seek(0, 2)
            length = file.tell()
            descr = dtypes.find(dtype)
            size = descr.itemsize
            if shape is None:
                available = length - offset
                if available % size:
                    raise ValueError('Size of the available data is not a multiple of the data-type size.')
                shape = (available // size,)
            else:
                shape = _index.shape_of(shape)
            count = size
            for n in shape:
                count *= n
            end = offset + count
            if mode in ('w+', 'r+') and length < end:
                end = max(end, 1)
                file.seek(end - 1, 0)
                file.write(b'\0')
                file.flush()
            # GraalPy does not tell where memory is that may not be written; a private map is never written to the file
            reading = mmap.ACCESS_COPY if sys.implementation.name == 'graalpy' else mmap.ACCESS_READ
            access = {'c': mmap.ACCESS_COPY, 'r': reading}.get(mode, mmap.ACCESS_WRITE)
            start = offset - offset % mmap.ALLOCATIONGRANULARITY
            length = end - start
            if length == 0 and start > 0:
                length += mmap.ALLOCATIONGRANULARITY
                start -= mmap.ALLOCATIONGRANULARITY
            if length == 0:
                length = 1
                file.seek(0, 2)
                if file.tell() == 0 and mode == 'r':
                    raise ValueError('cannot mmap an empty file')
                if file.tell() == 0:
                    file.write(b'\0')
                    file.flush()
            mapped = mmap.mmap(file.fileno(), length, access=access, offset=start)
            self = ndarray.__new__(subtype, shape, dtype=descr, buffer=mapped, offset=offset - start, order=order)
            if mode == 'r':
                self.flags.writeable = False
            self._mmap, self.offset, self.mode = mapped, offset, mode
            name = filename if own else getattr(file, 'name', None)
            if own and hasattr(filename, '__fspath__'):
                self.filename = filename.resolve() if hasattr(filename, 'resolve') else os.fspath(filename)
            elif isinstance(name, str):
                self.filename = os.path.abspath(name)
            else:
                self.filename = None
            return self
        finally:
            if own:
                file.close()

    def __array_finalize__(self, obj):
        if hasattr(obj, '_mmap') and host.overlaps(self, obj, False):
            self._mmap, self.filename, self.offset, self.mode = obj._mmap, obj.filename, obj.offset, obj.mode
        else:
            self._mmap = self.filename = self.offset = self.mode = None

    def flush(self):
        """Writes what was changed to the file."""
        if hasattr(getattr(self, '_mmap', None), 'flush') and self.mode not in ('r', 'c'):
            self._mmap.flush()

    def __array_wrap__(self, arr, context=None, return_scalar=False):
        arr = ndarray.__array_wrap__(self, arr, context)
        if self is arr or type(self) is not memmap:
            return arr
        if return_scalar:
            return arr[()]
        return arr.view(ndarray)

    def __getitem__(self, index):
        result = ndarray.__getitem__(self, index)
        if type(result) is memmap and result._mmap is None:
            return result.view(type=ndarray)
        return result
