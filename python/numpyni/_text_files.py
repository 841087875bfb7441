"""Tables of text: `loadtxt` and `savetxt`."""

import operator
import os
import warnings

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _manipulation as manipulation

ndarray = host.ndarray


def opened_text(file, mode, encoding=None):
    """A file opened as text, decompressed by its extension."""
    name = os.fspath(file)
    from .lib._datasource import open as open_source
    return open_source(name, mode, encoding=encoding)


# ---- lines

def _control_character(value, name, none_ok=True):
    if value is None and none_ok:
        return None
    if isinstance(value, bytes):
        value = value.decode('latin1')
    if not isinstance(value, str) or len(value) != 1:
        raise TypeError(f'Text reading control character must be a single unicode character or None; but got: {value!r}')
    return value


def _comment_strings(comments):
    if comments is None:
        return None
    if isinstance(comments, (str, bytes)):
        comments = [comments]
    comments = [c.decode('latin1') if isinstance(c, bytes) else c for c in comments]
    if '' in comments:
        raise ValueError('comments cannot be an empty string. Use comments=None to disable comments.')
    return comments


def _lines_of(file, encoding, as_bytes):
    """An iterator over lines, and the file to close."""
    if isinstance(file, (str, os.PathLike)):
        opened = opened_text(file, 'rt', encoding)
        return iter(opened), opened
    try:
        return iter(file), None
    except TypeError as error:
        raise ValueError('fname must be a string, filehandle, list of strings,\nor generator. Got '
                         f'{type(file)} instead.') from error


def _as_text(line, encoding):
    if isinstance(line, str):
        return line
    if isinstance(line, (bytes, bytearray)):
        return bytes(line).decode('latin1' if encoding is None else encoding)
    if isinstance(line, memoryview):
        return bytes(line).decode('latin1')
    raise TypeError('non-string returned while reading data')


class _Rows:
    """The fields of each line that has any."""

    def __init__(self, lines, delimiter, comments, quote, encoding, from_file):
        self.lines, self.delimiter, self.comments, self.quote = lines, delimiter, comments or (), quote
        self.encoding, self.from_file = encoding, from_file

    def _next_line(self):
        line = _as_text(next(self.lines), self.encoding)
        body = line[:-2] if line.endswith('\r\n') else line[:-1] if line[-1:] in ('\n', '\r') else line
        return body

    def _without_comment(self, line):
        for each in self.comments:
            at = line.find(each)
            if at >= 0:
                line = line[:at]
        return line

    def __iter__(self):
        return self

    def __next__(self):
        """The fields of the next line; None where it has none."""
        line = self._next_line()
        if self.quote is None:
            line = self._without_comment(line)
            if '\n' in line or '\r' in line:
                if not self.from_file:
                    raise ValueError('Found an unquoted embedded newline within a single line of input.  This is currently not '
                                     'supported.')
            if self.delimiter is None:
                return line.split() or None
            fields = line.split(self.delimiter)
            return None if fields == [''] else fields
        return self._quoted(line)

    def _quoted(self, line):
        fields, field, quoted, was_quoted, begun = [], [], False, False, False
        i, delimiter, quote = 0, self.delimiter, self.quote
        while True:
            if i >= len(line):
                if not quoted:
                    break
                try:
                    line, i = self._next_line(), 0
                except StopIteration:
                    break
                field.append('\n')
                continue
            char = line[i]
            if quoted:
                if char == quote:
                    if line[i + 1:i + 2] == quote:
                        field.append(quote)
                        i += 1
                    else:
                        quoted = False
                else:
                    field.append(char)
            elif char == quote and not field and not was_quoted:
                quoted = was_quoted = begun = True
            elif any(line.startswith(c, i) for c in self.comments):
                break
            elif delimiter is None and char.isspace():
                if begun:
                    fields.append(''.join(field))
                field, was_quoted, begun = [], False, False
            elif char == delimiter:
                fields.append(''.join(field))
                field, was_quoted, begun = [], False, False
                i += 1
                if i >= len(line):
                    break
                continue
            else:
                field.append(char)
                begun = True
            i += 1
        if delimiter is None:
            if begun:
                fields.append(''.join(field))
            return fields or None
        fields.append(''.join(field))
        return None if fields == [''] and not was_quoted else fields


# ---- elements

def _bool_of(text):
    text = text.strip()
    if '_' in text:
        raise ValueError(text)
    try:
        return bool(int(text))
    except ValueError:
        return {'True': True, 'False': False}[text]


