"""`einsum` and `einsum_path`: sums of products written with a letter per axis."""

import itertools
import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _ufuncs as ufuncs
from ._words import CASTING_UNSAFE, casting_of, order_of

ndarray = host.ndarray
_u = ufuncs.by_name
_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'


# ---- subscripts

def _of_lists(operands):
    """The subscripts as text of `einsum(a, [0, 1], b, [1, 2], [0, 2])`, and the operands."""
    operands = list(operands)
    arrays, lists = [], []
    while len(operands) >= 2:
        arrays.append(operands.pop(0))
        lists.append(operands.pop(0))
    output = operands[0] if operands else None

    def word(items):
        out = ''
        for each in items:
            if each is Ellipsis:
                out += '...'
                continue
            try:
                number = operator.index(each)
            except TypeError:
                raise TypeError('For this input type lists must contain either int or Ellipsis') from None
            if not 0 <= number < len(_LETTERS):
                raise ValueError(f'subscript is not within the valid range [0, {len(_LETTERS)})')
            out += _LETTERS[number] if number < 52 else ''
        return out
    # NumPy's letters for numbers are capitals first
    text = ','.join(word(each) for each in lists)
    if output is not None:
        text += '->' + word(output)
    return text, arrays


def _check_letters(text):
    for char in text:
        if char not in _LETTERS and char not in '.,->':
            raise ValueError(f"invalid subscript '{char}' in einstein sum subscripts string, subscripts must be letters")


class _Parsed:
    """Each operand's axes and the output's, as lists of letters; the axes of an ellipsis are negative numbers."""

    def __init__(self, text, arrays):
        text = text.replace(' ', '')
        if '->' not in text and ('-' in text or '>' in text):
            raise ValueError("einstein sum subscript string does not contain proper '->' output specified")
        if text.count('->') > 1 or text.count('-') > 1 or text.count('>') > 1:
            raise ValueError("einstein sum subscript string does not contain proper '->' output specified")
        _check_letters(text)
        left, arrow, right = text.partition('->')
        parts = left.split(',')
        if len(parts) > len(arrays):
            raise ValueError('fewer operands provided to einstein sum function than specified in the subscripts string')
        if len(parts) < len(arrays):
            raise ValueError('more operands provided to einstein sum function than specified in the subscripts string')
        self.broadcast = 0
        self.inputs = [self._axes(part, a.ndim, i) for i, (part, a) in enumerate(zip(parts, arrays))]
        if arrow:
            self.output = self._output(right, left)
        else:
            counts = {}
            for axes in self.inputs:
                for x in axes:
                    if isinstance(x, str):
                        counts[x] = counts.get(x, 0) + 1
            self.output = list(range(-self.broadcast, 0)) + sorted(x for x, n in counts.items() if n == 1)
        self.sizes = self._sizes(arrays)

    def _axes(self, part, ndim, i):
        dots = part.count('.')
        if dots and (dots != 3 or '...' not in part):
            raise ValueError("einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in operand "
                             f'{i}')
        before, ellipsis, after = part.partition('...')
        extra = ndim - len(before) - len(after)
        if extra < 0:
            raise ValueError(f'einstein sum subscripts string contains too many subscripts for operand {i}')
        if extra and not ellipsis:
            raise ValueError(f'operand has more dimensions than subscripts given in einstein sum, but no \'...\' ellipsis provided '
                             'to broadcast the extra dimensions.')
        self.broadcast = max(self.broadcast, extra)
        return list(before) + list(range(-extra, 0)) + list(after)

    def _output(self, right, left):
        if '.' in right and (right.count('.') != 3 or '...' not in right):
            raise ValueError("einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in the output")
        if self.broadcast and '...' not in right:
            raise ValueError('output has more dimensions than subscripts given in einstein sum, but no \'...\' ellipsis provided to '
                             'broadcast the extra dimensions.')
        before, ellipsis, after = right.partition('...')
        letters = before + after
        for x in letters:
            if letters.count(x) > 1:
                raise ValueError(f"einstein sum subscripts string includes output subscript '{x}' multiple times")
            if x not in left:
                raise ValueError(f"einstein sum subscripts string included output subscript '{x}' which never appeared in an input")
        return list(before) + (list(range(-self.broadcast, 0)) if ellipsis else []) + list(after)

    def _sizes(self, arrays):
        sizes = {}
        for i, (axes, a) in enumerate(zip(self.inputs, arrays)):
            for x, n in zip(axes, a.shape):
                known = sizes.get(x, 1)
                if n != 1 and known not in (1, n):
                    if known in [m for y, m in zip(axes, a.shape) if y == x]:
                        raise ValueError(f"dimensions in operand {i} for collapsing index '{x}' don't match ({known} != {n})")
                    raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                                     + ' '.join(_shape(each.shape) + '->' + _shape(each.shape) for each in arrays))
                sizes[x] = n if n != 1 else known
        return sizes


