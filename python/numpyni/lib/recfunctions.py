"""Functions over structured arrays: fields added, dropped, renamed; arrays merged, stacked and joined."""

import numpyni as np
import numpyni.ma as ma

__all__ = ['append_fields', 'apply_along_fields', 'assign_fields_by_name', 'drop_fields', 'find_duplicates', 'flatten_descr',
           'get_fieldstructure', 'get_names', 'get_names_flat', 'join_by', 'merge_arrays', 'rec_append_fields', 'rec_drop_fields',
           'rec_join', 'recursive_fill_fields', 'rename_fields', 'repack_fields', 'require_fields', 'stack_arrays',
           'structured_to_unstructured', 'unstructured_to_structured']


# ---- names and types

def recursive_fill_fields(input, output):
    """Copies the fields of one array to the fields of those names of another, fields within fields too."""
    for field in output.dtype.names:
        try:
            current = input[field]
        except ValueError:
            continue
        if current.dtype.names is not None:
            recursive_fill_fields(current, output[field])
        else:
            output[field][:len(current)] = current
    return output


def _fieldspec(dtype):
    """(name or (title, name), dtype) of each field."""
    if dtype.names is None:
        return [('', dtype)]
    found = []
    for name in dtype.names:
        field = dtype.fields[name]
        found.append(((field[2], name) if len(field) == 3 else name, field[0]))
    return found


def get_names(adtype):
    """The names of the fields, nested as they are."""
    return tuple([(name, get_names(adtype[name])) if adtype[name].names is not None else name for name in adtype.names])


def get_names_flat(adtype):
    """The names of all fields."""
    found = []
    for name in adtype.names:
        found.append(name)
        if adtype[name].names is not None:
            found.extend(get_names_flat(adtype[name]))
    return tuple(found)


def flatten_descr(ndtype):
    """(name, dtype) of every field that has no fields."""
    if ndtype.names is None:
        return (('', ndtype),)
    found = []
    for field in ndtype.names:
        inner = ndtype.fields[field][0]
        found.extend(flatten_descr(inner) if inner.names is not None else [(field, inner)])
    return tuple(found)


def _zip_dtype(seqarrays, flatten=False):
    fields = []
    for a in seqarrays:
        if flatten:
            fields.extend(flatten_descr(a.dtype))
        elif a.dtype.names is not None and len(a.dtype.names) == 1:
            fields.extend(_fieldspec(a.dtype))
        else:
            fields.append(('', a.dtype))
    return np.dtype(fields)


def _zip_descr(seqarrays, flatten=False):
    return _zip_dtype(seqarrays, flatten=flatten).descr


def get_fieldstructure(adtype, lastname=None, parents=None):
    """For each field the names of those that it lies in."""
    parents = {} if parents is None else parents
    for name in adtype.names:
        inner = adtype[name]
        if inner.names is not None:
            parents[name] = [lastname] if lastname else []
            parents.update(get_fieldstructure(inner, name, parents))
        else:
            above = list(parents.get(lastname, []) or [])
            if above:
                above.append(lastname)
            elif lastname:
                above = [lastname]
            parents[name] = above or []
    return parents


def _keep_fields(base, names):
    return np.dtype([(n, base[n]) for n in names])


def _finish(output, usemask, asrecarray):
    if usemask:
        return output.view(ma.MaskedArray) if not isinstance(output, ma.MaskedArray) else output
    output = ma.filled(output) if isinstance(output, ma.MaskedArray) else output
    return output.view(np.recarray) if asrecarray else output


def drop_fields(base, drop_names, usemask=True, asrecarray=False):
    """An array without some fields."""
    drop = {drop_names} if isinstance(drop_names, str) else set(drop_names)

    def kept(dtype):
        found = []
        for name in dtype.names:
            if name in drop:
                continue
            inner = dtype[name]
            if inner.names is not None:
                descr = kept(inner)
                if descr:
                    found.append((name, descr))
            else:
                found.append((name, inner))
        return found
    output = np.empty(base.shape, dtype=kept(base.dtype))
    return _finish(recursive_fill_fields(base, output), usemask, asrecarray)


