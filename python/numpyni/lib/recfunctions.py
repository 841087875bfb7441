"""Structures taken apart, put together and renamed: NumPy's `lib.recfunctions`, without masked arrays."""

from .. import _convert as convert
from .. import _dtypes as dtypes
from .. import _host as host
from .. import _manipulation as manipulation
from .._dtype_parsing import structure
from .._records import field as _field
from ..rec import recarray

__all__ = ['append_fields', 'apply_along_fields', 'assign_fields_by_name', 'drop_fields', 'flatten_descr', 'get_fieldstructure',
           'get_names', 'get_names_flat', 'merge_arrays', 'rec_append_fields', 'rec_drop_fields', 'recursive_fill_fields',
           'rename_fields', 'repack_fields', 'require_fields', 'stack_arrays', 'structured_to_unstructured',
           'unstructured_to_structured']
ndarray = host.ndarray


def recursive_fill_fields(input, output):
    """Writes the fields of `input` into the fields of the same names of `output`."""
    for name in output.dtype.names:
        if name not in (input.dtype.names or ()):
            continue
        source = input[name]
        if source.dtype.names is not None:
            recursive_fill_fields(source, output[name])
        else:
            output[name][:len(source)] = source
    return output


def get_names(adtype):
    """The names of the fields as a tuple; of a field with fields, a pair of its name and theirs."""
    result = []
    for name in adtype.names:
        inner = adtype[name]
        result.append((name, get_names(inner)) if inner.names is not None else name)
    return tuple(result)


def get_names_flat(adtype):
    """The names of the fields and of the fields within them, as a tuple."""
    result = []
    for name in adtype.names:
        result.append(name)
        if adtype[name].names is not None:
            result.extend(get_names_flat(adtype[name]))
    return tuple(result)


def flatten_descr(ndtype):
    """The description of a structure with the fields of its fields in their place."""
    if ndtype.names is None:
        return (('', ndtype),)
    result = []
    for name in ndtype.names:
        inner = ndtype[name]
        result.extend(flatten_descr(inner) if inner.names is not None else [(name, inner)])
    return tuple(result)


def get_fieldstructure(adtype, lastname=None, parents=None):
    """For each field, inner ones too, the names of the fields that it is in."""
    parents = {} if parents is None else parents
    for name in adtype.names:
        above = parents.get(lastname, []) if lastname else []
        parents[name] = [*above, lastname] if lastname else []
        if adtype[name].names is not None:
            parents.update(get_fieldstructure(adtype[name], name, parents))
    return parents


# ---- fields dropped, renamed, appended

def _as(result, asrecarray):
    return host.view_as(result, recarray) if asrecarray else result


def drop_fields(base, drop_names, usemask=False, asrecarray=False):
    """A copy without some fields."""
    _no_masks(usemask)
    drop = {drop_names} if isinstance(drop_names, str) else set(drop_names)

    def kept(dtype):
        descr = []
        for name in dtype.names:
            if name in drop:
                continue
            inner = dtype[name]
            if inner.names is not None:
                below = kept(inner)
                if below:
                    descr.append((name, below))
            else:
                descr.append((name, inner))
        return descr
    result = host.new(dtypes.find(kept(base.dtype)).word, base.shape, 1, True)
    return _as(recursive_fill_fields(base, result), asrecarray)


def rec_drop_fields(base, drop_names):
    """As `drop_fields`; the result is a record array."""
    return drop_fields(base, drop_names, asrecarray=True)


def rename_fields(base, namemapper):
    """A view with other names for some fields."""
    def renamed(dtype):
        return [(namemapper.get(name, name), renamed(dtype[name]) if dtype[name].names is not None else dtype[name])
                for name in dtype.names]
    return base.view(dtypes.find(renamed(base.dtype)))


def append_fields(base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False):
    """A copy with more fields at its end (with `usemask=False`: masked arrays are not there yet)."""
    _no_masks(usemask)
    return _as(_appended(base, names, data, dtypes, fill_value), asrecarray)


def rec_append_fields(base, names, data, dtypes=None):
    """A record array with more fields at its end."""
    return _as(_appended(base, names, data, dtypes, -1), True)


