"""`Arrayterator`: a large array in blocks."""

import operator

__all__ = ['Arrayterator']


class Arrayterator:
    """An iterator over blocks of an array of at most `buf_size` elements; slices of it read nothing."""

    __module__ = 'numpyni.lib'

    def __init__(self, var, buf_size=None):
        self.var, self.buf_size = var, buf_size
        self.start = [0] * var.ndim
        self.stop = list(var.shape)
        self.step = [1] * var.ndim

    def __getattr__(self, attr):
        return getattr(self.var, attr)

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        fixed, count = [], len(index)
        for each in index:
            if each is Ellipsis:
                fixed.extend([slice(None)] * (self.var.ndim - count + 1))
                count = len(fixed) + (count - index.index(Ellipsis) - 1)
            elif isinstance(each, slice):
                fixed.append(each)
            else:
                each = operator.index(each)
                fixed.append(slice(each, each + 1, 1))
        fixed += [slice(None)] * (self.var.ndim - len(fixed))
        out = self.__class__(self.var, self.buf_size)
        for i, (start, stop, step, part) in enumerate(zip(self.start, self.stop, self.step, fixed)):
            out.start[i] = start + (part.start or 0)
            out.step[i] = step * (part.step or 1)
            out.stop[i] = start + (part.stop if part.stop is not None else stop - start)
            out.stop[i] = min(stop, out.stop[i])
        return out

    def __array__(self, dtype=None, copy=None):
        return self.var[tuple([slice(*each) for each in zip(self.start, self.stop, self.step)])]

    @property
    def flat(self):
        """An iterator over the elements."""
        for block in self:
            yield from block.flat

    @property
    def shape(self):
        """The shape of what is read."""
        return tuple([(stop - start - 1) // step + 1 for start, stop, step in zip(self.start, self.stop, self.step)])

    def __iter__(self):
        if any(n <= 0 for n in self.shape):
            return
        start, step, ndim = self.start[:], self.step[:], self.var.ndim
        while True:
            left = self.buf_size or _product(self.shape)
            here, stop, running = start[:], list(start), 0
            for i in range(ndim - 1, -1, -1):
                if left == 0:
                    stop[i] = start[i] + 1
                elif left <= self.shape[i]:
                    stop[i] = start[i] + left * step[i]
                    running = i
                else:
                    stop[i] = self.stop[i]
                stop[i] = min(self.stop[i], stop[i])
                left = left // self.shape[i]
            yield self.var[tuple([slice(*each) for each in zip(here, stop, step)])]
            start[running] = stop[running]
            for i in range(ndim - 1, 0, -1):
                if start[i] >= self.stop[i]:
                    start[i] = self.start[i]
                    start[i - 1] += self.step[i - 1]
            if start[0] >= self.stop[0]:
                return


def _product(shape):
    total = 1
    for n in shape:
        total *= n
    return total