def rec_drop_fields(base, drop_names):
    """As `drop_fields`, a record array."""
    return drop_fields(base, drop_names, usemask=False, asrecarray=True)


def rename_fields(base, namemapper):
    """A view with other names of fields."""
    def renamed(dtype):
        found = []
        for name in dtype.names:
            new, inner = namemapper.get(name, name), dtype[name]
            found.append((new, renamed(inner) if inner.names is not None else inner))
        return found
    return base.view(renamed(base.dtype))


def append_fields(base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False):
    """An array with more fields; shorter ones are filled."""
    if isinstance(names, (tuple, list)):
        if len(names) != len(data):
            raise ValueError('The number of arrays does not match the number of names')
    elif isinstance(names, str):
        names, data = [names], [data]
    if dtypes is None:
        data = [np.array(a, copy=None, subok=True) for a in data]
        data = [a.view([(name, a.dtype)]) for name, a in zip(names, data)]
    else:
        dtypes = dtypes if isinstance(dtypes, (tuple, list)) else [dtypes]
        if len(data) != len(dtypes):
            if len(dtypes) != 1:
                raise ValueError('The dtypes argument must be None, a dtype, or a list.')
            dtypes = dtypes * len(data)
        data = [np.array(a, copy=None, subok=True, dtype=d).view([(n, d)]) for a, n, d in zip(data, names, dtypes)]
    base = merge_arrays(base, usemask=usemask, fill_value=fill_value)
    data = merge_arrays(data, flatten=True, usemask=usemask, fill_value=fill_value) if len(data) > 1 else data.pop()
    output = ma.masked_all(max(len(base), len(data)), dtype=_fieldspec(base.dtype) + _fieldspec(data.dtype))
    output = recursive_fill_fields(base, output)
    output = recursive_fill_fields(data, output)
    return _finish(output, usemask, asrecarray)


def rec_append_fields(base, names, data, dtypes=None):
    """As `append_fields`, a record array."""
    return append_fields(base, names, data=data, dtypes=dtypes, asrecarray=True, usemask=False)


# ---- merging

def _flat_items(row):
    for each in row:
        if isinstance(each, tuple):
            yield from _flat_items(each)
        else:
            yield each


def merge_arrays(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False):
    """Arrays side by side as the fields of one; shorter ones are filled."""
    if isinstance(seqarrays, (np.ndarray, np.void)):
        seqdtype = seqarrays.dtype
        if seqdtype.names is None:
            seqdtype = np.dtype([('', seqdtype)])
        if not flatten or _zip_dtype((seqarrays,), flatten=True) == seqdtype:
            seqarrays = seqarrays.ravel()
            return _finish(seqarrays.view(dtype=seqdtype, type=ma.MaskedArray if usemask else np.ndarray), usemask, asrecarray)
        seqarrays = (seqarrays,)
    else:
        seqarrays = [np.asanyarray(a) for a in seqarrays]
    sizes = [a.size for a in seqarrays]
    length = max(sizes)
    newdtype = _zip_dtype(seqarrays, flatten=flatten)
    columns, masks = [], []
    for a, n in zip(seqarrays, sizes):
        data = a.ravel()
        mask = ma.getmaskarray(data)
        values, missing = np.asarray(ma.getdata(data)).tolist(), mask.tolist()
        extra = length - n
        if extra:
            fill = _filling(fill_value, a.dtype)
            values += [fill] * extra
            missing += [_all_true(a.dtype)] * extra
        if flatten or a.dtype.names is not None and len(a.dtype.names) == 1:
            values = [tuple(_flat_items(v)) if isinstance(v, tuple) else (v,) for v in values]
            missing = [tuple(_flat_items(v)) if isinstance(v, tuple) else (v,) for v in missing]
        else:
            values, missing = [(v,) for v in values], [(v,) for v in missing]
        columns.append(values)
        masks.append(missing)
    rows = [sum(parts, ()) for parts in zip(*columns)]
    output = np.array(rows, dtype=newdtype)
    if usemask:
        flags = [sum(parts, ()) for parts in zip(*masks)]
        output = ma.array(output, mask=np.array(flags, dtype=ma.make_mask_descr(newdtype)))
        return output
    return output.view(np.recarray) if asrecarray else output


