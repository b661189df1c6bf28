// Before the page: notes what it tells a person, what it sends to be created, and what is thrown.
(() => {
  const noted = { told: [], errors: [], creates: [] };
  window.noted = noted;
  addEventListener('error', ({ error, message }) => noted.errors.push(String(error?.stack ?? message)));
  addEventListener('unhandledrejection', ({ reason }) => noted.errors.push(String(reason?.stack ?? reason)));
  const send = window.fetch;
  window.fetch = async (request, options) => {
    const url = new URL(request.url ?? request, location);
    const made = (request.method ?? options?.method) === 'POST' && url.pathname.endsWith('/collections');
    const entry = made && [url.searchParams.get('name'), 0];
    if (entry) noted.creates.push(entry);
    const answer = await send(request, options);
    if (entry) entry[1] = answer.status;
    return answer;
  };
  // Time can be made to pass.
  const now = Date.now;
  window.ahead = 0;
  Date.now = () => now() + window.ahead;
  const seen = new WeakMap();
  const look = () => {
    for (const node of document.querySelectorAll('[data-toast] span, [data-ended], dialog [role=alert], [data-status], [data-unsure]')) {
      const text = node.textContent.replace(/[\u2068\u2069]/g, '');
      if (text && seen.get(node) !== text) {
        seen.set(node, text);
        noted.told.push(text);
      }
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
})();