def _int_of(dtype):
    info = dtypes.iinfo(dtype)

    def convert_int(text):
        if '_' in text:
            raise ValueError(text)
        try:
            value = int(text)
        except ValueError:
            value = float(text)
            warnings.warn('loadtxt(): Parsing an integer via a float is deprecated.  To avoid this warning, you can:\n    * make '
                          'sure the original data is stored as integers.\n    * use the `converters=` keyword argument.  If you '
                          'only use\n      NumPy 1.23 or later, `converters=float` will normally work.\n    * Use '
                          '`np.loadtxt(...).astype(np.int64)` parsing the file as\n      floating point and then convert it.\n'
                          '(Deprecated NumPy 1.23)', DeprecationWarning, stacklevel=5)
            value = int(value)
        if not info.min <= value <= info.max:
            raise ValueError(text)
        return value
    return convert_int


def _float_of(text):
    if '_' in text:
        raise ValueError(text)
    return float(text)


def _complex_of(text):
    if '_' in text:
        raise ValueError(text)
    text = text.strip()
    if text[:1] == '(' and text[-1:] == ')':
        text = text[1:-1].strip()
    text = text.replace('+-', '-')
    return complex(text.replace('i', 'j') if 'inf' not in text.lower() and text.endswith('i') else text)


def _parser_for(dtype):
    kind = dtype.kind
    if kind in 'iu':
        return _int_of(dtype)
    return {'b': _bool_of, 'f': _float_of, 'c': _complex_of}.get(kind, lambda text: text)


