

# From files, databases and texts to tables, numbers and dates.
NO_VALUE = {'', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN', '<NA>', 'N/A', 'NA',
            'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'}
# How dates may be written; the first that reads all of a column counts. The month comes before the day, as in pandas.
DATES = ('%Y-%m-%d', '%Y/%m/%d', '%m/%d/%Y', '%d/%m/%Y', '%m-%d-%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y%m%d', '%Y-%m', '%Y', '%m/%d/%y', '%d/%m/%y',
         '%d %B %Y', '%d %b %Y', '%B %d, %Y', '%b %d, %Y', '%d-%b-%Y', '%d-%b-%y', '%b-%y', '%b %Y', '%B %Y', '%Y.%m.%d')
TIMES = ('', ' %H:%M:%S', ' %H:%M', 'T%H:%M:%S', 'T%H:%M', ' %H:%M:%S.%f', 'T%H:%M:%S.%f', ' %I:%M %p', ' %I:%M:%S %p')


def as_number(text, comma=False, thousands=None):
    """The number that a text is, or None."""
    text = text.strip()
    if thousands:
        text = text.replace(thousands, '')
    if comma:
        text = text.replace(',', '.')
    if '_' in text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def typed(column, gaps, comma=False, thousands=None):
    """A column of texts as numbers or truth values, if all of it is that."""
    found = [None if text in gaps or text.strip() in gaps else text for text in column]
    numbers = [None if text is None else as_number(text, comma, thousands) for text in found]
    if all((a is None) == (b is None) for a, b in zip(found, numbers)):
        return tidy([nan if one is None else one for one in numbers]) if any(one is None for one in found) else tidy(numbers)
    if all(text in ('True', 'False', 'TRUE', 'FALSE', 'true', 'false', None) for text in found):
        return [nan if text is None else text.lower() == 'true' for text in found]
    return [nan if text is None else text for text in found]


def read_csv(path, sep=None, delimiter=None, header='infer', names=None, index_col=None, usecols=None, dtype=None, na_values=None,
             parse_dates=False, encoding=None, decimal=None, thousands=None, skiprows=0, nrows=None, dayfirst=False,
             keep_default_na=True, comment=None, quotechar='"', skipinitialspace=False, lines=None, **options):
    """Reads a table as pandas does, and finds out separator, encoding and decimal comma where they are not given."""
    plain_options(options)
    text = whole_text(path, encoding)
    if text[:1] in '{[' and (lines is not None or str(path).lower().endswith(('.json', '.jsonl', '.ndjson'))):
        more = '' if str(path).lower().endswith('.json') else ', lines=True'
        raise ValueError('%s holds JSON: read it with pd.read_json(%r%s)' % (path, str(path), more))
    lines = text.splitlines(True)[skiprows:] if isinstance(skiprows, int) else \
        [line for n, line in enumerate(text.splitlines(True)) if n not in skiprows]
    text = ''.join(line for line in lines if not (comment and line.startswith(comment)))
    sign = sep or delimiter or separator(text, path)
    if sign in ('\\s+', ' +'):
        rows = [line.split() for line in text.splitlines() if line.strip()]
    else:
        sign = '\t' if sign == '\\t' else sign
        rows = [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=sign, quotechar=quotechar,
                                          skipinitialspace=skipinitialspace) if row]
    if not rows:
        raise ValueError('No columns to parse from file: %s is empty' % path)
    header = (None if names else 0) if header == 'infer' else header
    headed = rows[header] if header is not None else None
    body = rows[header + 1:] if headed is not None else rows
    heads = list(names) if names else unlike(headed) if headed is not None else list(range(max(map(len, rows))))
    longest = max(body, key=len, default=[])
    if len(longest) == len(heads) + 1 and all(len(row) == len(longest) for row in body):
        heads, index_col = ['index'] + heads, 0 if index_col is None else index_col
    elif len(longest) > len(heads) and any(cell.strip() for cell in longest[len(heads):]):
        raise ValueError('line %d of %s has %d fields and the header has %d: name the separator with sep='
                         % (body.index(longest) + 2, path, len(longest), len(heads)))
    body = body if nrows is None else body[:nrows]
    gaps = (NO_VALUE if keep_default_na else set()) | set(map(str, listed(na_values) if na_values is not None and not isinstance(na_values, dict) else []))
    by_name = {name: set(map(str, listed(one))) for name, one in na_values.items()} if isinstance(na_values, dict) else {}
    columns, comma = {}, decimal == ',' or decimal is None and sign == ';'
    for n, name in enumerate(heads):
        if usecols is None or name in usecols or n in usecols:
            column = [row[n] if n < len(row) else '' for row in body]
            wanted = dtype.get(name) if isinstance(dtype, dict) else dtype
            plain = wanted in (str, 'str', object, 'object')
            own = gaps | by_name.get(name, set())
            columns[name] = [nan if cell in own else cell for cell in column] if plain else typed(column, own, comma, thousands)
            if wanted is not None and not plain:
                columns[name] = Series(columns[name]).astype(wanted).data
    made = DataFrame(columns)
    made.__dict__['index'] = Index(range(len(body)))
    for name in parse_dates if isinstance(parse_dates, (list, tuple)) else []:
        name = heads[name] if isinstance(name, int) else name
        made[name] = to_datetime(made[name], dayfirst=dayfirst)
    if index_col is not None and index_col is not False:
        made = made.set_index([heads[one] if isinstance(one, int) else one for one in listed(index_col)])
        if parse_dates is True:
            made.index = Index(to_datetime(list(made.index)), made.index.names)
    return made


