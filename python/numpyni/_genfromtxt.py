"""`genfromtxt`: tables of text with missing values, names and types found out."""

import os
import warnings

import numpyni as np

from .lib._iotools import (ConversionWarning, ConverterError, ConverterLockError, LineSplitter, NameValidator, StringConverter,
                           _decode_line, easy_dtype, flatten_dtype, has_nested_fields)


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, names=None, excludelist=None,
               deletechars=''.join(sorted(NameValidator.defaultdeletechars)), replace_space='_', autostrip=False,
               case_sensitive=True, defaultfmt='f%i', unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None,
               encoding=None, *, ndmin=0):
    """An array of a table of text; missing values are filled, or with `usemask` missing in a masked array."""
    return _Table(**locals()).read()


class _Table:
    """One call of `genfromtxt`: its arguments, and what is found out on the way."""

    def __init__(self, **arguments):
        self.__dict__.update(arguments)
        if self.ndmin not in (0, 1, 2):
            raise ValueError(f'Illegal value of ndmin keyword: {self.ndmin}')
        if self.max_rows is not None:
            if self.skip_footer:
                raise ValueError("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.")
            if self.max_rows < 1:
                raise ValueError("'max_rows' must be at least 1.")
        self.user_converters = {} if self.converters is None else self.converters
        if not isinstance(self.user_converters, dict):
            raise TypeError("The input argument 'converter' should be a valid dictionary (got '%s' instead)"
                            % type(self.user_converters))
        self.byte_converters = self.encoding == 'bytes'
        if self.byte_converters:
            self.encoding = None

    def read(self):
        """The array."""
        fname, opened = self.fname, None
        if isinstance(fname, os.PathLike):
            fname = os.fspath(fname)
        if isinstance(fname, str):
            from ._text_files import opened_text
            opened = opened_text(fname, 'rt', self.encoding)
            lines = iter(opened)
        else:
            try:
                lines = iter(fname)
            except TypeError as error:
                raise TypeError('fname must be a string, a filehandle, a sequence of strings,\nor an iterator of strings. Got '
                                f'{type(fname)} instead.') from error
        try:
            return self._read(lines)
        finally:
            if opened is not None:
                opened.close()

    def _read(self, lines):
        self.comments = _decode_line(self.comments) if self.comments is not None else None
        if isinstance(self.delimiter, bytes):
            self.delimiter = self.delimiter.decode('latin1')
        self.split_line = LineSplitter(self.delimiter, self.comments, self.autostrip, self.encoding)
        self.validate = NameValidator(self.excludelist, self.deletechars, self.case_sensitive, self.replace_space)
        first = self._first_values(lines)
        self._find_columns(first)
        self._find_missing(len(self.chosen) if self.chosen is not None else self.count)
        self._find_converters(first)
        rows, masks, invalid = self._rows(lines, first)
        self._report(rows, invalid, first)
        if self.skip_footer > 0:
            rows = rows[:-self.skip_footer]
            masks = masks[:-self.skip_footer] if self.usemask else masks
        self._convert_columns(rows)
        rows = list(zip(*[[maker._loose_call(r) if self.loose else maker._strict_call(r) for r in column]
                          for maker, column in zip(self.makers, self.columns)])) if self.columns else []
        return self._array(rows, masks)

    # ---- the head of the table

    def _first_values(self, lines):
        for _ in range(self.skip_header):
            next(lines, None)
        values, first_line = [], ''
        try:
            while not values:
                first_line = _decode_line(next(lines), self.encoding)
                if self.names is True and self.comments is not None and self.comments in first_line:
                    first_line = ''.join(first_line.split(self.comments)[1:])
                values = self.split_line(first_line)
        except StopIteration:
            warnings.warn(f'genfromtxt: Empty input file: "{self.fname}"', stacklevel=5)
            return []
        if self.names is True and values:
            value = values[0].strip()
            if self.comments is not None and value in self.comments:
                del values[0]
        return values

    def _find_columns(self, first):
        usecols = self.usecols
        if usecols is not None:
            if isinstance(usecols, str):
                usecols = [each.strip() for each in usecols.split(',')]
            else:
                try:
                    usecols = list(usecols)
                except TypeError:
                    usecols = [usecols]
        self.chosen = usecols
        count = len(first) if usecols is None else len(usecols)
        names, self.header_used = self.names, False
        if names is True:
            names = self.validate([str(each.strip()) for each in first])
            self.header_used = True
        elif isinstance(names, str):
            names = self.validate([each.strip() for each in names.split(',')])
        elif names:
            names = self.validate(names)
        if self.dtype is not None:
            self.dtype = easy_dtype(self.dtype, defaultfmt=self.defaultfmt, names=names, excludelist=self.excludelist,
                                    deletechars=self.deletechars, case_sensitive=self.case_sensitive,
                                    replace_space=self.replace_space)
        if names is not None:
            names = list(names)
        if usecols:
            for i, current in enumerate(usecols):
                if isinstance(current, str):
                    usecols[i] = names.index(current)
                elif current < 0:
                    usecols[i] = current + len(first)
            if self.dtype is not None and len(self.dtype) > count:
                descr = self.dtype.descr
                self.dtype = np.dtype([descr[i] for i in usecols])
                names = list(self.dtype.names)
            elif names is not None and len(names) > count:
                names = [names[i] for i in usecols]
        elif names is not None and self.dtype is not None and self.dtype.names is not None:
            names = list(self.dtype.names)
        self.names, self.count = names, count

    def _place(self, key):
        """The column, among those that are used, of a name or a number; None where it is not used."""
        if isinstance(key, str):
            try:
                key = self.names.index(key)
            except (ValueError, AttributeError):
                return None
        elif self.chosen:
            try:
                return self.chosen.index(key)
            except ValueError:
                return None
        return key

    def _find_missing(self, count):
        given = self.missing_values
        if isinstance(given, bytes):
            given = given.decode('latin1')
        missing = [[''] for _ in range(count)]
        if isinstance(given, dict):
            for key, value in given.items():
                place = self._place(key)
                if isinstance(key, str) and place is None:
                    continue
                value = [str(x) for x in value] if isinstance(value, (list, tuple)) else [str(value)]
                if key is None or place is None:
                    for each in missing:
                        each.extend(value)
                else:
                    missing[place].extend(value)
        elif isinstance(given, (list, tuple)):
            for value, entry in zip(given, missing):
                if str(value) not in entry:
                    entry.append(str(value))
        elif isinstance(given, str):
            for entry in missing:
                entry.extend(given.split(','))
        elif given is not None:
            for entry in missing:
                entry.extend([str(given)])
        self.missing = missing
        filling = [None] * count
        values = self.filling_values
        if isinstance(values, dict):
            for key, value in values.items():
                place = self._place(key)
                if place is not None:
                    filling[place] = value
        elif isinstance(values, (list, tuple)):
            filling[:min(len(values), count)] = list(values)[:count]
        elif values is not None:
            filling = [values] * count
        self.filling = filling

    # ---- converters

    def _find_converters(self, first):
        if self.dtype is None:
            self.makers = [StringConverter(None, missing_values=miss, default=fill) for miss, fill in zip(self.missing, self.filling)]
        else:
            types = flatten_dtype(self.dtype, flatten_base=True)
            if len(types) > 1:
                rows = zip(types, self.missing, self.filling)
                self.makers = [StringConverter(each, locked=True, missing_values=miss, default=fill) for each, miss, fill in rows]
            else:
                self.makers = [StringConverter(self.dtype, locked=True, missing_values=miss, default=fill)
                               for miss, fill in zip(self.missing, self.filling)]
        self.updates = []
        for key, function in self.user_converters.items():
            if isinstance(key, str):
                try:
                    key = self.names.index(key)
                except ValueError:
                    continue
                at = key
            elif self.chosen:
                try:
                    at = self.chosen.index(key)
                except ValueError:
                    continue
            else:
                at = key
            testing = first[key] if len(first) else None
            if function is bytes:
                user = lambda x: x if isinstance(x, bytes) else x.encode('latin1')
            elif self.byte_converters:
                def user(x, function=function):
                    return function(x) if isinstance(x, bytes) else function(x.encode('latin1'))
            else:
                user = function
            self.makers[at].update(user, locked=True, testing_value=testing, default=self.filling[at],
                                   missing_values=self.missing[at])
            self.updates.append((at, user))

    # ---- rows

    def _rows(self, lines, first):
        rows, masks, invalid = [], [], []
        pending = [] if self.header_used or not first else [first]
        width = len(first)
        number = 0
        while True:
            if pending:
                values = pending.pop()
            else:
                line = next(lines, None)
                if line is None:
                    break
                values = self.split_line(line)
            number += 1
            if not values:
                continue
            if self.chosen is not None:
                try:
                    values = [values[i] for i in self.chosen]
                except IndexError:
                    invalid.append((number + self.skip_header, len(values)))
                    continue
            elif len(values) != width:
                invalid.append((number + self.skip_header, len(values)))
                continue
            rows.append(tuple(values))
            if self.usemask:
                masks.append(tuple([v.strip() in m for v, m in zip(values, self.missing)]))
            if len(rows) == self.max_rows:
                break
        return rows, masks, invalid

    def _report(self, rows, invalid, first):
        if not invalid:
            return
        width = len(first)
        count = len(rows) + len(invalid) - self.skip_footer
        text = f'    Line #%i (got %i columns instead of {width})'
        if self.skip_footer > 0:
            ignored = len([each for each in invalid if each[0] > count + self.skip_header])
            invalid = invalid[:len(invalid) - ignored]
            self.skip_footer -= ignored
        messages = [text % (i, n) for i, n in invalid]
        if not messages:
            return
        message = '\n'.join(['Some errors were detected !'] + messages)
        if self.invalid_raise:
            raise ValueError(message)
        warnings.warn(message, ConversionWarning, stacklevel=5)

    def _convert_columns(self, rows):
        self.columns = [list(column) for column in zip(*rows)]
        if self.dtype is not None:
            return
        for i, (maker, column) in enumerate(zip(self.makers, self.columns)):
            try:
                maker.iterupgrade(column)
            except ConverterLockError:
                for j, value in enumerate(column):
                    try:
                        maker.upgrade(value)
                    except (ConverterError, ValueError):
                        raise ConverterError(f'Converter #{i} is locked and cannot be upgraded: (occurred line #{j + 1 + self.skip_header}'
                                             f' for value {value!r})') from None

    # ---- the array

    def _array(self, rows, masks):
        names, dtype = self.names, self.dtype
        mask = None
        if dtype is None:
            kinds = [maker.type for maker in self.makers]
            texts = [i for i, kind in enumerate(kinds) if kind == np.str_]
            if self.byte_converters and texts:
                warnings.warn('Reading unicode strings without specifying the encoding argument is deprecated. Set the encoding, use '
                              'None for the system default.', np.exceptions.VisibleDeprecationWarning, stacklevel=5)
                try:
                    rows = [tuple([v.encode('latin1') if i in texts else v for i, v in enumerate(row)]) for row in rows]
                    kinds = [np.bytes_ if i in texts else kind for i, kind in enumerate(kinds)]
                except UnicodeEncodeError:
                    pass
            base = {np.dtype(kind) for maker, kind in zip(self.makers, kinds) if maker._checked}        # texts of any width
            for i, kind in enumerate(kinds):
                if kind in (np.str_, np.bytes_):
                    width = max([len(row[i]) for row in rows], default=1) or 1
                    kinds[i] = f'{"U" if kind == np.str_ else "S"}{width}'
            if names is None:
                if len(base) == 1:
                    uniform = base.pop()
                    output, mask_type = np.array(rows, dtype=uniform), bool
                else:
                    fields = [(self.defaultfmt % i, kind) for i, kind in enumerate(kinds)]
                    output = np.array(rows, dtype=fields)
                    mask_type = [(self.defaultfmt % i, bool) for i in range(len(kinds))]
            else:
                output = np.array(rows, dtype=list(zip(names, kinds)))
                mask_type = list(zip(names, [bool] * len(kinds)))
            if self.usemask:
                mask = np.array(masks, dtype=mask_type)
        else:
            if names is not None and dtype.names is not None:
                dtype.names = tuple(names) if dtype.names != tuple(names) else dtype.names
            kinds = flatten_dtype(dtype, flatten_base=True)
            if len(kinds) > 1 and (dtype.names is not None or dtype.subdtype is not None):
                from ._text_files import _flat_fields
                _, fold = _flat_fields(dtype)
                if 'O' in [k.char for k in kinds] and has_nested_fields(dtype):
                    raise NotImplementedError('Nested fields involving objects are not supported...')
                output = np.array([fold(list(row)) for row in rows], dtype=dtype)
                if self.usemask:
                    from .ma import make_mask_descr
                    mask = np.array([fold(list(row)) for row in masks], dtype=make_mask_descr(dtype))
            else:
                if self.user_converters:
                    uniform, fields = True, []
                    for i, kind in enumerate([maker.type for maker in self.makers]):
                        if i in [at for at, _ in self.updates]:
                            uniform &= kind == dtype.type
                            if np.issubdtype(kind, np.character):
                                kind = (kind, max([len(row[i]) for row in rows]))
                            fields.append(('', kind))
                        else:
                            fields.append(('', dtype))
                    if not uniform:
                        dtype = np.dtype(fields) if len(fields) > 1 else np.dtype(kind)
                if dtype.names is not None and len(dtype.names) == 1 and rows and not isinstance(rows[0], tuple):
                    rows = [(row,) for row in rows]
                output = np.array(rows, dtype)
                if self.usemask:
                    mask_type = [(n, bool) for n in dtype.names] if dtype.names is not None else bool
                    mask = np.array(masks, dtype=mask_type)
        names = output.dtype.names
        if self.usemask and names:
            for name, maker in zip(names, self.makers):
                for value in [maker(each) for each in maker.missing_values if each != '']:
                    mask[name] |= output[name] == value
        if self.usemask:
            from .ma import MaskedArray
            output = output.view(MaskedArray)
            output._mask = mask
        output = _with_ndmin(output, self.ndmin)
        if self.unpack:
            if names is None:
                return output.T
            if len(names) == 1:
                return output[names[0]]
            return [output[name] for name in names]
        return output


def _with_ndmin(a, ndmin):
    if a.ndim > ndmin:
        a = np.squeeze(a)
    if a.ndim < ndmin:
        a = np.atleast_1d(a) if ndmin == 1 else np.atleast_2d(a).T
    return a
