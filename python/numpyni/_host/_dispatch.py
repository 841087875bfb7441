"""The host's functions as the shared layer calls them: an operand whose elements the runtime only moves goes to `_opaque`."""

from .._words import TYPE_OPAQUE

DISPATCHED = ('new', 'get', 'set', 'item', 'astype', 'assign', 'concatenate', 'reshape', 'nonzero', 'scalar_value', 'ufunc_call',
              'ufunc_reduce', 'ufunc_accumulate', 'ufunc_reduceat', 'ufunc_at', 'reduce')
opaque = {}         # name -> the function for such operands; filled once the shared layer is whole


class Raw:
    """The host's own functions."""


raw = Raw()


def functions(module):
    """The functions in the place of the host's."""
    raw.__dict__.update({name: getattr(module, name) for name in dir(module) if not name.startswith('_')})
    ndarray = module.ndarray

    def new(word, shape, order=1, zero=False):
        return opaque['new'](word, shape, order, zero) if word & 255 == TYPE_OPAQUE else raw.new(word, shape, order, zero)

    def get(a, items):
        return opaque['get'](a, items) if a.dtype.opaque else raw.get(a, items)

    def set(a, items, value):
        if a.dtype.opaque or isinstance(value, ndarray) and value.dtype.opaque:
            opaque['set'](a, items, value)
        else:
            raw.set(a, items, value)

    def item(a, flat_index):
        return opaque['item'](a, flat_index) if a.dtype.opaque else raw.item(a, flat_index)

    def astype(a, word, order=0, casting=5, copy=2):
        if word & 255 == TYPE_OPAQUE or a.dtype.opaque:
            return opaque['astype'](a, word, order, casting, copy)
        return raw.astype(a, word, order, casting, copy)

    def assign(dst, value, casting=0, where=None):
        if dst.dtype.opaque or isinstance(value, ndarray) and value.dtype.opaque:
            opaque['assign'](dst, value, casting, where)
        else:
            raw.assign(dst, value, casting, where)

    def concatenate(arrays, axis, word=None):
        if word is not None and word & 255 == TYPE_OPAQUE or any([a.dtype.opaque for a in arrays]):
            return opaque['concatenate'](arrays, axis, word)
        return raw.concatenate(arrays, axis, word)

    def reshape(a, shape, order=1, copy=1):
        return opaque['reshape'](a, shape, order, copy) if a.dtype.opaque else raw.reshape(a, shape, order, copy)

    def nonzero(a):
        return opaque['nonzero'](a) if a.dtype.opaque else raw.nonzero(a)

    def scalar_value(scalar):
        try:
            return raw.scalar_value(scalar)
        except (TypeError, AttributeError):
            return opaque['scalar_value'](scalar)

    def is_opaque(x):
        return isinstance(x, ndarray) and x.dtype.opaque

    def ufunc_call(number, inputs, out=None, where=None, casting=0, order=0, signature=None):
        for x in inputs:
            if is_opaque(x):
                return opaque['ufunc_call'](number, inputs, out, where, casting, order, signature)
        if out is not None and any([is_opaque(x) for x in out]) or \
                signature is not None and any([word and word & 255 == TYPE_OPAQUE for word in signature]):
            return opaque['ufunc_call'](number, inputs, out, where, casting, order, signature)
        return raw.ufunc_call(number, inputs, out, where, casting, order, signature)

    def folding(name):
        function = getattr(module, name)

        def call(which, a, *args, **kwargs):
            if a.dtype.opaque or any([type(x) is int and x & 255 == TYPE_OPAQUE and x >> 32 for x in args[2:3]]):
                return opaque[name](which, a, *args, **kwargs)
            return function(which, a, *args, **kwargs)
        return call

    ufunc_reduce, ufunc_accumulate, ufunc_reduceat, ufunc_at, reduce = [
        folding(name) for name in ('ufunc_reduce', 'ufunc_accumulate', 'ufunc_reduceat', 'ufunc_at', 'reduce')]

    found = locals()
    return {name: found[name] for name in DISPATCHED}
