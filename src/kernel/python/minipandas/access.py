

# The ways into columns and tables: .str, .dt, .loc and .iloc.
class Words:
    """What `.str` does to each text of a column; gaps stay gaps."""

    def __init__(self, series, made):
        self.of, self.made = series, made
        if any(not isinstance(value, (str, list, tuple)) for value in present(series.data)):
            raise AttributeError('Can only use .str accessor with string values: use .astype(str) first')

    def each(self, work, gap=nan):
        return self.made([gap if is_gap(value) else work(value) for value in self.of.data])

    def contains(self, pattern, case=True, flags=0, na=None, regex=True):
        found = re.compile(pattern if regex else re.escape(pattern), flags | (0 if case else re.I)).search
        return self.each(lambda value: bool(found(value)), False if na is None else na)

    def match(self, pattern, case=True, flags=0, na=None):
        found = re.compile(pattern, flags | (0 if case else re.I)).match
        return self.each(lambda value: bool(found(value)), False if na is None else na)

    def fullmatch(self, pattern, case=True, flags=0, na=None):
        return self.match('(?:%s)\\Z' % pattern, case, flags, na)

    def startswith(self, start, na=None):
        return self.each(lambda value: value.startswith(start), False if na is None else na)

    def endswith(self, end, na=None):
        return self.each(lambda value: value.endswith(end), False if na is None else na)

    def replace(self, old, new, n=-1, case=True, flags=0, regex=False):
        if regex or hasattr(old, 'sub'):
            return self.each(lambda value: re.sub(old, new, value, max(n, 0), flags) if isinstance(old, str) else old.sub(new, value))
        return self.each(lambda value: value.replace(old, new, n))

    def split(self, sep=None, n=-1, expand=False, regex=None):
        pieces = self.each(lambda value: value.split(sep, n if n else -1))
        return spread(pieces) if expand else pieces

    def rsplit(self, sep=None, n=-1, expand=False):
        pieces = self.each(lambda value: value.rsplit(sep, n if n else -1))
        return spread(pieces) if expand else pieces

    def extract(self, pattern, flags=0, expand=True):
        rule = re.compile(pattern, flags)
        groups = self.each(lambda value: list((rule.search(value) or re.match('(x)?' * rule.groups, '')).groups(nan)))
        names = {at - 1: name for name, at in rule.groupindex.items()}
        made = spread(groups, rule.groups)
        made.columns = [names.get(n, n) for n in range(rule.groups)]
        return made if expand else made.iloc[:, 0]

    def findall(self, pattern, flags=0):
        return self.each(lambda value: re.findall(pattern, value, flags))

    def count(self, pattern, flags=0):
        return self.each(lambda value: len(re.findall(pattern, value, flags)))

    def get(self, n):
        return self.each(lambda value: value[n] if -len(value) <= n < len(value) else nan)

    def slice(self, start=None, stop=None, step=None):
        return self.each(lambda value: value[start:stop:step])

    def cat(self, others=None, sep=''):
        if others is None:
            return sep.join(present(self.of.data))
        return self.made([a + sep + b for a, b in zip(self.of.data, others)])

    def __getitem__(self, key):
        return self.each(lambda value: value[key]) if isinstance(key, slice) else self.get(key)

    def len(self):
        return self.each(len)

    def __getattr__(self, name):
        if not hasattr(str, name) or name.startswith('_'):
            raise AttributeError('minipandas has no .str.%s: use .apply(lambda text: …)' % name)
        return lambda *args, **named: self.each(lambda value: getattr(value, name)(*args, **named))


def spread(pieces, width=None):
    """Lists of texts as columns."""
    lists = [[] if is_gap(value) else value for value in pieces.data]
    width = max(map(len, lists), default=0) if width is None else width
    return DataFrame({n: [one[n] if n < len(one) else None for one in lists] for n in range(width)}, pieces.index)


