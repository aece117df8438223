# Commands of a step: `!cmd` and the cell magics that run a program.
BASH = next((p for p in ('/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash') if os.path.exists(p)), '/bin/sh')
EXPRESSION = re.compile(r'\{\{|\}\}|\{([^{}]+)\}|\$\$|\$([A-Za-z_]\w*)')


class Lines(list):
    """What a command printed: its lines, or the whole as `.s` and `.n`."""
    s = property(' '.join)
    n = property('\n'.join)
    l = property(list)


def expand(text, scope):
    """Puts values of the session in place of `{expression}` and `$name`, as notebooks do."""
    def value(found):
        whole, expression, name = found.group(0), found.group(1), found.group(2)
        if whole in ('{{', '}}', '$$'):
            return whole[0]
        if name is not None:
            return str(scope[name]) if name in scope else whole
        try:
            return str(eval(expression, MAIN.__dict__, scope))
        except Exception:
            return whole
    return EXPRESSION.sub(value, text)


def run_command(command, program=None):
    """Runs a command whose output goes where ours goes; gives its status."""
    sys.stdout.flush()
    status = subprocess.call([program or BASH, '-c', command], stdin=subprocess.DEVNULL)
    MAIN.__dict__['_exit_code'] = status
    return status


def command_lines(command):
    """Runs a command and gives the lines that it printed."""
    done = subprocess.run([BASH, '-c', command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    MAIN.__dict__['_exit_code'] = done.returncode
    return Lines(done.stdout.decode('utf-8', 'replace').splitlines())


def run_script(program, body):
    """Runs a cell in another program; a status other than 0 is an error."""
    sys.stdout.flush()
    done = subprocess.run(program, input=body.encode('utf-8', 'backslashreplace'))
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, program[0])


