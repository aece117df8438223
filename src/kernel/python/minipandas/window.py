

# Values by their neighbours: windows, spans of time, lists in cells, marks for words.
class Grid(list):
    """The bare rows of a table."""
    shape = property(lambda self: (len(self), len(self[0]) if self else 0))

    def flatten(self):
        return Array(value for row in self for value in row)

    ravel = flatten

    def tolist(self):
        return [list(row) for row in self]

    def __getattr__(self, name):
        return getattr(self.flatten(), name)


class Window:
    """What `.rolling` and `.expanding` look at: so many values up to each."""

    def __init__(self, of, size, least):
        self.of, self.size, self.least = of, size, least

    def each(self, work):
        made = []
        for n in range(len(self.of)):
            part = self.of.data[max(0, n + 1 - self.size):n + 1]
            made.append(aggregate(Series(part), work) if len(present(part)) >= self.least else nan)
        return self.of.like(made)

    def apply(self, work, raw=False, **options):
        plain_options(options)
        return self.each(work)

    agg = aggregate = apply

    def __getattr__(self, name):
        if name not in AGGREGATES:
            raise AttributeError('minipandas has no rolling(…).%s: it has %s' % (name, ', '.join(AGGREGATES[:9])))
        return lambda **_: self.each(name)


@series_method
def rolling(self, window, min_periods=None, center=False, **options):
    plain_options(options)
    if center or not isinstance(window, int):
        raise NotImplementedError('minipandas knows windows of so many rows up to each row only')
    return Window(self, window, window if min_periods is None else min_periods)


@series_method
def expanding(self, min_periods=1):
    return Window(self, len(self), min_periods)


@series_method
def interpolate(self, method='linear', **options):
    plain_options(options)
    made, known_ = list(self.data), [n for n, value in enumerate(self.data) if not is_gap(value)]
    for a, b in zip(known_, known_[1:]):
        for n in range(a + 1, b):
            made[n] = made[a] + (made[b] - made[a]) * (n - a) / (b - a)
    return self.like(made).ffill()


@series_method
def explode(self, ignore_index=False):
    pairs = [(label, one) for label, value in self.items()
             for one in (value if isinstance(value, (list, tuple, set)) and value else [nan if isinstance(value, (list, tuple)) else value])]
    return Series([one for _, one in pairs], None if ignore_index else [label for label, _ in pairs], self.name)


def running(work):
    def run(self, **options):
        plain_options(options)
        made, so_far = [], None
        for value in self.data:
            if not is_gap(value):
                so_far = value if so_far is None else work(so_far, value)
            made.append(nan if is_gap(value) else so_far)
        return self.like(made)
    return run


Series.cumsum, Series.cumprod, Series.cummax, Series.cummin = map(running, (operator.add, operator.mul, max, min))


@series_method
def shift(self, periods=1, fill_value=nan):
    gaps = [fill_value] * min(abs(periods), len(self))
    return self.like(gaps + self.data[:len(self) - len(gaps)] if periods >= 0 else self.data[-periods:] + gaps)


@series_method
def diff(self, periods=1):
    return self - self.shift(periods)


@series_method
def pct_change(self, periods=1, **options):
    plain_options(options)
    return self / self.shift(periods) - 1


@series_method
def rank(self, ascending=True, method='average', **options):
    plain_options(options)
    if method != 'average':
        raise NotImplementedError('minipandas ranks equal values by the mean of their places only, not by %r' % method)
    found = [n for n, value in enumerate(self.data) if not is_gap(value)]
    places = dict(zip(found, ranks([self.data[n] if ascending else -self.data[n] for n in found])))
    return self.like([places.get(n, nan) for n in range(len(self))])


def spans(moments, rule):
    """The last day of the span that each moment is in, as pandas labels them; hours and days by their start."""
    unit = re.sub(r'^\d+', '', rule)
    if rule != unit or unit not in ('D', 'W', 'M', 'ME', 'MS', 'Q', 'QE', 'Y', 'YE', 'A', 'AE', 'YS', 'h', 'H'):
        raise NotImplementedError('minipandas knows the spans h, D, W, MS, ME, QE, YS and YE, not %r' % rule)

    def end(year, month):
        return datetime.datetime(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)

    def of(moment):
        day = datetime.datetime(moment.year, moment.month, moment.day)
        if unit in ('h', 'H'):
            return day + datetime.timedelta(hours=moment.hour)
        return {'D': day, 'W': day + datetime.timedelta(6 - day.weekday()), 'MS': day.replace(day=1), 'YS': day.replace(month=1, day=1),
                'M': end(day.year, day.month), 'Q': end(day.year, (day.month + 2) // 3 * 3), 'Y': end(day.year, 12),
                'A': end(day.year, 12)}[unit if unit in ('MS', 'YS') else unit[0]]
    return [nan if is_gap(moment) else of(moment) for moment in moments]


@frame_method
def resample(self, rule, on=None, **options):
    plain_options(options)
    moments = self.held[on] if on is not None else list(self.index)
    labels = spans(moments, rule)
    made = Groups(self if on is None else self.drop(columns=[on]), [(on if on is not None else self.index.name, labels)])
    found = present(labels)
    if found:
        # Spans without any row are there as well.
        step = datetime.timedelta(hours=1) if rule in ('h', 'H') else datetime.timedelta(1)
        count = int((max(found) - min(found)) / step) + 1
        if count <= 200000:
            every = dict.fromkeys(spans([min(found) + step * n for n in range(count)], rule))
            made.places = {label: made.places.get(label, []) for label in every}
    return made


Series.resample = lambda self, rule, **_: resample(self.to_frame(0 if self.name is None else self.name), rule)[0 if self.name is None else self.name]


def get_dummies(data, columns=None, prefix=None, drop_first=False, dtype=bool, **options):
    """A column of truth values for each word."""
    plain_options(options)
    def marks(column, start):
        words = sorted(set(present(column.data)))[1 if drop_first else 0:]
        return {start + str(word): [dtype(value == word) for value in column.data] for word in words}
    if isinstance(data, Series):
        return DataFrame(marks(data, '%s_' % prefix if prefix else ''), data.index)
    chosen = columns if columns is not None else [name for name, values in data.held.items() if kind_of(values) == 'object']
    made = {name: values for name, values in data.held.items() if name not in chosen}
    for name in chosen:
        made.update(marks(data[name], '%s_' % (prefix or name)))
    return DataFrame(made, data.index)


@series_method
def unstack(self, level=-1, fill_value=nan):
    rows, columns = (list(dict.fromkeys(label[n] for label in self.index)) for n in (0, 1))
    known = dict(zip(self.index, self.data))
    columns = [columns[n] for n in ordered(columns)]
    return DataFrame({column: [known.get((row, column), fill_value) for row in rows] for column in columns},
                     Index(rows, self.index.names[:1]))
