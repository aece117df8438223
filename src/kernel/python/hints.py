# What helps to mend an error: the values at the failing line, the keys, columns, names and files that were meant.
MOST_HINT, MOST_NAMES = 900, 24
PACKAGES = {'sklearn': 'scikit-learn', 'cv2': 'opencv-python', 'PIL': 'pillow', 'bs4': 'beautifulsoup4',
            'yaml': 'pyyaml', 'dateutil': 'python-dateutil', 'Crypto': 'pycryptodome'}


def failing(error):
    """The innermost frame that is a step's own, and its line number."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith('<step '):
            found = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    return found


def statement(frame, line):
    """The smallest statement of the step that holds a line."""
    tree = compile(''.join(linecache.getlines(frame.f_code.co_filename)), '<hint>', 'exec',
                   AWAIT | ast.PyCF_ONLY_AST, True)
    best = None
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= node.end_lineno:
            if best is None or node.end_lineno - node.lineno <= best.end_lineno - best.lineno:
                best = node
    if isinstance(best, (ast.For, ast.AsyncFor)):
        return ast.Tuple([best.target, best.iter])
    if isinstance(best, (ast.While, ast.If)):
        return best.test
    return best


def lookup(frame, name):
    for names in (frame.f_locals, frame.f_globals):
        if name in names:
            return names[name]
    raise KeyError(name)


def held(frame, node):
    """The value of a name, or of an item of a builtin one; never runs code of the user."""
    if isinstance(node, ast.Name):
        return lookup(frame, node.id)
    if isinstance(node, ast.Subscript):
        base, index = held(frame, node.value), node.slice
        if class_name(type(index)) == 'Index':
            index = index.value
        if isinstance(index, ast.Constant):
            index = index.value
        elif isinstance(index, ast.Name):
            index = lookup(frame, index.id)
        if id(type(base)) in BRACKETS and type(index) in (str, int):
            return base[index]
        found = columns(base)
        if found is not None and type(index) is str and index in found:
            return base[index]
    raise KeyError


def columns(value):
    """The column names of a table, or None."""
    kind = type(value)
    for module, name in (('pandas', 'DataFrame'), ('minipandas', 'DataFrame'), ('polars', 'DataFrame')):
        if kind is library(module).get(name):
            return [str(column) for column in list(value.columns)[:200]]
    return None


def made_of(texts):
    """What makes values of the texts of a column."""
    texts = [text.strip() for text in texts if type(text) is str]
    if texts and all(re.match(r'\d{1,4}[-/.]\d{1,2}[-/.]\d', text) for text in texts):
        return ' (texts: pd.to_datetime makes dates of them)'
    if texts and all(re.match(r'[-+$€]?\d[\d,. ]*%?$', text) for text in texts):
        return ' (texts: pd.to_numeric makes numbers of them, behind .str.replace where a sign is in the way)'
    return ' (texts)' if texts else ''


def worded(value):
    """A short text of a value of the failing line, or None where it would not help."""
    kind = type(value)
    if any(kind is one for one in (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type, types.MethodType)):
        return None
    found = columns(value)
    if found is not None:
        kinds = ['%s %s' % (name, kind) for name, kind in zip(found, map(str, value.dtypes))]
        return 'a table of %s rows with the columns %s' % (len(value), ', '.join(kinds[:MOST_NAMES]))
    if any(kind is library(module).get('Series') for module in FRAMES):
        first = value.head(3).tolist()
        return 'a column of %s, beginning %s%s' % (value.dtype, brief(first), made_of(first))
    moments = [library('datetime').get(name) for name in ('date', 'datetime', 'time', 'timedelta')]
    if any(kind is one for one in moments if one is not None):
        return repr(value) + (' (.days is its number of days)' if class_name(kind) == 'timedelta' else '')
    if type(value) is list and value and type(value[0]) is library('datetime').get('timedelta'):
        return 'a list of timedeltas (.days of each is its number of days)'
    if id(kind) in BRACKETS and len(value) > 6:
        return '%s (%d items)' % (brief(value), len(value))
    if id(kind) in SIZED or value is None or id(kind) in NUMBERS:
        return brief(value)
    return 'of type %s' % class_name(kind)


def values(frame, node):
    """What the names and items in a statement hold."""
    said = {}
    for part in ast.walk(node):
        if isinstance(part, (ast.Name, ast.Subscript)) and len(said) < 6:
            try:
                text = worded(held(frame, part))
            except Exception:
                continue
            if text is not None:
                said[ast.get_source_segment(''.join(linecache.getlines(frame.f_code.co_filename)), part)] = text
    # An item says more than the whole that it came from.
    return ['%s is %s' % (name, cap(text, 240)) for name, text in said.items() if name]


def near(name, known):
    import difflib
    lower = {}
    for one in known:
        lower.setdefault(str(one).strip().lower(), one)
    return [lower[match] for match in difflib.get_close_matches(str(name).strip().lower(), list(lower), 3, 0.6)]


def listed(known):
    known = [repr(one) if type(one) is str else str(one) for one in known]
    return ', '.join(known[:MOST_NAMES]) + (', … %d more' % (len(known) - MOST_NAMES) if len(known) > MOST_NAMES else '')


def meant(name, known, what):
    if not known:
        return ['there are no %s%s' % (what, ': take the values from the question' if what == 'files' else '')]
    close = near(name, known)
    told = ['%s that exist: %s' % (what, listed(known))]
    return ['did you mean %s?' % ' or '.join(map(repr, close))] + told if close else told


def expression(key, found):
    """What to do where a name of a column is computed from columns."""
    parts = [part.strip() for part in re.split(r'[-+*/]', key) if part.strip()] if type(key) is str else []
    if len(parts) > 1 and all(part in found for part in parts):
        made = re.sub('|'.join(map(re.escape, parts)), lambda match: 'df[%r]' % match.group(), key)
        return ['%r is no column: compute it for each row of the whole table before grouping or sorting, df[NEW] = %s' % (key, made)]
    return None


def keys_of(frame, node, key):
    """The keys of the dictionaries and tables in the failing statement."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            try:
                value = lookup(frame, part.id)
            except KeyError:
                continue
            found = columns(value)
            if found is not None and key not in found:
                return expression(key, found) or meant(key, found, 'columns')
            rows = value
            if type(rows) in (list, tuple) and rows and type(rows[0]) is dict:
                rows = rows[0]
            if type(rows) is dict and key not in rows:
                return meant(key, list(itertools.islice(rows, 200)), 'keys of %s' % part.id)
    return []


