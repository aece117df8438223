# The module `minipandas`: the usual part of pandas in the standard library, for machines without it. What it
# does not know it says; what it does know gives what pandas gives. First: gaps, numbers, kinds of values, labels.
import ast, bisect, csv, datetime, io, json, math, operator, os, re, statistics, sys

nan = NaN = NaT = NA = float('nan')
__version__ = 'minipandas of ci-tui'


class Float(float):
    """A result that can be rounded and unpacked as those of pandas can."""
    __slots__ = ()

    def round(self, digits=0):
        return Float(rounded_number(float(self), digits))

    def item(self):
        return float(self)

    def __round__(self, digits=None):
        return round(float(self)) if digits is None else Float(rounded_number(float(self), digits))


class Index(list):
    """The labels of rows or columns."""
    names = (None,)

    def __init__(self, labels=(), names=None):
        list.__init__(self, labels)
        if names:
            self.names = tuple(names)

    name = property(lambda self: self.names[0] if len(self.names) == 1 else None,
                    lambda self, name: self.__dict__.update(names=(name,)))
    values = property(lambda self: list(self))
    str = property(lambda self: Words(Series(list(self)), Index))
    size = property(len)
    empty = property(lambda self: not self)
    is_unique = property(lambda self: len(set(self)) == len(self))

    def __getitem__(self, key):
        if isinstance(key, (list, Series)):
            return Index(label for label, wanted in zip(self, key) if wanted)
        found = list.__getitem__(self, key)
        return Index(found, self.names) if isinstance(key, slice) else found

    def tolist(self):
        return list(self)

    to_list = tolist

    def get_level_values(self, level):
        at = self.names.index(level) if level in self.names else level
        return Index([label[at] for label in self] if len(self.names) > 1 else self)

    def get_loc(self, label):
        return self.index(label)

    def isin(self, wanted):
        wanted = set(wanted)
        return Series([label in wanted for label in self])

    def unique(self):
        return Index(dict.fromkeys(self))

    def max(self):
        return max(self)

    def min(self):
        return min(self)

    def to_series(self):
        return Series(list(self), self)

    def map(self, change):
        return Index([change(label) for label in self])

    def difference(self, other):
        return Index(sorted(set(self) - set(other)))

    def intersection(self, other):
        return Index(label for label in self if label in set(other))

    def __getattr__(self, name):
        raise AttributeError('minipandas has no Index.%s: use plain Python on the labels, list(index)' % name)


HARMLESS = {'axis', 'numeric_only', 'observed', 'copy', 'memory_usage', 'engine', 'low_memory', 'on_bad_lines', 'encoding_errors', 'index_names',
            'infer_datetime_format', 'cache', 'group_keys', 'ignore_index', 'kind', 'float_format', 'raw', 'dtype_backend', 'deep', 'verify_integrity',
            'fill_method', 'convert_dtype', 'by_row', 'engine_kwargs', 'max_rows', 'max_columns', 'line_width', 'show_counts', 'verbose', 'quoting', 'mode',
            'line_terminator', 'lineterminator', 'date_format', 'double_precision', 'force_ascii', 'utc', 'exact', 'origin', 'downcast', 'datetime_is_numeric',
            'percentiles', 'orient', 'stacklevel', 'errors', 'na_action', 'method', 'level', 'precision', 'validate', 'buf', 'index'}


def plain_options(options):
    """Refuses an option that is not known here and that would change the result."""
    for name, value in options.items():
        usual = value is True if name == 'skipna' else value is None or value is False or name == 'min_count' and value <= 0
        if name not in HARMLESS and not usual:
            raise NotImplementedError('minipandas does not know the option %s=%r here: compute it with plain Python' % (name, value))


def rounded_number(value, digits=0):
    """As numpy rounds: scaled, to even, and back."""
    if value != value or abs(value) == math.inf or abs(value) > 1e15:
        return value
    scale = 10.0 ** digits
    return round(value * scale) / scale


def is_gap(value):
    return value is None or value is not value or type(value) in (float, Float) and value != value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def present(values):
    return [value for value in values if not is_gap(value)]


def tidy(values):
    """Values of one column: numbers with gaps are floats, as in pandas."""
    kinds = set(map(type, values))
    if kinds <= {int} or kinds <= {str} or kinds <= {float} or kinds <= {bool}:
        return values
    if kinds <= {int, float, Float, type(None)} and kinds - {type(None)}:
        return [nan if value is None else float(value) for value in values]
    if type(None) in kinds and kinds <= {datetime.datetime, datetime.timedelta, float, type(None)}:
        return [nan if value is None else value for value in values]
    return values


