# Values as text, and things richer than text: figures, tables, documents.
RESULT_CAP = 60000
RICH = (('image/png', '_repr_png_'), ('image/jpeg', '_repr_jpeg_'), ('image/svg+xml', '_repr_svg_'),
        ('text/html', '_repr_html_'), ('text/markdown', '_repr_markdown_'), ('text/latex', '_repr_latex_'),
        ('application/json', '_repr_json_'))
PIXEL_MIMES, JSON_MIMES = ('image/png', 'image/jpeg'), ('application/json',)
PICTURE_SIDE, FIGURE_SIDE = 2048, 4000


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


def encoded(mime, data):
    """What is sent of a rich thing: its bytes, or None where there is nothing to show."""
    if isinstance(data, tuple):
        data = data[0]
    if data is None or mime in JSON_MIMES and isinstance(data, (str, bytes)) and not data:
        return None
    if mime in JSON_MIMES and not isinstance(data, (str, bytes)):
        try:
            text = dumps(data, default=str, allow_nan=False)
        except ValueError:
            # NaN is no JSON.
            text = dumps(loads(dumps(data, default=str), parse_constant=str))
        return text.encode('ascii')
    if isinstance(data, str) and mime in PIXEL_MIMES:
        try:
            return base64.b64decode(data, validate=True)
        except ValueError:
            return None
    if isinstance(data, str):
        return data.encode('utf-8', 'backslashreplace')
    return bytes(data) if isinstance(data, (bytes, bytearray, memoryview)) else None


def show(mime, data):
    """Sends one rich thing; text, bytes, or what JSON can hold. Says whether there was anything."""
    data = encoded(mime, data)
    if not data:
        return False
    if len(data) * 4 // 3 >= FRAME_CAP:
        kind = 'figure' if mime.startswith('image/') else 'document'
        print('[a %s of %.1f MB is too large to be shown; save it to a file]' % (kind, len(data) / 1e6))
        return True
    send({'t': 'display', 'n': State.step, 'mime': mime, 'data': base64.b64encode(data).decode('ascii')})
    return True


def attempted(make, *arguments):
    """What a method of a value gives, or None where it fails: a broken form leaves the others."""
    try:
        return make(*arguments)
    except Exception:
        return None


def bundle_of(value):
    method = getattr(type(value), '_repr_mimebundle_', None)
    bundle = attempted(method, value) if method else None
    bundle = bundle[0] if isinstance(bundle, tuple) and bundle else bundle
    return bundle if isinstance(bundle, dict) else {}


def show_rich(value, is_result=False):
    """Shows the best form that a value has beside its text; says whether there was one."""
    if isinstance(value, type):
        return False
    if show_table(value, is_result) or attempted(show_picture, value):
        return True
    bundle = bundle_of(value)
    for mime, name in RICH:
        data = bundle.get(mime)
        if data is None and getattr(type(value), name, None):
            data = attempted(getattr(value, name))
        if attempted(show, mime, data):
            return True
    return False


def show_picture(value):
    """A picture of PIL, made smaller where it is huge: encoding all of it could take minutes."""
    if not is_a(value, 'PIL.Image', 'Image'):
        return False
    if max(value.size) > PICTURE_SIDE:
        value = value.reduce(-(-max(value.size) // PICTURE_SIDE))
    if value.mode not in ('1', 'L', 'LA', 'P', 'RGB', 'RGBA'):
        value = value.convert('RGBA' if 'A' in value.mode else 'RGB')
    data = io.BytesIO()
    value.save(data, 'PNG')
    return show('image/png', data.getvalue())


def display(*values, raw=False, **_options):
    """Show values; figures and tables as such, the rest as text."""
    for value in values:
        if raw and isinstance(value, dict):
            show_bundle(value)
        elif type(value).__name__ == 'Pretty' and isinstance(getattr(value, 'data', None), str):
            print(value.data)
        elif type(value).__name__ == 'Figure' and hasattr(value, 'savefig'):
            show_figure(value)
        elif not show_rich(value) or is_frame(value):
            # The model reads text only: a table that was asked for is printed too.
            print(value if isinstance(value, str) else text_of(value))


def show_bundle(bundle):
    """The best of several forms of one thing; its text where there is no better one."""
    if not any(attempted(show, mime, bundle.get(mime)) for mime, _ in RICH):
        print(bundle.get('text/plain', bundle))


def show_figure(figure):
    """A figure of matplotlib; one that would be huge is drawn with fewer dots."""
    options = {}
    try:
        dots = figure.get_dpi()
        options['dpi'] = min(dots, FIGURE_SIDE / max(figure.get_size_inches()))
    except Exception:
        pass
    data = io.BytesIO()
    figure.savefig(data, format='png', bbox_inches='tight', **options)
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
    """A real IPython shows nothing outside of its own shell."""
    module.display = module.update_display = display
    module.clear_output = lambda wait=False: None
    module.publish_display_data = lambda data, metadata=None, **_options: show_bundle(data)
    for name in Stub.names:
        if isinstance(getattr(module, name, None), type):
            setattr(module, 'display_' + name.lower(), shower(getattr(module, name)))
    module.display_png = module.display_jpeg = shower(module.Image)


After.changes = {'matplotlib.pyplot': change_pyplot, 'IPython.display': change_display}