class Moments:
    """What `.dt` says of each date, time or span of a column."""
    PARTS = ('year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'days', 'seconds')

    def __init__(self, series):
        self.of = series
        if any(not isinstance(value, (datetime.date, datetime.timedelta)) for value in present(series.data)):
            raise AttributeError('Can only use .dt accessor with datetimelike values: use pd.to_datetime(column) first')

    date = property(lambda self: self.of.changed(lambda value: value.date()))
    time = property(lambda self: self.of.changed(lambda value: value.time()))
    dayofweek = weekday = day_of_week = property(lambda self: self.of.changed(lambda value: value.weekday()))
    dayofyear = day_of_year = property(lambda self: self.of.changed(lambda value: value.timetuple().tm_yday))
    quarter = property(lambda self: self.of.changed(lambda value: (value.month + 2) // 3))

    def total_seconds(self):
        return self.of.changed(lambda value: value.total_seconds())

    def day_name(self):
        return self.strftime('%A')

    def month_name(self):
        return self.strftime('%B')

    def strftime(self, form):
        return self.of.changed(lambda value: value.strftime(form))

    def normalize(self):
        return self.of.changed(lambda value: datetime.datetime(value.year, value.month, value.day))

    def isocalendar(self):
        parts = self.of.changed(lambda value: list(value.isocalendar()))
        made = spread(parts, 3)
        made.columns = ['year', 'week', 'day']
        return made

    def to_period(self, unit='M'):
        forms = {'Y': '%Y', 'A': '%Y', 'M': '%Y-%m', 'D': '%Y-%m-%d'}
        if unit == 'Q':
            return self.of.changed(lambda value: '%dQ%d' % (value.year, (value.month + 2) // 3))
        return self.strftime(forms[unit])

    def __getattr__(self, name):
        if name not in self.PARTS:
            raise AttributeError('minipandas has no .dt.%s: use .apply(lambda date: …)' % name)
        return self.of.changed(lambda value: getattr(value, name))


def places_of(index, key, count, by_label):
    """The positions that a key of .loc or .iloc stands for, and whether it is one only."""
    if isinstance(key, slice):
        if not by_label:
            return list(range(count))[key], False
        start = 0 if key.start is None else index.index(key.start) if key.start in index else bisect.bisect_left(index, key.start)
        stop = count if key.stop is None else index.index(key.stop) + 1 if key.stop in index else bisect.bisect_right(index, key.stop)
        return list(range(start, stop, key.step or 1)), False
    if isinstance(key, (list, Series, Index)):
        keys = list(key)
        if keys and all(isinstance(one, bool) for one in keys):
            return [n for n, wanted in enumerate(keys) if wanted], False
        return ([index.index(one) for one in keys] if by_label else [range(count)[one] for one in keys]), False
    if not by_label:
        return [range(count)[key]], True
    found = [n for n, label in enumerate(index) if label == key]
    if not found and len(getattr(index, 'names', ())) > 1:
        return [n for n, label in enumerate(index) if label[0] == key] or missing(key), False
    return found or missing(key), len(found) == 1


def missing(key):
    raise KeyError(key)


class Located:
    """Rows and columns by label."""
    by_label = True

    def __init__(self, table):
        self.of = table

    def places(self, key):
        if callable(key):
            key = key(self.of)
        if isinstance(self.of, Series):
            return places_of(self.of.index, key, len(self.of), self.by_label), None
        several = isinstance(key, tuple) and not (self.by_label and len(self.of.index.names) > 1 and key in self.of.index)
        rows, columns = key if several else (key, slice(None))
        rows = rows(self.of) if callable(rows) else rows
        return places_of(self.of.index, rows, len(self.of), self.by_label), \
            places_of(self.of.columns, columns, len(self.of.columns), self.by_label)

    def __getitem__(self, key):
        (rows, one_row), across = self.places(key)
        if across is None:
            return self.of.data[rows[0]] if one_row else self.of.picked(rows)
        columns, one_column = across
        names = [self.of.columns[n] for n in columns]
        if one_row and one_column:
            return self.of.held[names[0]][rows[0]]
        if one_column:
            return self.of[names[0]].picked(rows)
        part = self.of.picked(rows, names)
        return part.row(0) if one_row else part

    def __setitem__(self, key, value):
        if isinstance(self.of, DataFrame) and self.by_label:
            self.make_room(key)
        (rows, _), across = self.places(key) if not (isinstance(self.of, Series) and key not in self.of.index
                                                    and isinstance(key, (str, int))) else (([], True), None)
        if isinstance(self.of, Series) and not rows and isinstance(key, (str, int)):
            self.of.index.append(key)
            self.of.data.append(value)
            return
        columns = [self.of.data] if across is None else [self.of.held[self.of.columns[n]] for n in across[0]]
        for at, column in enumerate(columns):
            for n, row in enumerate(rows):
                if isinstance(value, Series):
                    column[row] = value.data[n] if len(value) == len(rows) else value.data[row]
                elif isinstance(value, (list, tuple)):
                    column[row] = value[n] if across is None or len(columns) == 1 else value[at]
                else:
                    column[row] = value

    def make_room(self, key):
        """A new label makes a new row or column."""
        row, column = key if isinstance(key, tuple) else (key, None)
        if isinstance(column, str) and column not in self.of.columns:
            self.of.held[column] = [nan] * len(self.of)
        if isinstance(row, (str, int)) and not isinstance(row, bool) and row not in self.of.index:
            self.of.index.append(row)
            for values in self.of.held.values():
                values.append(nan)


class Placed(Located):
    """Rows and columns by position."""
    by_label = False