def _shape(shape):
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')


# ---- computing

def _diagonal(a, axes):
    """A view of an operand with each letter once."""
    unique = list(dict.fromkeys(axes))
    if len(unique) == len(axes):
        return a, unique
    shape, strides = [], []
    for x in unique:
        places = [i for i, y in enumerate(axes) if y == x]
        lengths = {a.shape[i] for i in places}
        if len(lengths) > 1 and 1 not in lengths or len(lengths) > 2:
            raise ValueError(f"dimensions in single operand for collapsing index '{x}' don't match "
                             f'({a.shape[places[0]]} != {a.shape[places[1]]})')
        shape.append(max(lengths) if lengths != {0, 1} else 0)
        strides.append(sum(a.strides[i] for i in places if a.shape[i] != 1))
    return host.as_strided(a, a.dtype.word, tuple(shape), tuple(strides), 0, False), unique


def _arranged(a, axes, wanted):
    """The operand with its axes in the order `wanted`, new ones of length one."""
    present = [x for x in wanted if x in axes]
    a = host.transpose(a, tuple([axes.index(x) for x in present]))
    return host.get(a, tuple([slice(None) if x in axes else None for x in wanted]) + (Ellipsis,))


def _summed(a, axes, keep):
    """The operand summed over the letters outside `keep`."""
    drop = tuple([i for i, x in enumerate(axes) if x not in keep])
    if not drop:
        return a, axes
    name = 'logical_or' if a.dtype.kind == 'b' else 'add'
    return convert.asarray(_u[name].reduce(a, axis=drop, dtype=a.dtype)), [x for x in axes if x in keep]


def _product(a, left, b, right, keep):
    """The product of two operands, summed over the letters outside `keep`."""
    a, left = _summed(a, left, set(keep) | set(right))
    b, right = _summed(b, right, set(keep) | set(left))
    both = [x for x in left if x in right]
    size = {x: max(a.shape[left.index(x)], b.shape[right.index(x)]) if 0 not in (
        a.shape[left.index(x)], b.shape[right.index(x)]) else 0 for x in both}
    contracted = [x for x in both if x not in keep]
    equal = all(a.shape[left.index(x)] == b.shape[right.index(x)] for x in both)
    if not contracted or not equal or a.dtype.kind not in 'fciu':
        order = left + [x for x in right if x not in left]
        name = 'logical_and' if a.dtype.kind == 'b' else 'multiply'
        result = convert.asarray(_u[name](_arranged(a, left, order), _arranged(b, right, order)))
        return _summed(result, order, keep)
    batch = [x for x in both if x in keep]
    rows, columns = [x for x in left if x not in right], [x for x in right if x not in left]
    lengths = {**{x: a.shape[left.index(x)] for x in left}, **{x: b.shape[right.index(x)] for x in right}}

    def count(letters):
        n = 1
        for x in letters:
            n *= lengths[x]
        return n
    shape = tuple([lengths[x] for x in batch])
    first = _arranged(a, left, batch + rows + contracted).reshape(shape + (count(rows), count(contracted)))
    second = _arranged(b, right, batch + contracted + columns).reshape(shape + (count(contracted), count(columns)))
    result = convert.asarray(first @ second)
    order = batch + rows + columns
    return result.reshape(tuple([lengths[x] for x in order])), order


_PRODUCTS = {'i,i', 'i,i->', 'ij,jk', 'ij,jk->ik', 'ij,j', 'ij,j->i', 'i,ij', 'i,ij->j'}      # products of matrices and vectors


_PAIRS = {
    'i,j->ij': ((1, 1), lambda a, b: a[:, None] * b), 'i,j': ((1, 1), lambda a, b: a[:, None] * b),
    'ij,ij->': ((2, 2), lambda a, b: a.ravel() @ b.ravel()), 'ij,ij': ((2, 2), lambda a, b: a.ravel() @ b.ravel()),
    'ij,ij->ij': ((2, 2), lambda a, b: a * b),
}
_VIEWS = {'ij->ji': lambda a: a.T, 'ii->i': lambda a: creation.diagonal_of(a, 0, False)}
_SUMS = {'ij->i': lambda a: a.sum(1), 'ij->j': lambda a: a.sum(0), 'ij->': lambda a: a.sum(), 'ii': lambda a: a.trace(), 'ii->': lambda a: a.trace()}


