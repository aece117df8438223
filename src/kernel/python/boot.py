import os, sys
if sys.version_info < (3, 8):
    os.write(0, ('\n{"t":"failed","error":"%s is Python %d.%d; ci-tui needs 3.8 or newer: install it, or name one as kernel.python in the configuration"}\n' % ((sys.executable,) + tuple(sys.version_info[:2]))).encode('ascii', 'replace'))
    sys.exit(0)
# Files of the project must not stand in for the modules that the driver imports.
here = [entry for entry in sys.path[:1] if not entry]
del sys.path[:len(here)]
def boot():
    import builtins, fcntl
    control = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, 200)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    def take(size):
        data = b''
        while len(data) < size:
            more = os.read(control, size - len(data))
            if not more:
                os._exit(0)
            data += more
        return data
    header = b''
    while not header.endswith(b'\n'):
        header += take(1)
    size, nonce = header.decode().split()
    own = {'__name__': '<driver>', '__builtins__': dict(vars(builtins)), 'CONTROL': control, 'NONCE': nonce, 'HERE': here}
    exec(compile(take(int(size)).decode(), '<driver>', 'exec'), own)
    return own['main']
main = boot()
del boot
main()