def _appended(base, names, data, types, fill_value):
    names, data = ([names], [data]) if isinstance(names, str) else (list(names), list(data))
    if len(names) != len(data):
        raise ValueError('The number of arrays does not match the number of names')
    given = [None] * len(data) if types is None else list(types) if isinstance(types, (list, tuple)) else [types] * len(data)
    arrays = [convert.asarray(x) if t is None else convert.array(x, dtype=t) for x, t in zip(data, given)]
    length = max([len(base), *map(len, arrays)])
    descr = [(name, base.dtype[name]) for name in base.dtype.names] + [(name, a.dtype) for name, a in zip(names, arrays)]
    result = host.new(dtypes.find(descr).word, (length,), 1, True)
    for name in base.dtype.names:
        result[name][:len(base)] = base[name]
    for name, a in zip(names, arrays):
        result[name][:len(a)] = a
        if len(a) < length:
            result[name][len(a):] = fill_value
    return result


def _no_masks(usemask):
    if usemask:
        raise NotImplementedError('numpyni.ma')


def merge_arrays(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False):
    """The arrays as the fields of one; shorter ones are filled up."""
    _no_masks(usemask)
    arrays = [convert.asarray(a).ravel() for a in (seqarrays if isinstance(seqarrays, (list, tuple)) else [seqarrays])]
    length, descr, parts = max(map(len, arrays)), [], []
    for a in arrays:
        if a.dtype.names is not None and (flatten or len(arrays) == 1 or len(a.dtype.names) == 1):
            for name in a.dtype.names:
                descr.append((name, a.dtype[name]))
                parts.append(a[name])
        else:
            descr.append(('', a.dtype))
            parts.append(a)
    result = host.new(dtypes.find(descr).word, (length,), 1, True)
    for name, part in zip(result.dtype.names, parts):
        result[name][:len(part)] = part
        if len(part) < length:
            fill = convert.array(fill_value).astype(part.dtype) if part.dtype.names is None and part.dtype.kind not in 'SU' else 'N/A'
            result[name][len(part):] = fill if part.dtype.names is None else host.new(part.dtype.word, (), 1, True)
    return _as(result, asrecarray)


def stack_arrays(arrays, defaults=None, usemask=True, asrecarray=False, autoconvert=False):
    """The arrays one after the other, with the fields of all of them."""
    if isinstance(arrays, ndarray):
        return arrays
    if len(arrays) == 1:
        return arrays[0]
    _no_masks(usemask)
    arrays = [convert.asarray(a).ravel() for a in arrays]
    types = {}
    for a in arrays:
        for name in a.dtype.names or ('f0',):
            own = a.dtype[name] if a.dtype.names else a.dtype
            if name in types and types[name] != own and not autoconvert:
                raise TypeError(f"Incompatible type '{types[name]}' <> '{own}'")
            types[name] = dtypes.promote_types(types[name], own) if name in types else own
    if all(a.dtype.names is None for a in arrays):
        return manipulation.concatenate(arrays)
    result = host.new(dtypes.find(list(types.items())).word, (sum(map(len, arrays)),), 1, True)
    start = 0
    for a in arrays:
        for name in types:
            if a.dtype.names is None and name == 'f0' or name in (a.dtype.names or ()):
                result[name][start:start + len(a)] = a if a.dtype.names is None else a[name]
            elif defaults and name in defaults:
                result[name][start:start + len(a)] = defaults[name]
        start += len(a)
    return _as(result, asrecarray)


# ---- layouts, and arrays without fields

def repack_fields(a, align=False, recurse=False):
    """The array, or the dtype, with its fields one after the other (at multiples of their alignment if `align`)."""
    if not isinstance(a, dtypes.dtype):
        return a.astype(repack_fields(a.dtype, align, recurse), copy=False)
    if a.names is None:
        return a
    entries = [a._fields[name] for name in a.names]
    inner = [repack_fields(each[0], align, True) if recurse else each[0] for each in entries]
    titles = [each[2] if len(each) > 2 else None for each in entries]
    return structure(list(a.names), inner, titles=titles if any(titles) else None, align=align)._but(type=a.type)


