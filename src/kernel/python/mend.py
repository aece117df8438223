# What can be repaired in a step for certain, before it is shown: each change is told in a sentence.
def is_used(name, tree):
    """Whether a name is read anywhere, or stands in a text that may be code."""
    word = re.compile(r'\b%s\b' % re.escape(name))
    return any(isinstance(node, ast.Name) and node.id == name
               or isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names
               or isinstance(node, ast.Constant) and type(node.value) is str and word.search(node.value)
               for node in ast.walk(tree))


def stands_alone(lines, node):
    """Whether nothing else of the step is on the lines of a statement."""
    before = lines[node.lineno - 1].encode()[:node.col_offset]
    behind = lines[node.end_lineno - 1].encode()[node.end_col_offset:].strip()
    return not before.strip() and (not behind or behind.startswith(b'#'))


def without_unused_imports(source, tree):
    """Takes out imports of modules that are missing and that the step never uses."""
    lines = re.split('(?<=\n)', source)
    bodies = [body for node in ast.walk(tree) for body in (getattr(node, name, None) for name in ('body', 'orelse', 'finalbody'))
              if isinstance(body, list)]
    gone = []
    for node in dict.fromkeys(node for node, _, _ in missing_imports(source, tree)):
        alone = any(body == [node] for body in bodies)
        if all(is_missing(module) and name != '*' and not is_used(name, tree) for module, name in tops(node)) \
                and not alone and stands_alone(lines, node):
            gone.append(node)
    if not gone:
        return None
    for node in gone:
        lines[node.lineno - 1:node.end_lineno] = [''] * (node.end_lineno - node.lineno + 1)
    modules = ', '.join(dict.fromkeys(tops(node)[0][0] for node in gone))
    it = 'them' if ',' in modules else 'it'
    return ''.join(lines), 'The import of %s was taken out: this Python lacks %s, and the code never uses %s.' % (modules, it, it)


def with_minipandas(source, tree):
    """Takes the built-in tables where pandas itself is missing, under the name that the step gives it."""
    found = dict.fromkeys(node for node, module, _ in missing_imports(source, tree) if module == 'pandas')
    lines = re.split('(?<=\n)', source)
    for node in found:
        whole = node.module == 'pandas' if isinstance(node, ast.ImportFrom) else [one.name for one in node.names] == ['pandas']
        if not whole or node.lineno != node.end_lineno or not stands_alone(lines, node):
            return None
        line = lines[node.lineno - 1].encode()
        before, behind = line[:node.col_offset].decode(), line[node.end_col_offset:].decode()
        text = 'import minipandas as %s' % (node.names[0].asname or 'pandas')
        if isinstance(node, ast.ImportFrom):
            text = line[node.col_offset:node.end_col_offset].decode().replace('pandas', 'minipandas', 1)
        lines[node.lineno - 1] = before + text + behind
    if not found:
        return None
    return ''.join(lines), 'pandas is not installed: the code was changed to use minipandas, the part of it that is built in.'


def with_lists_of_columns(source, tree):
    """Takes a list where columns of groups are chosen by a bare tuple, which pandas 2 refuses."""
    lines = re.split('(?<=\n)', source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call) and called(node.value) == 'groupby':
            chosen = getattr(node.slice, 'value', node.slice)
            if isinstance(chosen, ast.Tuple) and len(chosen.elts) > 1 and all(constant(one, {}) is not None for one in chosen.elts):
                found.append((chosen.elts[0], chosen.elts[-1]))
    for first, last in sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset), reverse=True):
        if first.lineno != last.end_lineno:
            return None
        line = lines[first.lineno - 1].encode()
        text = line[first.col_offset:last.end_col_offset]
        around = line[:first.col_offset].rstrip()[-1:] + line[last.end_col_offset:].lstrip()[:1]
        if around != b'[]':
            return None
        lines[first.lineno - 1] = (line[:first.col_offset] + b'[' + text + b']' + line[last.end_col_offset:]).decode()
    return (''.join(lines), 'Columns of groups are chosen by a list: the code was changed, as a tuple is refused.') if found else None


# What can be repaired for certain, in this order: each gives None, or another source and a sentence on what was changed.
REPAIRS = [without_unused_imports, with_minipandas, with_lists_of_columns]


def mended(source, tree):
    """None, or the source as it should run and what was changed."""
    said, before = [], source
    for repair in REPAIRS:
        found = repair(source, tree)
        if found is not None:
            tree, _ = parsed(found[0])
            source = found[0]
            said.append(found[1])
    return (source, ' '.join(said)) if tree.body and source != before else None


