
// Whether a step parses, told without running it. `node --check` knows neither the imports of steps nor their `await`,
// so a step may also parse as the body of an async function.
function unparsed(source) {
  const code = asExpression(withImports(source, IMPORT));
  let first = null;
  for (const [text, lineOffset] of [[code, 0], [`(async () => {\n${code}\n})`, -1]]) {
    try {
      new vm.Script(text, { filename: 'ci-check', lineOffset });
      return null;
    } catch (error) {
      // Of code that awaits, only the second try tells the mistake.
      if (!first || /\bawait\b/.test(first.message)) first = error;
    }
  }
  const at = /:(\d+)$/.exec(String(first.stack).split('\n')[0]);
  const line = at && source.split('\n')[at[1] - 1];
  return `${first.message}${line ? ` in line ${at[1]}: ${line.trim().slice(0, 160)}` : ''}`;
}
function tellDoubts({ id, src }) {
  let text = null;
  try { text = unparsed(src); } catch { /* nothing is known then */ }
  say({ t: 'checked', k: nonce, id, doubts: text === null ? [] : [{ kind: 'syntax', text }], mended: null });
}
