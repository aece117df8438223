# The queries of a step against the database that it opens, before it runs: each is prepared, and none is executed.
QUERY = re.compile(r'\s*(select|with)\b', re.I)


def opened_databases(tree):
    """Files that the step connects to by a name written in it."""
    known = constants(tree)
    paths = [constant(node.args[0], known) for node in calls(tree) if called(node) == 'connect' and node.args]
    return [path for path in dict.fromkeys(paths) if path and os.path.isfile(path)]


def queries(tree):
    """The texts of the step that are queries as a whole."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str
            and id(node) not in parts and QUERY.match(node.value) and len(node.value) < 5000]


def inner_queries(query):
    """The queries in brackets within a query, texts and names in quotes left out."""
    plain = re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"", lambda match: '_' * len(match.group()), query)
    opened = []
    for n, sign in enumerate(plain):
        if sign == '(':
            opened.append(n + 1)
        elif sign == ')' and opened:
            start = opened.pop()
            if re.match(r'\s*select\b', plain[start:n], re.I):
                yield query[start:n]


def prepared(base, query):
    """Why a query cannot be prepared, or None."""
    import sqlite3
    try:
        base.execute('explain ' + query).close()
    except sqlite3.OperationalError as error:
        return error
    except sqlite3.Error:
        # Values that are bound later are no fault.
        return None
    return None


def query_doubts(tree):
    import sqlite3
    from urllib.parse import quote
    found, wanted = [], queries(tree)
    # A step that makes tables knows more than the file.
    if any(re.search(r'\b(create|attach|alter|drop|pragma)\b', node.value, re.I) for node in ast.walk(tree)
           if isinstance(node, ast.Constant) and type(node.value) is str):
        return []
    bases = opened_databases(tree) if wanted else []
    # What waits in a write-ahead log is not in the file yet.
    if len(bases) != 1 or os.path.exists(bases[0] + '-wal') or any(called(node) in ('to_sql', 'executescript') for node in calls(tree)):
        return []
    base = sqlite3.connect('file:%s?mode=ro&immutable=1' % quote(os.path.abspath(bases[0])), uri=True)
    try:
        tables = tables_in(base)
        for query in wanted:
            error = prepared(base, query)
            if error is not None:
                if re.match('no such (column|table)|ambiguous', str(error)):
                    found.append('; '.join([str(error)] + mend_query(error, tables)))
                continue
            for inner in inner_queries(query):
                match = re.match(r'no such column: (\w+)$', str(prepared(base, inner) or ''))
                # Such a name is taken from the query around it, which nobody means.
                if match and re.match(r'\s*select\s+(distinct\s+)?%s\s+from\b' % match.group(1), inner, re.I):
                    found.append('in (%s) no table has the column %s, so the query around it gives its own: join the tables that belong together; %s'
                                 % (cap(' '.join(inner.split()), 80), match.group(1),
                                    '; '.join(table_heads(tables))))
    finally:
        base.close()
    return found


