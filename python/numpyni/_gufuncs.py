"""Generalised ufuncs: over the last axes of their operands, as a signature says. `axes`, `axis` and `keepdims` become views here."""

import operator

from . import _convert as convert
from . import _host as host
from . import _index
from . import _ufuncs as ufuncs
from ._words import CASTING_SAME_KIND, ORDER_K, casting_of, order_of
from .exceptions import AxisError

ndarray = host.ndarray


class gufunc(ufuncs.ufunc):
    """A function over cores: the last axes of its operands, as `signature` says; the axes before them broadcast.

    Call it with `nin` operands and, optionally, `out`, `axes`, `axis`, `keepdims`, `casting`, `order`, `dtype`, `signature`, `subok`.
    """

    __module__ = 'numpyni'

    def _describe_cores(self, signature):
        self.signature = signature
        inputs, outputs = signature.replace(' ', '').split('->')
        cores = [core.split(',') if core else [] for core in (inputs + ',' + outputs)[1:-1].split('),(')]
        self._ncore = [len(core) for core in cores]
        self._shared = len({name for core in cores for name in core})

    def _refuse(self, *args, **kwargs):
        raise RuntimeError('Reduction not defined on ufunc with signature')

    _reduce = _accumulate = _reduceat = _refuse

    def _at(self, *args):
        name = self.__name__
        raise TypeError(f'{name}.at does not support ufunc with non-trivial signature: {name} has signature {self.signature}.')

    def _outer(self, *args, **kwargs):
        raise TypeError('method outer is not allowed in ufunc with non-trivial signature')

    def _compute(self, *args, out=None, casting='same_kind', order='K', dtype=None, sig=None, signature=None, subok=True,
                 axes=None, axis=None, keepdims=False, **unknown):
        args, out, signature = self._arguments(args, out, sig, signature, unknown)
        if keepdims is not False:
            self._check_keepdims(keepdims)
        inputs = operands = tuple([convert.as_operand(x) for x in args])
        outputs = [None] * self.nout if out is None else list(out)
        moves = None
        if axes is not None or axis is not None or keepdims:
            inputs = tuple([convert.asanyarray(x) for x in inputs])
            moves = self._moves(inputs, outputs, axes, axis, keepdims)
            inputs = tuple([_to_end(x, move) for x, move in zip(inputs, moves)])
            outputs = [x if x is None else self._bare(_to_end(x, move), keepdims) for x, move in zip(outputs, moves[self.nin:])]
        result = host.ufunc_call(
            self._id, inputs, None if out is None else tuple(outputs), None,
            CASTING_SAME_KIND if casting == 'same_kind' else casting_of(casting),
            ORDER_K if order == 'K' else order_of(order),
            None if signature is None and dtype is None else ufuncs._signature(self, signature, dtype))
        if moves is not None:
            results = [result] if self.nout == 1 else result
            results = tuple([self._placed(x, move, keepdims) for x, move in zip(results, moves[self.nin:])])
            result = results[0] if self.nout == 1 else results
        return ufuncs.finished(self, result, args, out, subok)

    def _check_keepdims(self, keepdims):
        if keepdims is not True:
            raise TypeError("'keepdims' must be a boolean")
        for i, ncore in enumerate(self._ncore):
            if ncore != (self._ncore[0] if i < self.nin else 0):
                which = f'output {i - self.nin}' if i >= self.nin else f'input {i}'
                raise TypeError(
                    f'{self.__name__} does not support keepdims: its signature {self.signature} requires {which} to have {ncore} '
                    'core dimensions, but keepdims can only be used when all inputs have the same number of core dimensions and '
                    'all outputs have no core dimensions.')

    def _moves(self, inputs, outputs, axes, axis, keepdims):
        """For each operand its core axes, normalised; None where they are the last ones anyway."""
        ncore = list(self._ncore)
        if keepdims:
            ncore[self.nin:] = [ncore[0]] * self.nout
        if axis is not None:
            if axes is not None:
                raise TypeError("cannot specify both 'axis' and 'axes'")
            if self._shared != 1 or any(n > 1 for n in self._ncore):
                raise TypeError(f'{self.__name__}: axis can only be used with a single shared core dimension, not with the '
                                f'{self._shared} distinct ones implied by signature {self.signature}.')
            items = [(operator.index(axis),) if n else () for n in ncore]
        elif axes is None:
            return [None] * self.nargs
        else:
            items = self._items(axes, ncore)
        outer = max([x.ndim - n for x, n in zip(inputs, ncore)])
        ndims = [x.ndim for x in inputs]
        ndims += [outer + n if x is None else x.ndim for x, n in zip(outputs, ncore[self.nin:])]
        moves = []
        for i, (item, ndim) in enumerate(zip(items, ndims)):
            move = item and tuple([_index.normalize_axis(operator.index(each), ndim) for each in item])
            for at, each in enumerate(move or ()):
                if each in move[:at]:
                    raise ValueError(f'axes item {i} has value {item[at]} repeated')
            moves.append(move or None)
        return moves

    def _items(self, axes, ncore):
        """The items of `axes=`: a tuple for each operand."""
        if not isinstance(axes, list):
            raise TypeError('axes should be a list.')
        if len(axes) != self.nargs:
            if len(axes) != self.nin or any(self._ncore[self.nin:]):
                raise ValueError(f'axes should be a list with an entry for all {self.nargs} inputs and outputs; entries for outputs '
                                 'can only be omitted if none of them has core axes.')
            axes = axes + [None] * self.nout
        items = []
        for i, (item, n) in enumerate(zip(axes, ncore)):
            if item is not None and not isinstance(item, tuple):
                number = operator.index(item)
                if n != 1:
                    raise AxisError(f'{self.__name__}: operand {i} has {n} core dimensions, but the axes item is a single integer.')
                item = (number,)
            if item is not None and len(item) != n:
                raise AxisError(f'{self.__name__}: operand {i} has {n} core dimensions, but {len(item)} dimensions are specified by '
                                'axes tuple.')
            items.append(item)
        return items

    def _bare(self, out, keepdims):
        """An output without the axes that `keepdims` keeps."""
        for _ in range(self._ncore[0] if keepdims else 0):
            if not out.ndim or out.shape[-1] != 1:
                raise ValueError(f'{self.__name__}: Output operand 0 has a mismatch in its core dimension 0, with gufunc signature '
                                 f'{self.signature} (size {out.shape[-1] if out.ndim else 0} is different from 1)')
            out = host.get(out, (Ellipsis, 0))
        return out

    def _placed(self, result, move, keepdims):
        """A result with its core axes where the caller wants them."""
        if keepdims:
            result = convert.asarray(result)[(Ellipsis,) + (None,) * self._ncore[0]]
        if move is None or not isinstance(result, ndarray):
            return result
        rest = [i for i in range(result.ndim) if i not in move]
        order = {axis: len(rest) + n for n, axis in enumerate(move)}
        order.update({axis: n for n, axis in enumerate(rest)})
        return host.transpose(result, tuple([order[i] for i in range(result.ndim)]))


def _to_end(a, axes):
    """A view with axes moved to the end."""
    if axes is None:
        return a
    return host.transpose(a, tuple([i for i in range(a.ndim) if i not in axes]) + axes)


def make(number):
    """The generalised ufunc of a number; None where it has no core signature."""
    signature = host.ufunc_signature(number)
    if signature is None:
        return None
    name, doc, nin, nout, identity, types = host.ufunc_info(number)
    new = gufunc()
    new._id = number
    new._describe(name.lstrip('_'), doc, nin, nout, identity, types)
    new._describe_cores(signature)
    return new


def load():
    """Makes a generalised ufunc of every row of the runtime's table that has a signature."""
    for number in range(host.ufunc_count()):
        new = make(number)
        if new is not None:
            ufuncs.by_name[host.ufunc_info(number)[0]] = new


load()
