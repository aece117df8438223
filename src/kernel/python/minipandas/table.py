

# What a table can do as a whole: sort, drop, fill, join, summarise.
def frame_method(work):
    setattr(DataFrame, work.__name__, work)
    return work


def listed(names):
    return list(names) if isinstance(names, (list, tuple, Index, Series)) else [names]


def known(self, names):
    """These columns, or a KeyError that names the first that is not there."""
    for name in names:
        if name not in self.held:
            raise KeyError(name)
    return names


@frame_method
def drop(self, labels=None, axis=0, index=None, columns=None, inplace=False, errors='raise'):
    gone = columns if columns is not None else labels if axis in (1, 'columns') else None
    made = self
    if gone is not None:
        gone = listed(gone) if errors == 'ignore' else known(self, listed(gone))
        made = self.of({name: values for name, values in self.held.items() if name not in gone})
    rows = index if index is not None else labels if axis in (0, 'index') and columns is None else None
    if rows is not None:
        rows = set(listed(rows))
        made = made.picked([n for n, label in enumerate(made.index) if label not in rows])
    return replaced(self, made, inplace)


@frame_method
def dropna(self, axis=0, how='any', subset=None, thresh=None, inplace=False, **options):
    plain_options(options)
    names = known(self, listed(subset)) if subset is not None else list(self.held)
    if axis in (1, 'columns'):
        return replaced(self, self.of({n: v for n, v in self.held.items() if not any(map(is_gap, v))}), inplace)
    counts = [sum(is_gap(self.held[name][n]) for name in names) for n in range(len(self))]

    def stays(gaps):
        if thresh is not None:
            return len(names) - gaps >= thresh
        return gaps == 0 if how == 'any' else gaps < len(names)
    return replaced(self, self.picked([n for n, gaps in enumerate(counts) if stays(gaps)]), inplace)


@frame_method
def fillna(self, value=None, inplace=False, method=None, **options):
    plain_options(options)
    each = value if isinstance(value, dict) else value.to_dict() if isinstance(value, Series) else None
    made = self.each(lambda c: c if each is not None and c.name not in each else c.fillna(each[c.name] if each is not None else value, method=method))
    return replaced(self, made, inplace)


@frame_method
def rename(self, mapper=None, columns=None, index=None, axis=0, inplace=False, **options):
    plain_options(options)
    columns = mapper if columns is None and axis in (1, 'columns') else columns
    change = columns if callable(columns) else lambda name: (columns or {}).get(name, name)
    made = self.of({change(name): values for name, values in self.held.items()})
    if index is not None:
        made.index = [index(label) if callable(index) else index.get(label, label) for label in self.index]
    return replaced(self, made, inplace)


@frame_method
def sort_values(self, by=None, ascending=True, inplace=False, ignore_index=False, key=None, **options):
    plain_options(options)
    by = known(self, listed(by))
    places = list(range(len(self)))
    for name, up in reversed(list(zip(by, ascending if isinstance(ascending, list) else [ascending] * len(by)))):
        column = self[name] if key is None else key(self[name])
        places = [places[n] for n in ordered([column.data[n] for n in places], not up)]
    made = self.picked(places)
    return replaced(self, made.reset_index(drop=True) if ignore_index else made, inplace)


@frame_method
def sort_index(self, ascending=True, **options):
    plain_options(options)
    return self.picked(ordered(list(self.index), not ascending))


@frame_method
def set_index(self, keys, drop=True, inplace=False, **options):
    plain_options(options)
    names = known(self, listed(keys))
    labels = self.held[names[0]] if len(names) == 1 else list(zip(*(self.held[name] for name in names)))
    made = self.of({n: v for n, v in self.held.items() if not drop or n not in names})
    made.index = Index(labels, names)
    return replaced(self, made, inplace)


@frame_method
def reset_index(self, drop=False, inplace=False, **options):
    plain_options(options)
    columns = {}
    if not drop:
        several = len(self.index.names) > 1
        for n, name in enumerate(self.index.names):
            label = name if name is not None else ('index' if not several else 'level_%d' % n)
            columns[label] = [one[n] for one in self.index] if several else list(self.index)
    columns.update(self.held)
    made = self.of(columns)
    made.index = range(len(self))
    return replaced(self, made, inplace)


@frame_method
def duplicated(self, subset=None, keep='first'):
    names = known(self, listed(subset)) if subset is not None else list(self.held)
    keys = [tuple('gap' if is_gap(v) else v for v in row) for row in zip(*(self.held[name] for name in names))]
    return Series(repeats(keys, keep), self.index)


@frame_method
def drop_duplicates(self, subset=None, keep='first', inplace=False, ignore_index=False):
    made = self[[not again for again in self.duplicated(subset, keep)]]
    return replaced(self, made.reset_index(drop=True) if ignore_index else made, inplace)


@frame_method
def assign(self, **columns):
    made = self.copy()
    for name, value in columns.items():
        made[name] = value(made) if callable(value) else value
    return made


@frame_method
def insert(self, loc, column, value):
    self[column] = value
    names = [name for name in self.held if name != column]
    self.__dict__['held'] = {name: self.held[name] for name in names[:loc] + [column] + names[loc:]}


@frame_method
def pop(self, name):
    column = self[name]
    del self.held[name]
    return column


@frame_method
def astype(self, kind, **options):
    plain_options(options)
    kinds = kind if isinstance(kind, dict) else {name: kind for name in self.held}
    return self.each(lambda column: column.astype(kinds[column.name]) if column.name in kinds else column)


