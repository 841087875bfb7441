"""The public names: where each comes from, which are hot, and which cannot be had yet."""

import math as _math
from types import FunctionType as _FunctionType

from . import (_apply, _array_api, _bits, _blocks, _busdays, _calculus, _convert, _creation, _datetime, _decimal, _delegation, _docs, _dtypes, _einsum,
               _errstate, _extensions, _flat, _grids, _histograms, _host, _info, _iteration, _lazy, _logic, _manipulation, _matrix, _memmap, _nan_functions,
               _opaque_scalars, _overrides, _padding, _polynomials, _printing, _products, _python_functions, _reductions, _scalars_base,
               _selection, _sets, _sorting, _static, _statistics, _ufuncs, _windows, _words, exceptions, rec as _rec)
from ._docs import scalars as _scalar_examples
from ._version import __version__

_FROM = (
    (_apply, 'apply_along_axis apply_over_axes piecewise vectorize'),
    (_bits, 'packbits unpackbits binary_repr base_repr'),
    (_blocks, 'block'),
    (_calculus, 'gradient interp unwrap convolve correlate'),
    (_convert, 'array asarray asanyarray ascontiguousarray asfortranarray require frombuffer fromiter from_dlpack'),
    (_creation, 'zeros ones empty full zeros_like ones_like empty_like full_like copy copyto astype arange linspace logspace '
                'geomspace eye identity diag diagflat tri tril triu tril_indices triu_indices diag_indices vander meshgrid indices '
                'fromfunction asarray_chkfinite'),
    (_busdays, 'busday_count busday_offset busdaycalendar is_busday'),
    (_datetime, 'datetime_data datetime_as_string isnat'),
    (_python_functions, 'frompyfunc'),
    (_decimal, 'format_float_positional format_float_scientific'),
    (_dtypes, 'dtype finfo iinfo promote_types result_type can_cast min_scalar_type issubdtype isdtype'),
    (_einsum, 'einsum einsum_path'),
    (_errstate, 'errstate seterr geterr seterrcall geterrcall'),
    (_extensions, 'load_extension'),
    (_flat, 'flatiter'),
    (_grids, 'r_ c_ mgrid ogrid ndindex ndenumerate unravel_index ravel_multi_index diag_indices_from tril_indices_from '
             'triu_indices_from mask_indices'),
    (_histograms, 'histogram histogram2d histogramdd histogram_bin_edges'),
    (_info, 'typename mintypecode getbufsize setbufsize get_include show_config show_runtime info'),
    (_iteration, 'broadcast nditer nested_iters'),
    (_logic, 'isclose allclose array_equal array_equiv isneginf isposinf iscomplex isreal iscomplexobj isrealobj isscalar iterable '
             'isfortran real imag real_if_close angle nan_to_num fix sinc shares_memory may_share_memory shape ndim size '
             'common_type'),
    (_manipulation, 'reshape ravel transpose permute_dims swapaxes moveaxis rollaxis squeeze expand_dims broadcast_shapes '
                    'broadcast_to broadcast_arrays atleast_1d atleast_2d atleast_3d concatenate concat stack vstack hstack dstack '
                    'column_stack unstack array_split split hsplit vsplit dsplit repeat tile resize flip fliplr flipud rot90 roll '
                    'append delete insert'),
    (_matrix, 'matrix asmatrix bmat'),
    (_memmap, 'memmap'),
    (_padding, 'pad trim_zeros'),
    (_polynomials, 'poly poly1d polyadd polyder polydiv polyfit polyint polymul polysub polyval roots'),
    (_printing, 'array2string array_repr array_str get_printoptions set_printoptions printoptions'),
    (_products, 'dot inner outer vdot tensordot kron cross matrix_transpose'),
    (_reductions, 'sum prod max min any all mean var std argmax argmin count_nonzero ptp cumsum cumprod cumulative_sum '
                  'cumulative_prod clip round around average'),
    (_selection, 'take put compress choose diagonal trace nonzero flatnonzero argwhere where extract place putmask select '
                 'take_along_axis put_along_axis fill_diagonal ix_'),
    (_sets, 'unique unique_all unique_counts unique_inverse unique_values union1d intersect1d isin setdiff1d setxor1d ediff1d'),
    (_sorting, 'sort argsort partition argpartition lexsort sort_complex searchsorted digitize bincount'),
    (_statistics, 'median quantile percentile diff trapezoid cov corrcoef'),
    (_nan_functions, 'nansum nanprod nancumsum nancumprod nanmax nanmin nanargmax nanargmin nanmean nanvar nanstd nanmedian nanquantile '
                     'nanpercentile'),
    (_windows, 'bartlett blackman hamming hanning i0 kaiser'),
)
_HOT_REDUCTIONS = 'sum prod max min any all mean argmax argmin var std cumsum cumprod count_nonzero'.split()
_HOT_NEW = {'zeros': 0, 'ones': 1, 'empty': None}

_LIKE = frozenset('''asanyarray ascontiguousarray asfortranarray require empty zeros ones full arange eye identity tri
frombuffer fromfile fromfunction fromiter fromstring loadtxt genfromtxt'''.split())

# compiled functions in NumPy: as attributes of a class they do not become methods
_STATIC = '''arange array asanyarray asarray ascontiguousarray asfortranarray datetime_data empty from_dlpack frombuffer fromfile fromiter
frompyfunc fromstring nested_iters promote_types zeros'''

_LAZY = (('_files', 'load save savez savez_compressed fromfile fromstring fromregex'), ('_text_files', 'loadtxt savetxt'),
         ('_genfromtxt', 'genfromtxt'))

