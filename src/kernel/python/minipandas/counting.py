

# What a column comes to: sums, means, spreads, counts, orders.
def series_method(work):
    setattr(Series, work.__name__, work)
    return work


def filled_binary(self, other, work, fill):
    if fill is None or not isinstance(other, Series):
        return (self if fill is None else self.fillna(fill)).binary(work, other)
    labels = self.index + other.index
    return self.over(labels).fillna(fill).binary(work, other.over(labels).fillna(fill))


def install_operators():
    for name in BINARY:
        setattr(Series, '__%s__' % name, lambda self, other, name=name: self.binary(name, other)) if name != 'eq' else None
        if name not in ('lt', 'le', 'gt', 'ge', 'eq'):
            setattr(Series, '__r%s__' % name, lambda self, other, name=name: self.binary(name, other, True))
    plain = {'add': 'add', 'sub': 'sub', 'subtract': 'sub', 'mul': 'mul', 'multiply': 'mul', 'div': 'truediv', 'divide': 'truediv',
             'truediv': 'truediv', 'mod': 'mod', 'pow': 'pow', 'lt': 'lt', 'le': 'le', 'gt': 'gt', 'ge': 'ge', 'eq': 'eq'}
    for name, work in plain.items():
        setattr(Series, name, lambda self, other, work=work, fill_value=None: filled_binary(self, other, work, fill_value))
    Series.ne = Series.__ne__


def replaced(old, new, inplace):
    """Puts a result in the place of what it was made from, where that was asked for."""
    if not inplace:
        return new
    old.__dict__.update(new.__dict__)


def install_statistics():
    def total(self, **options):
        plain_options(options)
        found = present(self.data)
        if found and isinstance(found[0], str):
            return ''.join(found)
        if found and isinstance(found[0], datetime.timedelta):
            return sum(found, datetime.timedelta())
        return Float(math.fsum(found)) if any(isinstance(one, float) for one in self.data) else sum(numeric(self.data, 'The sum'))

    def mean(self, **options):
        plain_options(options)
        found = present(self.data)
        if found and isinstance(found[0], datetime.timedelta):
            return sum(found, datetime.timedelta()) / len(found)
        if found and isinstance(found[0], datetime.datetime):
            return found[0] + sum((one - found[0] for one in found), datetime.timedelta()) / len(found)
        return Float(math.fsum(numeric(found, 'The mean')) / len(found)) if found else nan

    def median(self, **options):
        plain_options(options)
        found = present(self.data)
        if found and isinstance(found[0], datetime.timedelta):
            return statistics.median(found)
        return Float(statistics.median(numeric(found, 'The median'))) if found else nan

    def var(self, ddof=1, **options):
        plain_options(options)
        found = numeric(self.data, 'The variance')
        if len(found) <= ddof:
            return nan
        middle = math.fsum(found) / len(found)
        return Float(math.fsum((one - middle) ** 2 for one in found) / (len(found) - ddof))

    def std(self, ddof=1, **options):
        plain_options(options)
        return Float(math.sqrt(self.var(ddof)))

    def sem(self, ddof=1):
        return Float(self.std(ddof) / math.sqrt(self.count())) if self.count() else nan

    def extreme(work, missing=nan):
        def find(self, **options):
            plain_options(options)
            found = present(self.data)
            if not found:
                return missing
            value = work(found)
            return Float(value) if isinstance(value, float) else value
        return find

    def skew(self, **options):
        plain_options(options)
        found = numeric(self.data, 'The skewness')
        n = len(found)
        return Float(moment(found, 3) * n / ((n - 1) * (n - 2))) if n > 2 else nan

    def kurt(self, **options):
        plain_options(options)
        found = numeric(self.data, 'The kurtosis')
        n = len(found)
        if n < 4:
            return nan
        return Float(moment(found, 4) * n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))

    def at_quantile(self, q=0.5, interpolation='linear'):
        found = numeric(self.data, 'The quantile')
        return Series([quantile(found, share) for share in q], list(q), self.name) if isinstance(q, (list, tuple)) else quantile(found, q)

    def pairs_with(self, other):
        return [(a, b) for a, b in zip(self.data, self.paired(other)) if not is_gap(a) and not is_gap(b)]

    def corr(self, other, method='pearson'):
        pairs = pairs_with(self, other)
        if method not in ('pearson', 'spearman'):
            raise NotImplementedError('minipandas knows the correlations pearson and spearman, not %s' % method)
        numeric([one for pair in pairs for one in pair], 'A correlation')
        return pearson(list(zip(*map(ranks, zip(*pairs)))) if method == 'spearman' and pairs else pairs)

    def cov(self, other):
        pairs = pairs_with(self, other)
        middle = [math.fsum(side) / len(pairs) for side in zip(*pairs)]
        return Float(math.fsum((a - middle[0]) * (b - middle[1]) for a, b in pairs) / (len(pairs) - 1)) if len(pairs) > 1 else nan

    Series.sum, Series.mean, Series.median, Series.var, Series.std, Series.sem = total, mean, median, var, std, sem
    Series.min, Series.max = extreme(min), extreme(max)
    Series.skew, Series.kurt, Series.kurtosis, Series.quantile = skew, kurt, kurt, at_quantile
    Series.corr, Series.cov = corr, cov
    Series.prod = lambda self, **_: math.prod(numeric(self.data, 'The product'))
    Series.count = lambda self, **_: len(present(self.data))
    Series.any = lambda self, **_: any(present(self.data))
    Series.all = lambda self, **_: all(present(self.data))


