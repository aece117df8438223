# Notebook syntax: `%magic`, `%%magic`, `!command`. Tried only for a step that does not parse.
ASSIGNED = re.compile(r'^(\s*[^=!%\'"()]+?=\s*)([!%])(.*)$', re.S)
PROMPT = re.compile(r'^(\s*)([!%])(.*)$', re.S)


class Scanner:
    """Follows strings and brackets over lines, so that only a real start of a statement is changed."""

    def __init__(self):
        self.quote, self.depth, self.joined = '', 0, False

    def inside(self):
        return bool(self.quote) or self.depth > 0 or self.joined

    def feed(self, line):
        at, self.joined = 0, False
        while at < len(line):
            char = line[at]
            if self.quote:
                if char == '\\':
                    at += 1
                elif line.startswith(self.quote, at):
                    at += len(self.quote) - 1
                    self.quote = ''
            elif char == '#':
                break
            elif char in '\'"':
                self.quote = char * 3 if line.startswith(char * 3, at) else char
                at += len(self.quote) - 1
            elif char in '([{':
                self.depth += 1
            elif char in ')]}':
                self.depth = max(0, self.depth - 1)
            elif char == '\\' and line[at + 1:].strip() == '':
                self.joined = True
            at += 1
        if len(self.quote) == 1 and not line.rstrip('\n').endswith('\\'):
            self.quote = ''


def magic_call(sign, rest):
    """The Python that stands for one line of notebook syntax."""
    rest = rest.rstrip('\n')
    if sign == '!':
        return '__magic__.system(%r, locals())' % rest.lstrip('!')
    name, _, argument = rest.partition(' ')
    return '__magic__.line(%r, %r, locals())' % (name, argument.strip())


def translate(source):
    """The step as plain Python, or None if there is no notebook syntax in it."""
    stripped = source.lstrip()
    if stripped.startswith('%%'):
        first, _, body = stripped.partition('\n')
        name, _, argument = first[2:].partition(' ')
        return '__magic__.cell(%r, %r, %r)' % (name.strip(), argument.strip(), body)
    scanner, lines, found = Scanner(), [], False
    waiting = source.splitlines(True)
    while waiting:
        line = waiting.pop(0)
        start = None if scanner.inside() else PROMPT.match(line) or ASSIGNED.match(line)
        if start is None:
            scanner.feed(line)
            lines.append(line)
            continue
        found, skipped = True, 0
        rest = start.group(3)
        while rest.rstrip('\n').endswith('\\') and waiting:
            rest = rest.rstrip('\n')[:-1] + waiting.pop(0)
            skipped += 1
        call = magic_call(start.group(2), rest)
        if start.group(1).strip() and start.group(2) == '!':
            call = call.replace('.system(', '.capture(', 1)
        lines.append(start.group(1) + call + '\n' * (1 + skipped))
    return ''.join(lines) if found else None


def clock(seconds):
    for unit, size in (('s', 1), ('ms', 1e-3), ('µs', 1e-6), ('ns', 1e-9)):
        if seconds >= size or unit == 'ns':
            return '%.3g %s' % (seconds / size, unit)


class Magic:
    """What notebook syntax calls; lives in the session as `__magic__`."""
    ignored = ('matplotlib', 'config', 'load_ext', 'reload_ext', 'autoreload', 'precision', 'pylab')

    def system(self, command, scope):
        run_command(expand(command, scope))

    def capture(self, command, scope):
        return command_lines(expand(command, scope))

    def line(self, name, argument, scope):
        method = getattr(self, 'line_' + name, None)
        if method:
            return method(expand(argument, scope) if name in ('cd', 'pip', 'conda', 'ls') else argument)
        if name not in self.ignored:
            raise NameError(self.unknown('%' + name, 'line_', '%'))

    def cell(self, name, argument, body):
        method = getattr(self, 'cell_' + name, None)
        if not method:
            raise NameError(self.unknown('%%' + name, 'cell_', '%%'))
        return method(argument, body)

    def unknown(self, name, prefix, sign):
        known = ' '.join(sorted(sign + n[len(prefix):] for n in dir(self) if n.startswith(prefix)))
        return 'the magic `%s` does not exist in this kernel; there are: %s' % (name, known)

    def line_pip(self, argument):
        import shlex
        status = run_command('%s -m pip %s' % (shlex.quote(sys.executable), argument))
        importlib.invalidate_caches()
        if status:
            raise RuntimeError('pip ended with status %d' % status)

    def line_conda(self, argument):
        if run_command('conda ' + argument):
            raise RuntimeError('conda ended with a status other than 0')

    def line_cd(self, argument):
        os.chdir(os.path.expanduser(argument.strip('\'"') or '~'))
        print(os.getcwd())

    def line_pwd(self, _argument):
        return os.getcwd()

    def line_ls(self, argument):
        run_command('ls ' + argument)

    def line_env(self, argument):
        name, sign, value = argument.partition('=' if '=' in argument else ' ')
        if not argument:
            return dict(os.environ)
        if not sign:
            return os.environ.get(name)
        os.environ[name.strip()] = value.strip()

    line_set_env = line_env

    def line_run(self, argument):
        import runpy, shlex
        words, before = shlex.split(argument), sys.argv
        sys.argv = words
        try:
            MAIN.__dict__.update({k: v for k, v in runpy.run_path(words[0], run_name='__main__').items()
                                  if not k.startswith('__')})
        finally:
            sys.argv = before

    def line_time(self, argument):
        return self.timed(argument)

    def cell_time(self, argument, body):
        return self.timed(body)

    def timed(self, source):
        wall, used = time.perf_counter(), time.process_time()
        try:
            return execute(source, '<step %d>' % State.step)
        finally:
            print('CPU times: %s\nWall time: %s'
                  % (clock(time.process_time() - used), clock(time.perf_counter() - wall)))

    def line_timeit(self, argument, setup='pass'):
        import timeit
        options = re.match(r'((?:-\w+\s*\d*\s+)*)(.*)', argument, re.S)
        given = dict(re.findall(r'-([nr])\s*(\d+)', options.group(1)))
        timer = timeit.Timer(options.group(2), setup, globals=MAIN.__dict__)
        number = int(given.get('n', 0)) or timer.autorange()[0]
        runs = [t / number for t in timer.repeat(int(given.get('r', 7)), number)]
        mean = sum(runs) / len(runs)
        spread = (sum((t - mean) ** 2 for t in runs) / len(runs)) ** 0.5
        print('%s ± %s per loop (mean ± std. dev. of %d runs, %d loops each)'
              % (clock(mean), clock(spread), len(runs), number))

    def cell_timeit(self, argument, body):
        self.line_timeit(body, argument or 'pass')

    def cell_bash(self, argument, body):
        run_script([BASH], body)

    cell_sh = cell_bash

    def cell_python(self, argument, body):
        run_script([sys.executable, '-'], body)

    cell_python3 = cell_python

    def cell_writefile(self, argument, body):
        words = argument.split()
        append = '-a' in words
        path = os.path.expanduser(argument.replace('-a ', '', 1).strip().strip('\'"'))
        existed = os.path.exists(path)
        with open(path, 'a' if append else 'w', encoding='utf-8') as file:
            file.write(body)
        print(('Appending to ' if append else 'Overwriting ' if existed else 'Writing ') + path)

    def cell_capture(self, argument, body):
        import contextlib
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
            execute(body, '<step %d>' % State.step)
        if argument:
            MAIN.__dict__[argument.split()[0]] = out


