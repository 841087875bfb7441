"""`DataSource`: files by path or address, decompressed by their extension, kept in a folder."""

import os

__all__ = ['DataSource']


def _openers():
    import bz2
    import gzip
    import lzma
    return {None: open, '.gz': gzip.open, '.bz2': bz2.open, '.xz': lzma.open, '.lzma': lzma.open}


def _check_mode(mode, encoding, newline):
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
        return
    if encoding is not None:
        raise ValueError("Argument 'encoding' not supported in binary mode")
    if newline is not None:
        raise ValueError("Argument 'newline' not supported in binary mode")


def open(path, mode='r', destpath=os.curdir, encoding=None, newline=None):
    """A file, or what an address names, opened."""
    return DataSource(destpath).open(path, mode, encoding=encoding, newline=newline)


_builtin_open = __builtins__['open'] if isinstance(__builtins__, dict) else __builtins__.open


class DataSource:
    """Files from paths and addresses; what is fetched is kept in `destpath`, by default a folder that goes with the object."""

    __module__ = 'numpyni.lib.npyio'

    def __init__(self, destpath=os.curdir):
        if destpath:
            self._destpath, self._istmpdest = os.path.abspath(destpath), False
        else:
            import tempfile
            self._destpath, self._istmpdest = tempfile.mkdtemp(), True

    def __del__(self):
        if getattr(self, '_istmpdest', False):
            import shutil
            shutil.rmtree(self._destpath)

    def _iszip(self, filename):
        return os.path.splitext(filename)[1] in ('.gz', '.bz2', '.xz', '.lzma')

    def _iswritemode(self, mode):
        return any(c in 'w+' for c in mode)

    def _possible_names(self, filename):
        names = [filename]
        if not self._iszip(filename):
            names += [filename + ext for ext in ('.gz', '.bz2', '.xz', '.lzma')]
        return names

    def _isurl(self, path):
        from urllib.parse import urlparse
        scheme, netloc = urlparse(path)[:2]
        return bool(scheme and netloc)

    def _cache(self, path):
        from shutil import copyfileobj
        from urllib.request import urlopen
        target = self.abspath(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if self._isurl(path):
            with urlopen(path) as source, _builtin_open(target, 'wb') as copy:
                copyfileobj(source, copy)
        else:
            import shutil
            shutil.copyfile(path, target)
        return target

    def _findfile(self, path):
        if self._isurl(path):
            names = self._possible_names(self.abspath(path)) + self._possible_names(path)
        else:
            names = self._possible_names(path) + self._possible_names(self.abspath(path))
        for name in names:
            if self.exists(name):
                return self._cache(name) if self._isurl(name) else name
        return None

    def abspath(self, path):
        """Where a file is kept."""
        from urllib.parse import urlparse
        parts = path.split(self._destpath, 2)
        if len(parts) > 1:
            path = parts[1]
        scheme, netloc, upath, _, _, _ = urlparse(path)
        return os.path.join(self._destpath, self._sanitize_relative_path(netloc), self._sanitize_relative_path(upath))

    def _sanitize_relative_path(self, path):
        """A path that stays inside the folder."""
        last = None
        path = os.path.normpath(path)
        while path != last:
            last = path
            path = path.lstrip(os.sep).lstrip('/')
            path = path.removeprefix(os.pardir) if hasattr(path, 'removeprefix') else path
            path = os.path.splitdrive(path)[1]
        return path

    def exists(self, path):
        """Whether a path or address leads to something."""
        if os.path.exists(path) or os.path.exists(self.abspath(path)):
            return True
        if self._isurl(path):
            from urllib.error import URLError
            from urllib.request import urlopen
            try:
                urlopen(path).close()
                return True
            except URLError:
                return False
        return False

    def open(self, path, mode='r', encoding=None, newline=None):
        """The file, opened."""
        if self._isurl(path) and self._iswritemode(mode):
            raise ValueError('URLs are not writeable')
        found = self._findfile(path) if not self._iswritemode(mode) else path
        if not found:
            raise FileNotFoundError(f'{path} not found.')
        mode_ = mode if 't' in mode or 'b' in mode else mode + 't'
        extension = os.path.splitext(found)[1]
        if extension == '.bz2' and '+' in mode:
            mode_ = mode_.replace('+', '')
        _check_mode(mode_, encoding, newline)
        if extension in ('.gz', '.bz2', '.xz', '.lzma'):
            return _openers()[extension](found, mode=mode_, encoding=encoding, newline=newline)
        return _builtin_open(found, mode=mode_, encoding=encoding, newline=newline)


class Repository(DataSource):
    """Files below one path or address."""

    def __init__(self, baseurl, destpath=os.curdir):
        DataSource.__init__(self, destpath=destpath)
        self._baseurl = baseurl

    def __del__(self):
        DataSource.__del__(self)

    def _fullpath(self, path):
        parts = path.split(self._baseurl, 2)
        return os.path.join(self._baseurl, path) if len(parts) == 1 else path

    def _findfile(self, path):
        return DataSource._findfile(self, self._fullpath(path))

    def abspath(self, path):
        """Where a file is kept."""
        return DataSource.abspath(self, self._fullpath(path))

    def exists(self, path):
        """Whether a path below the base leads to something."""
        return DataSource.exists(self, self._fullpath(path))

    def open(self, path, mode='r', encoding=None, newline=None):
        """The file, opened."""
        return DataSource.open(self, self._fullpath(path), mode, encoding=encoding, newline=newline)

    def listdir(self):
        """The names in the base folder."""
        if self._isurl(self._baseurl):
            raise NotImplementedError('Directory listing of URLs, not supported yet.')
        return os.listdir(self._baseurl)
