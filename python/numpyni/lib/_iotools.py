"""What `genfromtxt` is made of: splitting lines, naming fields, converting texts."""

import numpyni as np

__all__ = ['LineSplitter', 'NameValidator', 'StringConverter', 'ConverterError', 'ConverterLockError', 'ConversionWarning',
           'easy_dtype', 'flatten_dtype', 'has_nested_fields', 'str2bool']


class ConverterError(Exception):
    """A text cannot be converted."""


class ConverterLockError(ConverterError):
    """A locked converter cannot be upgraded."""


class ConversionWarning(UserWarning):
    """A row cannot be converted."""


def _decode_line(line, encoding=None):
    if isinstance(line, bytes):
        line = line.decode('latin1' if encoding is None else encoding)
    return line


def _is_string_like(obj):
    try:
        obj + ''
    except (TypeError, ValueError):
        return False
    return True


def _is_bytes_like(obj):
    try:
        obj + b''
    except (TypeError, ValueError):
        return False
    return True


def has_nested_fields(ndtype):
    """Whether a field of a dtype has fields."""
    return any(ndtype[name].names is not None for name in ndtype.names or ())


def flatten_dtype(ndtype, flatten_base=False):
    """The dtypes of all fields, those of fields within fields too; with `flatten_base` sub-arrays item by item."""
    names = ndtype.names
    if names is None:
        if flatten_base:
            count = 1
            for n in ndtype.shape:
                count *= n
            return [ndtype.base] * count
        return [ndtype.base]
    types = []
    for field in names:
        types.extend(flatten_dtype(ndtype.fields[field][0], flatten_base))
    return types


class LineSplitter:
    """Splits a line by a delimiter (None: blanks), by a width, or by a list of widths."""

    def __init__(self, delimiter=None, comments='#', autostrip=True, encoding=None):
        delimiter, comments = _decode_line(delimiter), _decode_line(comments)
        self.comments = comments
        if delimiter is None or isinstance(delimiter, str):
            delimiter = delimiter or None
            split = self._by_delimiter
        elif hasattr(delimiter, '__iter__'):
            split = self._by_widths
            edges = np.cumsum([0] + list(delimiter)).tolist()
            delimiter = [slice(i, j) for i, j in zip(edges[:-1], edges[1:])]
        elif int(delimiter):
            split, delimiter = self._by_width, int(delimiter)
        else:
            split, delimiter = self._by_delimiter, None
        self.delimiter, self.encoding = delimiter, encoding
        self._split = self.autostrip(split) if autostrip else split

    def autostrip(self, method):
        """A splitter whose fields are stripped."""
        return lambda text: [part.strip() for part in method(text)]

    def _body(self, line):
        return line.split(self.comments)[0] if self.comments is not None else line

    def _by_delimiter(self, line):
        line = self._body(line).strip(' \r\n')
        return line.split(self.delimiter) if line else []

    def _by_width(self, line):
        line = self._body(line).strip('\r\n')
        return [line[i:i + self.delimiter] for i in range(0, len(line), self.delimiter)] if line else []

    def _by_widths(self, line):
        line = self._body(line)
        return [line[s] for s in self.delimiter] if line else []

    def __call__(self, line):
        return self._split(_decode_line(line, self.encoding))


