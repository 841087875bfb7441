"""`NumpyVersion`: version strings that compare."""

import re

__all__ = ['NumpyVersion']


class NumpyVersion:
    """A version such as '1.8.0', '1.8.0rc1' or '1.8.0.dev-abc', which compares with others and with strings."""

    __module__ = 'numpyni.lib'

    def __init__(self, vstring):
        self.vstring = vstring
        found = re.match(r'\d+\.\d+\.\d+', vstring)
        if not found:
            raise ValueError('Not a valid numpy version string')
        self.version = found.group()
        self.major, self.minor, self.bugfix = [int(x) for x in self.version.split('.')]
        rest = vstring[found.end():]
        pre = re.match(r'(a|b|rc)\d+', rest)
        self.pre_release = pre.group() if pre else 'final'
        self.is_devversion = bool(re.search(r'\.dev', vstring))

    def _key(self):
        kind = re.match(r'(a|b|rc|final)(\d*)', self.pre_release)
        order = {'a': 0, 'b': 1, 'rc': 2, 'final': 3}[kind.group(1)]
        return (self.major, self.minor, self.bugfix, order, int(kind.group(2) or 0), not self.is_devversion)

    def _other(self, other):
        if not isinstance(other, (str, NumpyVersion)):
            raise ValueError('Invalid object to compare with NumpyVersion.')
        return (NumpyVersion(other) if isinstance(other, str) else other)._key()

    def __lt__(self, other):
        return self._key() < self._other(other)

    def __le__(self, other):
        return self._key() <= self._other(other)

    def __eq__(self, other):
        return self._key() == self._other(other)

    def __ne__(self, other):
        return self._key() != self._other(other)

    def __gt__(self, other):
        return self._key() > self._other(other)

    def __ge__(self, other):
        return self._key() >= self._other(other)

    __hash__ = None

    def __repr__(self):
        return f'NumpyVersion({self.vstring})'
