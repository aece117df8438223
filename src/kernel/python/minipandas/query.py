

# Conditions as text: `df.query('a > 1 and b == "x"')`.
@frame_method
def query(self, condition, inplace=False, **options):
    plain_options(options)
    caller = sys._getframe(1)
    spelled = {}

    def plain(match):
        spelled['c_%d' % len(spelled)] = match.group(1)
        return 'c_%d' % (len(spelled) - 1)
    text = re.sub(r'`([^`]+)`', plain, condition).replace('@', 'at_')
    names = {name: self[name] for name in self.held if isinstance(name, str)}
    names.update((name, self[column]) for name, column in spelled.items())
    names.update(('at_' + name, value) for name, value in {**caller.f_globals, **caller.f_locals}.items())
    tree = ast.fix_missing_locations(Bitwise().visit(ast.parse(text.strip(), mode='eval')))
    return replaced(self, self[eval(compile(tree, '<query>', 'eval'), {'member': lambda a, b: a.isin(listed(b))}, names)], inplace)


class Bitwise(ast.NodeTransformer):
    """`and`, `or`, `not`, `in` and chained comparisons, for whole columns."""

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        made, sign = node.values[0], ast.BitAnd() if isinstance(node.op, ast.And) else ast.BitOr()
        for value in node.values[1:]:
            made = ast.BinOp(made, sign, value)
        return made

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return ast.UnaryOp(ast.Invert(), node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Compare(self, node):
        self.generic_visit(node)
        made, left = None, node.left
        for sign, right in zip(node.ops, node.comparators):
            one = ast.Compare(left, [sign], [right])
            if isinstance(sign, (ast.In, ast.NotIn)):
                one = ast.Call(ast.Name('member', ast.Load()), [left, right], [])
                one = ast.UnaryOp(ast.Invert(), one) if isinstance(sign, ast.NotIn) else one
            made, left = one if made is None else ast.BinOp(made, ast.BitAnd(), one), right
        return made
