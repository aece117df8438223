# One variable in full, told as `variables.py` tells all of them: no code of the user is ever called.
import collections

SHOW_TIME, SHOW_BYTES, SHOW_DEPTH, SHOW_LINES, SHOW_WIDTH = 0.03, 60000, 6, 2000, 76
SHOW_ITEMS = (500, 100, 30, 10, 10, 10, 10)
SHOW_ROWS, SHOW_COLUMNS, SHOW_CELL = (40, 10), 40, 30
BASES = NUMBERS | SIZED | {id(collections.deque)}
CODE = frozenset(map(id, (types.BuiltinFunctionType, types.MethodType, types.MethodDescriptorType, types.WrapperDescriptorType,
                          types.FunctionType, types.ModuleType, types.CodeType)))
mro_of, dict_of = type.__dict__['__mro__'].__get__, type.__dict__['__dict__'].__get__
PRINTABLE = ('numpy', 'pandas', 'minipandas', 'polars', 'pyarrow', 'datetime', 'decimal', 'fractions', 'uuid', 'pathlib')


class Page:
    """Lines within limits; `full` says that no more fit or no time is left."""

    def __init__(self):
        self.lines, self.size, self.until = [], 0, time.perf_counter() + SHOW_TIME

    def full(self):
        return self.size > SHOW_BYTES or len(self.lines) >= SHOW_LINES or time.perf_counter() > self.until

    def add(self, depth, text):
        line = '  ' * depth + text
        self.size += len(line) + 1
        self.lines.append(line)


def base_of(kind):
    """The builtin that a class is built on, if it is."""
    return next((base for base in mro_of(kind) if id(base) in BASES), None)


def is_built_on(kind, wanted):
    return any(base is wanted for base in mro_of(kind))


def count(number, noun='item'):
    return '1 %s' % noun if number == 1 else '%d %ss' % (number, noun)


def named(kind):
    return clean(class_name(kind))


def plain(kind, base, value):
    """An exact builtin with the same content as an instance of a subclass."""
    if kind is base:
        return value
    if id(base) in TEXTS:
        return base(base.__getitem__(value, slice(0, SHOW_BYTES)))
    return base.__add__(value, 0) if id(base) in NUMBERS else value


def cell_text(value):
    """A value within a table or a line."""
    kind = type(value)
    if base_of(kind) is kind or value is None:
        return cap(clean(value if kind is str else brief(value)), CELL_CAP)
    known = is_of_library(kind) or is_built_on(kind, library('numpy').get('dtype'))
    return cap(clean(value), CELL_CAP) if known else '<%s>' % named(kind)


def is_of_library(kind):
    """Whether a class really is the one that a known module holds; its name alone may lie."""
    module = class_module(kind)
    if type(module) is not str or module.partition('.')[0] not in PRINTABLE:
        return False
    return library(module).get(class_name(kind)) is kind


def one_line(value):
    """What stands behind a key or an index; containers with content are shown below it instead."""
    kind = type(value)
    base = base_of(kind)
    if value is None or id(base) in NUMBERS:
        text = brief(plain(kind, base, value)) if base is not None else 'None'
        return text if kind is base or value is None else '%s %s' % (named(kind), text)
    if id(base) in TEXTS:
        text = plain(kind, base, value)
        return repr(text[:400]) + ('... %s' % count(len(text), 'character') if len(text) > 400 else '')
    if base is not None:
        size = base.__len__(value)
        name = named(kind)
        return '%s, %s' % (name, count(size)) if size else '%s, empty' % name
    if kind is types.FunctionType:
        return signature(value)
    if kind is types.ModuleType:
        return 'module ' + module_name(value)
    if is_built_on(kind, type):
        return 'class ' + named(value)
    return cell_text(value)


def children(value):
    """(keys and values, how many there are) of a container or of an object's own attributes, or None."""
    kind = type(value)
    base = base_of(kind)
    if base is dict:
        return ((brief(k) if base_of(type(k)) is type(k) else one_line(k), v) for k, v in dict.items(value)), dict.__len__(value)
    if base is set or base is frozenset:
        return (('-', item) for item in base.__iter__(value)), base.__len__(value)
    if base is list or base is tuple or base is collections.deque:
        return (('[%d]' % n, item) for n, item in enumerate(base.__iter__(value))), base.__len__(value)
    if base is not None or value is None or id(kind) in CODE:
        return None
    if is_of_builtins(kind) and not is_built_on(kind, type) or is_of_library(kind):
        return None
    if is_built_on(kind, type):
        found = [(name, item) for name, item in dict_of(value).items() if name[:2] != '__']
    else:
        found = attributes(kind, value)
    return (('.' + clean(name), item) for name, item in found), len(found)