names = []


def _export(name, value):
    globals()[name] = value
    names.append(name)


for _module, _list in _FROM:
    for _name in _list.split():
        _value = getattr(_module, _name)
        _docs.describe(_value, _name)
        if _name in _delegation.NAMES:
            _value = _delegation.delegating(_value, _name)
        if _overrides.may_be_overridden(_name, _value):
            _value = _overrides.overridable(_value)
        elif _name in _LIKE and not hasattr(_value, '_implementation'):
            _value = _overrides.likeable(_value)
        if callable(_value) and (getattr(_value, '__module__', None) or '').startswith('numpyni._'):
            _value.__module__ = 'numpyni'
        _export(_name, _value)
if hasattr(_host, 'hot_function'):      # the shared layer too calls the native plain case, past the question for `__array_function__`
    for _module, _list in _FROM:
        for _name in _list.split():
            _value = getattr(_module, _name)
            if isinstance(_value, _FunctionType):
                setattr(_module, _name, _host.hot_reduction(_name, _value) if _name in _HOT_REDUCTIONS else
                        _host.hot_new(_HOT_NEW[_name], _value) if _name in _HOT_NEW else _host.hot_function(_value))
for _name in _HOT_REDUCTIONS:
    _export(_name, _overrides.hot(_host.hot_reduction(_name, globals()[_name]), globals()[_name]))
for _name, _fill in _HOT_NEW.items():
    _export(_name, _host.hot_new(_fill, globals()[_name]))
for _name in [*names]:
    if (hasattr(globals()[_name], '_implementation') or _name == 'promote_types') and _name not in _HOT_REDUCTIONS and _name not in _HOT_NEW:
        globals()[_name] = _overrides.hot(_overrides.native_form(globals()[_name]), globals()[_name])
for _name, _value in _ufuncs.by_name.items():
    if _name not in names and _name[0] != '_':          # `clip` is a function over the ufunc
        _export(_name, _value)
for _type in _scalars_base.ABSTRACT:
    _export(_type.__name__, _type)
for _name, _value in _dtypes.scalar_types.items():
    _export(_name, _value)
for _type in (_opaque_scalars.bytes_, _opaque_scalars.str_, _opaque_scalars.void, _opaque_scalars.record, _opaque_scalars.object_,
              _opaque_scalars.datetime64, _opaque_scalars.timedelta64):
    _export(_type.__name__, _type)
for _name, _target in _dtypes.ALIASES.items():
    _export(_name, _dtypes.scalar_types[_target])
_export('amax', globals()['max'])
_export('amin', globals()['min'])
_export('ndarray', _host.ndarray)
_export('ufunc', _ufuncs.ufunc)
for _name, _value in {
        'pi': _math.pi, 'e': _math.e, 'euler_gamma': 0.5772156649015329, 'inf': _math.inf, 'nan': _math.nan, 'newaxis': None,
        'little_endian': _dtypes.NATIVE == '<', 'True_': _dtypes.bool_.type(True), 'False_': _dtypes.bool_.type(False),
        'ScalarType': (int, float, complex, bool, *_dtypes.scalar_types.values()),
        'sctypeDict': {name: found.type for name, found in _dtypes._by_name.items()},
        'typecodes': {'Character': 'c', 'Integer': 'bhilqnp', 'UnsignedInteger': 'BHILQNP', 'Float': 'efdg', 'Complex': 'FDG',
                      'AllInteger': 'bBhHiIlLqQnNpP', 'AllFloat': 'efdgFDG', 'Datetime': 'Mm',
                      'All': '?bhilqnpBHILQNPefdgFDGSUVOMm'}}.items():
    _export(_name, _value)


class _IndexExpression:
    """`s_[a, b:c]` is what stands between the brackets; `index_exp` always makes a tuple."""

    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


for _name, _value in _lazy.submodules('char polynomial ma lib linalg fft random strings testing typing _core __config__').items():
    _export(_name, _value)
for _module, _list in _LAZY:
    for _name in _list.split():
        _value = _lazy.function(_module, _name)
        _docs.describe(_value, _name)
        _export(_name, _overrides.likeable(_value) if _name in _LIKE else _value)
for _name in _STATIC.split():
    _export(_name, _static.static(globals()[_name]))
_export('emath', _lazy.Submodule('numpyni.lib.scimath'))
_export('__array_namespace_info__', _array_api.__array_namespace_info__)
_export('__array_api_version__', '2025.12')
_export('_NoValue', _words.NOVALUE)
_export('_CopyMode', _words.CopyMode)
_export('s_', _IndexExpression(False))
_export('index_exp', _IndexExpression(True))
_export('recarray', _rec.recarray)
_docs.describe_types(globals())
_docs.describe_by_example(_scalars_base.generic, *_scalar_examples.METHODS)
names += ['dtypes', 'exceptions', 'rec', '__version__']
names = list(dict.fromkeys(names))
__all__ = [n for n in names if n not in ('dtypes', 'exceptions', 'rec', '__version__')]


class NotYet:
    """A public name of NumPy's that is not here yet: a call, and any attribute of it, raises NotImplementedError."""

    def __init__(self, name):
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args, **kwargs):
        raise NotImplementedError(f'numpyni.{self.__name__}')

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):       # what Python asks of any object
            raise AttributeError(name)
        raise NotImplementedError(f'numpyni.{self.__name__}.{name}')

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, cls):
        return False

    def __repr__(self):
        return f'<numpyni.{self.__name__}: not implemented yet>'


not_yet = {_name: NotYet(_name) for _name in '''
core ctypeslib f2py matlib test
'''.split() if _name not in names}
