# Values as text, and things richer than text: figures, tables, documents.
RESULT_CAP = 60000
RICH = (('image/png', '_repr_png_'), ('image/jpeg', '_repr_jpeg_'), ('image/svg+xml', '_repr_svg_'),
        ('text/html', '_repr_html_'), ('text/markdown', '_repr_markdown_'))


def short(value):
    """A value small enough for `repr`, if it is a huge builtin: `repr` of all of it could take minutes."""
    kind = type(value)
    if kind in (str, bytes, bytearray) and len(value) > RESULT_CAP:
        return value[:RESULT_CAP], '... %d in all' % len(value)
    if kind in (list, tuple) and len(value) > RESULT_CAP:
        return value[:RESULT_CAP // 20], '... %d items in all' % len(value)
    if kind in (set, frozenset) and len(value) > RESULT_CAP:
        return kind(itertools.islice(value, RESULT_CAP // 20)), '... %d items in all' % len(value)
    if kind is dict and len(value) > RESULT_CAP:
        return dict(itertools.islice(value.items(), RESULT_CAP // 20)), '... %d items in all' % len(value)
    return value, ''


def text_of(value):
    """`repr`, capped and guarded: a failing one is told, never raised."""
    part, rest = short(value)
    try:
        text = bounded(part)
        text = repr(part) if text is None else text
        if not isinstance(text, str):
            raise TypeError('__repr__ returned non-string')
    except Exception as error:
        try:
            reason = '%s: %s' % (type(error).__name__, error)
        except Exception:
            reason = type(error).__name__
        return clean('<repr failed: %s>' % reason)
    return clean(cap(text, RESULT_CAP) + rest)


def show(mime, data):
    """Sends one rich thing; text or bytes."""
    if isinstance(data, tuple):
        data = data[0]
    if isinstance(data, str):
        try:
            raw = base64.b64decode(data, validate=True) if mime in ('image/png', 'image/jpeg') else None
        except ValueError:
            raw = None
        data = raw if raw is not None else data.encode('utf-8', 'backslashreplace')
    if data and len(data) * 4 // 3 < FRAME_CAP:
        send({'t': 'display', 'n': State.step, 'mime': mime, 'data': base64.b64encode(data).decode('ascii')})
        return True
    return False


def show_rich(value):
    """Shows the best form that a value has beside its text; says whether there was one."""
    if isinstance(value, type):
        return False
    if show_table(value):
        return True
    try:
        method = getattr(type(value), '_repr_mimebundle_', None)
        bundle = method(value) if method else None
        bundle = bundle[0] if isinstance(bundle, tuple) else bundle
        for mime, name in RICH:
            data = bundle.get(mime) if isinstance(bundle, dict) else None
            if data is None and getattr(type(value), name, None):
                data = getattr(value, name)()
            if data and show(mime, data):
                return True
    except Exception:
        pass
    return False


def display(*values, **_options):
    """Show values; figures and tables as such, the rest as text."""
    for value in values:
        if type(value).__name__ == 'Figure' and hasattr(value, 'savefig'):
            show_figure(value)
        elif not show_rich(value) or is_a(value, 'pandas', 'DataFrame', 'Series'):
            print(value if isinstance(value, str) else text_of(value))


def show_figure(figure):
    data = io.BytesIO()
    figure.savefig(data, format='png', bbox_inches='tight')
    show('image/png', data.getvalue())


def show_figures(*_arguments, **_options):
    """Sends every open figure of matplotlib and closes it."""
    pyplot = sys.modules.get('matplotlib.pyplot')
    if pyplot is None or getpid() != PID or not hasattr(pyplot, 'get_fignums'):
        return
    for number in pyplot.get_fignums():
        try:
            show_figure(pyplot.figure(number))
        finally:
            pyplot.close(number)


class After:
    """Changes a module right behind its import."""
    changes = {}

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        change = cls.changes.pop(name, None)
        if change is None:
            return None
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            change(module)
        try:
            spec.loader.exec_module = exec_module
        except AttributeError:
            pass
        return spec


def change_pyplot(module):
    module.show = show_figures


def change_display(module):
    module.display = display


After.changes = {'matplotlib.pyplot': change_pyplot, 'IPython.display': change_display}


class Document:
    """What `IPython.display` offers, where IPython is not installed."""
    mime = 'text/plain'

    def __init__(self, data=None, url=None, filename=None, **_options):
        if filename or isinstance(data, str) and self.mime.startswith('image/png') and os.path.exists(data):
            with open(filename or data, 'rb') as file:
                data = file.read()
        self.data = url if data is None else data

    def _repr_mimebundle_(self, **_options):
        return {self.mime: self.data}

    def __repr__(self):
        return '<%s>' % type(self).__name__


class Stub:
    """Finds a small `IPython.display` for models that write it by habit; a real one is found first."""
    names = {'HTML': 'text/html', 'Markdown': 'text/markdown', 'SVG': 'image/svg+xml',
             'Image': 'image/png', 'Latex': 'text/latex', 'JSON': 'application/json', 'Math': 'text/latex'}

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in ('IPython', 'IPython.display', 'IPython.core', 'IPython.core.display'):
            return importlib.machinery.ModuleSpec(name, cls, is_package=name in ('IPython', 'IPython.core'))
        return None

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        module.get_ipython = lambda: None
        module.display = display
        module.clear_output = lambda wait=False: None
        for name, mime in cls.names.items():
            setattr(module, name, type(name, (Document,), {'mime': mime}))