def attributes(kind, value):
    """What an object holds, from its `__dict__` and its slots and nowhere else."""
    found = []
    for owner in mro_of(kind):
        for name, how in list(dict_of(owner).items()):
            try:
                if name == '__dict__' and type(how) is types.GetSetDescriptorType:
                    own = how.__get__(value)
                    found = [(k, v) for k, v in itertools.islice(dict.items(own), SHOW_LINES) if type(k) is str] + found
                elif type(how) is types.MemberDescriptorType and name[:2] != '__' and class_module(owner) != 'builtins':
                    found.append((name, how.__get__(value)))
            except AttributeError:
                continue
    return found


def grow(page, value, depth, above):
    """Adds what is below a value, each item in a line, down to a certain depth."""
    inner = children(value)
    if inner is None:
        return
    items, size = inner
    most = SHOW_ITEMS[min(depth, SHOW_DEPTH)]
    told = 0
    for key, item in itertools.islice(items, most):
        if page.full():
            break
        told += 1
        if id(item) in above:
            page.add(depth, '%s <%s that holds this>' % (key, named(type(item))))
            continue
        short = in_short(item)
        page.add(depth, '%s %s' % (key, clean(short or one_line(item))))
        if not short and depth < SHOW_DEPTH and not is_built_on(type(item), type):
            grow(page, item, depth + 1, above | {id(item)})
    if size > told:
        page.add(depth, '... %d more' % (size - told))


def in_short(value):
    """A small container in one line, or None."""
    if id(type(value)) not in BRACKETS:
        return None
    text = brief(value)
    return text if len(text) < 60 and '...' not in text and '<' not in text else None


def signature(function):
    """`def f(a, b=1, *rest, key)`, from the code object alone."""
    code = function.__code__
    names, flags = code.co_varnames, code.co_flags
    most, only = code.co_argcount, code.co_kwonlyargcount
    defaults, named_only = function.__defaults__ or (), function.__kwdefaults__ or {}
    parts = [name if n < most - len(defaults) else '%s=%s' % (name, brief(defaults[n - most + len(defaults)], 1))
             for n, name in enumerate(names[:most])]
    if code.co_posonlyargcount:
        parts.insert(code.co_posonlyargcount, '/')
    at = most + only
    if flags & 4:
        parts.append('*' + names[at])
        at += 1
    elif only:
        parts.append('*')
    parts += ['%s=%s' % (name, brief(named_only[name], 1)) if name in named_only else name for name in names[most:most + only]]
    if flags & 8:
        parts.append('**' + names[at])
    return clean('%sdef %s(%s)' % ('async ' if flags & 0x180 == 0x80 else '', function.__name__, ', '.join(parts)))


