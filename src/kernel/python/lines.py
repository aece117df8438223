# Which line of a step runs: each of its statements first notes its line in memory that the runner
# reads, so nothing interrupts the step, starts a thread or asks it. Only statements that run at most
# once a step do so; a loop counts as its first line, since noting every turn would cost time.
LINE = '__ci_line__'
LOOPS = (ast.For, ast.AsyncFor, ast.While)
APART = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def open_lines():
    """Makes the memory; gives its descriptor, or None where the system has none."""
    try:
        import mmap
        first = os.memfd_create('ci-tui-line')
        fd = high(first)
        os.close(first)
        os.ftruncate(fd, 4)
        State.line = memoryview(mmap.mmap(fd, 4)).cast('I')
        return fd
    except (AttributeError, ImportError, OSError):
        return None


def note_line(line):
    if State.line is not None:
        State.line[0] = line


def forget_lines():
    """A forked child shares the memory and must not write there."""
    State.line = None
    builtins.__dict__[LINE] = [0]


def is_early(statement, first):
    """Whether nothing may stand before a statement: a docstring, an import from the future."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == '__future__'
    return first and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def note_lines(tree):
    """Lets the statements of a step note their lines."""
    if State.line is None:
        return
    builtins.__dict__[LINE] = State.line
    early = 0
    while early < len(tree.body) and is_early(tree.body[early], early == 0):
        early += 1
    waiting = [(tree.body, early)]
    while waiting:
        body, start = waiting.pop()
        noted = body[:start]
        for statement in body[start:]:
            note = ast.parse('%s[0] = %d' % (LINE, statement.lineno)).body[0]
            noted += [ast.increment_lineno(note, statement.lineno - 1), statement]
            if isinstance(statement, APART):
                continue
            blocks = [statement] + getattr(statement, 'handlers', []) + getattr(statement, 'cases', [])
            for block in blocks:
                for name in ('body', 'orelse', 'finalbody'):
                    inner = getattr(block, name, None)
                    if isinstance(inner, list) and inner and not (name == 'body' and isinstance(block, LOOPS)):
                        waiting.append((inner, 0))
        body[:] = noted