class NameValidator:
    """Makes field names out of texts: no odd characters, no reserved words, no repetition."""

    defaultexcludelist = 'return', 'file', 'print'
    defaultdeletechars = frozenset(r"""~!@#$%^&*()-=+~\|]}[{';: /?.>,<""")

    def __init__(self, excludelist=None, deletechars=None, case_sensitive=None, replace_space='_'):
        self.excludelist = list(excludelist or ()) + list(self.defaultexcludelist)
        self.deletechars = set(self.defaultdeletechars if deletechars is None else deletechars) | {'"'}
        if case_sensitive is None or case_sensitive is True:
            self.case_converter = lambda x: x
        elif case_sensitive is False or isinstance(case_sensitive, str) and case_sensitive.startswith('u'):
            self.case_converter = lambda x: x.upper()
        elif isinstance(case_sensitive, str) and case_sensitive.startswith('l'):
            self.case_converter = lambda x: x.lower()
        else:
            raise ValueError(f'unrecognized case_sensitive value {case_sensitive}.')
        self.replace_space = replace_space

    def validate(self, names, defaultfmt='f%i', nbfields=None):
        """Valid names, as many as there are fields."""
        if names is None:
            if nbfields is None:
                return None
            names = []
        names = [names] if isinstance(names, str) else names
        if nbfields is not None:
            count = len(names)
            if count < nbfields:
                names = list(names) + [''] * (nbfields - count)
            elif count > nbfields:
                names = names[:nbfields]
        result, seen, empty = [], {}, 0
        for item in names:
            item = self.case_converter(item).strip()
            if self.replace_space:
                item = item.replace(' ', self.replace_space)
            item = ''.join([c for c in item if c not in self.deletechars])
            if item == '':
                item = defaultfmt % empty
                while item in names:
                    empty += 1
                    item = defaultfmt % empty
                empty += 1
            elif item in self.excludelist:
                item += '_'
            times = seen.get(item, 0)
            result.append(f'{item}_{times}' if times > 0 else item)
            seen[item] = times + 1
        return tuple(result)

    def __call__(self, names, defaultfmt='f%i', nbfields=None):
        return self.validate(names, defaultfmt=defaultfmt, nbfields=nbfields)


def str2bool(value):
    """The boolean that a text says."""
    value = value.upper()
    if value not in ('TRUE', 'FALSE'):
        raise ValueError('Invalid boolean')
    return value == 'TRUE'


