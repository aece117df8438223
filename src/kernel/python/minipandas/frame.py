

# A table: columns by name over one set of row labels.
class DataFrame:
    """A table as pandas has it."""
    ndim = 2

    def __init__(self, data=None, index=None, columns=None, dtype=None):
        self.__dict__['held'] = held = {}
        if isinstance(data, DataFrame):
            index = data.index if index is None else index
            held.update((name, list(values)) for name, values in data.held.items())
        elif isinstance(data, Series):
            index = data.index if index is None else index
            held[data.name if data.name is not None else 0] = list(data.data)
        elif isinstance(data, dict):
            index = next((one.index for one in data.values() if isinstance(one, Series)), None) if index is None else index
            count = max([len(one) for one in data.values() if isinstance(one, (list, tuple, Series, dict, range))], default=len(index or [0]))
            for name, values in data.items():
                held[name] = self.filled(values, count, index)
        elif data is not None:
            self.from_rows(list(data), columns)
        if columns is not None and isinstance(data, (dict, DataFrame)):
            count = len(next(iter(held.values()), ()))
            self.__dict__['held'] = held = {name: held.get(name, [nan] * count) for name in columns}
        elif columns is not None and not held:
            held.update((name, []) for name in columns)
        for name in list(held):
            held[name] = tidy(held[name])
        count = len(next(iter(held.values()), index or ()))
        if any(len(values) != count for values in held.values()):
            raise ValueError('All arrays must be of the same length')
        self.__dict__['index'] = index if isinstance(index, Index) else Index(range(count) if index is None else index)

    def from_rows(self, rows, columns):
        if rows and isinstance(rows[0], (dict, Series)):
            rows = [row.to_dict() if isinstance(row, Series) else row for row in rows]
            names = list(columns or dict.fromkeys(name for row in rows for name in row))
            self.held.update((name, [row.get(name, nan) for row in rows]) for name in names)
        elif rows and isinstance(rows[0], (list, tuple)):
            width = max(map(len, rows))
            names = list(columns) if columns is not None else list(range(width))
            self.held.update((name, [row[n] if n < len(row) else nan for row in rows]) for n, name in enumerate(names))
        elif rows:
            self.held[columns[0] if columns else 0] = rows

    def filled(self, values, count, index):
        if isinstance(values, Series):
            same = index is None or values.index is index or len(index) == len(values) and values.index == index
            return list(values.data) if same else [dict(values.items()).get(label, nan) for label in index]
        if isinstance(values, (str, bytes)) or not hasattr(values, '__iter__'):
            return [values] * count
        return list(values)

    columns = property(lambda self: Index(self.held))
    shape = property(lambda self: (len(self.index), len(self.held)))
    size = property(lambda self: len(self.index) * len(self.held))
    empty = property(lambda self: not self.size)
    dtypes = property(lambda self: Series([kind_of(values) for values in self.held.values()], list(self.held)))
    values = property(lambda self: Grid(list(row) for row in zip(*self.held.values())))
    loc = property(lambda self: Located(self))
    iloc = property(lambda self: Placed(self))
    at, iat = loc, iloc
    T = property(lambda self: self.transpose())

    def __setattr__(self, name, value):
        if name == 'columns':
            if len(value) != len(self.held):
                raise ValueError('Length mismatch: the table has %d columns, %d names were given' % (len(self.held), len(value)))
            self.__dict__['held'] = dict(zip(value, self.held.values()))
        elif name == 'index':
            self.__dict__['index'] = value if isinstance(value, Index) else Index(value)
        elif name in self.held:
            self[name] = value
        else:
            self.__dict__[name] = value

    def __getattr__(self, name):
        if not name.startswith('_') and name in self.__dict__.get('held', ()):
            return self[name]
        raise AttributeError('minipandas has no DataFrame.%s, and there is no such column: the columns are %s'
                             % (name, ', '.join(map(repr, self.__dict__.get('held', ())))))

    def __len__(self):
        return len(self.index)

    def __iter__(self):
        return iter(self.held)

    def __contains__(self, name):
        return name in self.held

    def __bool__(self):
        raise ValueError('The truth value of a DataFrame is ambiguous: use .empty, .any() or .all().')

    def picked(self, places, names=None):
        made = DataFrame()
        names = list(self.held) if names is None else names
        made.__dict__['held'] = {name: [self.held[name][n] for n in places] for name in names}
        made.__dict__['index'] = Index([self.index[n] for n in places], self.index.names)
        return made

    def of(self, columns):
        """The same rows with these columns."""
        made = DataFrame()
        made.__dict__.update(held={name: tidy(list(values)) for name, values in columns.items()}, index=self.index)
        return made

    def row(self, n):
        return Series([values[n] for values in self.held.values()], list(self.held), self.index[n])

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.picked(range(len(self))[key])
        if isinstance(key, DataFrame):
            return self.of({name: [v if k else nan for v, k in zip(values, key.held[name])] for name, values in self.held.items()})
        if isinstance(key, (list, Series, Index)):
            keys = list(key)
            if keys and all(isinstance(one, bool) for one in keys):
                return self.picked([n for n, wanted in enumerate(keys) if wanted])
            absent = [one for one in keys if one not in self.held]
            if absent:
                raise KeyError(absent[0] if len(absent) == 1 else absent)
            return self.of({name: self.held[name] for name in keys})
        if key not in self.held:
            below = {name[1]: values for name, values in self.held.items() if isinstance(name, tuple) and name[0] == key}
            return self.of(below) if below else missing(key)
        column = Series(self.held[key], self.index, key)
        column.__dict__['data'] = self.held[key]
        return column

    def __setitem__(self, key, value):
        if isinstance(key, (list, Index)):
            for n, name in enumerate(key):
                self[name] = value[value.columns[n]] if isinstance(value, DataFrame) else value[n] if isinstance(value, (list, tuple)) else value
            return
        if isinstance(key, Series):
            for name, values in self.held.items():
                self.held[name] = [value if hit else old for old, hit in zip(values, key)]
            return
        count = len(self.index) if self.held or self.index else len(value) if hasattr(value, '__len__') and not isinstance(value, str) else 1
        if not self.held and not self.index:
            self.__dict__['index'] = Index(range(count))
        filled = tidy(self.filled(value, count, self.index))
        if len(filled) != count:
            raise ValueError('Length of values (%d) does not match length of index (%d)' % (len(filled), count))
        self.held[key] = filled

    def __delitem__(self, key):
        del self.held[key]

    def get(self, key, default=None):
        return self[key] if key in self.held else default

    def keys(self):
        return self.columns

    def items(self):
        return ((name, self[name]) for name in self.held)

    def iterrows(self):
        return ((label, self.row(n)) for n, label in enumerate(self.index))

    def itertuples(self, index=True, name='Pandas'):
        from collections import namedtuple
        kind = namedtuple(name or 'Row', (['Index'] if index else []) + [str(one) for one in self.held], rename=True)
        return (kind(*([label] if index else []), *row) for label, row in zip(self.index, zip(*self.held.values())))

    head, tail = Series.head, Series.tail

    def copy(self, deep=True):
        made = self.of(self.held)
        made.__dict__['index'] = Index(self.index, self.index.names)
        return made

    def transpose(self):
        return DataFrame([dict(zip(self.index, values)) for values in self.held.values()], list(self.held))

    def each(self, work):
        """Every column through a function."""
        return self.of({name: work(self[name]).data for name in self.held})

    def to_dict(self, orient='dict'):
        if orient == 'records':
            return [dict(zip(self.held, row)) for row in zip(*self.held.values())]
        if orient == 'index':
            return {label: dict(zip(self.held, row)) for label, row in zip(self.index, zip(*self.held.values()))}
        return {name: list(values) if orient == 'list' else dict(zip(self.index, values)) for name, values in self.held.items()}

    def to_csv(self, path=None, sep=',', index=True, header=True, encoding='utf-8', na_rep='', **options):
        plain_options(options)
        out = io.StringIO()
        writer = csv.writer(out, delimiter=sep, lineterminator='\n')
        if header:
            writer.writerow(([self.index.name or ''] if index else []) + list(self.held))
        for label, row in zip(self.index, zip(*self.held.values())):
            writer.writerow(([label] if index else []) + [na_rep if is_gap(value) else value for value in row])
        return written(out.getvalue(), path, encoding)

    def to_json(self, path=None, orient='columns', indent=None, **options):
        plain_options(options)
        plain = self.to_dict('records' if orient == 'records' else 'index' if orient == 'index' else 'dict')
        return written(json.dumps(plain, default=str, indent=indent), path, 'utf-8')

    def to_numpy(self, **options):
        plain_options(options)
        return self.values

    @classmethod
    def from_dict(cls, data, orient='columns', columns=None):
        return cls(data) if orient == 'columns' else cls(list(data.values()), list(data), columns)

    @classmethod
    def from_records(cls, data, columns=None, **options):
        plain_options(options)
        return cls(list(data), columns=columns)

    def to_string(self, index=True, **options):
        plain_options(options)
        return frame_text(self, list(range(len(self))), index)

    def info(self, **options):
        plain_options(options)
        print("<class 'minipandas.DataFrame'>\n%d entries, %d columns:" % self.shape)
        for name, values in self.held.items():
            print('  %s  %d non-null  %s' % (name, len(present(values)), kind_of(values)))


