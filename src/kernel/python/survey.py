# Looks at the working directory once, before the first prompt: what Python this is, which data packages
# it has, and what the data files hold. Reads only, within a time limit, and prints one JSON object.
import csv, importlib.util, io, json, os, re, sqlite3, sys, time, zipfile

UNTIL = time.monotonic() + 1.2
MOST_FILES, MOST_DETAILED, MOST_COLUMNS, MOST_ROWS, READ = 60, 12, 40, 20000, 8 << 20
DATE = re.compile(r'\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]\d{1,2}:\d{2}.*)?$|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ].*)?$')


def human(size):
    for unit in ('bytes', 'KB', 'MB', 'GB'):
        if size < 1024 or unit == 'GB':
            return '%d %s' % (size, unit)
        size //= 1024


def short(text, most=24):
    text = ' '.join(str(text).split())
    return text if len(text) <= most else text[:most - 1] + '…'


def plural(count, word):
    return '%d %s%s' % (count, word, '' if count == 1 else 's')


def number(text):
    try:
        value = float(text)
    except ValueError:
        return None
    return value if '_' not in text else None


class Column:
    """What the values of one column are like."""

    def __init__(self, name):
        self.name, self.missing, self.count = name, 0, 0
        self.whole, self.real, self.dates = True, 0, 0
        self.odd, self.first, self.known, self.most = None, None, {}, [0, 0, 0]

    def add(self, value):
        value = value.strip()
        if value.lower() in ABSENT:
            self.missing += 1
            return
        self.count += 1
        if self.first is None:
            self.first = value
        if len(self.known) <= 6:
            self.known[value] = True
        is_number = number(value)
        if is_number is not None:
            self.real += 1
            self.whole = self.whole and is_number == int(is_number) and '.' not in value if abs(is_number) < 1e15 else False
        else:
            self.odd = self.odd or value
            if DATE.match(value):
                self.dates += 1
                parts = [int(part) for part in re.findall(r'\d+', value)[:3]]
                self.most = [max(pair) for pair in zip(self.most, parts)]

    def date_format(self):
        """How `strptime` reads these dates, as far as that shows."""
        sign = re.sub(r'\d', '', self.first)[0]
        if self.most[0] > 31:
            parts = ['%Y', '%m', '%d'] if self.most[1] <= 12 else ['%Y', '%d', '%m']
        else:
            year = '%Y' if self.most[2] > 99 else '%y'
            parts = ['%d', '%m', year] if self.most[0] > 12 else ['%m', '%d', year]
        return sign.join(parts) + (' and time' if len(self.first) > 10 else '')

    def words(self):
        name = self.name if re.fullmatch(r'\w+', self.name) else json.dumps(self.name, ensure_ascii=False)
        if not self.count:
            return '%s (empty)' % name
        if self.real == self.count:
            kind = 'int' if self.whole else 'float'
        elif self.dates == self.count:
            kind = 'date ' + self.date_format()
        else:
            kind = 'text'
        if kind == 'text' and 1 < len(self.known) <= 5 and self.count > 10:
            sample = ' | '.join(short(value, 20) for value in sorted(self.known))
        else:
            sample = short(self.first)
        notes = []
        if kind == 'text' and self.real * 2 > self.count:
            notes.append('%d are no numbers, like %s' % (self.count - self.real, short(self.odd, 14)))
        if self.missing:
            notes.append('%d missing' % self.missing)
        return '%s %s: %s%s' % (name, kind, sample, ' (%s)' % ', '.join(notes) if notes else '')


def read(path, most=READ):
    with open(path, 'rb') as file:
        return file.read(most)


