// Steps are scripts, not modules: static imports become awaited ones, and `import(` asks our resolver.
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;

// Positions of the word `import` in code, not in strings, comments, regular expressions or after a dot.
function importsIn(source) {
  const found = [];
  const braces = [];
  let at = 0;
  let value = false; // whether a `/` here would divide
  const quoted = (quote) => {
    for (at += 1; at < source.length && source[at] !== quote; at += 1) if (source[at] === '\\') at += 1;
    at += 1;
  };
  const template = () => {
    for (; at < source.length; at += 1) {
      if (source[at] === '\\') at += 1;
      else if (source[at] === '`') { at += 1; value = true; return; }
      else if (source[at] === '$' && source[at + 1] === '{') { at += 2; braces.push('`'); value = false; return; }
    }
  };
  const regex = () => {
    for (let set = false; ++at < source.length && source[at] !== '\n'; ) {
      if (source[at] === '\\') at += 1;
      else if (source[at] === '[') set = true;
      else if (source[at] === ']') set = false;
      else if (source[at] === '/' && !set) break;
    }
    at += 1;
  };
  while (at < source.length) {
    const c = source[at];
    WORD.lastIndex = at;
    const word = WORD.exec(source)?.[0];
    if (/\s/.test(c)) at += 1;
    else if (source.startsWith('//', at)) at = (source.indexOf('\n', at) + 1 || source.length + 1) - 1;
    else if (source.startsWith('/*', at)) at = (source.indexOf('*/', at) + 1 || source.length) + 1;
    else if (c === '"' || c === "'") { quoted(c); value = true; }
    else if (c === '`') { at += 1; template(); }
    else if (c === '/' && !value) { regex(); value = true; }
    else if (word) {
      const before = source.slice(0, at).trimEnd();
      if (word === 'import' && (!before.endsWith('.') || before.endsWith('...'))) found.push(at);
      value = !/^(return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield|instanceof)$/.test(word);
      at += word.length;
    } else {
      if (c === '{') braces.push(c);
      at += 1;
      if (c === '}' && braces.pop() === '`') template();
      else value = /[\w)\]}]/.test(c);
    }
  }
  return found;
}

const STATIC = /import\s*(?:([\p{ID_Continue}$_]+)\s*,?\s*)?(?:\*\s*as\s+([\p{ID_Continue}$_]+)\s*|\{([^}]*)\}\s*)?(?:from\s*)?(["'])([^"'\n]+)\4(?:\s*(?:with|assert)\s*(\{[^}]*\}))?/uy;

// The source with its imports rewritten; every line keeps its number.
function withImports(source, call) {
  if (!source.includes('import')) return source;
  let out = '';
  let from = 0;
  for (const at of importsIn(source)) {
    if (at < from) continue;
    out += source.slice(from, at);
    from = at;
    const rest = source.slice(at + 6);
    STATIC.lastIndex = at;
    const match = STATIC.exec(source);
    if (/^\s*\(/.test(rest)) {
      out += call;
      from = at + 6;
    } else if (match) {
      const [whole, name, star, names, , from_, attributes] = match;
      const wanted = `await ${call}(${JSON.stringify(from_)}${attributes ? `, { with: ${attributes} }` : ''})`;
      const parts = [];
      if (name) parts.push(`default: ${name}`);
      if (names) parts.push(names.replace(/\s+/g, ' ').replace(/([\p{ID_Continue}$_]+|"[^"]*"|'[^']*') as /gu, '$1: '));
      if (star) out += `const ${star} = ${wanted}${name ? `, { default: ${name} } = ${star}` : ''}`;
      else out += parts.length ? `const { ${parts.join(', ')} } = ${wanted}` : wanted;
      out += ';' + '\n'.repeat(whole.split('\n').length - 1);
      from = at + whole.length;
    }
  }
  return out + source.slice(from);
}
