# Tries code out in a copy of the session that is thrown away: it can read and compute, and changes nothing.
TRIAL_OUTPUT, TRIAL_MOST = 64 * 1024, 60
# What a trial may not do, by the interpreter's own audit events.
REFUSED = ('subprocess.', 'os.system', 'os.exec', 'os.posix_spawn', 'os.spawn', 'os.fork', 'os.remove', 'os.rename', 'os.rmdir',
           'os.mkdir', 'os.link', 'os.symlink', 'os.truncate', 'os.chmod', 'os.chown', 'os.kill', 'os.utime', 'os.putenv',
           'shutil.', 'socket.', 'ftplib.', 'http.', 'urllib.', 'smtplib.', 'pty.', 'tempfile.', 'signal.', 'webbrowser.')


class Refused(BaseException):
    """Told to nobody: what a trial must not do ends it."""


def watch_trial(event, args):
    if event == 'open':
        mode, flags = args[1], args[2]
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND) if isinstance(flags, int) else 0
        if writes or isinstance(mode, str) and set(mode) & set('wax+'):
            raise Refused('it writes a file')
    elif event.startswith(REFUSED):
        raise Refused(event)


def read_only_databases():
    """SQLite writes by itself: in a trial every database file is opened for reading."""
    import sqlite3
    connect = sqlite3.connect

    def reading(database, *args, **named):
        if isinstance(database, (str, os.PathLike)) and str(database) not in (':memory:', '') and not named.get('uri'):
            from urllib.parse import quote
            return connect('file:%s?mode=ro' % quote(os.path.abspath(os.fspath(database))), *args, uri=True, **named)
        return connect(database, *args, **named)
    sqlite3.connect = reading


def try_in_child(source, out, seconds):
    """The child: runs the code with its output in a pipe, and leaves at once."""
    status = 3
    try:
        import resource
        os.setpgid(0, 0)
        for signal_ in (signal.SIGINT, signal.SIGXFSZ):
            signal.signal(signal_, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdin = open(0)
        sys.stdout = sys.stderr = open(1, 'w', encoding='utf-8', errors='backslashreplace', closefd=False)
        read_only_databases()
        # What the audit does not see cannot write either.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        sys.addaudithook(watch_trial)
        value = execute(source, '<trial>')
        if value is not None:
            print(text_of(value))
        status = 0
    except Refused:
        status = 2
    except SystemExit:
        status = 0
    except BaseException as error:
        try:
            print(''.join(traceback.format_exception_only(type(error), error)))
        except BaseException:
            pass
        status = 1
    finally:
        try:
            sys.stdout.flush()
        except BaseException:
            pass
        exit_now(status)


def trial(source, seconds):
    """What code prints, and whether it ran to its end, failed, was refused or took too long."""
    import select, threading
    if threading.active_count() > 1:
        return 'refused', ''
    seconds = max(1, min(int(seconds), TRIAL_MOST))
    sys.stdout.flush()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try_in_child(source, write, seconds)
    os.close(write)
    until, data, status = time.monotonic() + seconds, b'', 'late'
    try:
        while len(data) < TRIAL_OUTPUT:
            left = until - time.monotonic()
            if left <= 0 or not select.select([read], [], [], left)[0]:
                break
            more = os.read(read, 65536)
            if not more:
                status = None
                break
            data += more
    finally:
        os.close(read)
        if status is not None:
            for target in (-child, child):
                try:
                    os.kill(target, signal.SIGKILL)
                except OSError:
                    pass
        ended = os.waitpid(child, 0)[1]
    if status is None:
        code = os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else 3
        status = {0: 'ok', 1: 'error', 2: 'refused'}.get(code, 'late')
    return status, clean(data[:TRIAL_OUTPUT].decode('utf-8', 'replace'))


def tell_trial(source, seconds):
    since = time.monotonic()
    try:
        status, output = trial(source, seconds)
    except Exception:
        status, output = 'refused', ''
    return {'status': status, 'output': output, 'ms': (time.monotonic() - since) * 1000}