def _leaves(dtype, offset=0):
    """The plain parts of a type: (dtype, count, offset)."""
    if dtype.subdtype:
        base, count = dtype.base, dtype.itemsize // max(dtype.base.itemsize, 1)
        if base.names is None and not base.subdtype:
            return [(base, count, offset)]
        return [leaf for i in range(count) for leaf in _leaves(base, offset + i * base.itemsize)]
    if dtype.names is None:
        return [(dtype, 1, offset)]
    return [leaf for each in map(dtype._fields.get, dtype.names) for leaf in _leaves(each[0], offset + each[1])]


def structured_to_unstructured(arr, dtype=None, copy=False, casting='unsafe'):
    """The fields along a last axis: a view where they stand evenly and are of one type."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    leaves = _leaves(arr.dtype)
    if not leaves:
        if dtype is None:
            raise ValueError('arr has no fields. Unable to guess dtype')
        raise NotImplementedError('arr with no fields is not supported')
    out = dtypes.result_type(*[each[0] for each in leaves]) if dtype is None else dtypes.find(dtype)
    starts = [offset + i * found.itemsize for found, count, offset in leaves for i in range(count)]
    steps = {y - x for x, y in zip(starts, starts[1:])}
    if not copy and len(steps) <= 1 and all(each[0] == out for each in leaves):
        step = steps.pop() if steps else out.itemsize
        result = host.as_strided(arr, out.word, arr.shape + (len(starts),), arr.strides + (step,), starts[0], False)
        return convert.as_class_of(result, arr)
    result = host.new(out.word, arr.shape + (len(starts),), 1, True)
    place = 0
    for found, count, offset in leaves:
        part = host.as_strided(arr, found.word, arr.shape + (count,), arr.strides + (found.itemsize,), offset, False)
        result[..., place:place + count] = part.astype(out, casting=casting)
        place += count
    return convert.as_class_of(result, arr)


def unstructured_to_structured(arr, dtype=None, names=None, align=False, copy=False, casting='unsafe'):
    """The last axis as the fields of a structure."""
    arr = convert.asanyarray(arr)
    if arr.shape == ():
        raise ValueError('arr must have at least one dimension')
    count = arr.shape[-1]
    if count == 0:
        raise NotImplementedError('last axis with size 0 is not supported')
    if dtype is None:
        names = [f'f{i}' for i in range(count)] if names is None else names
        out = structure(list(names), [arr.dtype] * count, align=align)
    else:
        if names is not None:
            raise ValueError("don't supply both dtype and names")
        out = dtypes.find(dtype)
        if sum([each[1] for each in _leaves(out)]) != count:
            raise ValueError('The length of the last dimension of arr must be equal to the number of fields in dtype')
        if align and not out.isalignedstruct:
            raise ValueError(f'align was True but dtype is not aligned')
    result = host.new(out.word, arr.shape[:-1], 1, True)
    place = 0
    for found, size, offset in _leaves(out):
        part = host.as_strided(result, found.word, result.shape + (size,), result.strides + (found.itemsize,), offset, False)
        part[...] = arr[..., place:place + size].astype(found, casting=casting)
        place += size
    return result


def apply_along_fields(func, arr):
    """A reduction over the fields of each structure."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    return func(structured_to_unstructured(arr), axis=-1)


def assign_fields_by_name(dst, src, zero_unassigned=True):
    """Writes the fields of one array into those of the same names of another; the others become zero."""
    if dst.dtype.names is None:
        dst[...] = src
        return
    for name in dst.dtype.names:
        if name in src.dtype.names:
            assign_fields_by_name(_field(dst, name), _field(src, name), zero_unassigned)
        elif zero_unassigned:
            target = _field(dst, name)
            target[...] = host.new(target.dtype.word, (), 1, True)


def require_fields(array, required_dtype):
    """A copy with the fields of a dtype, taken by name."""
    found = dtypes.find(required_dtype)
    result = host.new(found.word, array.shape, 1, True)
    assign_fields_by_name(result, array)
    return result
