# Tries code out in a copy of the session that is thrown away: it can read and compute, and changes nothing. The system
# itself (Landlock) refuses what the interpreter's audit events do not show; where it cannot, nothing is tried out.
TRIAL_OUTPUT, TRIAL_MOST = 64 * 1024, 60
# What a trial may not do, by the interpreter's own audit events.
REFUSED = ('subprocess.', 'os.system', 'os.exec', 'os.posix_spawn', 'os.spawn', 'os.fork', 'os.remove', 'os.rename', 'os.rmdir',
           'os.mkdir', 'os.link', 'os.symlink', 'os.truncate', 'os.chmod', 'os.chown', 'os.kill', 'os.utime',
           'shutil.', 'socket.connect', 'socket.bind', 'socket.sendto', 'socket.getaddrinfo', 'ftplib.', 'smtplib.', 'pty.', 'webbrowser.')
# A system error that only means that something would have been changed.
KEPT_OUT = frozenset(('EACCES', 'EPERM', 'EROFS', 'EFBIG', 'EBADF'))


def open_files():
    try:
        return [int(name) for name in os.listdir('/proc/self/fd')]
    except OSError:
        return []


# What was open before the session, the driver's own and what the program was started with.
FIRST_FILES = [fd for fd in open_files() if os.path.exists('/proc/self/fd/%d' % fd)]


def watch_trial(event, args):
    """Ends a trial at once, so that no `except` of it can go on as if nothing had been refused."""
    if event == 'open':
        mode, flags = args[1], args[2]
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND) if isinstance(flags, int) else 0
        if (writes or isinstance(mode, str) and set(mode) & set('wax+')) and args[0] != os.devnull:
            exit_now(2)
    elif event.startswith(REFUSED):
        exit_now(2)


def shut_in():
    """Has the system refuse this process every change of files, network and signals; says whether it does."""
    import ctypes, struct
    libc = ctypes.CDLL(None, use_errno=True)
    create, restrict, no_new_privileges = 444, 446, 38
    version = libc.syscall(create, None, 0, 1)
    if version < 1:
        return False
    # Write, remove, make of every kind; to move and to cut off came later.
    files = sum(1 << n for n in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)) | (version >= 2) << 13 | (version >= 3) << 14
    rules = struct.pack('QQQ', files, 3, 3)[:8 if version < 4 else 16 if version < 6 else 24]
    ruleset = libc.syscall(create, rules, len(rules), 0)
    if ruleset < 0:
        return False
    libc.prctl(no_new_privileges, 1, 0, 0, 0)
    done = libc.syscall(restrict, ruleset, 0) == 0
    os.close(ruleset)
    return done


def keep_apart(out):
    """Gives the files that the session has open an offset of their own, and no right to write; says whether nothing
    else is shared with it."""
    import stat
    for fd in FIRST_FILES:
        if fd > 2 and fd != out:
            try:
                os.close(fd)
            except OSError:
                pass
    with open('/proc/self/maps') as maps:
        if any(line.split()[1] == 'rw-s' and 'memfd:ci-tui-line' not in line for line in maps):
            return False
    for fd in open_files():
        try:
            kind = os.fstat(fd).st_mode
        except OSError:
            continue
        if fd < 3 or fd == out or stat.S_ISDIR(kind) or stat.S_ISCHR(kind):
            continue
        if not stat.S_ISREG(kind):
            return False
        again = os.open('/proc/self/fd/%d' % fd, os.O_RDONLY | os.O_CLOEXEC)
        os.lseek(again, os.lseek(fd, 0, os.SEEK_CUR), os.SEEK_SET)
        os.dup2(again, fd, False)
        os.close(again)
    return True


def in_transaction():
    """Whether the session has a change of a database open, whose journal a copy would take away."""
    kind = library('sqlite3').get('Connection')
    if kind is None:
        return False
    import gc
    return any(type(one) is kind and one.in_transaction for one in itertools.chain(list(MAIN.__dict__.values()), gc.get_objects()))


def is_kept_out(error):
    import errno
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno) in KEPT_OUT
    text = str(error)
    return type(error).__module__ == 'sqlite3' and ('readonly' in text or 'disk I/O' in text or 'unable to open' in text)


def try_in_child(source, out, seconds):
    """The child: runs the code with its output in a pipe, and leaves at once."""
    status = 2
    try:
        import resource
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdin = open(0)
        sys.stdout = sys.stderr = open(1, 'w', encoding='utf-8', errors='backslashreplace', closefd=False)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        if keep_apart(out) and shut_in():
            status = 3
            sys.addaudithook(watch_trial)
            value = execute(source, '<trial>')
            if value is not None:
                print(text_of(value))
            status = 0
    except SystemExit:
        status = 0
    except BaseException as error:
        try:
            status = 2 if status == 2 or is_kept_out(error) else 1
            print(''.join(traceback.format_exception_only(type(error), error)))
        except BaseException:
            pass
    finally:
        try:
            sys.stdout.flush()
        except BaseException:
            pass
        exit_now(status)


def trial_output(read, until):
    """What comes out of the pipe until its end, or until time or room is up."""
    import select
    data = b''
    while len(data) < TRIAL_OUTPUT:
        left = until - time.monotonic()
        if left <= 0 or not select.select([read], [], [], left)[0]:
            break
        more = os.read(read, 65536)
        if not more:
            break
        data += more
    return data


def trial_end(child, until):
    """The child's exit status, or None where it does not end in time; its processes are gone afterwards."""
    ended = None
    try:
        while ended is None and time.monotonic() < until:
            ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if ended is None:
                time.sleep(0.002)
    finally:
        for target in (-child, child):
            try:
                os.kill(target, signal.SIGKILL)
            except OSError:
                pass
        os.waitpid(child, 0)
    return ended.si_status if ended is not None and ended.si_code == os.CLD_EXITED else None


def trial(source, seconds):
    """How code ends that is tried out, and what it prints: `ok`, `error`, `refused` or `late`."""
    import threading
    if threading.active_count() > 1 or not sys.platform.startswith('linux') or in_transaction():
        return 'refused', ''
    seconds = max(1, min(int(seconds), TRIAL_MOST))
    sys.stdout.flush()
    read, write = os.pipe()
    until = time.monotonic() + seconds
    child = os.fork()
    if child == 0:
        os.close(read)
        try_in_child(source, write, seconds)
    os.close(write)
    try:
        data = trial_output(read, until)
    finally:
        os.close(read)
        ended = trial_end(child, until)
    status = {0: 'ok', 1: 'error', 2: 'refused'}.get(ended, 'late')
    return status, clean(data[:TRIAL_OUTPUT].decode('utf-8', 'replace'))


def tell_trial(source, seconds):
    since = time.monotonic()
    try:
        status, output = trial(source, seconds)
    except Exception:
        status, output = 'refused', ''
    return {'status': status, 'output': output, 'ms': (time.monotonic() - since) * 1000}


