# One step: compiled under its own name, run in the session, its end told.
TRACEBACK_CAP = 20000
MAIN = types.ModuleType('__main__')
AWAIT = getattr(ast, 'PyCF_ALLOW_TOP_LEVEL_AWAIT', 0)
FUTURE = 0
for feature in map(future_features.__dict__.get, future_features.all_feature_names):
    if feature.getMandatoryRelease() is None or feature.getMandatoryRelease() > sys.version_info:
        FUTURE |= feature.compiler_flag


def ends_with_semicolon(source, last):
    """Whether a `;` follows the last expression, comments aside: its value is not wanted then."""
    rest = re.split('\r\n|\r|\n', source)[last.end_lineno - 1:]
    if rest:
        rest[0] = rest[0].encode()[last.end_col_offset:].decode()
    return any(';' in line.partition('#')[0] for line in rest)


def outdent(source, name, flags):
    """The tree of a step that is indented as a whole, as pasted code is; strings stay as they are."""
    try:
        tree = compile('if 1:\n' + source, name, 'exec', flags, True)
    except SyntaxError:
        return None
    if len(tree.body) != 1 or tree.body[0].orelse:
        return None
    tree.body = tree.body[0].body
    return ast.increment_lineno(tree, -1)


def parse(source, name):
    flags = AWAIT | State.future_flags | ast.PyCF_ONLY_AST
    try:
        return compile(source, name, 'exec', flags, True), source
    except SyntaxError as error:
        indented = outdent(source, name, flags) if isinstance(error, IndentationError) else None
        if indented is not None:
            return indented, source
        plain = translate(source)
        if plain is None:
            raise
        MAIN.__dict__['__magic__'] = MAGIC
        try:
            return compile(plain, name, 'exec', flags, True), plain
        except SyntaxError as second:
            raise second.with_traceback(None) from None


def finish(value):
    """Runs a coroutine on the session's one loop."""
    import asyncio
    if State.loop is None or State.loop.is_closed():
        State.loop = asyncio.new_event_loop()
    asyncio.set_event_loop(State.loop)
    task = State.loop.create_task(value)
    try:
        return State.loop.run_until_complete(task)
    except BaseException:
        if not task.done():
            task.cancel()
            try:
                State.loop.run_until_complete(task)
            except BaseException:
                pass
        raise


def execute(source, name):
    """Runs a source in the session; gives the value of its last expression."""
    tree, source = parse(source, name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
        quiet = ends_with_semicolon(source, last.body)
    note_lines(tree)
    value = None
    for part, mode in ((tree if tree.body else None, 'exec'), (last, 'eval')):
        if part is None:
            continue
        code = compile(part, name, mode, AWAIT | State.future_flags, True)
        State.future_flags |= code.co_flags & FUTURE
        if mode == 'eval':
            note_line(part.body.lineno)
        value = eval(code, MAIN.__dict__)
        if code.co_flags & 0x80:
            value = finish(value)
    return None if last is None or quiet else value


def without_driver(trace):
    """Drops our own frames, in the causes of an exception too."""
    seen = set()
    waiting = [trace]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.stack[:] = [f for f in one.stack if f.filename not in ('<driver>', '<minipandas>')]
        waiting += [one.__cause__, one.__context__]
        waiting += getattr(one, 'exceptions', None) or []
    return trace


def explain(error):
    """The last line and the whole of a traceback."""
    try:
        trace = without_driver(traceback.TracebackException(type(error), error, error.__traceback__))
        only = list(trace.format_exception_only())
        last = only[-1] if isinstance(error, SyntaxError) else only[0]
        text = ''.join(trace.format())
        help = hint(error)
        if help:
            text = '%s\nHint: %s' % (text.rstrip(), help)
    except BaseException as second:
        last = type(error).__name__
        text = '%s (its traceback failed: %s)' % (last, type(second).__name__)
    return cap(clean(last.strip()), 4000), cap(clean(text), TRACEBACK_CAP)


def attempt(source, name):
    """Runs a step; gives its status, result, error and traceback."""
    try:
        State.running = True
        value = execute(source, name)
        result = None
        if value is not None:
            MAIN.__dict__['_'] = value
            result = text_of(value)
            show_rich(value, is_result=True)
        show_figures()
        State.running = False
        return 'ok', result, None, None
    except SystemExit as error:
        State.running = False
        return 'exited', None, clean('SystemExit: %s' % (0 if error.code is None else error.code,)), None
    except KeyboardInterrupt as error:
        State.running = False
        return ('interrupted', None) + explain(error)
    except BaseException as error:
        told = explain(error)
        # What was drawn before the error belongs to this step, not to the next.
        try:
            show_figures()
        except BaseException:
            pass
        State.running = False
        return ('error', None) + told


def run_step(number, source):
    name = '<step %d>' % number
    State.step = number
    lines = source.splitlines(True)
    linecache.cache[name] = (len(source), None, lines, name)
    signal.signal(signal.SIGINT, on_interrupt)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    restore_streams()
    sys.modules['__main__'] = MAIN
    note_variables()
    try:
        status, result, error, trace = attempt(source, name)
    except KeyboardInterrupt as late:
        # The interrupt came between the end of the step's code and our taking note of it.
        State.running = False
        status, result, error, trace = ('interrupted', None) + explain(late)
    note_line(0)
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 500))
    for out in (sys.stdout, sys.stderr, STREAMS[1], STREAMS[2]):
        try:
            out.flush()
        except Exception:
            pass
    if getpid() != PID:
        # The step forked and its child came out at the end of the step as well.
        if trace:
            write_fd(2, trace.encode('utf-8', 'replace'))
        exit_now(1 if trace else 0)
    try:
        cwd = clean(os.getcwd())
    except OSError:
        cwd = None
    send({'t': 'done', 'n': number, 'status': status, 'result': result, 'error': error,
          'traceback': trace, 'cwd': cwd})