def files_near(path):
    folder = os.path.dirname(path) or '.'
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith('.'))[:200]
    except OSError:
        return ['the folder %r does not exist; files in the current folder: %s' % (folder, listed(sorted(os.listdir('.'))))]
    return meant(os.path.basename(path), names, 'files')


def tables_in(base):
    tables = [row[0] for row in base.execute("select name from sqlite_master where type in ('table', 'view')")]
    return {name: [row[1] for row in base.execute('pragma table_info("%s")' % name)] for name in tables[:20]}


def schema(frame):
    """Columns by table of the first database that the step has open."""
    import sqlite3
    for names in (frame.f_locals, frame.f_globals):
        for value in list(names.values()):
            if type(value) is sqlite3.Connection:
                return tables_in(value)
    return {}


def table_heads(tables):
    return ['%s(%s)' % (name, ', '.join(found)) for name, found in tables.items()]


def mend_query(error, tables):
    """Where the column is that a query did not find, and what there is."""
    said = table_heads(tables)
    match = re.match(r'(no such column|ambiguous column name): (?:\w+\.)?(\w+)', str(error))
    if match is None or not tables:
        return said
    name = match.group(2)
    owners = [table for table, found in tables.items() if name.lower() in map(str.lower, found)]
    close = [one for one in near(name, dict.fromkeys(column for found in tables.values() for column in found)) if one != name]
    table, _, end = name.lower().rpartition('_')
    if end == 'id' and 'id' in tables.get(table, ()) and name not in tables[table]:
        said.insert(0, 'the column of %s is id, not %s: write %s.id' % (table, name, table))
    elif owners:
        said.insert(0, '%s is a column of %s only: use another column for the other tables, or name the table, %s.%s'
                    % (name, ' and '.join(owners), owners[0], name))
    elif close:
        said.insert(0, 'did you mean %s?' % ' or '.join(close))
    return said


def not_installed(module):
    instead = 'import minipandas as pd' if module in ('pandas', 'polars') else 'use the standard library (math, statistics) or the methods of columns'
    return '%s is not installed (its package is %s): %s' % (module, PACKAGES.get(module, module), instead)


def mend(error, frame, node):
    kind, name = type(error), getattr(error, 'name', None)
    if kind is KeyError and error.args:
        return keys_of(frame, node, error.args[0])
    if isinstance(error, NameError):
        known = [one for one in {**frame.f_globals, **frame.f_locals} if not one.startswith('_')]
        name = name or str(error).split("'")[1]
        close = near(name, known)
        return ['did you mean %s?' % ' or '.join(close)] if close else ['%s was never set: set it in this step' % name]
    if isinstance(error, FileNotFoundError) and type(error.filename) is str:
        return files_near(error.filename)
    if isinstance(error, ModuleNotFoundError) and name:
        return [not_installed(name.split('.')[0])]
    if 'sqlite3' in sys.modules and isinstance(error, sys.modules['sqlite3'].Error):
        return mend_query(error, schema(frame))
    if isinstance(error, UnicodeDecodeError):
        return ["the file is not %s: open it with encoding='cp1252' or errors='replace'" % error.encoding]
    held_by = getattr(error, 'obj', None)
    if isinstance(error, AttributeError) and type(held_by) is types.ModuleType:
        return meant(name, [one for one in vars(held_by) if one.islower() and one[0] != '_'], 'names in %s' % held_by.__name__)
    if isinstance(error, AttributeError) and columns(getattr(error, 'obj', None)) is not None:
        return meant(name, columns(error.obj), 'columns')
    said = values(frame, node)
    if kind is ValueError and ('could not convert' in str(error) or 'invalid literal' in str(error)):
        said.append('clean or skip such values before converting them')
    return said


def hint(error):
    """A few words that help to mend an error, or None."""
    try:
        place = failing(error)
        if place is None or isinstance(error, (SyntaxError, AssertionError)):
            return None
        node = statement(*place)
        said = mend(error, place[0], node) if node is not None else []
        return cap(clean('; '.join(said)), MOST_HINT) or None
    except KeyboardInterrupt:
        raise
    except BaseException:
        return None
