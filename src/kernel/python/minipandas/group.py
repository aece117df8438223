

# Rows by key, and tables from two tables.
class Groups:
    """The rows of a table by the values of one or more columns."""

    def __init__(self, frame, keys, sort=True, dropna=True, as_index=True, chosen=None):
        self.frame, self.keys, self.chosen = frame, keys, chosen
        self.sort, self.dropna, self.as_index = sort, dropna, as_index
        self.places = {}
        for n, key in enumerate(zip(*(values for _, values in keys))):
            if not (dropna and any(map(is_gap, key))):
                self.places.setdefault(key[0] if len(keys) == 1 else key, []).append(n)
        if sort:
            labels = list(self.places)
            self.places = {labels[n]: self.places[labels[n]] for n in ordered(labels)}

    ngroups = property(lambda self: len(self.places))
    names = property(lambda self: [name for name, _ in self.keys])
    index = property(lambda self: Index(self.places, self.names))
    groups = property(lambda self: {key: [self.frame.index[n] for n in places] for key, places in self.places.items()})

    def __len__(self):
        return len(self.places)

    def __getitem__(self, chosen):
        if isinstance(chosen, tuple):
            raise ValueError('Cannot subset columns with a tuple with more than one element. Use a list instead.')
        for name in chosen if isinstance(chosen, list) else [chosen]:
            if name not in self.frame.held:
                raise KeyError(name)
        # The rows stay where they are: they are not grouped again.
        made = Groups.__new__(Groups)
        made.__dict__.update(self.__dict__, chosen=chosen)
        return made

    def __getattr__(self, name):
        if not name.startswith('_') and name in self.__dict__['frame'].held:
            return self[name]
        if name in AGGREGATES:
            return lambda *args, **named: self.summed(name, *args, **named)
        raise AttributeError('minipandas has no groupby(…).%s: iterate, for key, part in df.groupby(…)' % name)

    def part(self, places):
        return self.frame.picked(places) if self.chosen is None else self.frame.picked(places)[self.chosen]

    def __iter__(self):
        return ((key, self.part(places)) for key, places in self.places.items())

    def get_group(self, key):
        return self.part(self.places[key])

    def columns_left(self, work=None):
        if self.chosen is not None:
            return listed(self.chosen)
        return [name for name in self.frame.held if name not in self.names]

    def shaped(self, columns):
        """The result as a table, or as a column where one column was chosen."""
        if self.chosen is not None and not isinstance(self.chosen, list) and self.as_index:
            return Series(columns[self.chosen], self.index, self.chosen)
        made = DataFrame(columns, self.index)
        return made if self.as_index else made.reset_index()

    def summed(self, work, *args, numeric_only=False, **named):
        names = self.columns_left()
        if numeric_only:
            names = [name for name in names if name in numbers_of(self.frame)]

        def one(name, places):
            column = self.frame[name].picked(places)
            return aggregate(column, work) if not args and not named else getattr(column, work)(*args, **named)
        if work in ('value_counts', 'unique', 'mode') and not isinstance(self.chosen, list) and self.chosen is not None:
            return self.flattened(work, *args, **named)
        return self.shaped({name: [one(name, places) for places in self.places.values()] for name in names})

    def flattened(self, work, *args, **named):
        parts = {key: getattr(self.frame[self.chosen].picked(places), work)(*args, **named) for key, places in self.places.items()}
        if work == 'unique':
            return Series(list(parts.values()), self.index, self.chosen)
        pairs = [((key if isinstance(key, tuple) else (key,)) + (label,), value)
                 for key, part in parts.items() for label, value in part.items()]
        return Series([value for _, value in pairs], Index([label for label, _ in pairs], self.names + [self.chosen]),
                      'count' if work == 'value_counts' else self.chosen)

    def size(self):
        made = Series(list(map(len, self.places.values())), self.index)
        return made if self.as_index else made.reset_index(name='size')

    def agg(self, work=None, **named):
        if named:
            columns = {new: [aggregate(self.frame[of].picked(places), one) for places in self.places.values()]
                       for new, (of, one) in ((new, pair if isinstance(pair, tuple) else (self.chosen, pair)) for new, pair in named.items())}
            made = DataFrame(columns, self.index)
            return made if self.as_index else made.reset_index()
        if isinstance(work, dict):
            columns = {}
            for name, ones in work.items():
                for one in ones if isinstance(ones, list) else [ones]:
                    label = (name, one if isinstance(one, str) else one.__name__) if isinstance(ones, list) else name
                    columns[label] = [aggregate(self.frame[name].picked(places), one) for places in self.places.values()]
            made = DataFrame(columns, self.index)
            return made if self.as_index else made.reset_index()
        if isinstance(work, (list, tuple)):
            single = not isinstance(self.chosen, list) and self.chosen is not None
            return DataFrame({(label if single else (name, label)): [aggregate(self.frame[name].picked(places), one)
                                                                    for places in self.places.values()]
                              for name in self.columns_left()
                              for one, label in ((one, one if isinstance(one, str) else one.__name__) for one in work)}, self.index)
        return self.shaped({name: [aggregate(self.frame[name].picked(places), work) for places in self.places.values()]
                            for name in self.columns_left()})

    aggregate = agg

    def apply(self, work, *args, include_groups=True, **named):
        made = [work(self.part(places), *args, **named) for places in self.places.values()]
        if made and isinstance(made[0], DataFrame):
            return concat(made)
        if made and isinstance(made[0], Series) and self.chosen is not None and not isinstance(self.chosen, list):
            pairs = [((key if isinstance(key, tuple) else (key,)) + (label,), value)
                     for key, part in zip(self.places, made) for label, value in part.items()]
            return Series([value for _, value in pairs], Index([label for label, _ in pairs], self.names + [None]), self.chosen)
        if made and isinstance(made[0], Series):
            return DataFrame([dict(one.items()) for one in made], self.index)
        return Series(made, self.index, None if isinstance(self.chosen, list) else self.chosen)

    def filter(self, work):
        kept = sorted(n for places in self.places.values() if work(self.part(places)) for n in places)
        return self.part(kept)

    def transform(self, work):
        column, made = self.frame[self.chosen], [nan] * len(self.frame)
        for places in self.places.values():
            value = aggregate(column.picked(places), work)
            for at, n in enumerate(places):
                made[n] = value.data[at] if isinstance(value, Series) else value
        return Series(made, self.frame.index, self.chosen)

    def running(self, name, *args, **named):
        return self.transform(lambda part: getattr(part, name)(*args, **named))

    def head(self, n=5):
        return self.part(sorted(place for places in self.places.values() for place in places[:n]))

    def describe(self):
        return DataFrame([self.frame[self.chosen].picked(places).describe().to_dict() for places in self.places.values()], self.index)


