
// What the session holds, told without calling the user's code: no getter, no trap of a proxy, no `toString`.
const LOOKED_AT = 2000;
const LISTED = 300;
const BRIEF = 80;
const FULL = 60000;
const LOOK_TIME = 200;
const { getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isProxy, isMap, isSet, isTypedArray } = util.types;
const getter = (prototype, name) => getOwnPropertyDescriptor(prototype, name).get;
const sizeOf = { map: getter(Map.prototype, 'size'), set: getter(Set.prototype, 'size'), typed: getter(getPrototypeOf(Uint8Array.prototype), 'length') };
const sourceOf = Function.prototype.toString;
const { builtinModules } = require('module');
// What was there before the first step; a name that stands for something else now is the session's.
const foreign = new Map(getOwnPropertyNames(globalThis).map((name) => [name, getOwnPropertyDescriptor(globalThis, name)]));
const COMPUTED = Symbol('a getter');
// Names in the order in which they were first seen.
const known = new Map();
let before = null;
// How many names the last look left out.
let passed = 0;

const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const isOwn = (name) => name.startsWith('__ci_');
function isForeign(name) {
  const was = foreign.get(name);
  if (was === undefined || name === 'require' || name === 'module') return was !== undefined;
  const now = getOwnPropertyDescriptor(globalThis, name);
  // Node puts a module in the place of its getter when it is first used.
  return now.get === was.get && Object.is(now.value, was.value) || builtinModules.includes(name) && now.value === require(name);
}

// Names and values: properties of the global object, and what `let`, `const` and `class` declared.
// The newest come last, and of very many only those are looked at.
function held() {
  const found = new Map();
  const globals = getOwnPropertyNames(globalThis).filter((name) => !isForeign(name) && !isOwn(name));
  passed = Math.max(0, globals.length - LOOKED_AT);
  for (const name of globals.slice(passed)) found.set(name, globalOf(name));
  let names = [];
  session.post('Runtime.globalLexicalScopeNames', {}, (error, told) => { if (!error) names = told.names.filter((name) => !isOwn(name)); });
  const readers = readersOf(names);
  names.forEach((name, at) => {
    // A binding whose declaration failed cannot be read.
    try { found.set(name, readers[at]()); } catch { /* nor told */ }
  });
  for (const name of found.keys()) if (!known.has(name)) known.set(name, known.size);
  return found;
}
function globalOf(name) {
  const own = getOwnPropertyDescriptor(globalThis, name);
  return own && 'value' in own ? own.value : COMPUTED;
}
function readersOf(names) {
  let readers = [];
  if (names.length === 0) return readers;
  const expression = `[${names.map((name) => `() => ${name}`).join(',')}]`;
  session.post('Runtime.evaluate', { expression, silent: true, objectGroup: 'look' }, (error, made) => {
    if (!error && !made.exceptionDetails) readers = unwrap(made.result);
  });
  session.post('Runtime.releaseObjectGroup', { objectGroup: 'look' });
  return readers;
}

function sizeIn(value) {
  if (typeof value === 'string') return value.length;
  if (!isObject(value) || isProxy(value)) return null;
  if (Array.isArray(value)) return getOwnPropertyDescriptor(value, 'length').value;
  if (isMap(value)) return sizeOf.map.call(value);
  if (isSet(value)) return sizeOf.set.call(value);
  if (isTypedArray(value)) return sizeOf.typed.call(value);
  return null;
}
const fingerprint = (value) => ({ value: isObject(value) ? new WeakRef(value) : value, size: sizeIn(value) });
function differs(old, value) {
  if (old === undefined) return true;
  const same = isObject(value) ? old.value instanceof WeakRef && old.value.deref() === value : Object.is(old.value, value);
  return !same || old.size !== sizeIn(value);
}

// Remembers what the names stand for, so that the step's changes can be marked.
function noteVariables() {
  before = new Map([...held()].map(([name, value]) => [name, fingerprint(value)]));
}

