// Reads the driver from the control socket: "LENGTH NONCE\n", then LENGTH bytes.
{
  const fs = require('fs');
  const read = (size) => {
    const buffer = Buffer.alloc(size);
    for (let at = 0; at < size; ) {
      const got = fs.readSync(3, buffer, at, size - at, null);
      if (got === 0) process.exit(0);
      at += got;
    }
    return buffer.toString();
  };
  let head = '';
  for (let c = read(1); c !== '\n'; c = read(1)) head += c;
  const [size, nonce] = head.split(' ');
  require('vm').runInThisContext(read(Number(size)), { filename: 'ci-driver' })(require, nonce, (name, options) => import(name, options));
}
