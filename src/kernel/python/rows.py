# The module `datarows`: the rows of a table with values that one can compute with, for machines without pandas.
# A lone point may be a text of its own here.
GAPS = ABSENT - {'.'}
# How the dates of a column may be written; the first that reads all of them counts.
DATE_FORMS = ('%Y-%m-%d', '%Y/%m/%d', '%m/%d/%Y', '%d/%m/%Y', '%d.%m.%Y', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S')


def column_reader(values, comma):
    """What turns the texts of one column into values: a number, a date, or the text itself."""
    import datetime

    def real(text):
        value = float(text.replace(',', '.') if comma else text)
        if '_' in text:
            raise ValueError(text)
        return value

    readers = [int, real]
    readers += [lambda text, form=form: datetime.datetime.strptime(text, form).date() if '%H' not in form
                else datetime.datetime.strptime(text, form) for form in DATE_FORMS]
    for reader in readers:
        try:
            for value in values:
                reader(value)
            return reader if values else str
        except ValueError:
            continue
    return str


def load_rows(path):
    """The rows of a CSV, TSV, JSON or JSON-lines file as dicts: numbers are numbers, dates are dates, gaps are None."""
    import csv
    with open(path, 'rb') as file:
        text = decode(file.read(), True)[0]
    if str(path).lower().endswith(('.jsonl', '.ndjson')):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if str(path).lower().endswith('.json'):
        held = json.loads(text)
        return held if type(held) is list else [held]
    sign = separator(text, path)
    rows = [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=sign) if row]
    if not rows:
        return []
    names = [name.strip() for name in rows[0]]
    kept = [[value.strip() for value in row] + [''] * (len(names) - len(row)) for row in rows[1:]]
    for n in range(len(names)):
        filled = [row[n] for row in kept if row[n].lower() not in GAPS]
        reader = column_reader(filled, sign == ';')
        for row in kept:
            row[n] = None if row[n].lower() in GAPS else reader(row[n])
    return [dict(zip(names, row)) for row in kept]


DATAROWS = types.ModuleType('datarows', 'Rows of tables as dicts, built into ci-tui: numbers are numbers, dates are dates, gaps are None.')
DATAROWS.load_rows = load_rows
