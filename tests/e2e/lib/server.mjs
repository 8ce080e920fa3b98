// A plain static host on loopback, as cheap ones are: files, index.html, 404.html, nothing else.
import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.mp3': 'audio/mpeg', '.mp4': 'video/mp4',
  '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};

// Serves `folder` below `base` ("/" or "/kursus/"); resolves to { url, close }.
export function serve(folder, base = '/') {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = path.startsWith(base) ? normalize(join(folder, path.slice(base.length))) : null;
    if (file && !file.startsWith(normalize(folder))) file = null;
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.endsWith('/') ? join(file, 'index.html') : null;
    const found = file && existsSync(file);
    const sent = found ? file : join(folder, '404.html');
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
