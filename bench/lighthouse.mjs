// Lighthouse's accessibility and best practices on each page, narrow and wide: each is to have 100.
// node lighthouse.mjs <dist>; LIGHTHOUSE names the module, CHROMIUM the browser.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [dist] = process.argv.slice(2);
const module = process.env.LIGHTHOUSE;
const { default: lighthouse, desktopConfig } = await import(pathToFileURL(module));
const { launch } = await import(pathToFileURL(createRequire(module).resolve("chrome-launcher")));

const PAGES = [
  ["collections", "/collections"],
  ["a search", "/collections?find=bio"],
  ["a search that found nothing", "/collections?find=zzzz"],
  // The server refuses none of the pictures in it, as it does one of 101: a browser calls that an error of the page.
  ["a collection", "/collections/106"],
  ["a medium", "/collections/106?media=1601"],
  ["the report", "/report?of=101,102,109"],
  ["nothing there", "/no/such/place"],
  ["the element in a frame's page", "/embed.html"],
];
const CATEGORIES = ["accessibility", "best-practices"];
const FORMS = [
  ["narrow", undefined],
  ["wide", desktopConfig],
];

// Where cargo has built the server it becomes that.
const run = ["run", "--quiet", "--package", "vitrine-server", "--"];
const options = ["--addr", "127.0.0.1:0", "--db", ":memory:", "--data", "demo", "--dist", dist];
const server = spawn("cargo", [...run, ...options], { stdio: ["ignore", "pipe", "inherit"] });
const origin = await new Promise((found, failed) => {
  server.once("exit", () => failed(new Error("the server has ended")));
  createInterface(server.stdout).on("line", (line) => {
    const address = /^listening on (\S+)$/.exec(line)?.[1];
    if (address) found(address);
  });
});
const browser = await launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en-US"],
});

/** A page's points, and what takes some away. */
async function look(path, config) {
  const flags = { port: browser.port, logLevel: "error", onlyCategories: CATEGORIES, throttlingMethod: "provided" };
  // Nobody looks at how it has looked.
  flags.disableFullPageScreenshot = true;
  const { lhr } = await lighthouse(origin + path, flags, config);
  if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  const points = CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
  const less = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && ![null, 1].includes(lhr.audits[id].score))
    .map(({ id }) => {
      const at = lhr.audits[id].details?.items?.slice(0, 3).map((item) => item.node?.snippet ?? JSON.stringify(item));
      return `${id}: ${at?.join(" | ") ?? ""}`;
    });
  return { points, less };
}

let low = 0;
try {
  console.log(`| page | ${FORMS.flatMap(([form]) => CATEGORIES.map((name) => `${name}, ${form}`)).join(" | ")} |`);
  console.log(`|---|${"---:|".repeat(FORMS.length * CATEGORIES.length)}`);
  for (const [name, path] of PAGES) {
    const found = [];
    for (const [, config] of FORMS) found.push(await look(path, config));
    console.log(`| ${name} | ${found.flatMap(({ points }) => points).join(" | ")} |`);
    for (const line of found.flatMap(({ less }) => less)) console.error(`  ${line}`);
    low += found.flatMap(({ points }) => points).filter((points) => points < 100).length;
  }
} finally {
  browser.kill();
  server.kill();
}
if (low) console.error(`${low} of these are below 100.`);
process.exitCode = low ? 1 : 0;
