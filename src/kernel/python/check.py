# What is known of a step before it runs: whether it parses, which of its names, modules and files are missing.
# Nothing of the step or of the user's is executed.
MOST_CHECKED, MOST_DOUBTS, MOST_DOUBT = 20000, 6, 500
READERS = {'open', 'read_csv', 'read_table', 'read_json', 'read_excel', 'read_parquet', 'loadtxt', 'genfromtxt', 'connect'}
PATH_READERS = {'open', 'read_text', 'read_bytes'}
# Calls that may make a file or a folder current, and tests that the step makes itself.
MAKERS = {'extract', 'to_sql', 'listdir', 'basicConfig', 'FileHandler', 'TemporaryDirectory', 'system', 'run', 'call', 'check_call', 'check_output', 'Popen', 'popen', 'chdir', 'urlretrieve', 'extractall',
          'unpack_archive', 'exists', 'isfile', 'is_file', 'touch'}
DATA_FILE = re.compile(r'[^\n]*\.(csv|tsv|tab|txt|log|json|jsonl|xlsx|sqlite|sqlite3|db|parquet|xml|html)$', re.I)


def finders():
    """What finds modules as the kernel starts; what a step adds is the user's code and is not asked."""
    return [one for one in sys.meta_path if one is not After]


def is_missing(module):
    """Whether an import of a top-level module would fail for certain."""
    # What `six` adds finds nothing but its own parts.
    added = [one for one in finders() if one not in FINDERS and 'six' not in type(one).__module__]
    if module in sys.modules or added:
        return False
    for one in FINDERS:
        try:
            if one.find_spec(module, None) is not None:
                return False
        except (ImportError, ValueError, AttributeError):
            return False
    return True


def called(node):
    return getattr(node.func, 'id', getattr(node.func, 'attr', ''))


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def tried(tree):
    """The parts of a step that expect to fail."""
    kinds = tuple(getattr(ast, name) for name in ('Try', 'TryStar') if hasattr(ast, name))
    def expects(node):
        return isinstance(node, kinds) or isinstance(node, (ast.With, ast.AsyncWith)) and any(
            isinstance(item.context_expr, ast.Call) and called(item.context_expr) == 'suppress' for item in node.items)
    return {id(part) for node in ast.walk(tree) if expects(node) for part in ast.walk(node)}


