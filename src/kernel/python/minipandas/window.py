

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

    def apply(self, work, raw=False, **_):
        return self.each(work)

    agg = aggregate = apply

    def __getattr__(self, name):
        if name not in AGGREGATES:
            raise AttributeError('minipandas has no rolling(…).%s: it has %s' % (name, ', '.join(AGGREGATES[:9])))
        return lambda **_: self.each(name)


@series_method
def rolling(self, window, min_periods=None, center=False, **_):
    if center or not isinstance(window, int):
        raise NotImplementedError('minipandas knows windows of so many rows up to each row only')
    return Window(self, window, window if min_periods is None else min_periods)


@series_method
def expanding(self, min_periods=1):
    return Window(self, len(self), min_periods)


@series_method
def interpolate(self, method='linear', **_):
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
def resample(self, rule, on=None, **_):
    moments = self.held[on] if on is not None else list(self.index)
    return Groups(self if on is None else self.drop(columns=[on]), [(on if on is not None else self.index.name, spans(moments, rule))])


Series.resample = lambda self, rule, **_: resample(self.to_frame(0 if self.name is None else self.name), rule)[0 if self.name is None else self.name]


def get_dummies(data, columns=None, prefix=None, drop_first=False, dtype=bool, **_):
    """A column of truth values for each word."""
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