function className(value) {
  if (value === COMPUTED) return 'getter';
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  for (let at = value, n = 0; at !== null && n < 50; at = getPrototypeOf(at), n += 1) {
    if (isProxy(at)) return n === 0 ? 'Proxy' : 'Object';
    const own = getOwnPropertyDescriptor(at, 'constructor');
    if (own && typeof own.value === 'function' && !isProxy(own.value)) {
      const name = getOwnPropertyDescriptor(own.value, 'name');
      if (name && typeof name.value === 'string' && name.value) return name.value;
    }
  }
  return 'Object';
}

const TINY = 2n ** 200n;
function brief(value, depth = 2) {
  if (value === COMPUTED) return '<getter>';
  if (typeof value === 'string') return stringify(value.slice(0, BRIEF)) + (value.length > BRIEF ? '...' : '');
  if (typeof value === 'bigint') return value < TINY && value > -TINY ? `${value}n` : '<bigint>';
  if (!isObject(value)) return String(value);
  const kind = className(value);
  const isArray = !isProxy(value) && Array.isArray(value);
  if (isProxy(value) || !(isArray || kind === 'Object')) return `<${kind}>`;
  if (depth === 0) return '...';
  const names = isArray ? Array.from({ length: Math.min(6, sizeIn(value)) }, (_, n) => String(n)) : getOwnPropertyNames(value).slice(0, 5);
  const parts = names.slice(0, isArray ? 6 : 4).map((name) => {
    const own = getOwnPropertyDescriptor(value, name);
    const text = !own ? '' : 'value' in own ? brief(own.value, depth - 1) : '<getter>';
    return isArray ? text : `${name}: ${text}`;
  });
  if (isArray ? sizeIn(value) > 6 : names.length > 4) parts.push('...');
  return isArray ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
}

function describe(name, value) {
  const size = sizeIn(value);
  const text = typeof value === 'function' ? null : brief(value);
  return {
    name, type: className(value), shape: size === null ? null : String(size), bytes: null,
    value: text === null || /^<.*>$/.test(text) ? null : text.slice(0, 400), changed: before !== null && differs(before.get(name), value),
  };
}

function tellVariables() {
  const found = [...held()].sort(([one], [other]) => known.get(other) - known.get(one));
  const variables = found.slice(0, LISTED).map(([name, value]) => describe(name, value));
  say({ t: 'vars', k: nonce, variables, more: passed + found.length - variables.length });
}

let looking = () => '';
defineProperty(globalThis, '__ci_look', { value: () => looking() });
const look = new vm.Script('__ci_look()', { filename: 'ci-driver' });
function unfold(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'function' && !isProxy(value)) return sourceOf.call(value);
  if (value === COMPUTED) return 'a getter; it is not called';
  looking = () => util.inspect(value, {
    depth: 6, customInspect: false, getters: false, maxArrayLength: 500, maxStringLength: 10000, breakLength: 76,
  });
  try {
    // An object can make `inspect` call it by a getter of `Symbol.toStringTag`, which may never end.
    return look.runInThisContext({ timeout: LOOK_TIME });
  } catch {
    return `${brief(value)}\n... cannot be shown in full`;
  } finally {
    looking = () => '';
  }
}
function tellVariable(name) {
  const found = held();
  if (passed > 0 && !found.has(name) && getOwnPropertyDescriptor(globalThis, name)) found.set(name, globalOf(name));
  let text = 'There is no variable of this name any more.';
  if (found.has(name)) {
    const value = found.get(name);
    const size = sizeIn(value);
    text = `${className(value)}${size === null ? '' : ` · ${size}`}\n\n${unfold(value)}`;
  }
  const bytes = Buffer.from(text);
  if (bytes.length > FULL) text = `${bytes.subarray(0, FULL).toString().replace(/\ufffd+$/, '')}\n... and more`;
  say({ t: 'shown', k: nonce, name, text });
}
