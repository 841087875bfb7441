"""What unpickles generators: NumPy's names, so that pickles say the same."""

from ._engines import MT19937, PCG64, PCG64DXSM, SFC64, Philox
from ._generator import Generator
from .bit_generator import BitGenerator
from .mtrand import RandomState

BitGenerators = {each.__name__: each for each in (MT19937, PCG64, PCG64DXSM, Philox, SFC64)}


def __bit_generator_ctor(bit_generator='MT19937'):
    """A bit generator of a class, or of the name of one."""
    if isinstance(bit_generator, type):
        return bit_generator()
    if bit_generator not in BitGenerators:
        raise ValueError(str(bit_generator) + ' is not a known BitGenerator module.')
    return BitGenerators[bit_generator]()


def _holder(holder):
    def make(bit_generator_name='MT19937', bit_generator_ctor=__bit_generator_ctor):
        if isinstance(bit_generator_name, BitGenerator):
            return holder(bit_generator_name)
        return holder(bit_generator_ctor(bit_generator_name))
    return make


__generator_ctor = _holder(Generator)
__randomstate_ctor = _holder(RandomState)
for _name, _function in (('__generator_ctor', __generator_ctor), ('__randomstate_ctor', __randomstate_ctor)):
    _function.__name__ = _function.__qualname__ = _name