@series_method
def unique(self):
    return Array({('gap' if is_gap(value) else (value,)): value for value in self.data}.values())


@series_method
def nunique(self, dropna=True):
    return len(set(present(self.data))) + (not dropna and any(map(is_gap, self.data)))


@series_method
def mode(self, dropna=True):
    found = present(self.data)
    return Series(sorted(statistics.multimode(found), key=sort_key), None, self.name)


@series_method
def value_counts(self, normalize=False, sort=True, ascending=False, dropna=True, bins=None):
    if bins is not None:
        return cut(self, bins).value_counts(normalize, sort, ascending, dropna)
    counts = {}
    for value in self.data:
        if not (dropna and is_gap(value)):
            counts[nan if is_gap(value) else value] = counts.get(nan if is_gap(value) else value, 0) + 1
    labels = sorted(counts, key=counts.get, reverse=not ascending) if sort else list(counts)
    whole = sum(counts.values())
    return Series([counts[label] / whole if normalize else counts[label] for label in labels],
                  Index(labels, [self.name]), 'proportion' if normalize else 'count')


def extreme_label(self, reverse):
    if not present(self.data):
        raise ValueError('there are no values')
    return self.index[ordered(self.data, reverse)[0]]


@series_method
def idxmax(self, **options):
    plain_options(options)
    return extreme_label(self, True)


@series_method
def idxmin(self, **options):
    plain_options(options)
    return extreme_label(self, False)


@series_method
def argmax(self):
    return ordered(self.data, True)[0]


@series_method
def argmin(self):
    return ordered(self.data)[0]


@series_method
def sort_values(self, ascending=True, inplace=False, ignore_index=False, **options):
    plain_options(options)
    made = self.picked(ordered(self.data, not ascending))
    return replaced(self, made.reset_index(drop=True) if ignore_index else made, inplace)


@series_method
def sort_index(self, ascending=True, **options):
    plain_options(options)
    return self.picked(ordered(list(self.index), not ascending))


@series_method
def nlargest(self, n=5, keep='first'):
    return self.sort_values(ascending=False).dropna().head(n)


@series_method
def nsmallest(self, n=5, keep='first'):
    return self.sort_values().dropna().head(n)


@series_method
def duplicated(self, keep='first'):
    return self.like(repeats(self.data, keep))


@series_method
def drop_duplicates(self, keep='first', **options):
    plain_options(options)
    return self[[not again for again in repeats(self.data, keep)]]


def repeats(keys, keep):
    """Which keys were there before, or come again."""
    if keep is False:
        return [keys.count(key) > 1 for key in keys]
    seen, again = set(), []
    for key in keys if keep == 'first' else reversed(keys):
        again.append(key in seen)
        seen.add(key)
    return again if keep == 'first' else again[::-1]


@series_method
def agg(self, work, **options):
    plain_options(options)
    if isinstance(work, (list, tuple)):
        return Series([aggregate(self, one) for one in work], [one if isinstance(one, str) else one.__name__ for one in work], self.name)
    return aggregate(self, work)


Series.aggregate = agg


@series_method
def describe(self, **options):
    plain_options(options)
    found = present(self.data)
    if found and not all(map(is_number, found)):
        counts = self.value_counts()
        return Series([len(found), self.nunique(), counts.index[0], counts.data[0]], ['count', 'unique', 'top', 'freq'], self.name)
    shares = [self.quantile(share) for share in (0.25, 0.5, 0.75)]
    return Series([float(len(found)), self.mean(), self.std(), self.min()] + shares + [self.max()],
                  ['count', 'mean', 'std', 'min', '25%', '50%', '75%', 'max'], self.name)


@series_method
def groupby(self, by, sort=True, dropna=True, **options):
    plain_options(options)
    key = by if isinstance(by, Series) else Series([by(label) for label in self.index] if callable(by) else list(self.index), self.index)
    return Groups(DataFrame({self.name or 0: self.data}, self.index), [(key.name, key.paired(key))], sort, dropna)[self.name or 0]


def series_text(self):
    if not self.data:
        return 'Series([], dtype: %s)' % self.dtype
    said, labels = texts(self.data), texts(list(self.index))
    rows = [('...', '...') if n is None else (labels[n], said[n]) for n in shown(len(self))]
    wide, high = (max(len(row[n]) for row in rows) for n in (0, 1))
    lines = ['%s    %s' % (label.ljust(wide), value.rjust(high)) for label, value in rows]
    heading = [', '.join(map(str, self.index.names))] if any(name is not None for name in self.index.names) else []
    about = ['Name: %s' % self.name] if self.name is not None else []
    about += ['Length: %d' % len(self)] if len(self) > 60 else []
    return '\n'.join(heading + lines + [', '.join(about + ['dtype: %s' % self.dtype])])


Series.__repr__ = series_text
Series.__round__ = Series.round
Series.to_string = lambda self, **_: '\n'.join('%s    %s' % pair for pair in zip(texts(list(self.index)), texts(self.data)))
install_operators()
install_statistics()
