// Made by `cargo xtask recipes` from policy/; docs/hosting.md explains each line.
// A CloudFront function before a bucket with the folder, for the events viewer-request and viewer-response of the
// default behaviour; /api/* and /auth/* are behaviours of their own, to the gateway.
var ALWAYS = {
  'x-content-type-options': "nosniff",
  'referrer-policy': "no-referrer",
  'cross-origin-opener-policy': "same-origin",
  'permissions-policy': "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
};
var SHARED = {
  'access-control-allow-origin': "*",
  'cross-origin-resource-policy': "cross-origin",
};

function handler(event) {
  var request = event.request;
  if (event.context.eventType === 'viewer-request') {
    // An address without an ending is one of the page's own.
    if (!/\.[^\/]*$/.test(request.uri)) request.uri = '/index.html';
    return request;
  }
  var headers = event.response.headers;
  function add(more) {
    for (var name in more) headers[name] = { value: more[name] };
  }
  add(ALWAYS);
  if (/\/(embed\.js|frame-host\.js|deep-linking\.js)$|-[0-9a-f]{16}(\.|_bg)[^\/]*$/.test(request.uri)) add(SHARED);
  add({ 'cache-control': /-[0-9a-f]{16}(\.|_bg)[^\/]*$/.test(request.uri) ? 'public, max-age=31536000, immutable' : 'no-cache' });
  return event.response;
}
