//! Recipes for servers that are not ours, made from the policy: what is checked in under `deploy/static` is what this
//! writes.

use std::path::PathBuf;

use vitrine_policy::{FOREVER, HEADERS, MODULES, Policy, REVALIDATE, SHARED};

use crate::{
    Failure, assets,
    files::{make, write},
    root,
};

/// Which names are kept for ever: those that [`vitrine_policy::cache_control`] calls so.
const LASTING: &str = r"-[0-9a-f]{16}(\.|_bg)[^/]*$";

/// Writes the recipes.
pub(crate) fn recipes() -> Result<(), Failure> {
    make(&folder())?;
    all().into_iter().try_for_each(|(name, text)| write(&folder().join(name), text))
}

fn folder() -> PathBuf {
    root::root().join("deploy/static")
}

/// The recipes by name. Where a deployment has to put a name of its own, it is one of `example`'s.
fn all() -> [(&'static str, String); 5] {
    [
        ("nginx.conf", nginx()),
        ("Caddyfile", caddy()),
        ("_headers", headers()),
        ("_redirects", redirects()),
        ("cloudfront.js", cloudfront()),
    ]
}

const MADE: &str = "Made by `cargo xtask recipes` from policy/; docs/hosting.md explains each line.";

/// The headers of every answer.
fn common() -> Vec<(String, String)> {
    let policy = ("content-security-policy".to_owned(), Policy::default().page());
    HEADERS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).chain([policy]).collect()
}

/// Which names pages of other origins load.
fn shared() -> String {
    format!("/({})$|{LASTING}", MODULES.join("|").replace('.', r"\."))
}

fn lines<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>, line: impl Fn(&str, &str) -> String) -> String {
    headers.map(|(name, value)| line(name, value)).collect()
}