for one in ('cumsum', 'rank', 'shift', 'diff', 'pct_change', 'ffill', 'cummax', 'cummin'):
    setattr(Groups, one, lambda self, *args, one=one, **named: self.running(one, *args, **named))


def concat(objs, axis=0, ignore_index=False, **options):
    plain_options(options)
    objs = list(objs.values()) if isinstance(objs, dict) else list(objs)
    if axis in (1, 'columns'):
        made = DataFrame(index=objs[0].index)
        for n, one in enumerate(objs):
            for name, column in one.items() if isinstance(one, DataFrame) else [(one.name if one.name is not None else n, one)]:
                made.held[name] = made.filled(column, len(made.index), made.index)
        return made
    labels = range(sum(map(len, objs))) if ignore_index else Index([label for one in objs for label in one.index])
    if all(isinstance(one, Series) for one in objs):
        return Series([value for one in objs for value in one.data], labels, objs[0].name)
    names = list(dict.fromkeys(name for one in objs for name in one.held))
    return DataFrame({name: [value for one in objs for value in one.held.get(name, [nan] * len(one))] for name in names}, labels)


def merge(left, right, how='inner', on=None, left_on=None, right_on=None, suffixes=('_x', '_y'), left_index=False, right_index=False, **options):
    plain_options(options)
    same = [name for name in left.held if name in right.held]
    left_on = listed(left_on or on or same) if not left_index else None
    right_on = listed(right_on or on or same) if not right_index else None
    side = lambda frame, names: [tuple(row) for row in zip(*(known(frame, names) and frame.held[name] for name in names))] \
        if names else [(label,) for label in frame.index]
    keys, others, found = side(left, left_on), side(right, right_on), {}
    for n, key in enumerate(others):
        found.setdefault(key, []).append(n)
    pairs = [(n, m) for n, key in enumerate(keys) for m in found.get(key, [None] if how in ('left', 'outer') else [])]
    if how == 'right':
        mine = {}
        for n, key in enumerate(keys):
            mine.setdefault(key, []).append(n)
        pairs = [(n, m) for m, key in enumerate(others) for n in mine.get(key, [None])]
    elif how == 'outer':
        mine = set(keys)
        pairs += [(None, m) for m, key in enumerate(others) if key not in mine]
        labels = [keys[n] if n is not None else others[m] for n, m in pairs]
        pairs = [pairs[n] for n in ordered(labels)]
    elif how == 'cross':
        pairs = [(n, m) for n in range(len(left)) for m in range(len(right))]
    shared = [a for a, b in zip(left_on or [], right_on or []) if a == b] if how != 'cross' else []
    columns = {}
    for name, values in left.held.items():
        label = name + suffixes[0] if name in right.held and name not in shared else name
        columns[label] = [(right.held[name][m] if name in shared else nan) if n is None else values[n] for n, m in pairs]
    for name, values in right.held.items():
        if name not in shared:
            columns[name + suffixes[1] if name in left.held else name] = [nan if m is None else values[m] for _, m in pairs]
    return DataFrame(columns)


