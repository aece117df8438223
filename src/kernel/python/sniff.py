# How a table file is written: its encoding, its separator, and what stands for nothing. Shared by the driver and the survey.
ABSENT = {'', 'na', 'n/a', 'nan', 'null', 'none', '-', '?', '.'}
MARKS = ((b'\xef\xbb\xbf', 'utf-8-sig'), (b'\xff\xfe', 'utf-16'), (b'\xfe\xff', 'utf-16'))


def decode(data, whole):
    """Text and its encoding, by byte order mark, then UTF-8, then the usual western page; a part may end within a character."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, 'strict' if whole else 'replace'), name
    for cut in range(1 if whole else 4):
        try:
            return data[:len(data) - cut].decode('utf-8'), 'utf-8'
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                break
    return data.decode('cp1252', 'replace'), 'cp1252'


def separator(text, path):
    """The separator that splits the first lines alike."""
    import csv
    if str(path).lower().endswith(('.tsv', '.tab')):
        return '\t'
    lines = [line for line in text[:65536].splitlines()[:20] if line.strip()]
    best, score = ',', 0
    for sign in (',', ';', '\t', '|'):
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        if counts and counts[0] > 1:
            same = sum(count == counts[0] for count in counts) / len(counts)
            if same * counts[0] > score:
                best, score = sign, same * counts[0]
    return best