def _filling(fill_value, dtype):
    if dtype.names is None:
        return fill_value
    return tuple([_filling(fill_value, dtype[name]) for name in dtype.names])


def _all_true(dtype):
    return True if dtype.names is None else tuple([_all_true(dtype[name]) for name in dtype.names])


def stack_arrays(arrays, defaults=None, usemask=True, asrecarray=False, autoconvert=False):
    """Arrays one below the other, field by field; what one lacks is missing."""
    if isinstance(arrays, np.ndarray):
        return arrays
    if len(arrays) == 1:
        return arrays[0]
    seqarrays = [np.asanyarray(a).ravel() for a in arrays]
    nrecords = [len(a) for a in seqarrays]
    fields = _fieldspec(seqarrays[0].dtype)
    names = [n[1] if isinstance(n, tuple) else n for n, _ in fields]
    for a in seqarrays[1:]:
        for fname, fdtype in _fieldspec(a.dtype):
            plain = fname[1] if isinstance(fname, tuple) else fname
            if plain not in names:
                fields.append((fname, fdtype))
                names.append(plain)
            else:
                at = names.index(plain)
                _, current = fields[at]
                if autoconvert:
                    fields[at] = (fname, max(fdtype, current))
                elif fdtype != current:
                    raise TypeError(f"Incompatible type '{current}' <> '{fdtype}'")
    if len(fields) == 1:
        return ma.concatenate(seqarrays)
    output = ma.masked_all((sum(nrecords),), fields)
    edges = np.cumsum([0] + nrecords).tolist()
    unnamed = []
    for a, i, j in zip(seqarrays, edges[:-1], edges[1:]):
        if a.dtype.names is None:
            output[f'f{len(unnamed)}'][i:j] = a
        else:
            for name in a.dtype.names:
                output[name][i:j] = a[name]
                if name not in unnamed:
                    unnamed.append(name)
    if defaults:
        for name in output.dtype.names:
            if name in defaults:
                output[name].fill_value = defaults[name]
    return _finish(output, usemask, asrecarray)


def find_duplicates(a, key=None, ignoremask=True, return_index=False):
    """The elements that occur more than once, by the whole or by a field."""
    a = np.asanyarray(a).ravel()
    base = a if not key else a[key]
    sortidx = base.argsort()
    sortedbase = base[sortidx]
    data = np.asarray(ma.getdata(ma.array(sortedbase).filled() if isinstance(sortedbase, ma.MaskedArray) else sortedbase))
    same = np.concatenate(([False], data[:-1] == data[1:]))
    if ignoremask:
        mask = getattr(sortedbase, 'recordmask', ma.nomask)
        if mask is not ma.nomask:
            same[mask] = False
            same[1:] &= ~mask[:-1]
    same[:-1] = same[:-1] | same[1:]
    duplicates = a[sortidx][same]
    return (duplicates, sortidx[same]) if return_index else duplicates


# ---- joining

