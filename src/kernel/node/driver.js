// The JavaScript side of a kernel. Control socket: descriptor 3. Steps run in V8's own console mode,
// which keeps `let`, `const` and `class` across steps, lets them be declared anew, and awaits at top level.
const CONTROL = 3;
const fs = require('fs');
const net = require('net');
const path = require('path');
const url = require('url');
const util = require('util');
const vm = require('vm');
const { createRequire } = require('module');
const { Writable } = require('stream');
const inspector = require('inspector');
const { stringify, parse } = JSON;
const { defineProperty, assign } = Object;
const node = process;
const realExit = node.exit.bind(node);
const later = setImmediate;
const MAX_TEXT = 64 * 1024;
const EXIT = Symbol('exit');

const control = new net.Socket({ fd: CONTROL, readable: true, writable: true });
let session;

// The step that runs now.
let step = null;

function ascii(message) {
  return stringify(message).replace(/[\u007f-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}
function say(message) {
  control.write(`\n${ascii(message)}\n`);
}
function cut(text) {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} more characters)` : text;
}
function show(value) {
  try {
    return util.inspect(value, { depth: 4, maxStringLength: MAX_TEXT, breakLength: 100 });
  } catch (error) {
    return `<cannot be shown: ${error && error.message}>`;
  }
}

// Writes at once and in order, and leaves the pipe blocking for the children that inherit it.
function pipe(fd) {
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const stream = new Writable({
    decodeStrings: true,
    write(chunk, _encoding, callback) {
      for (let at = 0; at < chunk.length; ) {
        try {
          at += fs.writeSync(fd, chunk, at);
        } catch (error) {
          if (error.code !== 'EAGAIN') return callback();
          Atomics.wait(nap, 0, 0, 1);
        }
      }
      callback();
    },
  });
  const stay = () => stream;
  const end = (chunk, ...rest) => { if (chunk && typeof chunk !== 'function') stream.write(chunk, ...rest); return stream; };
  return assign(stream, { fd, _type: 'pipe', end, destroy: stay, destroySoon: stay });
}
const pipes = { stdout: pipe(1), stderr: pipe(2) };
function plug() {
  for (const name of ['stdout', 'stderr']) {
    if (node[name] === pipes[name]) continue;
    defineProperty(node, name, { value: pipes[name], configurable: true, writable: true, enumerable: true });
  }
}

// What a step threw, without the driver's frames and with `<step N>` as its file.
function explain(thrown) {
  const text = util.types.isNativeError(thrown) ? show(thrown) : `Uncaught ${show(thrown)}`;
  const kept = [];
  let ours = false;
  for (const line of text.split('\n')) {
    const frame = /^\s+at /.test(line);
    ours = frame && (ours || /ci-driver|\[eval\]|node:inspector/.test(line));
    if (!ours && !/^\s+at .*node:internal\/(process|modules)\//.test(line)) kept.push(line);
    else if (line.endsWith(' {')) kept[kept.length - 1] += ' {';
  }
  const traceback = cut(kept.join('\n').replace(/ci-step-(\d+)/g, '<step $1>'));
  let error = traceback.split('\n')[0];
  if (util.types.isNativeError(thrown)) {
    try { error = String(thrown).split('\n')[0]; } catch { /* its toString throws; the first line will do */ }
  }
  return { error, traceback };
}

// Where a script that does not parse is wrong: the line with a caret.
function pointer(details, source) {
  const line = source.split('\n')[details.lineNumber];
  if (line === undefined) return '';
  return `<step ${step.n}>:${details.lineNumber + 1}\n${line}\n${' '.repeat(details.columnNumber)}^\n`;
}

function finish(status, fields = {}) {
  const { n, k } = step;
  step = null;
  let cwd = null;
  try { cwd = node.cwd(); } catch { /* it was deleted */ }
  say({ t: 'done', k, n, status, result: null, error: null, traceback: null, ...fields, cwd });
}
// Lets rejections that nobody handles be seen before the step counts as done.
function settle(mine, status, fields) {
  later(() => later(() => {
    if (step !== mine) return;
    if (mine.failed && status === 'ok') finish('error', { ...fields, ...mine.failed });
    else finish(status, fields);
  }));
}
function exited() {
  const { exit } = step;
  finish('exited', exit ? { error: `exit status ${exit}` } : {});
}


// Values cross the inspector as handles; `taker` is that of a function that receives the value behind one.
let taken;
let taker;
function connect() {
  if (session) session.disconnect();
  session = new inspector.Session();
  session.connect();
  defineProperty(globalThis, '__ci_take', { value: (value) => { taken = value; }, configurable: true });
  session.post('Runtime.evaluate', { expression: '__ci_take' }, (error, made) => {
    if (error) realExit(70);
    taker = made.result.objectId;
  });
  delete globalThis.__ci_take;
}
connect();
function unwrap(remote) {
  const argument = remote.objectId ? { objectId: remote.objectId }
    : remote.unserializableValue ? { unserializableValue: remote.unserializableValue } : { value: remote.value };
  taken = undefined;
  session.post('Runtime.callFunctionOn', {
    functionDeclaration: 'function (value) { this(value); }', objectId: taker, arguments: [argument],
  }, () => {});
  const value = taken;
  taken = undefined;
  return value;
}

// A literal like `{ a: 1 }` is an object to its reader, a block to the parser.
function asExpression(source) {
  if (!/^\s*\{/.test(source) || /;\s*$/.test(source)) return source;
  try {
    new vm.Script(`(${source}\n)`);
    return `(${source}\n)`;
  } catch {
    return source;
  }
}

function importFrom(cwd) {
  return async (wanted, options) => {
    const name = String(wanted);
    let target = name;
    if (/^(\.{1,2})?\//.test(name)) target = url.pathToFileURL(path.resolve(cwd(), name)).href;
    else if (!/^[a-z]+:/.test(name) && !require('module').isBuiltin(name)) {
      target = await resolveBare(name, cwd());
    }
    return options ? load(target, options) : load(target);
  };
}
async function resolveBare(name, cwd) {
  try {
    return url.pathToFileURL(createRequire(path.join(cwd, 'step.js')).resolve(name)).href;
  } catch {
    return name;
  }
}
const here = () => { try { return node.cwd(); } catch { return '/'; } };
const IMPORT = '__ci_import';
defineProperty(globalThis, IMPORT, { value: importFrom(here) });

// `process.exit` ends the step and leaves the session alive. A step that catches this still counts as exited.
function exit(code) {
  const wanted = code === undefined ? node.exitCode : code;
  if (!step) throw EXIT;
  step.exit = Number(wanted) || 0;
  step.exiting = true;
  throw EXIT;
}

function onSigint() {
  if (step && !step.exiting) finish('interrupted', { error: 'interrupted' });
}
function onUncaught(error) {
  if (error === EXIT) { if (step && step.exiting) exited(); return; }
  const told = explain(error);
  node.stderr.write(`${told.traceback}\n`);
  if (step) step.failed = told;
}

// What a step may have changed and the next one relies on.
function restore() {
  if (globalThis.process !== node) globalThis.process = node;
  plug();
  node.exit = exit;
  for (const [event, handler] of [['SIGINT', onSigint], ['uncaughtException', onUncaught], ['unhandledRejection', onUncaught]]) {
    if (!node.listeners(event).includes(handler)) node.on(event, handler);
  }
  const own = createRequire(path.join(here(), 'step.js'));
  for (const [name, value] of [['require', own], ['module', { exports: {} }]]) {
    defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
  }
}

function answered(mine, source, result) {
  if (step !== mine) return;
  if (mine.exiting) { exited(); return; }
  const details = result.exceptionDetails;
  if (!details) {
    const value = unwrap(result.result);
    if (util.types.isPromise(value)) {
      value.then((settled) => ended(mine, settled), (thrown) => failed(mine, thrown));
      return;
    }
    ended(mine, value);
    return;
  }
  const thrown = details.exception ? unwrap(details.exception) : new Error(details.text);
  const unparsed = util.types.isNativeError(thrown) && thrown.name === 'SyntaxError' && !/ci-step-/.test(thrown.stack);
  failed(mine, thrown, unparsed ? pointer(details, source) : '');
}
function ended(mine, value) {
  if (step !== mine) return;
  settle(mine, 'ok', { result: value === undefined ? null : cut(show(value)) });
}
function failed(mine, thrown, prefix = '') {
  if (step !== mine) return;
  if (thrown === EXIT && mine.exiting) { exited(); return; }
  // An interrupt reaches a child that the step waits for first, and then looks like the child's failure.
  if (util.types.isNativeError(thrown) && thrown.signal === 'SIGINT') { onSigint(); return; }
  const told = explain(thrown);
  settle(mine, 'error', { error: told.error, traceback: prefix + told.traceback });
}

let evaluate = () => {};
const guarded = new vm.Script('__ci_run()', { filename: 'ci-driver' });
defineProperty(globalThis, '__ci_run', { value: () => evaluate() });
function run({ n, k, src }) {
  const mine = { n, k, exit: 0, exiting: false, failed: null };
  step = mine;
  try { restore(); } catch { /* a global it needs was broken; the step will tell */ }
  try { noteVariables(); } catch { before = null; }
  const expression = `${asExpression(withImports(src, IMPORT))}\n//# sourceURL=ci-step-${n}`;
  evaluate = () => session.post('Runtime.evaluate', { expression, replMode: true, awaitPromise: true, objectGroup: 'step' }, (error, result) => {
    if (error) failed(mine, new Error(error.message));
    else answered(mine, src, result);
    session.post('Runtime.releaseObjectGroup', { objectGroup: 'step' });
  });
  try {
    guarded.runInThisContext({ breakOnSigint: true });
  } catch (error) {
    if (step !== mine) return;
    if (error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') finish('interrupted', { error: 'interrupted' });
    else failed(mine, error);
    // Rarely V8 loses the inspector's context with the script it stopped; then a fresh process is better.
    connect();
  }
}

let pending = '';
control.setEncoding('utf8');
control.on('data', (text) => {
  const lines = (pending + text).split('\n');
  pending = lines.pop();
  for (const line of lines) {
    let message = null;
    try { message = parse(line); } catch { continue; }
    if (message.t === 'run') run(message);
    else if (message.t === 'vars') tellVariables();
    else if (message.t === 'show') tellVariable(message.name);
    else if (message.t === 'check') tellDoubts(message);
    else if (message.t === 'quit') realExit(0);
  }
});
control.on('end', () => realExit(0));
control.on('error', () => realExit(0));
restore();
say({ t: 'ready', k: nonce, version: node.versions.node, pid: node.pid });