def kind_of(values):
    """The name of the values' kind, as pandas has it."""
    kinds = {type(value) for value in values if not is_gap(value)}
    gaps = any(map(is_gap, values))
    if not kinds:
        return 'float64' if values else 'object'
    if kinds <= {int}:
        return 'float64' if gaps else 'int64'
    if kinds <= {int, float, Float}:
        return 'float64'
    if kinds == {bool}:
        return 'object' if gaps else 'bool'
    if kinds == {datetime.datetime}:
        return 'datetime64[ns]'
    return 'timedelta64[ns]' if kinds == {datetime.timedelta} else 'object'


def numeric(values, what):
    """The numbers of a column without its gaps; text is refused in one sentence."""
    found = present(values)
    for value in found:
        if not isinstance(value, (int, float)):
            raise TypeError('%s of text is not possible: %r is no number (pd.to_numeric makes numbers)' % (what, value))
    return found


def divided(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        return nan if not a or a != a else math.inf if (a > 0) == (math.copysign(1, b) > 0) else -math.inf


def guarded(work, empty):
    """A binary operation that lets gaps through as gaps."""
    def apply(a, b):
        if is_gap(a) or is_gap(b):
            return empty
        try:
            return work(a, b)
        except ZeroDivisionError:
            return nan
    return apply


def quantile(values, share):
    """Linear between the two nearest, as pandas does by default."""
    ordered = sorted(values)
    if not ordered:
        return nan
    at = (len(ordered) - 1) * share
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return Float(ordered[low] + (ordered[high] - ordered[low]) * (at - low))


def moment(values, power):
    mean, spread = math.fsum(values) / len(values), statistics.stdev(values)
    return math.fsum(((value - mean) / spread) ** power for value in values) if spread else 0.0


def pearson(pairs):
    if len(pairs) < 2:
        return nan
    mean_a, mean_b = (math.fsum(side) / len(pairs) for side in zip(*pairs))
    both = math.fsum((a - mean_a) * (b - mean_b) for a, b in pairs)
    spread = math.sqrt(math.fsum((a - mean_a) ** 2 for a, _ in pairs) * math.fsum((b - mean_b) ** 2 for _, b in pairs))
    return Float(both / spread) if spread else nan


def ranks(values):
    """Places from 1, equal values sharing the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places, at = [0.0] * len(values), 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for n in order[at:end + 1]:
            places[n] = (at + end) / 2 + 1
        at = end + 1
    return places


def sort_key(value):
    """Gaps last; what cannot be compared is sorted by its text."""
    return (1, 0) if is_gap(value) else (0, value)


def ordered(values, reverse=False):
    """Positions in the order of their values, gaps last."""
    whole = [n for n, value in enumerate(values) if not is_gap(value)]
    try:
        whole.sort(key=values.__getitem__, reverse=reverse)
    except TypeError:
        whole.sort(key=lambda n: str(values[n]), reverse=reverse)
    return whole + [n for n, value in enumerate(values) if is_gap(value)]


def texts(values):
    """Values as pandas prints a column of them: floats with as many digits as the longest needs, at most six."""
    floats = [value for value in values if isinstance(value, float) and value == value and abs(value) != math.inf]
    large = any(value and (abs(value) >= 1e16 or abs(value) < 1e-5) for value in floats)
    digits = max([1] + [len(('%.6f' % value).rstrip('0').partition('.')[2]) for value in floats])
    said = []
    for value in values:
        if is_gap(value):
            said.append('NaN' if value is not None else 'None')
        elif isinstance(value, float) and abs(value) != math.inf:
            said.append('%.6e' % value if large else '%.*f' % (digits, value))
        elif isinstance(value, datetime.datetime):
            said.append(str(value.date() if value.time() == datetime.time() else value))
        elif isinstance(value, tuple):
            said.append(', '.join(map(str, value)))
        else:
            said.append(str(value))
    return said


def shown(count):
    """Which rows of a long table are printed."""
    return list(range(count)) if count <= 60 else list(range(5)) + [None] + list(range(count - 5, count))


AGGREGATES = ('sum', 'mean', 'median', 'std', 'var', 'min', 'max', 'count', 'nunique', 'size', 'first', 'last', 'mode',
              'sem', 'skew', 'kurt', 'idxmax', 'idxmin', 'any', 'all', 'prod', 'unique', 'value_counts', 'quantile')


def aggregate(series, work):
    """One value of a column, by the name of a method or by a function."""
    if isinstance(work, str):
        if work == 'size':
            return len(series)
        if work in ('first', 'last'):
            found = present(series.data)
            return (found[0] if work == 'first' else found[-1]) if found else nan
        if work in AGGREGATES:
            return getattr(series, work)()
        raise AttributeError('minipandas knows no aggregation %r; it knows %s' % (work, ', '.join(AGGREGATES)))
    if work in (sum, min, max, len):
        return {sum: series.sum, min: series.min, max: series.max, len: series.__len__}[work]()
    return work(series)