def join_by(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None, usemask=True, asrecarray=False):
    """Two arrays joined by a key: 'inner', 'outer' or 'leftouter'."""
    if jointype not in ('inner', 'outer', 'leftouter'):
        raise ValueError(f"The 'jointype' argument should be in 'inner', 'outer' or 'leftouter' (got '{jointype}' instead)")
    key = (key,) if isinstance(key, str) else key
    if len(set(key)) != len(key):
        raise ValueError(f'duplicate join key {next(x for n, x in enumerate(key) if x in key[n + 1:])!r}')
    for name in key:
        if name not in r1.dtype.names:
            raise ValueError(f'r1 does not have key field {name!r}')
        if name not in r2.dtype.names:
            raise ValueError(f'r2 does not have key field {name!r}')
    r1, r2 = r1.ravel(), r2.ravel()
    n1 = len(r1)
    names1, names2 = r1.dtype.names, r2.dtype.names
    collisions = (set(names1) & set(names2)) - set(key)
    if collisions and not (r1postfix or r2postfix):
        raise ValueError('r1 and r2 contain common names, r1postfix and r2postfix can\'t both be empty')
    key1, key2 = [n for n in names1 if n in key], [n for n in names2 if n in key]
    k1, k2 = _keys(r1, key1), _keys(r2, key1)
    both = k1 + k2
    order = sorted(range(len(both)), key=both.__getitem__)
    in1, in2, only1, only2 = [], [], [], []
    groups = {}
    for i in order:
        groups.setdefault(both[i], []).append(i)
    for members in groups.values():
        first, second = [i for i in members if i < n1], [i - n1 for i in members if i >= n1]
        if first and second:
            in1.append(first[0])
            in2.append(second[0])
            only1.extend(first[1:])
            only2.extend(second[1:])
        else:
            only1.extend(first)
            only2.extend(second)
    if jointype == 'inner':
        only1, only2 = [], []
    elif jointype == 'leftouter':
        only2 = []
    common, r1spc, r2spc = len(in1), len(only1), len(only2)
    take1, take2 = np.array(in1 + only1, int), np.array(in2 + only2, int)
    fields = _fieldspec(_keep_fields(r1.dtype, key1))
    for fname, fdtype in _fieldspec(r1.dtype):
        if fname not in key:
            fields.append((fname, fdtype))
    for fname, fdtype in _fieldspec(r2.dtype):
        names = [n for n, _ in fields]
        if fname in names:
            at = names.index(fname)
            if fname in key:
                fields[at] = (fname, max(fdtype, fields[at][1]))
            else:
                fields[at:at + 1] = [(fname + r1postfix, fields[at][1]), (fname + r2postfix, fdtype)]
        else:
            fields.append((fname, fdtype))
    output = ma.masked_all((common + r1spc + r2spc,), dtype=[(n, d) for n, d in fields])
    names = output.dtype.names
    s1, s2 = r1[take1], r2[take2]
    for name in names1:
        selected = s1[name]
        target = name if name in names else name + r1postfix
        current = output[target]
        current[:common + r1spc] = selected
    for name in names2:
        selected = s2[name]
        target = name if name in names and not (name in collisions) else name + r2postfix
        current = output[target]
        current[:common] = selected[:common]
        if r2spc:
            current[common + r1spc:] = selected[common:]
    output.sort(order=[n for n in key])
    if defaults:
        for name in names:
            if name in defaults:
                output[name].fill_value = defaults[name]
    return _finish(output, usemask, asrecarray)


def _keys(r, names):
    return [tuple([value[name].item() if hasattr(value[name], 'item') else value[name] for name in names]) for value in
            np.asarray(ma.getdata(r))]


def rec_join(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None):
    """As `join_by`, a record array."""
    return join_by(key, r1, r2, jointype, r1postfix, r2postfix, defaults, usemask=False, asrecarray=True)


# ---- structured and plain

def repack_fields(a, align=False, recurse=False):
    """An array, or dtype, without gaps between its fields (or aligned)."""
    if not isinstance(a, np.dtype):
        return a.astype(repack_fields(a.dtype, align=align, recurse=recurse), copy=False)
    if a.names is None:
        return a
    fields = []
    for name in a.names:
        field = a.fields[name]
        inner = repack_fields(field[0], align=align, recurse=True) if recurse else field[0]
        fields.append(((field[2], name) if len(field) == 3 else name, inner))
    return np.dtype(fields, align=align)


def _leaves(dtype, offset=0):
    """(dtype of an element, how many, offset) of each field without fields."""
    if dtype.names is None:
        if dtype.subdtype is None:
            return [(dtype, 1, offset)]
        base, shape = dtype.subdtype
        count = 1
        for n in shape:
            count *= n
        if base.names is None:
            return [(base, count, offset)]
        return [each for i in range(count) for each in _leaves(base, offset + i * base.itemsize)]
    return [each for name in dtype.names for each in _leaves(dtype.fields[name][0], offset + dtype.fields[name][1])]