@frame_method
def select_dtypes(self, include=None, exclude=None):
    def belongs(name, wanted):
        kind, wanted = kind_of(self.held[name]), [getattr(one, '__name__', one) for one in listed(wanted)]
        return any(kind.startswith(one) or one in ('number', 'numeric') and kind in ('int64', 'float64')
                   or one in ('str', 'category') and kind == 'object' for one in wanted)
    return self[[name for name in self.held if (include is None or belongs(name, include))
                 and (exclude is None or not belongs(name, exclude))]]


@frame_method
def apply(self, work, axis=0, args=(), result_type=None, **named):
    lines = [self.row(n) for n in range(len(self))] if axis in (1, 'columns') else [self[name] for name in self.held]
    labels = self.index if axis in (1, 'columns') else list(self.held)
    made = [aggregate(line, work) if isinstance(work, str) else work(line, *args, **named) for line in lines]
    if made and isinstance(made[0], Series):
        whole = DataFrame([dict(one.items()) for one in made], labels)
        return whole if axis in (1, 'columns') else whole.transpose()
    return Series(made, labels)


@frame_method
def applymap(self, work, **options):
    plain_options(options)
    return self.each(lambda column: column.apply(work))


DataFrame.map = applymap


@frame_method
def agg(self, work, axis=0, **options):
    plain_options(options)
    if isinstance(work, dict):
        if any(isinstance(one, (list, tuple)) for one in work.values()):
            parts = {name: self[name].agg(listed(one)).to_dict() for name, one in work.items()}
            labels = list(dict.fromkeys(label for part in parts.values() for label in part))
            return DataFrame({name: [part.get(label, nan) for label in labels] for name, part in parts.items()}, labels)
        return Series([aggregate(self[name], one) for name, one in work.items()], list(work))
    if isinstance(work, (list, tuple)):
        return DataFrame({name: self[name].agg(list(work)) for name in self.held})
    return self.apply(lambda line: aggregate(line, work), axis)


DataFrame.aggregate = agg


@frame_method
def describe(self, include=None, **options):
    plain_options(options)
    names = numbers_of(self) if include is None else list(self.held)
    return DataFrame({name: self[name].describe() for name in names or self.held})


def numbers_of(self):
    return [name for name, values in self.held.items() if kind_of(values) in ('int64', 'float64', 'bool')]


def summary(name):
    def work(self, axis=0, numeric_only=False, **named):
        chosen = self[numbers_of(self)] if numeric_only else self
        return chosen.apply(lambda line: getattr(line, name)(**named), axis)
    return work


for one in ('sum', 'mean', 'median', 'std', 'var', 'min', 'max', 'count', 'nunique', 'any', 'all', 'skew', 'kurt', 'idxmax', 'idxmin', 'quantile', 'prod'):
    setattr(DataFrame, one, summary(one))
for one in ('round', 'abs', 'isna', 'isnull', 'notna', 'notnull', 'cumsum', 'diff', 'shift', 'replace', 'clip', 'isin', 'pct_change', 'rank', 'ffill', 'bfill'):
    setattr(DataFrame, one, lambda self, *args, one=one, inplace=False, **named: replaced(
        self, self.each(lambda column: getattr(column, one)(*args, **named)), inplace))
DataFrame.kurtosis = DataFrame.kurt
for one in ('add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or'):
    setattr(DataFrame, '__%s__' % one, lambda self, other, one=one: self.each(
        lambda column: getattr(column, '__%s__' % one)(other[column.name] if isinstance(other, (DataFrame, Series)) else other)))
DataFrame.__hash__ = None
DataFrame.__invert__ = lambda self: self.each(lambda column: ~column)
DataFrame.__neg__ = lambda self: self.each(lambda column: -column)


def rounded(self, decimals=0):
    digits = decimals if isinstance(decimals, dict) else None
    return self.each(lambda column: column.round(decimals if digits is None else digits[column.name])
                     if digits is None or column.name in digits else column)


DataFrame.round = DataFrame.__round__ = rounded


def replace_in(self, old=None, new=None, inplace=False, **named):
    if isinstance(old, dict) and old and all(isinstance(one, dict) for one in old.values()):
        made = self.each(lambda column: column.replace(old[column.name]) if column.name in old else column)
    else:
        made = self.each(lambda column: column.replace(old, new, **named))
    return replaced(self, made, inplace)


DataFrame.replace = replace_in


@frame_method
def corr(self, method='pearson', numeric_only=False, **options):
    plain_options(options)
    names = numbers_of(self) if numeric_only else list(self.held)
    return DataFrame({a: [self[b].corr(self[a], method) for b in names] for a in names}, names)


@frame_method
def cov(self, numeric_only=False, **options):
    plain_options(options)
    names = numbers_of(self) if numeric_only else list(self.held)
    return DataFrame({a: [self[b].cov(self[a]) for b in names] for a in names}, names)


@frame_method
def nlargest(self, n, columns, keep='first'):
    return self.sort_values(columns, ascending=False).dropna(subset=columns).head(n)


@frame_method
def nsmallest(self, n, columns, keep='first'):
    return self.sort_values(columns).dropna(subset=columns).head(n)


@frame_method
def value_counts(self, subset=None, **named):
    names = listed(subset) if subset is not None else list(self.held)
    made = Series(list(zip(*(self.held[name] for name in names)))).value_counts(**named)
    return Series(made.data, Index(made.index, names), made.name)


@frame_method
def groupby(self, by=None, as_index=True, sort=True, dropna=True, level=None, **options):
    plain_options(options)
    keys = []
    for key in by if isinstance(by, list) else [by]:
        column = key if isinstance(key, Series) else Series(list(map(key, self.index)), self.index) if callable(key) else self[key]
        keys.append((column.name, column.data))
    return Groups(self, keys, sort, dropna, as_index)
