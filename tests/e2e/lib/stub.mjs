// An endpoint that writes down what it is asked and answers as it is told: for statuses that a real one gives only in trouble.
import { createServer } from 'node:http';

const cors = {
  'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, POST, DELETE', 'access-control-expose-headers': 'ETag, Retry-After',
  'access-control-allow-headers': 'Authorization, Content-Type, X-Experience-API-Version, If-None-Match',
};

// { url, asked, answers, close }: answers['POST /xapi/statements'](body, request) gives [status, body, headers]; without one 200 {}.
export function stub() {
  const asked = [];
  const answers = {};
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
      const text = Buffer.concat(chunks).toString();
      const what = `${request.method} ${request.url}`;
      const body = text ? JSON.parse(text) : null;
      asked.push({ what, body, headers: request.headers });
      const [status, reply = {}, headers = {}] = await answers[what]?.(body, request) ?? [200];
      if (status === 0) return request.socket.destroy();
      response.writeHead(status, { ...cors, 'content-type': 'application/json', ...headers });
      return response.end(status === 204 ? '' : JSON.stringify(reply));
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}`, asked, answers, close: () => server.close() }));
  });
}