def structured_to_unstructured(arr, dtype=None, copy=False, casting='unsafe'):
    """The fields of a structured array along a new last axis."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    leaves = _leaves(arr.dtype)
    if not leaves and dtype is None:
        raise ValueError('arr has no fields. Unable to guess dtype')
    if not leaves:
        raise NotImplementedError('arr with no fields is not supported')
    out = np.result_type(*[kind for kind, _, _ in leaves]) if dtype is None else np.dtype(dtype)
    total = sum(count for _, count, _ in leaves)
    kinds, offsets = {kind for kind, _, _ in leaves}, [offset for _, _, offset in leaves]
    places = [offset + i * kind.itemsize for kind, count, offset in leaves for i in range(count)]
    steps = {b - a for a, b in zip(places, places[1:])}
    if not copy and kinds == {out} and len(steps) <= 1:
        from .._convert import as_class_of
        from .. import _host as host
        step = steps.pop() if steps else out.itemsize
        view = host.as_strided(arr, out.word, arr.shape + (total,), arr.strides + (step,), places[0], False)
        return as_class_of(view, arr) if type(arr) is not np.recarray and not isinstance(arr, ma.MaskedArray) else np.asarray(view)
    result = np.empty(arr.shape + (total,), out)
    at = 0
    for piece in _pieces(arr):
        width = piece.shape[arr.ndim] if piece.ndim > arr.ndim else 1
        result[..., at:at + width] = piece.reshape(arr.shape + (-1,)).astype(out, casting=casting)
        at += width
    return result


def _pieces(arr):
    for name in arr.dtype.names:
        part = arr[name]
        if part.dtype.names is not None:
            yield from _pieces(part)
        else:
            yield part.reshape(arr.shape + (-1,)) if part.size else part.reshape(arr.shape + (int(np.prod(part.shape[arr.ndim:])),))


def unstructured_to_structured(arr, dtype=None, names=None, align=False, copy=False, casting='unsafe'):
    """The last axis of an array as the fields of a structured one."""
    if arr.shape == ():
        raise ValueError('arr must have at least one dimension')
    n = arr.shape[-1]
    if n == 0:
        raise NotImplementedError('last axis with size 0 is not supported')
    if dtype is None:
        names = [f'f{i}' for i in range(n)] if names is None else names
        out = np.dtype([(name, arr.dtype) for name in names], align=align)
        leaves = _leaves(out)
    else:
        if names is not None:
            raise ValueError("don't supply both dtype and names")
        out = np.dtype(dtype)
        leaves = _leaves(out)
        if sum(count for _, count, _ in leaves) != n:
            raise ValueError('The length of the last dimension of arr must be equal to the number of fields in dtype')
        if align and not out.isalignedstruct:
            raise ValueError('align was True but dtype is not aligned')
    result = np.zeros(arr.shape[:-1], out)
    at = 0

    def fill(target):
        nonlocal at
        for name in target.dtype.names:
            part = target[name]
            if part.dtype.names is not None:
                fill(part)
                continue
            extra = part.shape[result.ndim:]
            width = 1
            for m in extra:
                width *= m
            part[...] = arr[..., at:at + width].reshape(result.shape + extra).astype(part.dtype, casting=casting)
            at += width
    fill(result)
    return result


def apply_along_fields(func, arr):
    """A function of the fields of each element, as along a last axis."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    return func(structured_to_unstructured(arr), axis=-1)


def assign_fields_by_name(dst, src, zero_unassigned=True):
    """Assigns fields by name rather than by position."""
    if dst.dtype.names is None:
        dst[...] = src
        return
    for name in dst.dtype.names:
        if name in src.dtype.names:
            assign_fields_by_name(dst[name], src[name], zero_unassigned)
        elif zero_unassigned:
            dst[name] = 0


def require_fields(array, required_dtype):
    """An array with exactly the fields of a dtype, by name; those that are new are zero."""
    out = np.empty(array.shape, dtype=required_dtype)
    assign_fields_by_name(out, array)
    return out
