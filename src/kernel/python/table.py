# Frames, series and arrays as a small typed table: a Tabular Data Resource with its rows as lists.
TABLE_MIME = 'application/vnd.dataresource+json'
# The libraries whose tables are frames and series.
FRAMES = ('pandas', 'minipandas')
TABLE_ROWS, TABLE_COLUMNS, CELL_CAP = (150, 50), (40, 10), 200


def library(name):
    """A module that the session has imported, or an empty one."""
    module = sys.modules.get(name)
    return module.__dict__ if type(module) is types.ModuleType else {}


def is_a(value, module, *names):
    kinds = [kind for kind in map(library(module).get, names) if isinstance(kind, type)]
    return isinstance(value, tuple(kinds)) if kinds else False


def is_frame(value, *names):
    return any(is_a(value, module, *names or ('DataFrame', 'Series')) for module in FRAMES)


def cell(value):
    """A value as JSON can hold it."""
    kind = type(value)
    if value is None or kind is bool or kind is int and -2 ** 53 < value < 2 ** 53:
        return value
    if kind is float:
        return value if -1e308 < value < 1e308 else None if value != value else str(value)
    if type(value).__name__ in ('NAType', 'NaTType'):
        return None
    return cap(clean(value), CELL_CAP)


def parts(length, most):
    """The head and the tail of what is too long, as two ranges."""
    head, tail = most
    return (range(length), range(0)) if length <= head + tail else (range(head), range(length - tail, length))


def table_data(kind, shape, names, types_of, rows, index=None, index_name=None):
    """The resource; `rows` gives the cells of a range of rows, in the chosen columns."""
    row_parts = parts(shape[0], TABLE_ROWS)
    chosen = [column for part in parts(shape[1], TABLE_COLUMNS) for column in part]
    fields = [{'name': cap(clean(names(c)), CELL_CAP), 'type': clean(types_of(c))} for c in chosen]
    data = [[cell(v) for v in row] for part in row_parts if part for row in rows(part, chosen)]
    made = {'kind': kind, 'shape': list(shape), 'schema': {'fields': fields}, 'data': data}
    if index_name is not None:
        made['index_name'] = cell(index_name)
    if index is not None:
        made['index'] = [cell(v) for part in row_parts if part for v in index(part)]
    if shape[0] > len(data):
        made['rows_left_out'] = {'after': TABLE_ROWS[0], 'count': shape[0] - len(data)}
    if shape[1] > len(chosen):
        made['columns_left_out'] = {'after': TABLE_COLUMNS[0], 'count': shape[1] - len(chosen)}
    return made


def pandas_table(value):
    frame = value.to_frame() if is_frame(value, 'Series') else value
    kinds = frame.dtypes.tolist()

    def rows(part, chosen):
        piece = frame.iloc[part.start:part.stop].iloc[:, chosen]
        return zip(*[piece.iloc[:, c].astype(object).tolist() for c in range(len(chosen))]) if chosen else ()
    return table_data(type(value).__name__, frame.shape, lambda c: frame.columns[c], lambda c: kinds[c],
                      rows, lambda part: frame.index[part.start:part.stop].tolist(), index_name(frame.index))


def index_name(index):
    """What the index is called: one name, or those of all its levels."""
    names = [name for name in index.names if name is not None]
    return ', '.join(map(str, names)) if names else None


def array_table(value):
    def rows(part, chosen):
        return value[part.start:part.stop][:, chosen].tolist()
    return table_data('ndarray', value.shape, str, lambda c: value.dtype, rows)


def arrow_table(value):
    def rows(part, chosen):
        piece = value.slice(part.start, len(part))
        return zip(*[piece.column(c).to_pylist() for c in chosen])
    return table_data('Table', value.shape, lambda c: value.column_names[c],
                      lambda c: value.schema.field(c).type, rows)


def polars_table(value):
    names, kinds = value.columns, value.dtypes

    def rows(part, chosen):
        return value.slice(part.start, len(part)).select([names[c] for c in chosen]).rows()
    return table_data('DataFrame', value.shape, lambda c: names[c], lambda c: kinds[c], rows)


def table_of(value):
    """The table that shows a value, or None."""
    if is_frame(value):
        return pandas_table(value)
    if is_a(value, 'numpy', 'ndarray'):
        return array_table(value) if value.ndim == 2 and value.size > 1 and value.dtype.names is None else None
    if is_a(value, 'pyarrow', 'Table'):
        return arrow_table(value)
    if is_a(value, 'polars', 'DataFrame'):
        return polars_table(value)
    return None


def show_table(value, is_result=False):
    """Shows a value that is a table; says whether it is one."""
    if isinstance(value, type):
        return False
    try:
        made = table_of(value)
        if made is None:
            return False
        # Its text says nothing more to whoever sees the table.
        made['is_result'] = is_result
        return show(TABLE_MIME, dumps(made))
    except Exception:
        return False


def bounded(value):
    """The text of a table whose owner lifted the limits of its library, or None for the usual way."""
    if not is_a(value, 'pandas', 'DataFrame', 'Series'):
        return None
    wide = value.ndim > 1 and value.shape[1] > TABLE_COLUMNS[0]
    if len(value) <= TABLE_ROWS[0] and not wide:
        return None
    pandas = library('pandas')
    rows, columns = pandas['get_option']('display.max_rows'), pandas['get_option']('display.max_columns')
    # To find out how many columns fit into a line, pandas would format all of them.
    columns = 20 if wide else columns
    rows = rows if rows is not None and rows <= 60 else 60
    with pandas['option_context']('display.max_rows', rows, 'display.max_columns', columns):
        return repr(value)


