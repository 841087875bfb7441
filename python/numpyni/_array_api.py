"""`__array_namespace_info__`: what the array API standard lets a program ask."""

from . import _dtypes as dtypes

_KINDS = {'bool': ('bool',), 'signed integer': ('int8', 'int16', 'int32', 'int64'),
          'unsigned integer': ('uint8', 'uint16', 'uint32', 'uint64'), 'real floating': ('float32', 'float64'),
          'complex floating': ('complex64', 'complex128')}
_KINDS['integral'] = _KINDS['signed integer'] + _KINDS['unsigned integer']
_KINDS['numeric'] = _KINDS['integral'] + _KINDS['real floating'] + _KINDS['complex floating']


def _check(device):
    if device not in ('cpu', None):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')


class __array_namespace_info__:
    """Capabilities, devices and dtypes, by the array API standard 2025.12."""

    __module__ = 'numpyni'

    def capabilities(self):
        """What is optional and here."""
        return {'boolean indexing': True, 'data-dependent shapes': True, 'max dimensions': 64}

    def default_device(self):
        """The device of new arrays."""
        return 'cpu'

    def default_dtypes(self, *, device=None):
        """The types of new arrays by kind."""
        _check(device)
        return {'real floating': dtypes.float64, 'complex floating': dtypes.complex128, 'integral': dtypes.intp,
                'indexing': dtypes.intp}

    def dtypes(self, *, device=None, kind=None):
        """The types of a kind, or of a tuple of kinds, by name."""
        _check(device)
        if kind is None:
            return self.dtypes(kind=('bool', 'numeric'))
        names = []
        for each in kind if isinstance(kind, tuple) else (kind,):
            if not isinstance(each, str) or each not in _KINDS:
                raise ValueError(f'unsupported kind: {kind!r}')
            names += _KINDS[each]
        return {name: dtypes.find(name) for name in names}

    def devices(self):
        """All devices."""
        return ('cpu',)
