// The endpoint as the LMS of CATAPULT's test suite for LMSs; tests/outside/README.md says how to run it. Each of the suite's files gets an
// endpoint of its own, with a database and a folder of content that go when it ends.
"use strict";

const {spawn, spawnSync} = require("child_process");
const fs = require("fs");
const http = require("http");
const net = require("net");
const os = require("os");
const path = require("path");
const {randomUUID} = require("crypto");
const {InvalidPackageError} = require(path.join(process.cwd(), "lib", "errors"));

const program = process.env.SANGGAR_ENDPOINT;
const key = "kunci", secret = "rahasia-rahasia-rahasia";
const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;

let folder, url, endpoint, content;

const freePort = () => new Promise((resolve, reject) => {
  const server = net.createServer();
  server.on("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const {port} = server.address();
    server.close(() => resolve(port));
  });
});

// The unpacked packages, as a web server for files has them.
const serveContent = (root) => new Promise((resolve) => {
  const types = {".html": "text/html", ".js": "text/javascript"};
  const server = http.createServer((request, response) => {
    const file = path.join(root, path.normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    fs.readFile(file, (error, bytes) => {
      response.writeHead(error ? 404 : 200, {"Content-Type": types[path.extname(file)] || "application/octet-stream"});
      response.end(bytes);
    });
  });
  server.listen(0, "127.0.0.1", () => resolve(server));
});

const send = (method, target, type, body) => new Promise((resolve, reject) => {
  const request = http.request(url + target, {method, headers: {Authorization: authorization, "Content-Type": type}}, (response) => {
    const pieces = [];
    response.on("data", (piece) => pieces.push(piece));
    response.on("end", () => resolve({status: response.statusCode, text: Buffer.concat(pieces).toString()}));
  });
  request.on("error", reject);
  request.end(body);
});

const post = async (target, body) => {
  const answer = await send("POST", target, "application/json", JSON.stringify(body));
  if (answer.status !== 200 && answer.status !== 204) throw new Error(`${target}: ${answer.status} ${answer.text}`);
  return answer.text === "" ? {} : JSON.parse(answer.text);
};

const run = (...words) => {
  const done = spawnSync(program, words, {encoding: "utf8"});
  if (done.status !== 0) throw new Error(`${program} ${words.join(" ")}: ${done.stderr}`);
};

const answers = async () => {
  for (let tries = 0; tries < 200; ++tries) {
    try {
      if ((await send("GET", "/health", "application/json")).status === 200) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error("the endpoint does not answer");
};

module.exports = {
  setup: async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanggar-cmi5-"));
    const store = path.join(folder, "progress.db"), files = path.join(folder, "content"), words = path.join(folder, "secret");
    fs.mkdirSync(files);
    fs.writeFileSync(words, secret);
    run("key", "add", "--key", key, "--secret-file", words, "--scope", "all", "--scope", "administer", "--store", store);
    content = await serveContent(files);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    endpoint = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--url", url, "--content", files,
      "--content-url", `http://127.0.0.1:${content.address().port}/`, "--store", store, "--log", "none"], {stdio: "ignore"});
    await answers();
  },

  teardown: async () => {
    if (endpoint) {
      const ended = new Promise((resolve) => endpoint.on("exit", resolve));
      endpoint.kill("SIGTERM");
      await ended;
    }
    if (content) content.close();
    if (folder) fs.rmSync(folder, {recursive: true, force: true});
  },

  getLrsEndpoint: () => `${url}/xapi`,
  getLrsAuthHeader: () => authorization,

  importCourse: async (stream, contentType) => {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const answer = await send("POST", "/cmi5/v1/courses", contentType, Buffer.concat(pieces));
    if (answer.status === 400 || answer.status === 415) throw new InvalidPackageError(answer.text);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return JSON.parse(answer.text).id;
  },

  // A course that is imported anew has been begun by nobody: each launch that names no registration is another enrolment.
  getLaunchUrl: async (courseId, auIndex, actor, {registration, launchMode}) =>
    (await post("/cmi5/v1/launch", {course: courseId, au: auIndex, actor, registration: registration || randomUUID(), launchMode: launchMode || "Normal"})).url,

  cleanup: async () => {},

  hasWaive: () => true,
  waiveAU: (registration, auIndex, reason) => post("/cmi5/v1/waive", {registration, au: auIndex, reason}),

  hasAbandon: () => true,
  abandonSession: (session) => post("/cmi5/v1/abandon", {session}),
};