class StringConverter:
    """Converts texts to a type, and on request to a wider one when a text does not fit."""

    _mapper = [(np.bool, str2bool, False), (np.int64, int, -1), (np.float64, float, np.nan), (np.complex128, complex, np.nan + 0j),
               (np.longdouble, np.longdouble, np.nan), (np.integer, int, -1), (np.floating, float, np.nan),
               (np.complexfloating, complex, np.nan + 0j), (np.str_, str, '???'), (np.bytes_, lambda x: x.encode('latin1')
                                                                              if isinstance(x, str) else bytes(x), '???')]

    @classmethod
    def _getdtype(cls, val):
        return np.array(val).dtype

    @classmethod
    def _getsubdtype(cls, val):
        return np.array(val).dtype.type

    @classmethod
    def _dtypeortype(cls, dtype):
        return dtype if dtype.type == np.datetime64 else dtype.type

    @classmethod
    def upgrade_mapper(cls, func, default=None):
        """Adds a function, or a list of them, to those that are tried."""
        if callable(func):
            cls._mapper.insert(-1, (cls._getsubdtype(default), func, default))
            return
        if hasattr(func, '__iter__'):
            if isinstance(func[0], (tuple, list)):
                for each in func:
                    cls._mapper.insert(-1, each)
                return
            defaults = [None] * len(func) if default is None else list(default)
            defaults += [None] * (len(func) - len(defaults))
            for each, value in zip(func, defaults):
                cls._mapper.insert(-1, (cls._getsubdtype(value), each, value))

    @classmethod
    def _find_map_entry(cls, dtype):
        for i, entry in enumerate(cls._mapper):
            if dtype.type == entry[0]:
                return i, entry
        for i, entry in enumerate(cls._mapper):
            if np.issubdtype(dtype.type, entry[0]):
                return i, entry
        raise LookupError

    def __init__(self, dtype_or_func=None, default=None, missing_values=None, locked=False):
        self._locked = bool(locked)
        if dtype_or_func is None:
            self.func, self._status, self.default = str2bool, 0, default or False
            dtype = np.dtype('bool')
        else:
            try:
                self.func = None
                dtype = np.dtype(dtype_or_func)
            except TypeError:
                if not callable(dtype_or_func):
                    raise TypeError(f'The input argument `dtype` is neither a function nor a dtype (got \'{type(dtype_or_func)}\' '
                                    'instead)') from None
                self.func = dtype_or_func
                if default is None:
                    try:
                        default = self.func('0')
                    except ValueError:
                        default = None
                dtype = self._getdtype(default)
            try:
                self._status, (_, func, default_def) = self._find_map_entry(dtype)
            except LookupError:
                self.default, self._status = default, -1
                func = self.func or (lambda x: x)
                default_def = default
            self.default = default_def if default is None else default
            if self.func is None:
                self.func = func
            if self.func == int and np.issubdtype(dtype.type, np.integer):
                if dtype.type == np.uint64:
                    self.func = np.uint64
                elif dtype.type == np.int64:
                    self.func = np.int64
                else:
                    self.func = lambda x: int(float(x))
        if missing_values is None:
            self.missing_values = {''}
        else:
            if isinstance(missing_values, str):
                missing_values = missing_values.split(',')
            self.missing_values = set(list(missing_values) + [''])
        self._callingfunction = self._strict_call
        self.type = self._dtypeortype(dtype)
        self._checked, self._initial_default = False, default

    def _loose_call(self, value):
        try:
            return self.func(value)
        except ValueError:
            return self.default

    def _strict_call(self, value):
        try:
            new_value = self.func(value)
            if self.func is int:
                np.array(value if not isinstance(value, str) else int(value), dtype=self.type)
            return new_value
        except (ValueError, OverflowError):
            if value.strip() in self.missing_values:
                if not self._status:
                    self._checked = False
                return self.default
            raise ValueError(f"Cannot convert string '{value}'") from None

    def __call__(self, value):
        return self._callingfunction(value)

    def _do_upgrade(self):
        if self._locked:
            raise ConverterLockError('Converter is locked and cannot be upgraded')
        status = self._status
        if status == len(self._mapper):
            raise ConverterError('Could not find a valid conversion function')
        if status < len(self._mapper) - 1:
            status += 1
        self.type, self.func, default = self._mapper[status]
        self._status = status
        self.default = self._initial_default if self._initial_default is not None else default

    def upgrade(self, value):
        """The value, converted by the narrowest type that can."""
        self._checked = True
        try:
            return self._strict_call(value)
        except ValueError:
            self._do_upgrade()
            return self.upgrade(value)

    def iterupgrade(self, value):
        """Widens the type until all values fit."""
        self._checked = True
        value = value if hasattr(value, '__iter__') else (value,)
        try:
            for each in value:
                self._strict_call(each)
        except ValueError:
            self._do_upgrade()
            self.iterupgrade(value)

    def update(self, func, default=None, testing_value=None, missing_values='', locked=False):
        """Sets the function and the default."""
        self.func, self._locked = func, locked
        if default is not None:
            self.default, self.type = default, self._dtypeortype(self._getdtype(default))
        else:
            try:
                tester = func(testing_value or '1')
            except (TypeError, ValueError):
                tester = None
            self.type = self._dtypeortype(self._getdtype(tester))
        if missing_values is None:
            self.missing_values = set()
        else:
            if not np.iterable(missing_values):
                missing_values = [missing_values]
            if not all(isinstance(v, str) for v in missing_values):
                raise TypeError('missing_values must be strings or unicode')
            self.missing_values.update(missing_values)


def easy_dtype(ndtype, names=None, defaultfmt='f%i', **validationargs):
    """A dtype from what `np.dtype` takes, or a sequence of types, with names for its fields."""
    try:
        ndtype = np.dtype(ndtype)
    except TypeError:
        validate = NameValidator(**validationargs)
        nbfields = len(ndtype)
        names = [''] * nbfields if names is None else names.split(',') if isinstance(names, str) else names
        names = validate(names, nbfields=nbfields, defaultfmt=defaultfmt)
        return np.dtype({'formats': ndtype, 'names': names})
    if names is not None:
        validate = NameValidator(**validationargs)
        if isinstance(names, str):
            names = names.split(',')
        if ndtype.names is None:
            names = validate(names, nbfields=len(names), defaultfmt=defaultfmt)
            return np.dtype({'formats': [ndtype.type] * len(names), 'names': names})
        ndtype.names = validate(names, nbfields=len(ndtype.names), defaultfmt=defaultfmt)
    elif ndtype.names is not None:
        validate = NameValidator(**validationargs)
        numbered = tuple([f'f{i}' for i in range(len(ndtype.names))])
        if ndtype.names == numbered and defaultfmt != 'f%i':
            ndtype.names = validate([''] * len(ndtype.names), defaultfmt=defaultfmt)
        else:
            ndtype.names = validate(ndtype.names, defaultfmt=defaultfmt)
    return ndtype
