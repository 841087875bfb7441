"""What arrays broadcast to: common shapes, the strides over them, and whether operands lie apart."""

from . import _layout
from ._array import address


def common(shape1, shape2):
    """The shape that two shapes broadcast to, or None."""
    rank1, rank2 = len(shape1), len(shape2)
    if rank1 == rank2 == 1:
        n, m = shape1[0], shape2[0]
        return shape1 if n == m or m == 1 else shape2 if n == 1 else None
    if rank1 < rank2:
        shape1, shape2, rank1, rank2 = shape2, shape1, rank2, rank1
    if rank1 == 2:
        n0, n1 = shape1
        if rank2 == 2:
            m0, m1 = shape2
        elif rank2 == 1:
            m0, m1 = 1, shape2[0]
        else:
            return shape1
        if not (n0 == m0 or m0 == 1 or n0 == 1) or not (n1 == m1 or m1 == 1 or n1 == 1):
            return None
        return n0 if m0 == 1 else m0, n1 if m1 == 1 else m1
    if rank1 == rank2 == 3:
        (n0, n1, n2), (m0, m1, m2) = shape1, shape2
        if not (n0 == m0 or m0 == 1 or n0 == 1) or not (n1 == m1 or m1 == 1 or n1 == 1) or not (n2 == m2 or m2 == 1 or n2 == 1):
            return None
        return n0 if m0 == 1 else m0, n1 if m1 == 1 else m1, n2 if m2 == 1 else m2
    lengths = []
    for axis in range(rank1):
        at = axis - (rank1 - rank2)
        n, m = shape1[axis], shape2[at] if at >= 0 else 1
        if n != m and n != 1 and m != 1:
            return None
        lengths.append(n if m == 1 else m)
    return tuple(lengths)


def steps_of(a, shape):
    """The strides of an array over a shape that it broadcasts to."""
    own, strides = a._shape, a._strides
    rank = len(own)
    if len(shape) == 1:
        return (strides[0] if rank and own[0] != 1 else 0),
    if len(shape) == 2:
        if rank == 2:
            return strides[0] if own[0] != 1 else 0, strides[1] if own[1] != 1 else 0
        return 0, strides[0] if rank and own[0] != 1 else 0
    if len(shape) == rank == 3:
        return strides[0] if own[0] != 1 else 0, strides[1] if own[1] != 1 else 0, strides[2] if own[2] != 1 else 0
    return (0,) * (len(shape) - rank) + tuple([stride if n != 1 else 0 for n, stride in zip(own, strides)])


def by_rows(steps):
    """Whether elements with these strides follow one another in row-major order, so that a result does too."""
    if len(steps) == 1:
        return True
    if len(steps) == 2:
        return steps[0] == 0 or steps[1] == 0 or abs(steps[0]) >= abs(steps[1])
    if len(steps) == 3:
        x, y, z = abs(steps[0]), abs(steps[1]), abs(steps[2])
        return (x == 0 or x >= y and x >= z) and (y == 0 or y >= z)
    moving = [abs(step) for step in steps if step]
    return all([x >= y for x, y in zip(moving, moving[1:])])


def extent(start, shape, steps, itemsize):
    """The addresses of the first byte and of the one after the last."""
    end = start + itemsize
    if len(shape) < 3:
        for_first = (shape[0] - 1) * steps[0]
        for_second = (shape[1] - 1) * steps[1] if len(shape) == 2 else 0
        return start + min(for_first, 0) + min(for_second, 0), end + max(for_first, 0) + max(for_second, 0)
    spans = [(n - 1) * step for n, step in zip(shape, steps)]
    return start + sum([span for span in spans if span < 0]), end + sum([span for span in spans if span > 0])


def apart(x, steps, out, shape):
    """Whether an input lies apart from an output, or exactly where that is."""
    start, end = extent(address(x), shape, steps, _layout.width_of(x._word))
    first, last = extent(address(out), shape, out._strides, _layout.width_of(out._word))
    return end <= first or last <= start or start == first and end == last and x._word == out._word and steps == out._strides


def same(shape1, shape2):
    """Whether two shapes are equal."""
    if len(shape1) == 1:
        return len(shape2) == 1 and shape1[0] == shape2[0]
    return shape1 == shape2


def put_axes(frame, shape, nargs, steps1, steps2, steps3=None, steps4=None):
    """Writes a shape, and the strides of two to four operands."""
    rank = len(shape)
    if rank > 3:
        for axis in range(rank):
            _axis(frame, axis, shape[axis], nargs, steps1, steps2, steps3, steps4)
    else:       # written out: a JIT would leave the caller's loop for one of its own
        _axis(frame, 0, shape[0], nargs, steps1, steps2, steps3, steps4)
        if rank > 1:
            _axis(frame, 1, shape[1], nargs, steps1, steps2, steps3, steps4)
            if rank == 3:
                _axis(frame, 2, shape[2], nargs, steps1, steps2, steps3, steps4)


def _axis(frame, axis, n, nargs, steps1, steps2, steps3, steps4):
    steps, at = frame.steps, axis * nargs
    frame.dims[axis] = n
    steps[at] = steps1[axis]
    steps[at + 1] = steps2[axis]
    if nargs > 2:
        steps[at + 2] = steps3[axis]
    if nargs > 3:
        steps[at + 3] = steps4[axis]
