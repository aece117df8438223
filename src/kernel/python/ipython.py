# A small `IPython.display`, for models that write it by habit where IPython is not installed.
class Document:
    """What `IPython.display` offers, where IPython is not installed."""
    mime = 'text/plain'

    def __init__(self, data=None, url=None, filename=None, **options):
        path = filename or (data if self.is_path(data) else None)
        if path:
            with open(path, 'rb') as file:
                data = file.read()
        self.data, self.url, self.options = data, url, options

    @classmethod
    def is_path(cls, data):
        """An `Image('plot.png')` is a file; a text that is shown as such never is."""
        return cls.mime == 'image/png' and isinstance(data, str) and len(data) < 4096 and os.path.exists(data)

    def _repr_mimebundle_(self, **_options):
        if self.data is None:
            return {}
        mime = self.mime
        if mime == 'image/png' and isinstance(self.data, bytes):
            mime = kind_of_picture(self.data)
        return {mime: self.data}

    def __repr__(self):
        if self.data is None and self.url:
            return '<%s: %s>' % (type(self).__name__, self.url)
        if self.mime == 'text/plain':
            return str(self.data)
        return '<%s>' % type(self).__name__


def kind_of_picture(data):
    for start, mime in ((b'\x89PNG', 'image/png'), (b'\xff\xd8', 'image/jpeg'), (b'GIF8', 'image/gif')):
        if data.startswith(start):
            return mime
    return 'image/svg+xml' if b'<svg' in data[:1000] else 'image/png'


class Math(Document):
    """A formula."""
    mime = 'text/latex'

    def _repr_mimebundle_(self, **_options):
        return {self.mime: '$%s$' % str(self.data).strip('$')}


class DisplayHandle:
    """What `display(..., display_id=True)` gives: what is shown again is shown below."""
    display_id = None

    def display(self, value, **_options):
        display(value)

    update = display


class Stub:
    """Finds a small `IPython.display` for models that write it by habit; a real one is found first."""
    names = {'HTML': 'text/html', 'Markdown': 'text/markdown', 'SVG': 'image/svg+xml', 'Image': 'image/png',
             'Latex': 'text/latex', 'JSON': 'application/json', 'Pretty': 'text/plain', 'Code': 'text/plain',
             'TextDisplayObject': 'text/plain', 'DisplayObject': 'text/plain', 'GeoJSON': 'application/json'}
    # Nothing in a terminal plays or embeds these; they are named.
    named = ('Audio', 'Video', 'IFrame', 'YouTubeVideo', 'FileLink', 'FileLinks', 'Javascript')

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
        module.set_matplotlib_formats = lambda *_formats, **_options: None
        module.Math, module.DisplayHandle = Math, DisplayHandle
        for name, mime in cls.names.items():
            kind = type(name, (Document,), {'mime': mime})
            setattr(module, name, kind)
        for name in cls.named:
            setattr(module, name, type(name, (Document,), {'__init__': named_init, '_repr_mimebundle_': nothing}))
        change_display(module)


def named_init(self, data=None, *_arguments, **options):
    self.data, self.url, self.options = None, options.get('url') or options.get('filename') or data, options


def nothing(self, **_options):
    return {}


def shower(kind):
    """`display_html` and its like: values as this kind, `raw` ones as they are."""
    def show_as(*values, raw=False, **_options):
        for value in values:
            display(kind(value) if raw else value)
    return show_as