def tops(node):
    """The top-level modules that a statement imports, each with the name it binds."""
    if isinstance(node, ast.Import):
        return [(one.name.partition('.')[0], one.asname or one.name.partition('.')[0]) for one in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [(node.module.partition('.')[0], one.asname or one.name) for one in node.names]
    return []


def missing_imports(source, tree):
    """Imports outside of `try` that would fail: statement, module, bound name."""
    if 'sys.path' in source or re.search(r'\bpip\b', source):
        return []
    expected = tried(tree)
    return [(node, module, name) for node in ast.walk(tree) if id(node) not in expected
            for module, name in tops(node) if is_missing(module)]


def constant(node, known):
    """A text that is written in the step, also where a variable holds it."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    return node.value if isinstance(node, ast.Constant) and type(node.value) is str else None


def constants(tree):
    """Variables that are set once, to a text."""
    stored = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return {node.targets[0].id: node.value.value for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant) and type(node.value.value) is str
            and stored.count(node.targets[0].id) == 1}


def mode_of(node, at):
    mode = node.args[at] if len(node.args) > at else next((one.value for one in node.keywords if one.arg == 'mode'), None)
    if mode is None:
        return 'r'
    return mode.value if isinstance(mode, ast.Constant) and type(mode.value) is str else 'w'


def opened(node, known):
    """The file that a call opens by name and the mode, or None."""
    name = called(node)
    if name in PATH_READERS and isinstance(node.func, ast.Attribute):
        path = node.func.value
        if isinstance(path, ast.Call) and called(path) == 'Path' and len(path.args) == 1:
            return constant(path.args[0], known), mode_of(node, 0) if name == 'open' else 'r'
    # A method of that name opens what only its owner knows.
    if name == 'open' and not isinstance(node.func, ast.Name):
        return None
    if name in READERS and node.args:
        return constant(node.args[0], known), mode_of(node, 1) if name == 'open' else 'r'
    return None


def missing_files(tree):
    """Data files that are opened for reading by name and are neither there nor made by the step."""
    known, expected = constants(tree), tried(tree)
    made, wanted = set(), []
    for node in calls(tree):
        name = called(node)
        found = opened(node, known)
        if name in MAKERS or name == 'to_sql' or isinstance(getattr(node.func, 'value', None), ast.Name) \
                and node.func.value.id == '__magic__':
            return []
        if found and found[0] and set(found[1]) & set('wax+'):
            made.add(found[0])
        elif found and not found[0] and set(found[1]) & set('wax+') or name in ('write_text', 'write_bytes'):
            # It may be any file that is written there.
            return []
        elif found and found[0] and id(node) not in expected:
            wanted.append((name, found[0]))
        elif name.startswith(('to_', 'save', 'write', 'dump', 'copy', 'rename', 'move')):
            path = getattr(node.func, 'value', None)
            parts = node.args + [one.value for one in node.keywords] + (path.args if isinstance(path, ast.Call) else [])
            made.update(constant(part, known) for part in parts)
    # A step that makes tables makes their database as well.
    tables = any(isinstance(node, ast.Constant) and type(node.value) is str and 'create table' in node.value.lower()
                 for node in ast.walk(tree))
    return [path for name, path in wanted
            if DATA_FILE.match(path) and '://' not in path and path not in made and not (tables and name == 'connect')
            and not os.path.exists(os.path.expanduser(path))]


def missing_names(source):
    """Names that are read and that nothing has set, in the kernel or in the step."""
    import symtable
    if any(word in source for word in ('import *', 'exec(', 'globals()', 'locals()', 'vars()', 'NameError', 'except Exception', 'except:', '__magic__')):
        return []
    try:
        top = symtable.symtable(source, '<check>', 'exec')
    except SyntaxError:
        # The step runs all the same where it is indented as a whole.
        return []
    bound, read, waiting = set(MAIN.__dict__) | set(builtins.__dict__), [], [top]
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        for symbol in scope.get_symbols():
            is_global = scope is top or symbol.is_declared_global()
            if is_global and (symbol.is_assigned() or symbol.is_imported()) or scope is top and symbol.is_namespace():
                bound.add(symbol.get_name())
            if symbol.is_referenced() and (scope is top or symbol.is_global()):
                read.append(symbol.get_name())
    return [name for name in read if name not in bound and not name.startswith('_')]


def unparsed(error):
    line, text = getattr(error, 'lineno', None), (getattr(error, 'text', None) or '').strip()
    place = ' in line %d' % line if line else ''
    return '%s%s%s' % (getattr(error, 'msg', None) or error, place, ': ' + cap(text, 160) if text else '')


def parsed(source):
    """The tree of a step that compiles, and its source as plain Python."""
    tree, plain = parse(source, '<check>')
    compile(tree, '<check>', 'exec', AWAIT | State.future_flags, True)
    return tree, plain


def doubts(source):
    """Each doubt as its kind and what it is about."""
    try:
        tree, plain = parsed(source)
    except (SyntaxError, ValueError) as error:
        return [('syntax', unparsed(error))]
    found = []
    for name in dict.fromkeys(module for _, module, _ in missing_imports(source, tree)):
        found.append(('module', not_installed(name)))
    for name in dict.fromkeys(missing_files(tree)):
        found.append(('file', 'there is no file %r; %s' % (name, files_near(name)[0])))
    for text in dict.fromkeys(query_doubts(tree)):
        found.append(('column', text))
    known = [name for name in MAIN.__dict__ if type(name) is str and not name.startswith('_')]
    for name in dict.fromkeys(missing_names(plain)):
        close = near(name, known)
        found.append(('name', '%s was never set%s' % (name, '; did you mean %s?' % ' or '.join(close) if close else '')))
    return found


def checked(source):
    """The doubts about a step, and its repair."""
    import warnings
    if len(source) > MOST_CHECKED:
        return [], None
    with warnings.catch_warnings():
        # What the compiler has to say is said when the step runs.
        warnings.simplefilter('ignore')
        try:
            tree, plain = parsed(source)
            repair = mended(source, tree) if plain == source else None
        except (SyntaxError, ValueError):
            repair = None
        return doubts(repair[0] if repair else source), repair


def tell_doubts(request, source, seconds=0):
    try:
        found, repair = checked(source)
    except Exception:
        found, repair = [], None
    tried = tell_trial(repair[0] if repair else source, seconds) if seconds and not any(kind == 'syntax' for kind, _ in found) else None
    send({'t': 'checked', 'id': request,
          'doubts': [{'kind': kind, 'text': cap(clean(text), MOST_DOUBT)} for kind, text in found[:MOST_DOUBTS]],
          'mended': repair and {'code': clean(repair[0]), 'note': clean(repair[1])}, 'tried': tried})