def _flat_fields(dtype):
    """The dtypes of the columns of a row, and how to fold them into its element."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        count = 1
        for n in shape:
            count *= n
        inner, fold = _flat_fields(base)

        def folded(values):
            step = len(inner)
            items = [fold(values[i * step:(i + 1) * step]) for i in range(count)]
            for n in reversed(shape[1:]):
                items = [items[i:i + n] for i in range(0, len(items), n)]
            return items
        return inner * count, folded
    if dtype.names is None:
        return [dtype], lambda values: values[0]
    columns, folds = [], []
    for name in dtype.names:
        inner, fold = _flat_fields(dtype[name])
        folds.append((len(columns), len(columns) + len(inner), fold))
        columns.extend(inner)
    return columns, lambda values: tuple([fold(values[a:b]) for a, b, fold in folds])


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding=None, max_rows=None, *, quotechar=None):
    """The numbers of a table of text: rows of fields between delimiters, comments left out."""
    dtype = dtypes.find(float if dtype is None else dtype)
    if ndmin not in (None, 0, 1, 2) or ndmin is None:
        raise ValueError(f'Illegal value of ndmin keyword: {ndmin}')
    for name, value in (('skiprows', skiprows), ('max_rows', max_rows)):
        if name == 'max_rows' and value is None:
            continue
        try:
            number = operator.index(value)
        except TypeError:
            raise TypeError(f"argument must be an integer, not '{type(value).__name__}'") from None
        if number < 0:
            raise ValueError('argument must be nonnegative')
    comments = _comment_strings(comments)
    delimiter = _control_character(delimiter, 'delimiter')
    quote = _control_character(quotechar, 'quotechar')
    _check_control(delimiter, quote, comments)
    as_bytes = encoding == 'bytes'
    encoding = None if as_bytes else encoding
    lines, to_close = _lines_of(fname, encoding, as_bytes)
    try:
        rows = _Rows(lines, delimiter, comments, quote, encoding, to_close is not None or hasattr(fname, 'read'))
        values, shape = _table(rows, dtype, converters, skiprows, usecols, max_rows, as_bytes)
    finally:
        if to_close is not None:
            to_close.close()
    if not values and max_rows != 0:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', UserWarning, stacklevel=3)
    return _shaped(values, shape, dtype, ndmin, unpack)


def _check_control(delimiter, quote, comments):
    comments = comments or ()
    if quote is not None and (len(comments) > 1 or any([len(each) > 1 for each in comments])):
        raise ValueError('when multiple comments or a multi-character comment is given, quotes are not supported.  In this case '
                         'quotechar must be set to None.')
    if len(comments) > 1 and delimiter in comments:
        raise TypeError(f"Comment characters '{comments}' cannot include the delimiter '{delimiter}'")
    single = comments[0] if len(comments) == 1 and len(comments[0]) == 1 else None
    given = {'delimiter': delimiter, 'quotechar': quote, 'comment': single}
    chars = [c for c in given.values() if c is not None]
    for name, c in given.items():
        if c is not None and c in '\r\n':
            raise TypeError(f"control character '{name}' cannot be a newline (`\\r` or `\\n`).")
    if len(set(chars)) != len(chars) or delimiter is None and any([c.isspace() for c in chars]):
        raise TypeError("The values for control characters 'delimiter', 'quotechar', and 'comment' are incompatible")


def _columns_of(usecols):
    if usecols is None:
        return None
    if isinstance(usecols, str) or not hasattr(usecols, '__iter__'):
        usecols = [usecols]
    result = []
    for each in usecols:
        try:
            result.append(operator.index(each))
        except TypeError as error:
            error.args = (f'usecols must be an int or a sequence of ints but it contains at least one element of type {type(each)}',)
            raise
    return result


def _table(rows, dtype, converters, skiprows, usecols, max_rows, as_bytes):
    """The elements of all rows; and for a plain dtype the number of columns."""
    columns, fold = _flat_fields(dtype)
    structured = dtype.names is not None or dtype.subdtype is not None
    usecols = _columns_of(usecols)
    for _ in range(skiprows):
        try:
            rows._next_line()
        except StopIteration:
            break
    chosen = converters
    if converters is not None and not callable(converters) and not isinstance(converters, dict):
        raise TypeError(f'converters must be a dictionary mapping columns to converter functions or a single callable.')
    if structured and usecols is not None and len(usecols) != len(columns):
        raise ValueError(f'If a structured dtype is used, the number of columns in `usecols` must match the effective number of '
                         f'fields. But {len(usecols)} usecols were given and the number of fields is {len(columns)}.')
    values, width, parsers, number = [], None, None, 0
    warned = False
    while max_rows is None or len(values) < max_rows:
        try:
            fields = next(rows)
        except StopIteration:
            break
        number += 1
        if fields is None:
            if max_rows is not None and not warned:
                warned = True
                warnings.warn(f'Input line {number + skiprows} contained no data and will not be counted towards '
                              f'`max_rows={max_rows}`.  This differs from the behaviour in NumPy <=1.22 which counted lines rather '
                              'than rows.  If desired, the previous behaviour can be achieved by using `itertools.islice`.\nPlease '
                              'see the 1.23 release notes for an example on how to do this.  If you wish to ignore this warning, '
                              'use `warnings.filterwarnings`.  This warning is expected to be removed in the future and is given '
                              'only once per `loadtxt` call.', UserWarning, stacklevel=4)
            continue
        row = len(values)
        if usecols is not None:
            picked = []
            for c in usecols:
                if not -len(fields) <= c < len(fields):
                    raise ValueError(f'invalid column index {c} at row {row + 1} with {len(fields)} columns')
                picked.append(c % len(fields))
        else:
            picked = range(len(fields))
        if width is None:
            width = len(picked)
            if structured and width != len(columns):
                raise ValueError(f'the dtype passed requires {len(columns)} columns but {len(fields)} were found at row {row + 1}; '
                                 'use `usecols` to select a subset and avoid this error')
            kinds = columns if structured else columns * width
            parsers = _parsers(kinds, chosen, picked, len(fields), as_bytes, usecols)
        elif usecols is None and len(fields) != width:
            if structured:
                raise ValueError(f'the dtype passed requires {len(columns)} columns but {len(fields)} were found at row {row + 1}; '
                                 'use `usecols` to select a subset and avoid this error')
            raise ValueError(f'the number of columns changed from {width} to {len(fields)} at row {row + 1}; use `usecols` to '
                             'select a subset and avoid this error')
        parsed = []
        for k, c in enumerate(picked):
            text = fields[c]
            try:
                parsed.append(parsers[k](text))
            except Exception as error:
                raise ValueError(f'could not convert string {text!r} to {kinds[k]} at row {row}, column {c + 1}.') from error
        values.append(fold(parsed) if structured else parsed)
    return values, len(usecols) if width is None and usecols is not None and not structured else width


def _parsers(kinds, converters, picked, count, as_bytes, usecols):
    parsers = [_parser_for(kind) for kind in kinds]
    if converters is None:
        return parsers

    def given(function):
        def parse(text):
            return function(text.encode('latin1') if as_bytes else text)
        parse.given = True
        return parse
    if callable(converters):
        return [given(converters)] * len(parsers)
    by_column = {}
    for key, function in converters.items():
        try:
            column = operator.index(key)
        except TypeError:
            raise TypeError('keys of the converters dictionary must be integers; got ' + repr(key)) from None
        if not callable(function):
            raise TypeError(f'values of the converters dictionary must be callable, but the value associated with key {key!r} is not')
        if not -count <= column < count:
            raise ValueError(f'converter specified for column {column}, which is invalid for the number of fields {count}.')
        by_column[column % count] = given(function)
    return [by_column.get(c, parser) for c, parser in zip(picked, parsers)]


def _shaped(values, width, dtype, ndmin, unpack):
    if dtype.names is not None or dtype.subdtype is not None:
        base, extra = dtype.subdtype if dtype.subdtype is not None else (dtype, ())
        result = creation.empty((len(values),) + tuple(extra), base)
        if values:
            result[...] = convert.array(values, dtype=base) if base.names is None else values
        if base.names is not None:
            result = result.squeeze() if ndmin == 0 and result.shape == (1,) else result
            if ndmin == 2:
                result = result.reshape(-1, 1) if result.ndim == 1 else result
        if unpack:
            if dtype.names is not None:
                return [result[name] for name in dtype.names]
            return result.T
        return result
    if not values:
        result = creation.empty((0, width) if width is not None else (0, 1) if ndmin == 2 else (0,), dtype)
        return result.T if unpack else result
    if dtype.kind in 'SU' and dtype.itemsize == 0:
        result = convert.array(values, dtype=dtype.kind) if dtype.kind == 'U' else \
            convert.array([[v.encode('latin1') if isinstance(v, str) else v for v in row] for row in values], dtype='S')
    elif dtype.kind == 'S':
        result = convert.array([[v.encode('latin1') if isinstance(v, str) else v for v in row] for row in values], dtype=dtype)
    else:
        result = convert.array(values, dtype=dtype)
    if ndmin == 0:
        result = result.squeeze()
    elif ndmin == 1 and result.ndim == 2 and 1 in result.shape:
        result = result.reshape(-1)
    return result.T if unpack else result


# ---- writing

class _Writer:
    """Writes text to a file that takes text, or bytes."""

    def __init__(self, file, encoding):
        self.file, self.encoding = file, encoding
        self.write = self.first_write

    def first_write(self, text):
        """Finds out what the file takes."""
        try:
            self.file.write(text)
            self.write = self.file.write
        except TypeError:
            self.write = lambda text: self.file.write(text.encode(self.encoding))
            self.write(text)


def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    """Writes a 1-D or 2-D array as a table of text."""
    if isinstance(fmt, bytes):
        fmt = fmt.decode('latin1')
    delimiter = delimiter.decode('latin1') if isinstance(delimiter, bytes) else delimiter
    own = isinstance(fname, (str, os.PathLike))
    if own:
        file = opened_text(fname, 'wt', encoding)
    elif hasattr(fname, 'write'):
        file = _Writer(fname, encoding or 'latin1')
    else:
        raise ValueError('fname must be a string or file handle')
    try:
        _write_table(file, convert.asarray(X), fmt, delimiter, newline, header, footer, comments)
    finally:
        if own:
            file.close()


def _write_table(file, X, fmt, delimiter, newline, header, footer, comments):
    if X.ndim == 0 or X.ndim > 2:
        raise ValueError(f'Expected 1D or 2D array, got {X.ndim}D array instead')
    if X.ndim == 1:
        if X.dtype.names is None:
            X = manipulation.atleast_2d(X).T
            columns = 1
        else:
            columns = len(X.dtype.names)
    else:
        columns = X.shape[1]
    complex_ = X.dtype.kind == 'c'
    if type(fmt) in (list, tuple):
        if len(fmt) != columns:
            raise AttributeError(f'fmt has wrong shape.  {fmt!s}')
        line = delimiter.join(fmt)
    elif isinstance(fmt, str):
        found = fmt.count('%')
        if found == 1:
            fmt = [f' ({fmt}+{fmt}j)' if complex_ else fmt] * columns
            line = delimiter.join(fmt)
        elif found != (2 * columns if complex_ else columns):
            raise ValueError(f'fmt has wrong number of % formats:  {fmt}')
        else:
            line = fmt
    else:
        raise ValueError(f'invalid fmt: {fmt!r}')
    if header:
        file.write(comments + header.replace('\n', '\n' + comments) + newline)
    for row in X:
        if complex_:
            values = []
            for number in row:
                values += [number.real, number.imag]
            file.write((line % tuple(values) + newline).replace('+-', '-'))
            continue
        try:
            text = line % tuple(row.tolist() if X.dtype.kind != 'O' and X.dtype.names is None else row) + newline
        except TypeError as error:
            raise TypeError(f"Mismatch between array dtype ('{X.dtype}') and format specifier ('{line}')") from error
        file.write(text)
    if footer:
        file.write(comments + footer.replace('\n', '\n' + comments) + newline)
