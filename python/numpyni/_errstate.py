"""What happens on a floating-point exception: `errstate`, `seterr`, `geterr` and the hook that hosts call."""

import contextvars
import functools
import sys
import warnings

from .exceptions import ComplexWarning
from ._words import FPE_DIVIDE, FPE_IMAGINARY, FPE_INVALID, FPE_OVERFLOW, FPE_UNDERFLOW, NOVALUE

_KINDS = (('divide', FPE_DIVIDE, 'divide by zero'), ('over', FPE_OVERFLOW, 'overflow'),
          ('under', FPE_UNDERFLOW, 'underflow'), ('invalid', FPE_INVALID, 'invalid value'))
_PACKAGE = __name__.rpartition('.')[0] + '.'
_MODES = ('ignore', 'warn', 'raise', 'call', 'print', 'log')
_DEFAULT = ({'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}, None)

# (modes by kind, the function or log object of 'call' and 'log'); never changed in place
_state = contextvars.ContextVar('numpyni.errstate', default=_DEFAULT)


def warn(message, category):
    """Warns at the innermost line that is not the package's own."""
    frame, level = sys._getframe(1), 2
    while frame is not None and f"{frame.f_globals.get('__name__')}.".startswith(_PACKAGE):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)


def on_fpe(bits, name):
    """The hosts' hook: a computation called `name` raised the floating-point exceptions `bits`."""
    if bits & FPE_IMAGINARY:
        warn_of_complex()
    modes, call = _state.get()
    for kind, bit, text in _KINDS:
        mode = modes[kind]
        if not bits & bit or mode == 'ignore':
            continue
        message = f'{text} encountered in {name}'
        if mode == 'warn':
            warn(message, RuntimeWarning)
        elif mode == 'raise':
            raise FloatingPointError(message)
        elif mode == 'print':
            print(f'Warning: {message}')
        elif call is None:
            raise NameError(f'{mode} specified for {message} but no {"object with write method" if mode == "log" else "function"} found.')
        elif mode == 'call':
            call(text, bits)
        else:
            call.write(f'Warning: {message}\n')


def warn_of_complex():
    """Warns of a cast from a complex type to a real one."""
    warn('Casting complex values to real discards the imaginary part', ComplexWarning)


def _changed(modes, all=None, divide=None, over=None, under=None, invalid=None):
    given = {'divide': divide, 'over': over, 'under': under, 'invalid': invalid}
    for mode in (all, *given.values()):
        if mode is not None and not isinstance(mode, str):
            raise TypeError(f'invalid error mode {mode!r}, must be a string or None')
        if mode is not None and mode not in _MODES:
            raise ValueError(f'invalid error mode {mode!r}')
    return {kind: given[kind] or all or modes[kind] for kind in modes}


def geterr():
    """The current treatment of each kind: a dict of 'divide', 'over', 'under', 'invalid'."""
    return dict(_state.get()[0])


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets how floating-point exceptions are treated; returns the old settings."""
    modes, call = _state.get()
    _state.set((_changed(modes, all, divide, over, under, invalid), call))
    return dict(modes)


def geterrcall():
    """The function or log object of the modes 'call' and 'log'."""
    return _state.get()[1]


def seterrcall(func):
    """Sets the function or log object of the modes 'call' and 'log'; returns the old one."""
    if func is not None and not callable(func) and not callable(getattr(func, 'write', None)):
        raise ValueError('Only callable can be used as callback')
    modes, old = _state.get()
    _state.set((modes, func))
    return old


class errstate:
    """A context, and a decorator, in which floating-point exceptions are treated as given."""

    __slots__ = ('_given', '_call', '_token')

    def __init__(self, *, call=NOVALUE, all=None, divide=None, over=None, under=None, invalid=None):
        self._given = (all, divide, over, under, invalid)
        self._call = call
        self._token = None

    def __enter__(self):
        if self._token is not None:
            raise TypeError('Cannot enter `np.errstate` twice.')
        modes, call = _state.get()
        if self._call is not NOVALUE:
            call = self._call
            if call is not None and not callable(call) and not callable(getattr(call, 'write', None)):
                raise ValueError('Only callable can be used as callback')
        self._token = _state.set((_changed(modes, *self._given), call))

    def __exit__(self, *exc_info):
        _state.reset(self._token)

    def __call__(self, func):
        all, divide, over, under, invalid = self._given

        @functools.wraps(func)
        def wrapped(*args, **kwargs):
            with errstate(call=self._call, all=all, divide=divide, over=over, under=under, invalid=invalid):
                return func(*args, **kwargs)
        return wrapped
