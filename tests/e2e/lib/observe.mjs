// A tab whose complaints are written down: errors, console messages, refusals by the content security policy, requests elsewhere.

const installListener = () => {
  window.refusals = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.refusals.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile || ''}:${event.lineNumber}`);
  });
};

// { tab, visit }: visit(url) loads a page and gives what it complained of, as texts. `context`: options of a browser context.
export async function observedTab(browser, context = {}) {
  const owner = await browser.newContext(context);
  await owner.addInitScript(installListener);
  const tab = await owner.newPage();
  let said = [];
  let origin = '';
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(`console ${message.type()}: ${message.text()}`);
  });
  tab.on('pageerror', (error) => said.push(`script error: ${error.message}`));
  tab.on('requestfailed', (request) => {
    // The tab went on before a picture had come: our own doing.
    const aborted = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!aborted) said.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  tab.on('response', (response) => { if (response.status() >= 400) said.push(`answered ${response.status()}: ${response.url()}`); });
  tab.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) said.push(`request to another origin: ${request.url()}`);
  });
  async function visit(url) {
    said = [];
    origin = new URL(url).origin;
    await tab.goto(url, { waitUntil: 'load' });
    const refusals = context.javaScriptEnabled === false ? [] : await tab.evaluate(() => window.refusals);
    return [...said, ...refusals.map((one) => `refused by the policy: ${one}`)];
  }
  return { tab, visit, close: () => owner.close() };
}