DataFrame.merge = merge


@frame_method
def join(self, other, on=None, how='left', lsuffix='', rsuffix='', **options):
    plain_options(options)
    made = merge(self, other, how, left_on=on, left_index=on is None, right_index=True, suffixes=(lsuffix, rsuffix))
    made.index = self.index if len(made) == len(self) else made.index
    return made


def pivot_table(data, values=None, index=None, columns=None, aggfunc='mean', fill_value=nan, **options):
    plain_options(options)
    if aggfunc == 'size' or isinstance(aggfunc, (list, dict)):
        raise NotImplementedError('minipandas pivots with one aggregation of values, not with %r: use groupby' % (aggfunc,))
    rows = data.groupby(listed(index) if index is not None and len(listed(index)) > 1 else listed(index)[0])
    if columns is None:
        return rows[listed(values)].agg(aggfunc) if values is not None else rows.agg(aggfunc)
    heads = data[columns].dropna().drop_duplicates().sort_values().tolist()
    held = {}
    for head in heads:
        part = data[data[columns] == head]
        cells = Groups(part, [(name, part.held[name]) for name in rows.names])[values].agg(aggfunc).to_dict()
        held[head] = [cells.get(label, fill_value) for label in rows.index]
    return DataFrame(held, rows.index)


DataFrame.pivot_table = pivot_table
DataFrame.pivot = lambda self, index=None, columns=None, values=None: pivot_table(self, values, index, columns, 'first')


def crosstab(index, columns, **options):
    plain_options(options)
    frame = DataFrame({'row': list(index), 'column': list(columns), 'one': [1] * len(index)})
    made = pivot_table(frame, 'one', 'row', 'column', 'sum', 0)
    made.index = Index(made.index, [index.name])
    return made


@frame_method
def melt(self, id_vars=None, value_vars=None, var_name='variable', value_name='value'):
    kept = listed(id_vars) if id_vars is not None else []
    names = listed(value_vars) if value_vars is not None else [name for name in self.held if name not in kept]
    columns = {name: self.held[name] * len(names) for name in kept}
    columns[var_name] = [name for name in names for _ in range(len(self))]
    columns[value_name] = [value for name in names for value in self.held[name]]
    return DataFrame(columns)


melt_of = melt


def melt(frame, **named):
    return melt_of(frame, **named)
