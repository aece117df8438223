# The module `minipandas`, compiled when a step first imports it.
class Builtin:
    """Finds it behind every installed module."""
    shown = '<minipandas>'

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, cls, origin=cls.shown) if name == 'minipandas' else None

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        module.__doc__ = 'The usual part of pandas in the standard library, built into ci-tui for machines without pandas.'
        exec(compile(MINIPANDAS, cls.shown, 'exec'), module.__dict__)