def table(path, size):
    data = read(path)
    text, encoding = decode(data, False)
    sign = separator(text, path)
    rows = csv.reader(io.StringIO(text), delimiter=sign)
    header = next(rows, [])
    names = [name.strip() for name in header]
    if len(set(names)) < len(names) or all(number(name) is not None for name in names if name):
        headed, columns = False, [Column('column %d' % (n + 1)) for n in range(len(names))]
        rows = csv.reader(io.StringIO(text), delimiter=sign)
    else:
        headed, columns = True, [Column(name) for name in header]
    count, ragged = 0, 0
    for row in rows:
        if not row:
            continue
        count += 1
        if count > MOST_ROWS or time.monotonic() > UNTIL:
            continue
        ragged += len(row) != len(columns)
        for column, value in zip(columns, row):
            column.add(value)
    whole = len(data) >= size
    notes = ['%s%s' % ('' if whole else 'over ', plural(count, 'row'))]
    if sign != ',':
        notes.append('separated by %s' % {'\t': 'tabs', ';': 'semicolons', '|': 'bars'}[sign])
    if encoding != 'utf-8':
        notes.append('encoding %s' % encoding)
    if not headed:
        notes.append('no header line')
    if ragged:
        notes.append('%d of another length' % ragged)
    said = [column.words() for column in columns[:MOST_COLUMNS]]
    if len(columns) > MOST_COLUMNS:
        said.append('and %d more' % (len(columns) - MOST_COLUMNS))
    return ', '.join(notes), '; '.join(said)


def quoted(name):
    return '"%s"' % name.replace('"', '""')


def database(path, _size):
    from urllib.parse import quote
    base = sqlite3.connect('file:%s?mode=ro&immutable=1' % quote(os.path.abspath(path)), uri=True)
    base.set_progress_handler(lambda: time.monotonic() > UNTIL, 10000)
    base.text_factory = lambda data: data.decode('utf-8', 'replace')
    names = [row[0] for row in base.execute(
        "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by rowid")]
    said, links = [], []
    for name in names[:20]:
        columns = base.execute('pragma table_info(%s)' % quoted(name)).fetchall()
        try:
            count = base.execute('select count(*) from %s' % quoted(name)).fetchone()[0]
            row = base.execute('select * from %s limit 1' % quoted(name)).fetchone() or ()
        except sqlite3.Error:
            count, row = None, ()
        samples = [': %s' % short(value, 20) if value is not None and type(value) is not bytes else '' for value in row]
        samples += [''] * len(columns)
        fields = ['%s %s%s' % (column[1], (column[2] or 'any').split('(')[0].lower(), sample)
                  for column, sample in zip(columns, samples)]
        rows = '' if count is None else ' [%s]' % plural(count, 'row')
        said.append('table %s%s (%s)' % (name, rows, '; '.join(fields)))
        for link in base.execute('pragma foreign_key_list(%s)' % quoted(name)):
            links.append('%s.%s = %s.%s' % (name, link[3], link[2], link[4] or link[3]))
    if len(names) > 20:
        said.append('and %d more tables' % (len(names) - 20))
    if links:
        said.append('joins: ' + ', '.join(links))
    return 'SQLite, %s' % plural(len(names), 'table'), '\n  '.join(said)


def shape(value, depth=2):
    """The form of a JSON value, keys and types only as deep as one reads."""
    if isinstance(value, dict):
        if not depth:
            return '{…}'
        parts = ['%s: %s' % (short(key), shape(inner, depth - 1)) for key, inner in list(value.items())[:15]]
        return '{%s%s}' % (', '.join(parts), ', …' if len(value) > 15 else '')
    if isinstance(value, list):
        return '[%s of %s]' % (len(value), shape(value[0], depth)) if value and depth else '[%d]' % len(value)
    if isinstance(value, str):
        return json.dumps(short(value), ensure_ascii=False)
    return json.dumps(value)


def document(path, size):
    data = read(path)
    text, _ = decode(data, False)
    if path.lower().endswith(('.jsonl', '.ndjson')):
        lines = [line for line in text.splitlines() if line.strip()]
        return plural(len(lines), 'line') + ' of JSON: pd.read_json with lines=True', 'a line: ' + shape(json.loads(lines[0]))
    if len(data) < size:
        return 'JSON', ''
    return 'JSON', shape(json.loads(text))