def source(function):
    """The lines of a function, as far as its file or step is known."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename)
    first = code.co_firstlineno - 1
    if not 0 <= first < len(lines):
        return []
    if sum(map(len, lines)) < 60000:
        try:
            for node in ast.walk(ast.parse(''.join(lines))):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == code.co_name:
                    starts = [node.lineno] + [one.lineno for one in node.decorator_list]
                    if code.co_firstlineno in starts:
                        return lines[first:node.end_lineno]
        except (SyntaxError, ValueError, RecursionError):
            pass
    block = lines[first:first + 1]
    indent = len(block[0]) - len(block[0].lstrip())
    for line in lines[first + 1:first + 300]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent and line.strip()[0] not in ')]}#@' and \
                not (block[-1].lstrip()[:1] == '@' and line.lstrip()[:4] in ('def ', 'asyn', 'clas')):
            break
        block.append(line)
    return block


def module_name(value):
    own = value.__dict__
    return ' '.join(clean(own[key]) for key in ('__name__', '__file__') if type(own.get(key)) is str)


def grid(page, heads, rows, index):
    """A table, in as many blocks of columns beside each other as the width asks for."""
    clip = lambda text: text if len(text) <= SHOW_CELL else text[:SHOW_CELL - 3] + '...'
    tidy = lambda value: '%.6g' % value if type(value) is float else clip(cell_text(value).replace('\n', ' '))
    left = [''] * len(heads[0][1:]) + [''] + [tidy(label) for label in index]
    columns = [[clip(text.replace('\n', ' ')) for text in head] + [tidy(row[c]) for row in rows] for c, head in enumerate(heads)]
    edge = max(map(len, left))
    first = True
    while columns and (first or not page.full()):
        first = False
        wide, block = edge, []
        while columns and (not block or wide + 2 + max(map(len, columns[0])) <= SHOW_WIDTH):
            block.append(columns.pop(0))
            wide += 2 + max(map(len, block[-1]))
        widths = [max(map(len, column)) for column in block]
        for n, label in enumerate(left):
            page.add(0, '  '.join([label.ljust(edge)] + [column[n].rjust(w) for column, w in zip(block, widths)]).rstrip())
        if columns:
            page.add(0, '')


def is_of_builtins(kind):
    module = class_module(kind)
    return type(module) is str and module == 'builtins'


def is_exactly(value, module, name):
    kind = type(value)
    place = class_module(kind) if kind is library(module).get(name) else None
    return type(place) is str and place.partition('.')[0] == module


def table_of_library(page, value):
    """Shows an array or a table of a known library; says whether it is one."""
    if is_exactly(value, 'numpy', 'ndarray'):
        cut = value[:SHOW_ROWS[0]] if value.ndim else value
        if value.ndim > 2:
            cut = cut[(0,) * (value.ndim - 2)][:SHOW_ROWS[0]]
            page.add(0, 'the first of %d tables:' % (value.size // max(1, cut.size)))
        if value.ndim < 2:
            for item in cut.tolist() if value.ndim else [value.tolist()]:
                page.add(0, cell_text(item))
        else:
            cut = cut[:, :SHOW_COLUMNS]
            grid(page, [(str(c),) for c in range(cut.shape[1])], cut.tolist(), range(len(cut)))
        return left_out(page, value.shape[-2:] if value.ndim > 1 else value.shape, SHOW_ROWS[0])
    if any(is_exactly(value, module, 'Series') for module in FRAMES):
        value = value.to_frame()
    if any(is_exactly(value, module, 'DataFrame') for module in FRAMES):
        cut = value.iloc[:SHOW_ROWS[0], :SHOW_COLUMNS]
        heads = [(cell_text(name), cell_text(kind)) for name, kind in zip(cut.columns.tolist(), cut.dtypes.tolist())]
        columns = [cut.iloc[:, c].astype(object).tolist() for c in range(cut.shape[1])]
        grid(page, heads, list(zip(*columns)), cut.index.tolist()) if heads else None
        return left_out(page, value.shape, SHOW_ROWS[0])
    if is_exactly(value, 'polars', 'Series'):
        value = value.to_frame()
    if is_exactly(value, 'polars', 'DataFrame'):
        names, rows = value.columns[:SHOW_COLUMNS], value.head(SHOW_ROWS[0])
        heads = [(clean(name), clean(kind)) for name, kind in zip(names, value.dtypes)]
        grid(page, heads, rows.select(names).rows(), range(len(rows))) if heads else None
        return left_out(page, value.shape, SHOW_ROWS[0])
    return False


def left_out(page, shape, most):
    if shape and shape[0] > most:
        page.add(0, '... %d more rows' % (shape[0] - most))
    if len(shape) > 1 and shape[1] > SHOW_COLUMNS:
        page.add(0, '... %d more columns' % (shape[1] - SHOW_COLUMNS))
    return True


def headline(told):
    """`list · 3 · 88 bytes`."""
    size = told['bytes']
    kind = told['value'] if told['type'] in ('ndarray', 'Tensor') else None
    parts = [told['type'], told['shape'], kind, None if size is None else count(size, 'byte')]
    return ' · '.join(part for part in parts if part)


def unfold(page, value):
    kind = type(value)
    base = base_of(kind)
    if kind is int and value.bit_length() < 14000:
        page.add(0, repr(value))
    elif id(base) in TEXTS:
        text = plain(kind, base, value)
        lines = text[:SHOW_BYTES].split('\n') if base is str else [repr(text[:SHOW_BYTES // 4])]
        page.lines += lines
        page.size += sum(map(len, lines))
        if base.__len__(value) > SHOW_BYTES:
            page.add(0, '... %s in all' % count(base.__len__(value), 'character'))
    elif kind is types.FunctionType:
        lines = source(value)
        if not lines:
            page.add(0, signature(value))
        page.lines += [line.rstrip('\n') for line in lines]
    elif not table_of_library(page, value):
        if children(value) is None:
            page.add(0, clean(one_line(value)))
        grow(page, value, 0, {id(value)})


def tell_variable(name):
    """Answers the wish for one variable."""
    page = Page()
    names = MAIN.__dict__
    if type(name) is not str or name not in names:
        text = 'There is no variable of this name any more.'
    else:
        value = names[name]
        try:
            unfold(page, value)
        except Exception as error:
            page.add(0, '... cannot be shown in full (%s)' % named(type(error)))
        text = headline(describe(name, value)) + '\n\n' + '\n'.join(map(clean, page.lines))
    data = text.encode('utf-8', 'backslashreplace')
    if len(data) > SHOW_BYTES:
        data = data[:SHOW_BYTES] + b'\n... and more'
    send({'t': 'shown', 'name': clean(name), 'text': data.decode('utf-8', 'ignore')})


