# What the session holds, told without calling any code of the user: no `__repr__`, `__len__` or property.
MOST_VARIABLES, MARKED, LOOK_TIME, BRIEF = 300, 2000, 0.02, 80
class_name, class_module = type.__dict__['__name__'].__get__, type.__dict__['__module__'].__get__
# Types are told apart by their identity: a metaclass may have an `__eq__` or a `__hash__` of the user.
NUMBERS = frozenset(map(id, (bool, int, float, complex)))
SIZED = frozenset(map(id, (str, bytes, bytearray, list, tuple, set, frozenset, dict)))
TEXTS = frozenset(map(id, (str, bytes, bytearray)))
BRACKETS = {id(list): '[]', id(tuple): '()', id(set): '{}', id(frozenset): '{}', id(dict): '{}'}


def brief(value, depth=2):
    """A short text of a builtin value; of others only the name of the type."""
    kind = type(value)
    if kind is int:
        return repr(value) if value.bit_length() < 200 else '<int of %d bits>' % value.bit_length()
    if value is None or id(kind) in NUMBERS:
        return repr(value)
    if id(kind) in TEXTS:
        return repr(value[:BRIEF]) + ('...' if len(value) > BRIEF else '')
    if id(kind) in BRACKETS:
        if not depth:
            return '...'
        if kind is dict:
            items = ['%s: %s' % (brief(k, depth - 1), brief(v, depth - 1))
                     for k, v in itertools.islice(value.items(), 4)]
        else:
            items = [brief(item, depth - 1) for item in itertools.islice(value, 6)]
        more = ['...'] if len(value) > len(items) else []
        return BRACKETS[id(kind)][0] + ', '.join(items + more) + BRACKETS[id(kind)][1]
    return '<%s>' % class_name(kind)


def fingerprint(value):
    kind = type(value)
    return id(value), len(value) if id(kind) in SIZED else 0


def note_variables():
    """Remembers what the names stand for, so that the step's changes can be marked."""
    names = MAIN.__dict__
    State.before = None
    if len(names) <= MARKED:
        State.before = {name: fingerprint(value) for name, value in list(names.items())}


def measure(value, told):
    """Shape and size of the arrays and tables of the known libraries."""
    kind = type(value)
    for module, names in (('numpy', ('ndarray',)), ('torch', ('Tensor',)), ('pandas', ('DataFrame', 'Series')),
                          ('minipandas', ('DataFrame', 'Series')),
                          ('polars', ('DataFrame', 'Series')), ('pyarrow', ('Table',))):
        if not any(kind is library(module).get(name) for name in names):
            continue
        told['shape'] = ' × '.join(map(str, value.shape))
        if module in ('numpy', 'torch'):
            told['value'] = clean(value.dtype)
            told['bytes'] = int(value.nbytes)
        elif module == 'pandas':
            told['bytes'] = int(sum(block.nbytes for block in value._mgr.blocks))
        elif module == 'polars':
            told['bytes'] = int(value.estimated_size())
        elif module == 'pyarrow':
            told['bytes'] = int(value.nbytes)
        return


def describe(name, value):
    kind = type(value)
    known = State.before is not None
    told = {'name': clean(name), 'type': clean(class_name(kind)), 'value': None, 'shape': None, 'bytes': None,
            'changed': known and State.before.get(name) != fingerprint(value)}
    try:
        if id(kind) in SIZED:
            told['shape'] = str(len(value))
        if id(kind) in SIZED or id(kind) in NUMBERS or value is None:
            told['value'] = cap(clean(brief(value)), 400)
            told['bytes'] = kind.__sizeof__(value)
        else:
            measure(value, told)
    except Exception:
        pass
    return told


def tell_variables():
    """Answers the wish for the variables: the newest first, as many as fit into the time."""
    until = time.perf_counter() + LOOK_TIME
    names = list(MAIN.__dict__)
    told = []
    while names and len(told) < MOST_VARIABLES and time.perf_counter() < until:
        name = names.pop()
        if type(name) is not str:
            continue
        value = MAIN.__dict__.get(name)
        if not name.startswith('_') and value is not display and type(value) is not types.ModuleType:
            told.append(describe(name, value))
    send({'t': 'vars', 'variables': told, 'more': max(0, len(names) - OWN_NAMES)})