def written(text, path, encoding):
    if path is None:
        return text
    if hasattr(path, 'write'):
        path.write(text)
        return None
    with open(path, 'w', encoding=encoding, newline='') as file:
        file.write(text)


def frame_text(self, places, index=True):
    if not self.held:
        return 'Empty DataFrame\nColumns: []\nIndex: []'
    if not len(self):
        return 'Empty DataFrame\nColumns: [%s]\nIndex: []' % ', '.join(map(str, self.held))
    named = any(name is not None for name in self.index.names)
    columns = [[''] + texts(list(self.index))] if index else []
    columns += [[str(name)] + texts(values) for name, values in self.held.items()]
    grid = [['...' if n is None else column[n + 1] for n in places] for column in columns]
    wide = [max([len(column[0])] + list(map(len, cells))) for column, cells in zip(columns, grid)]
    lines = ['  '.join(cell.ljust(w) if index and not at else cell.rjust(w) for at, (cell, w) in enumerate(zip(row, wide)))
             for row in zip(*([column[0]] + cells for column, cells in zip(columns, grid)))]
    if named and index:
        lines.insert(1, ', '.join(map(str, self.index.names)))
    return '\n'.join(line.rstrip() for line in lines)


def frame_repr(self):
    more = '\n\n[%d rows x %d columns]' % self.shape if len(self) > 60 else ''
    return frame_text(self, shown(len(self))) + more


DataFrame.__repr__ = frame_repr