def _of_matrix(text, a):
    """The result of plain subscripts of one matrix: a view, or sums that keep the type; None of anything else."""
    if type(a) is not ndarray or a.ndim != 2 or a.dtype.opaque or not a.dtype.isnative or text[:2] == 'ii' and a.shape[0] != a.shape[1]:
        return None
    if text in _VIEWS:
        return _VIEWS[text](a)
    return _SUMS[text](a) if text in _SUMS and a.dtype.name in ('float64', 'int64', 'complex128') else None


def _plain_product(text, a, b):
    """The result of plain subscripts of two arrays, most of which say `a @ b`; None of anything else."""
    if not type(a) is type(b) is ndarray or a.dtype is not b.dtype or a.dtype.kind not in 'iufc':
        return None
    if text in _PAIRS:
        ndims, of = _PAIRS[text]
        return of(a, b) if (a.ndim, b.ndim) == ndims and (ndims == (1, 1) or a.shape == b.shape) else None
    if text not in _PRODUCTS:
        return None
    left, _, right = text.partition('->')[0].partition(',')
    return a @ b if len(left) == a.ndim and len(right) == b.ndim and a.shape[-1] == b.shape[0] else None


def einsum(*operands, out=None, optimize=False, **kwargs):
    """`einsum('ij,jk->ik', a, b)`: products summed over the letters that the output lacks; a view where nothing is summed."""
    if 1 < len(operands) < 4 and type(operands[0]) is str and out is None and not kwargs:
        found = _plain_product(*operands) if len(operands) == 3 else _of_matrix(*operands)
        if found is not None:
            return found
    unknown = set(kwargs) - {'dtype', 'order', 'casting'}
    if unknown:
        raise TypeError(f'Did not understand the following kwargs: {sorted(unknown)}' if len(unknown) else '')
    if not operands:
        raise ValueError('must specify the einstein sum subscripts string and at least one operand, or at least one operand and its '
                         'corresponding subscripts list')
    if len(operands) == 1 and isinstance(operands[0], str):
        raise ValueError('must specify the einstein sum subscripts string and at least one operand, or at least one operand and '
                         'its corresponding subscripts list')
    if isinstance(operands[0], str):
        text, arrays = operands[0], list(operands[1:])
    elif isinstance(operands[0], bytes):
        text, arrays = operands[0].decode(), list(operands[1:])
    else:
        if len(operands) == 1:
            raise TypeError('subscripts must be a string, or operands must come with lists of subscripts')
        text, arrays = _of_lists(operands)
    given = arrays
    arrays = [convert.asanyarray(a) for a in arrays]
    if len(arrays) > 63:
        raise ValueError('too many operands')
    if out is not None and not isinstance(out, ndarray):
        raise TypeError("keyword parameter out must be an array for einsum")
    if optimize is not False and optimize is not None:
        _check_optimize(optimize)
    parsed = _Parsed(text, arrays)
    casting = kwargs.get('casting', 'safe')
    casting_of(casting)
    order = order_of(kwargs.get('order', 'K'))
    dtype = dtypes.result_type(*arrays) if kwargs.get('dtype') is None else dtypes.find(kwargs['dtype'])
    if dtype.kind in 'SUVMm':
        raise TypeError('invalid data type for einsum')
    dtype = dtype.newbyteorder('=')
    if out is not None and kwargs.get('dtype') is None:
        dtype = dtypes.result_type(dtype, out.dtype) if out.dtype.kind in 'iufcb' and not dtypes.can_cast(
            dtype, out.dtype, casting) else dtype
        dtype = out.dtype if dtypes.can_cast(dtype, out.dtype, casting) else dtype
        if not dtypes.can_cast(dtype, out.dtype, casting):
            raise TypeError(f"Iterator operand {len(arrays)} dtype could not be cast from {dtype!r} to {out.dtype!r} according to the "
                            f"rule '{casting}'")
    for i, a in enumerate(arrays):
        if not dtypes.can_cast(a.dtype, dtype, casting):
            raise TypeError(f"Iterator operand {i} dtype could not be cast from {a.dtype!r} to {dtype!r} according to the rule "
                            f"'{casting}'")
    result, view = _computed(parsed, arrays, dtype)
    if out is not None:
        if out.shape != result.shape:
            raise ValueError(f'operands could not be broadcast together with remapped shapes [original->remapped]: '
                             f'{_shape(result.shape)}->{_shape(result.shape)} {_shape(out.shape)}->{_shape(out.shape)}')
        host.assign(out, result, CASTING_UNSAFE, None)
        return out
    if view:
        return result
    if order == 2:
        result = convert.asfortranarray(result)
    elif order == 1:
        result = convert.array(result, order='C', copy=None)
    return result if result.ndim else result[()]


