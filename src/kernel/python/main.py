# The driver's life: get ready, run steps until told to quit.
MAGIC = Magic()


def prepare():
    for out in (sys.stdout, sys.stderr):
        out.reconfigure(encoding='utf-8', errors='backslashreplace', write_through=True)
    faulthandler.enable()
    signal.signal(signal.SIGINT, on_interrupt)
    os.register_at_fork(after_in_child=after_fork)
    getpass.getpass = ask_secret
    MAIN.__dict__.update(__builtins__=builtins, display=display)
    sys.modules['__main__'] = MAIN
    sys.argv = ['']
    sys.meta_path.insert(0, After)
    sys.meta_path.append(Stub)
    sys.meta_path.append(Builtin)
    if sys.version_info >= (3, 14) and sys.platform == 'linux':
        # The newer default cannot find functions that were defined in a step.
        import multiprocessing
        multiprocessing.set_start_method('fork')


def main():
    global OWN_NAMES, FINDERS
    prepare()
    FINDERS = finders()
    sys.path[:0] = HERE
    OWN_NAMES = len(MAIN.__dict__)
    send({'t': 'ready', 'version': '%d.%d.%d' % sys.version_info[:3], 'line': open_lines()})
    while True:
        try:
            message = receive()
            if message.get('t') == 'run':
                run_step(message['n'], message['src'])
            elif message.get('t') == 'vars':
                tell_variables()
            elif message.get('t') == 'show':
                tell_variable(message.get('name'))
            elif message.get('t') == 'check':
                tell_doubts(message['id'], message['src'], message.get('trial', 0))
            elif message.get('t') == 'quit':
                sys.exit(0)
        except KeyboardInterrupt:
            continue
