"""Masked arrays: the class, its mask, and the functions over it."""

import numpyni as np
from numpyni import angle as _angle, expand_dims as _expand_dims

from . import _functions, _masks, _operations
from ._array import MaskedArray, MaskedConstant, MaskedIterator, masked, masked_singleton, mvoid, _rebuilt as _mareconstruct
from ._functions import *
from ._functions import _AS_METHODS, _CONVERTED, Extreme as _Extreme, _as_method, _converting, _extreme
from ._masks import (MAError, MaskedArrayFutureWarning, MaskError, MaskType, common_fill_value, default_fill_value, filled, flatten_mask, get_data,
                     get_fill_value, get_mask, get_masked_subclass, getdata, getmask, getmaskarray, is_mask, is_masked, isarray, isMA,
                     isMaskedArray, make_mask, make_mask_descr, make_mask_none, mask_or, maximum_fill_value, minimum_fill_value,
                     nomask, set_fill_value, _check_fill_value, _recursive)
from ._operations import ufunc_domain, ufunc_fills, operations as _all
from ._text import masked_print_option

bool_ = np.bool_
masked_array = MaskedArray
for _name, _value in _all.items():
    if _name not in ('left_shift', 'right_shift'):
        globals()[_name] = _value
for _name in _AS_METHODS:
    globals()[_name] = _as_method(_name)
for _name in _CONVERTED:
    globals()[_name] = _converting(_name)
for _name in ('min', 'max', 'ptp'):
    globals()[_name] = _extreme(_name)
amin, amax, round = min, max, round_
minimum = _Extreme(np.minimum, _all['less'], minimum_fill_value)
maximum = _Extreme(np.maximum, _all['greater'], maximum_fill_value)
anomalies = anom
mod = remainder
conjugate = _all['conjugate']

__all__ = '''MAError MaskError MaskType MaskedArray abs absolute add all allclose allequal alltrue amax amin angle anom anomalies any
append arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort around array asanyarray asarray bitwise_and
bitwise_or bitwise_xor bool_ ceil choose clip common_fill_value compress compressed concatenate conjugate convolve copy correlate cos
cosh count cumprod cumsum default_fill_value diag diagonal diff divide empty empty_like equal exp expand_dims fabs filled fix_invalid
flatten_mask flatten_structured_array floor floor_divide fmod frombuffer fromflex fromfunction getdata getmask getmaskarray greater
greater_equal harden_mask hypot identity ids indices inner innerproduct isMA isMaskedArray is_mask is_masked isarray left_shift less
less_equal log log10 log2 logical_and logical_not logical_or logical_xor make_mask make_mask_descr make_mask_none mask_or masked
masked_array masked_equal masked_greater masked_greater_equal masked_inside masked_invalid masked_less masked_less_equal
masked_not_equal masked_object masked_outside masked_print_option masked_singleton masked_values masked_where max maximum
maximum_fill_value mean min minimum minimum_fill_value mod multiply mvoid ndim negative nomask nonzero not_equal ones ones_like outer
outerproduct power prod product ptp put putmask ravel remainder repeat reshape resize right_shift round round_ set_fill_value shape
sin sinh size soften_mask sometrue sort sqrt squeeze std subtract sum swapaxes take tan tanh trace transpose true_divide var where
zeros zeros_like dot shrink_mask'''.split()
