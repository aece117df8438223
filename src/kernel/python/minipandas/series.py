

# One column, or the result of a count: values with a label each.
def compare(work):
    return guarded(work, False)


def differs(a, b):
    return True if is_gap(a) or is_gap(b) else a != b


BINARY = {'add': (operator.add, nan), 'sub': (operator.sub, nan), 'mul': (operator.mul, nan), 'truediv': (divided, nan),
          'floordiv': (operator.floordiv, nan), 'mod': (operator.mod, nan), 'pow': (operator.pow, nan),
          'lt': (operator.lt, False), 'le': (operator.le, False), 'gt': (operator.gt, False), 'ge': (operator.ge, False),
          'eq': (operator.eq, False), 'and': (operator.and_, False), 'or': (operator.or_, False), 'xor': (operator.xor, False)}


class Series:
    """A column as pandas has it."""
    ndim = 1

    def __init__(self, data=(), index=None, name=None, dtype=None):
        if isinstance(data, Series):
            index, name, data = index or data.index, name or data.name, data.data
        elif isinstance(data, dict):
            index, data = (index or list(data)), [data.get(label, nan) for label in (index or data)]
        elif isinstance(data, (str, bytes)) or not hasattr(data, '__iter__'):
            data = [data] * len(index or [0])
        self.data = tidy(list(data))
        self.index = index if isinstance(index, Index) else Index(range(len(self.data)) if index is None else index)
        if len(self.index) != len(self.data):
            raise ValueError('%d values and %d labels' % (len(self.data), len(self.index)))
        self.name = name
        if dtype is not None:
            self.data = self.astype(dtype).data

    def like(self, data):
        return Series(data, self.index, self.name)

    def picked(self, places):
        index = Index([self.index[n] for n in places], self.index.names)
        return Series([self.data[n] for n in places], index, self.name)

    dtype = property(lambda self: kind_of(self.data))
    values = array = property(lambda self: Array(self.data))
    shape = property(lambda self: (len(self.data),))
    size = property(lambda self: len(self.data))
    empty = property(lambda self: not self.data)
    str = property(lambda self: Words(self, self.like))
    dt = property(lambda self: Moments(self))
    loc = property(lambda self: Located(self))
    iloc = property(lambda self: Placed(self))
    iat = iloc
    at = loc
    is_unique = property(lambda self: len(set(self.data)) == len(self.data))

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, label):
        return label in self.index

    def __bool__(self):
        raise ValueError('The truth value of a Series is ambiguous: use .any(), .all(), or & and | between conditions.')

    def __getattr__(self, name):
        if not name.startswith('_') and name in self.__dict__.get('index', ()):
            return self[name]
        raise AttributeError('minipandas has no Series.%s: compute it with plain Python, the values are list(series)' % name)

    def at_label(self, label):
        found = [n for n, one in enumerate(self.index) if one == label and (one is not True and one is not False or one is label)]
        if not found and len(self.index.names) > 1:
            part = [n for n, one in enumerate(self.index) if one[0] == label]
            if part:
                rest = [self.index[n][1:] if len(self.index.names) > 2 else self.index[n][1] for n in part]
                return Series([self.data[n] for n in part], Index(rest, self.index.names[1:]), self.name)
        if not found:
            raise KeyError(label)
        return self.data[found[0]] if len(found) == 1 else self.picked(found)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self.picked(range(len(self))[key])
        if isinstance(key, (Series, list)) and all(isinstance(one, bool) for one in key):
            return self.picked([n for n, wanted in enumerate(key) if wanted])
        if isinstance(key, (Series, list)):
            return self.picked([self.index.index(one) for one in key])
        if isinstance(key, int) and not any(isinstance(one, int) for one in self.index):
            return self.data[key]
        return self.at_label(key)

    def __setitem__(self, key, value):
        self.loc[key] = value

    def paired(self, other):
        """The other side of an operation, and whether labels decide."""
        if isinstance(other, Series) and len(other) == len(self) and (other.index is self.index or other.index == self.index):
            return other.data
        if isinstance(other, Series):
            known = dict(zip(other.index, other.data))
            return [known.get(label, nan) for label in self.index]
        if isinstance(other, (list, tuple)):
            if len(other) != len(self):
                raise ValueError('%d values and %d values do not go together' % (len(self), len(other)))
            return other
        return [other] * len(self)

    def over(self, labels):
        """The values for these labels, in order; gaps where there are none."""
        labels, held = list(dict.fromkeys(labels)), dict(zip(self.index, self.data))
        labels = [labels[n] for n in ordered(labels)]
        return Series([held.get(label, nan) for label in labels], labels, self.name)

    def binary(self, name, other, swapped=False):
        work, empty = BINARY[name]
        if name == 'pow':
            work = lambda a, b: math.nan if a < 0 and b != int(b) else a ** b
        if isinstance(other, str) and kind_of(self.data) == 'datetime64[ns]':
            other = to_datetime(other)
        work = guarded(work, empty)
        if isinstance(other, Series) and not swapped and set(other.index) != set(self.index):
            if name in ('lt', 'le', 'gt', 'ge', 'eq'):
                raise ValueError('Can only compare identically-labeled Series objects')
            return self.over(self.index + other.index).binary(name, other.over(self.index + other.index))
        pairs = zip(self.paired(other), self.data) if swapped else zip(self.data, self.paired(other))
        return self.like([work(a, b) for a, b in pairs])

    __eq__ = lambda self, other: self.binary('eq', other)
    __ne__ = lambda self, other: self.like([differs(a, b) for a, b in zip(self.data, self.paired(other))])
    __hash__ = None
    __neg__ = lambda self: self.like([-value for value in self.data])
    __abs__ = lambda self: self.like([nan if is_gap(value) else abs(value) for value in self.data])
    __invert__ = lambda self: self.like([not value if isinstance(value, bool) else ~value for value in self.data])
    abs = __abs__

    def changed(self, work):
        """The same with each value that is there put through a function."""
        return self.like([value if is_gap(value) else work(value) for value in self.data])

    def apply(self, work, args=(), **named):
        if isinstance(work, str):
            return getattr(self, work)()
        made = [work(value, *args, **named) for value in self.data]
        if made and all(isinstance(one, Series) for one in made):
            return DataFrame([dict(zip(one.index, one.data)) for one in made], self.index)
        return self.like(made)

    def map(self, change, na_action=None):
        if isinstance(change, (dict, Series)):
            change = dict(zip(change.index, change.data)) if isinstance(change, Series) else change
            return self.like([change.get(value, nan) if not is_gap(value) else nan for value in self.data])
        return self.changed(change) if na_action == 'ignore' else self.apply(change)

    def astype(self, kind, errors='raise'):
        kind = getattr(kind, '__name__', kind)
        if kind in ('str', 'string', 'object', 'category'):
            return self.like(list(self.data)) if kind in ('object', 'category') else self.like([str(value) for value in self.data])
        if kind.startswith('datetime'):
            return to_datetime(self)
        make = {'i': int, 'u': int, 'f': float, 'b': bool, 'I': int, 'F': float}[kind[0]]
        if make is int and any(map(is_gap, self.data)):
            raise ValueError('Cannot convert non-finite values (NA or inf) to integer: drop or fill the gaps first')
        return self.like([nan if is_gap(value) else make(float(value)) if make is int and not isinstance(value, int) else make(value)
                          for value in self.data])

    def isna(self):
        return self.like([is_gap(value) for value in self.data])

    def notna(self):
        return self.like([not is_gap(value) for value in self.data])

    isnull, notnull = isna, notna

    def dropna(self, inplace=False):
        return replaced(self, self.picked([n for n, value in enumerate(self.data) if not is_gap(value)]), inplace)

    def fillna(self, value=None, inplace=False, method=None):
        if method in ('ffill', 'pad'):
            return self.ffill()
        return replaced(self, self.like([other if is_gap(one) else one for one, other in zip(self.data, self.paired(value))]), inplace)

    def ffill(self):
        filled, last = [], nan
        for value in self.data:
            last = last if is_gap(value) else value
            filled.append(last)
        return self.like(filled)

    def bfill(self):
        return self.like(Series(self.data[::-1]).ffill().data[::-1])

    def isin(self, wanted):
        wanted = list(wanted)
        return self.like([value in wanted for value in self.data])

    def between(self, low, high, inclusive='both'):
        first = self >= low if inclusive in ('both', 'left', True) else self > low
        return first & (self <= high if inclusive in ('both', 'right', True) else self < high)

    def where(self, kept, other=nan):
        return self.like([a if k else b for a, k, b in zip(self.data, kept, self.paired(other))])

    def mask(self, hidden, other=nan):
        return self.like([b if k else a for a, k, b in zip(self.data, hidden, self.paired(other))])

    def replace(self, old, new=None, regex=False, inplace=False):
        if regex:
            return self.changed(lambda value: re.sub(old, new, value) if isinstance(value, str) else value)
        pairs = old if isinstance(old, dict) else dict(zip(old, new if isinstance(new, list) else [new] * len(old))) \
            if isinstance(old, list) else {old: new}
        return replaced(self, self.like([pairs.get(value, value) if not is_gap(value) or value in pairs else value
                                         for value in self.data]), inplace)

    def clip(self, lower=None, upper=None):
        low, high = (-math.inf if lower is None else lower), (math.inf if upper is None else upper)
        return self.changed(lambda value: min(max(value, low), high))

    def round(self, decimals=0):
        return self.changed(lambda value: rounded_number(value, decimals) if isinstance(value, float) else value)

    def copy(self, deep=True):
        return self.like(list(self.data))

    def rename(self, name=None, index=None):
        labels = index or (name if isinstance(name, dict) else None)
        if labels:
            return Series(self.data, [labels.get(label, label) for label in self.index], self.name)
        return Series(self.data, self.index, name)

    def head(self, n=5):
        return self.picked(range(len(self))[:n])

    def tail(self, n=5):
        return self.picked(range(len(self))[-n:] if n else [])

    def items(self):
        return zip(self.index, self.data)

    iteritems = items

    def keys(self):
        return self.index

    def get(self, label, default=None):
        return self[label] if label in self.index else default

    def item(self):
        if len(self) != 1:
            raise ValueError('item() wants one value; there are %d' % len(self))
        return self.data[0]

    def tolist(self):
        return list(self.data)

    to_list = tolist

    def to_numpy(self, **options):
        plain_options(options)
        return Array(self.data)

    def to_dict(self):
        return dict(zip(self.index, self.data))

    def to_frame(self, name=None):
        return DataFrame({name if name is not None else 0 if self.name is None else self.name: self.data}, self.index)

    def reset_index(self, drop=False, name=None):
        if drop:
            return Series(self.data, None, self.name)
        frame = self.to_frame(name)
        return frame.reset_index()


class Array(Series):
    """The bare values of a column: found by position, `in` looks at them."""

    def __contains__(self, value):
        return value in self.data

    def __getitem__(self, key):
        if isinstance(key, int):
            return self.data[key]
        found = Series.__getitem__(self, key)
        return Array(found.data) if isinstance(found, Series) else found

    def __repr__(self):
        return '[%s]' % ' '.join('nan' if is_gap(value) else repr(value) for value in self.data)