def _check_optimize(optimize):
    if optimize is True or isinstance(optimize, str) and optimize in ('greedy', 'optimal'):
        return
    if isinstance(optimize, str):
        raise KeyError(f'Path name {optimize} not found')
    if isinstance(optimize, (tuple, list)) and optimize and isinstance(optimize[0], str):
        return
    raise TypeError(f'Did not understand the path: {optimize!s}')


def _computed(parsed, arrays, dtype):
    """The result, and whether it is a view of the only operand."""
    views = []
    for a, axes in zip(arrays, parsed.inputs):
        views.append(_diagonal(convert.asarray(a), axes))
    output = parsed.output
    if len(views) == 1:
        a, axes = views[0]
        if set(axes) == set(output) and a.dtype.word == dtype.word:
            return _arranged(a, axes, output), True
        a = a.astype(dtype, copy=False)
        a, axes = _summed(a, axes, set(output))
        result = _arranged(a, axes, output)
        return result.copy() if host.overlaps(result, arrays[0], False) else result, False
    views = [(a.astype(dtype, copy=False), axes) for a, axes in views]
    a, axes = views[0]
    for k, (b, other) in enumerate(views[1:], 1):
        later = set(output).union(*[set(x) for _, x in views[k + 1:]])
        a, axes = _product(a, axes, b, other, later)
    result = _arranged(a, axes, output)
    shape = tuple([parsed.sizes[x] for x in output])
    if result.shape != shape:
        result = host.broadcast_to(result, shape)
    return convert.array(result, order='C', copy=None) if not result.flags.owndata and not result.flags.writeable else result, False


# ---- paths

def _cost(letters, sizes, inner, terms):
    total = 1
    for x in letters:
        total *= sizes[x]
    return total * max(1, terms - 1 + bool(inner))


def _contraction(positions, sets, output):
    """What joining some operands leaves: (result, remaining, removed letters, all letters)."""
    joined, rest = set(), set(output)
    remaining = []
    for i, each in enumerate(sets):
        if i in positions:
            joined |= each
        else:
            remaining.append(each)
            rest |= each
    result = rest & joined
    return result, remaining + [result], joined - result, joined


def _greedy(sets, output, sizes, limit):
    if len(sets) == 1:
        return [(0,)]
    if len(sets) == 2:
        return [(0, 1)]
    path, total = [], 0
    naive = _cost(set().union(*sets), sizes, set().union(*sets) - set(output), len(sets))
    while len(sets) > 1:
        best = None
        for positions in itertools.combinations(range(len(sets)), 2):
            result, remaining, removed, joined = _contraction(positions, sets, output)
            if not sets[positions[0]] & sets[positions[1]]:
                continue
            size, cost = _size(result, sizes), _cost(joined, sizes, removed, 2)
            if size > limit or total + cost > naive:
                continue
            gain = _size(sets[positions[0]], sizes) + _size(sets[positions[1]], sizes) - size
            if best is None or (-gain, cost) < best[0]:
                best = ((-gain, cost), positions, remaining, cost)
        if best is None:
            for positions in itertools.combinations(range(len(sets)), 2):
                result, remaining, removed, joined = _contraction(positions, sets, output)
                size, cost = _size(result, sizes), _cost(joined, sizes, removed, 2)
                if size > limit or total + cost > naive:
                    continue
                gain = _size(sets[positions[0]], sizes) + _size(sets[positions[1]], sizes) - size
                if best is None or (-gain, cost) < best[0]:
                    best = ((-gain, cost), positions, remaining, cost)
            if best is None:
                path.append(tuple(range(len(sets))))
                break
        path.append(best[1])
        sets = best[2]
        total += best[3]
    return path


def _optimal(sets, output, sizes, limit):
    states = [(0, [], sets)]
    for step in range(len(sets) - 1):
        following = []
        for cost, path, remaining in states:
            for positions in itertools.combinations(range(len(sets) - step), 2):
                result, after, removed, joined = _contraction(positions, remaining, output)
                if _size(result, sizes) > limit:
                    continue
                following.append((cost + _cost(joined, sizes, removed, 2), path + [positions], after))
        if not following:
            path = min(states, key=lambda s: s[0])[1]
            return path + [tuple(range(len(sets) - step))]
        states = following
    return min(states, key=lambda s: s[0])[1] if states else [tuple(range(len(sets)))]