fn pairs(headers: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

fn nginx() -> String {
    let common = common();
    let always = lines(pairs(&common), |name, value| format!("    add_header {name} \"{value}\" always;\n"));
    let shared = shared();
    let maps = lines(SHARED.into_iter(), |name, value| {
        format!("map $uri ${} {{\n    default \"\";\n    \"~{shared}\" \"{value}\";\n}}\n", variable(name))
    });
    let sent = lines(SHARED.into_iter(), |name, _| format!("    add_header {name} ${};\n", variable(name)));
    format!(
        r#"# {MADE}
# A part of nginx's `http` block, such as a file in conf.d.
map $uri $vitrine_cache_control {{
    default "{REVALIDATE}";
    "~{LASTING}" "{FOREVER}";
}}
{maps}
server {{
    listen 80;
    server_name vitrine.example;
    root /srv/vitrine;

    types {{
        text/html html;
        text/javascript js;
        text/css css;
        application/wasm wasm;
        application/json json;
        image/svg+xml svg;
    }}
    charset utf-8;
    charset_types text/html text/javascript text/css application/json;

    # The files beside each file, packed by the build; with ngx_brotli, `brotli_static on;` too.
    gzip_static on;
    gzip_vary on;

    add_header cache-control $vitrine_cache_control;
{sent}{always}
    # The gateway, or the API. Without it, name the API in config.json and in `connect-src` above.
    location ~ ^/(api|auth)/ {{
        proxy_pass http://127.0.0.1:8090;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        # Its answers have headers of their own, and this line takes away those above.
        add_header x-content-type-options "nosniff" always;
    }}

    # An address without an ending is one of the page's own; under a path it is `/videos/index.html` that answers.
    location ~ /\. {{ return 404; }}
    location ~ \.[^/]*$ {{ try_files $uri =404; }}
    location / {{ try_files $uri /index.html; }}
}}
"#
    )
}

fn variable(name: &str) -> String {
    format!("vitrine_{}", name.replace('-', "_"))
}

fn caddy() -> String {
    let common = common();
    let always = lines(pairs(&common), |name, value| format!("            {name} \"{value}\"\n"));
    let shared_headers = lines(SHARED.into_iter(), |name, value| format!("            {name} \"{value}\"\n"));
    let shared = shared();
    format!(
        r"# {MADE}
vitrine.example {{
    # The gateway, or the API. Without it, name the API in config.json and in `connect-src` below.
    @api path /api/* /auth/*
    handle @api {{
        reverse_proxy 127.0.0.1:8090
    }}
    handle {{
        root * /srv/vitrine
        header {{
{always}        }}
        @lasting path_regexp `{LASTING}`
        header @lasting cache-control `{FOREVER}`
        @others not path_regexp `{LASTING}`
        header @others cache-control `{REVALIDATE}`
        @shared path_regexp `{shared}`
        header @shared {{
{shared_headers}        }}
        # An address without an ending is one of the page's own.
        @address not path_regexp `\.[^/]*$`
        rewrite @address /index.html
        file_server {{
            precompressed br gzip
            hide .*
        }}
    }}
}}
"
    )
}

/// For hosts that read a file of this name in the folder, and send what has no rule as `max-age=0, must-revalidate`.
fn headers() -> String {
    let common = common();
    let indent = |name: &str, value: &str| format!("  {name}: {value}\n");
    let shared = lines(SHARED.into_iter(), indent);
    let mut out = format!("# {MADE}\n/*\n{}", lines(pairs(&common), indent));
    // Where two rules fit, such a host sends both values, and the browser refuses them.
    let covered = |(start, end): (&str, &str)| {
        assets::lasting().any(|(other, its)| other != start && start.starts_with(other) && its == end)
    };
    for (start, end) in assets::lasting().filter(|name| !covered(*name)) {
        out += &format!("/{start}*{end}\n  cache-control: {FOREVER}\n{shared}");
    }
    for name in MODULES {
        out += &format!("/{name}\n{shared}");
    }
    out
}

fn redirects() -> String {
    format!(
        "# {MADE}\n/api/*  https://gateway.example/api/:splat  200\n/auth/*  https://gateway.example/auth/:splat  200\n\
         /*  /index.html  200\n"
    )
}

/// One function for both events of a viewer.
fn cloudfront() -> String {
    let common = common();
    let line = |name: &str, value: &str| format!("  '{name}': {},\n", serde_json::Value::from(value));
    let (always, shared_headers) = (lines(pairs(&common), line), lines(SHARED.into_iter(), line));
    let (lasting, shared) = (script(LASTING), script(&shared()));
    format!(
        "// {MADE}
// A CloudFront function before a bucket with the folder, for the events viewer-request and viewer-response of the
// default behaviour; /api/* and /auth/* are behaviours of their own, to the gateway.
var ALWAYS = {{
{always}}};
var SHARED = {{
{shared_headers}}};

function handler(event) {{
  var request = event.request;
  if (event.context.eventType === 'viewer-request') {{
    // An address without an ending is one of the page's own.
    if (!/\\.[^\\/]*$/.test(request.uri)) request.uri = '/index.html';
    return request;
  }}
  var headers = event.response.headers;
  function add(more) {{
    for (var name in more) headers[name] = {{ value: more[name] }};
  }}
  add(ALWAYS);
  if (/{shared}/.test(request.uri)) add(SHARED);
  add({{ 'cache-control': /{lasting}/.test(request.uri) ? '{FOREVER}' : '{REVALIDATE}' }});
  return event.response;
}}
"
    )
}

/// A pattern as it stands between the slashes of a script.
fn script(pattern: &str) -> String {
    pattern.replace('/', r"\/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read_text;

    #[test]
    fn what_is_checked_in_is_what_the_policy_says() -> Result<(), Failure> {
        for (name, text) in all() {
            assert_eq!(read_text(&folder().join(name))?, text, "{name}: run `cargo xtask recipes`");
        }
        Ok(())
    }

    #[test]
    fn every_header_stands_in_every_recipe() {
        let common = common();
        for (name, text) in all().into_iter().filter(|(name, _)| *name != "_redirects") {
            for (header, value) in pairs(&common).chain(SHARED) {
                assert!(text.contains(header) && text.contains(value), "{name}: {header}");
            }
            assert!(text.contains(FOREVER), "{name}");
        }
    }
}