def unlike(heads):
    """Names of columns, equal ones told apart, nameless ones named."""
    made = []
    for n, name in enumerate(heads):
        name = name or 'Unnamed: %d' % n
        again = sum(one == name or one.startswith(name + '.') and one[len(name) + 1:].isdigit() for one in made)
        made.append('%s.%d' % (name, again) if again else name)
    return made


def whole_text(path, encoding):
    if hasattr(path, 'read'):
        text = path.read()
        return decode(text, True)[0] if isinstance(text, bytes) else text
    with open(path, 'rb') as file:
        data = file.read()
    if str(path).endswith('.gz'):
        import gzip
        data = gzip.decompress(data)
    return data.decode(encoding) if encoding and not encoding.lower().replace('-', '').startswith('utf8') else decode(data, True)[0]


def read_table(path, sep='\t', **named):
    return read_csv(path, sep=sep, **named)


def read_json(path, orient=None, lines=None, **options):
    plain_options(options)
    text = path if isinstance(path, str) and path.lstrip()[:1] in '[{' and path.strip() else whole_text(path, None)
    lines = str(path).lower().endswith(('.jsonl', '.ndjson')) if lines is None else lines
    held = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else json.loads(text)
    if isinstance(held, dict) and all(isinstance(one, dict) for one in held.values()):
        return DataFrame(held) if orient in (None, 'columns') else DataFrame(list(held.values()), list(held))
    return DataFrame(held)


def read_sql_query(query, con, params=None, **options):
    plain_options(options)
    made = con.execute(query, params or ())
    names = [column[0] for column in made.description]
    rows = [tuple(row) for row in made.fetchall()]
    return DataFrame(rows, columns=names) if rows else DataFrame(columns=names)


def read_sql(query, con, **named):
    return read_sql_query(query if ' ' in query.strip() else 'select * from "%s"' % query.strip(), con, **named)


def read_sql_table(name, con, **named):
    return read_sql(name, con, **named)


def to_numeric(values, errors='raise', **options):
    plain_options(options)
    def one(value):
        if is_gap(value) or isinstance(value, (int, float)):
            return nan if value is None else value
        made = as_number(str(value))
        if made is None and errors == 'raise':
            raise ValueError('Unable to parse string %r: errors="coerce" makes a gap of it' % value)
        return made if made is not None else value if errors == 'ignore' else nan
    return values.like([one(value) for value in values.data]) if isinstance(values, Series) else \
        [one(value) for value in values] if isinstance(values, list) else one(values)


def date_of(text, form):
    return datetime.datetime.strptime(text.strip(), form)


def form_of(values, dayfirst):
    """The form in which all of these, or else most of them, are written."""
    dates = [form.replace('%m', '%q').replace('%d', '%m').replace('%q', '%d') if dayfirst and form[:2] == '%m' else form for form in DATES]
    best, most = None, 0
    for form in (date + time for time in TIMES for date in dates):
        count = 0
        for value in values[:2000] if most else values:
            try:
                date_of(value, form)
                count += 1
            except ValueError:
                if not count:
                    break
        if count > most:
            best, most = form, count
        if most == len(values):
            break
    return best