def _size(letters, sizes):
    total = 1
    for x in letters:
        total *= sizes[x]
    return total


def einsum_path(*operands, optimize='greedy', einsum_call=False):
    """The order of contractions of least cost, and a text about it."""
    path_type = optimize
    if path_type is True:
        path_type = 'greedy'
    if path_type is None:
        path_type = False
    limit = None
    explicit = None
    if path_type is False or isinstance(path_type, str):
        pass
    elif path_type and path_type[0] == 'einsum_path':
        explicit = [tuple(each) for each in path_type[1:]]
    elif len(path_type) == 2 and isinstance(path_type[0], str) and isinstance(path_type[1], (int, float)):
        limit, path_type = int(path_type[1]), path_type[0]
    else:
        raise TypeError(f'Did not understand the path: {path_type!s}')
    if not operands:
        raise ValueError('must specify the einstein sum subscripts string and at least one operand')
    if isinstance(operands[0], str):
        text, arrays = operands[0], [convert.asanyarray(a) for a in operands[1:]]
    else:
        text, arrays = _of_lists(operands)
        arrays = [convert.asanyarray(a) for a in arrays]
    parsed = _Parsed(text, arrays)
    names = _letters_for(parsed)
    inputs = [''.join(names[x] for x in axes) for axes in parsed.inputs]
    output = ''.join(names[x] for x in parsed.output)
    sizes = {names[x]: n for x, n in parsed.sizes.items()}
    sets = [set(each) for each in inputs]
    letters = set().union(*sets)
    largest = max([_size(each, sizes) for each in sets + [set(output)]])
    limit = largest if limit is None else limit
    inner = any(len(s) for s in [letters - set(output)])
    naive = _cost(letters, sizes, sum(len(x) for x in inputs) - len(letters) > 0, len(inputs))
    if explicit is not None:
        path = explicit
    elif path_type is False or len(inputs) in (1, 2) or letters == set(output):
        path = [tuple(range(len(inputs)))]
    elif path_type == 'greedy':
        path = _greedy(list(sets), set(output), sizes, limit)
    elif path_type == 'optimal':
        path = _optimal(list(sets), set(output), sizes, limit)
    else:
        raise KeyError(f'Path name {path_type} not found')
    rows, costs, largest_step, work = [], [], 0, list(inputs)
    for k, positions in enumerate(path):
        positions = tuple(sorted(positions, reverse=True))
        result, remaining, removed, joined = _contraction(positions, [set(x) for x in work], set(output))
        costs.append(_cost(joined, sizes, removed, len(positions)))
        largest_step = max(largest_step, _size(result, sizes))
        taken = [work.pop(i) for i in positions]
        name = output if k == len(path) - 1 else ''.join(sorted(result, key=lambda x: (sizes[x], x)))
        work.append(name)
        rows.append((len(joined), ','.join(taken) + '->' + name, ','.join(work) + '->' + output))
    if len(work) != 1:
        raise RuntimeError('Invalid einsum_path is specified: {} more operands has to be contracted.'.format(len(work) - 1))
    total = sum(costs) + 1
    lines = [f"  Complete contraction:  {','.join(inputs)}->{output}\n", f'         Naive scaling:  {len(letters)}\n',
             f'     Optimized scaling:  {max(row[0] for row in rows)}\n', f'      Naive FLOP count:  {naive:.3e}\n',
             f'  Optimized FLOP count:  {total:.3e}\n', f'   Theoretical speedup:  {naive / total:3.3f}\n', f'  Largest intermediate:  {largest_step:.3e} elements\n',
             '-' * 74 + '\n', '{:>6} {:>24} {:>40}\n'.format('scaling', 'current', 'remaining'), '-' * 74]
    lines += [f'\n{scaling:4d}    {current:>24} {remaining:>40}' for scaling, current, remaining in rows]
    return ['einsum_path'] + path, ''.join(lines)


def _letters_for(parsed):
    """A letter for each axis, the broadcast ones included."""
    used = {x for axes in parsed.inputs for x in axes if isinstance(x, str)}
    free = [x for x in _LETTERS[26:] + _LETTERS[:26] if x not in used]
    return {**{x: x for x in used}, **{-k - 1: free[k] for k in range(parsed.broadcast)}}