def sheets(path, _size):
    """Names and first rows of an Excel file's sheets, from its XML."""
    with zipfile.ZipFile(path) as pack:
        def part(name, most=4 << 20):
            with pack.open(name) as file:
                return file.read(most).decode('utf-8', 'replace')
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', part('xl/workbook.xml'))
        strings = []
        if 'xl/sharedStrings.xml' in pack.namelist():
            strings = [''.join(re.findall(r'<t[^>]*>([^<]*)</t>', item))
                       for item in re.findall(r'<si>(.*?)</si>', part('xl/sharedStrings.xml'), re.S)]
        said = []
        for n, name in enumerate(names[:5], 1):
            try:
                xml = part('xl/worksheets/sheet%d.xml' % n)
            except KeyError:
                continue
            row = re.search(r'<row [^>]*>(.*?)</row>', xml, re.S)
            cells = []
            for kind, cell in re.findall(r'<c [^>]*?(?:t="(\w+)")?[^>]*?>(.*?)</c>', row.group(1) if row else '', re.S):
                value = re.search(r'<(?:v|t)[^>]*>([^<]*)<', cell)
                value = value.group(1) if value else ''
                cells.append(strings[int(value)] if kind == 's' and value.isdigit() and int(value) < len(strings) else value)
            rows = len(re.findall(r'<row ', xml))
            said.append('sheet %s [%s] begins: %s' % (name, plural(rows, 'row'), ', '.join(short(cell) for cell in cells[:20])))
    return 'Excel, %s' % plural(len(names), 'sheet'), '\n  '.join(said)


def text_file(path, size):
    data = read(path)
    if b'\0' in data[:4096]:
        return '', ''
    text, encoding = decode(data, False)
    lines = text.splitlines()
    words = plural(len(lines), 'line') if len(data) >= size else 'over ' + plural(len(lines), 'line')
    begins = '\n  '.join(short(line, 120) for line in lines[:3])
    return words + ('' if encoding == 'utf-8' else ', encoding ' + encoding), 'begins:\n  ' + begins if begins else ''


def folder(path):
    names = sorted(name for name in os.listdir(path) if not name.startswith('.'))
    more = ', …' if len(names) > 12 else ''
    return plural(len(names), 'entry').replace('entrys', 'entries'), ', '.join(names[:12]) + more


READERS = {'csv': table, 'tsv': table, 'tab': table, 'sqlite': database, 'sqlite3': database, 'db': database,
           'json': document, 'jsonl': document, 'ndjson': document, 'xlsx': sheets,
           'txt': text_file, 'log': text_file, 'md': text_file, 'py': text_file, 'sh': text_file,
           'xml': text_file, 'html': text_file, 'yaml': text_file, 'yml': text_file, 'ini': text_file, 'toml': text_file}
TABLES = ('csv', 'tsv', 'tab', 'sqlite', 'sqlite3', 'db', 'json', 'jsonl', 'ndjson', 'xlsx')


def survey(entry, detailed):
    name = ''.join('?' if ord(c) < 32 or 0xd800 <= ord(c) < 0xe000 else c for c in entry.name)
    ending = entry.name.rsplit('.', 1)[-1].lower()
    note = {'name': name, 'brief': '', 'detail': '', 'table': ending in TABLES, 'database': READERS.get(ending) is database}
    try:
        if entry.is_dir():
            note['name'] += '/'
            note['brief'], note['detail'] = folder(entry.path)
            return note
        if not entry.is_file():
            return None
        size = entry.stat().st_size
        note['brief'] = human(size)
        reader = READERS.get(ending)
        if reader and detailed and size and time.monotonic() < UNTIL:
            brief, note['detail'] = reader(entry.path, size)
            note['brief'] = ', '.join(filter(None, (brief, human(size))))
    except Exception as error:
        note['detail'] = 'cannot be read as its name says (%s)' % short(error, 60) if note['brief'] else ''
    return note


class Named:
    """A path that was named, as `os.scandir` would tell of it."""

    def __init__(self, path):
        self.name = self.path = path

    def is_dir(self):
        return os.path.isdir(self.path)

    def is_file(self):
        return os.path.isfile(self.path)

    def stat(self):
        return os.stat(self.path)


def named(paths):
    notes = [survey(Named(path), True) for path in paths]
    print(json.dumps([note for note in notes if note]))


def main():
    if sys.argv[1:2] == ['--']:
        return named(sys.argv[2:])
    entries = sorted((e for e in os.scandir('.') if not e.name.startswith('.')),
                     key=lambda e: (e.name.rsplit('.', 1)[-1].lower() not in TABLES, e.name))
    files = []
    for n, entry in enumerate(entries[:MOST_FILES]):
        note = survey(entry, n < MOST_DETAILED)
        if note:
            files.append(note)
    found = [name for name in sys.argv[1:] if importlib.util.find_spec(name)]
    print(json.dumps({'version': '%d.%d.%d' % sys.version_info[:3], 'packages': found,
                      'files': files, 'more': max(0, len(entries) - MOST_FILES)}))


main()