def to_datetime(values, format=None, errors='raise', dayfirst=False, unit=None, **options):
    plain_options(options)
    many = values.data if isinstance(values, Series) else values if isinstance(values, list) else [values]
    texts_ = [str(value) for value in many if not is_gap(value) and not isinstance(value, datetime.date)
              and not (unit and is_number(value))]
    texts_ = [text[:-1] if text.endswith('Z') else text for text in texts_]
    form = None if format in (None, 'mixed', 'ISO8601') else format
    form = form or (form_of(list(dict.fromkeys(texts_)), dayfirst) if texts_ else None)

    def one(value):
        if is_gap(value):
            return nan
        if isinstance(value, datetime.datetime):
            return value
        if isinstance(value, datetime.date):
            return datetime.datetime(value.year, value.month, value.day)
        if unit and is_number(value):
            return datetime.datetime(1970, 1, 1) + datetime.timedelta(**{{'s': 'seconds', 'ms': 'milliseconds', 'D': 'days'}[unit]: value})
        text = str(value)
        for form_ in filter(None, (form, None if format else form_of([text.rstrip('Z')], dayfirst))):
            try:
                return date_of(text[:-1] if text.endswith('Z') else text, form_)
            except ValueError:
                pass
        if errors == 'raise':
            raise ValueError('%r is no date in the form %s: errors="coerce" makes a gap of it' % (value, form or 'of any date'))
        return nan
    made = [one(value) for value in many]
    return values.like(made) if isinstance(values, Series) else made if isinstance(values, list) else made[0]


def Timestamp(*parts, **named):
    return datetime.datetime(*parts, **named) if len(parts) > 1 or named else to_datetime(parts[0])


def Timedelta(value=0, unit='days', **named):
    return datetime.timedelta(**(named or {unit if unit.endswith('s') else {'D': 'days', 'd': 'days', 'h': 'hours', 'm': 'minutes'}.get(unit, unit + 's'): value}))


def isna(value):
    return value.isna() if isinstance(value, (Series, DataFrame)) else is_gap(value)


def notna(value):
    return value.notna() if isinstance(value, (Series, DataFrame)) else not is_gap(value)


isnull, notnull = isna, notna


def cut(values, bins, labels=None, right=True, include_lowest=False, **options):
    plain_options(options)
    found = present(list(values))
    if isinstance(bins, int):
        low, high = min(found), max(found)
        edges = [low + (high - low) * n / bins for n in range(bins + 1)]
        edges[0 if right else -1] -= (high - low) * 0.001 * (1 if right else -1)
    else:
        edges = list(bins)
    forms = '(%s, %s]' if right else '[%s, %s)'
    plain = lambda edge: '%.6g' % edge
    names = labels if labels else [forms % (plain(a), plain(b)) for a, b in zip(edges, edges[1:])]

    def one(value):
        if is_gap(value):
            return nan
        n = (bisect.bisect_left if right else bisect.bisect_right)(edges, value) - 1
        n = 0 if right and include_lowest and value == edges[0] else n
        return (n if labels is False else names[n]) if 0 <= n < len(edges) - 1 else nan
    return values.like([one(value) for value in values]) if isinstance(values, Series) else [one(value) for value in values]


def qcut(values, q, labels=None, **options):
    plain_options(options)
    shares = [n / q for n in range(q + 1)] if isinstance(q, int) else q
    found = present(list(values))
    return cut(values, [quantile(found, share) for share in shares], labels, include_lowest=True)


def date_range(start=None, end=None, periods=None, freq='D', **options):
    plain_options(options)
    first, last = to_datetime(start), to_datetime(end) if end is not None else None
    if freq not in ('D', 'H', 'h'):
        raise NotImplementedError('minipandas knows the frequencies D and h only, not %r' % freq)
    step = {'D': datetime.timedelta(1), 'H': datetime.timedelta(hours=1), 'h': datetime.timedelta(hours=1)}[freq]
    count = periods if periods is not None else int((last - first) / step) + 1
    return Index(first + step * n for n in range(count))


def set_option(*_):
    """The text of a table has no options here."""


def __getattr__(name):
    raise AttributeError('minipandas has no pd.%s: compute it with plain Python; columns are lists: list(df["name"])' % name)
