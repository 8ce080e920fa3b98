// A plain static host on loopback, as cheap ones are: files, index.html, 404.html, nothing else.
import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.mp3': 'audio/mpeg', '.mp4': 'video/mp4',
  '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};

// The part of a file that "bytes=5-9" asks for, or null.
function partOf(header, size) {
  const found = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!found || Number(found[1]) >= size) return null;
  return { start: Number(found[1]), end: found[2] ? Math.min(Number(found[2]), size - 1) : size - 1 };
}

// Serves `folder` below `base` ("/" or "/kursus/"); resolves to { url, close }. With `ranges` it sends the parts that are asked for, as
// most hosts do.
export function serve(folder, base = '/', { ranges = false } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = path.startsWith(base) ? normalize(join(folder, path.slice(base.length))) : null;
    if (file && !file.startsWith(normalize(folder))) file = null;
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.endsWith('/') ? join(file, 'index.html') : null;
    const found = file && existsSync(file);
    const sent = found ? file : join(folder, '404.html');
    const part = ranges && found ? partOf(request.headers.range, statSync(sent).size) : null;
    if (part) {
      response.writeHead(206, {
        'content-type': types[extname(sent)] ?? 'application/octet-stream', 'content-length': part.end - part.start + 1,
        'content-range': `bytes ${part.start}-${part.end}/${statSync(sent).size}`,
      });
      return createReadStream(sent, part).pipe(response);
    }
    response.writeHead(found ? 200 : 404, { 'content-type': types[extname(sent)] ?? 'application/octet-stream' });
    if (!existsSync(sent)) return response.end();
    return createReadStream(sent).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() });
    });
  });
}
