// Starts the application that the page names. Where that fails, the page says so.
const { js, wasm } = document.querySelector('meta[name="app"]').dataset;

try {
  const { default: start } = await import(js);
  await start({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  const app = document.getElementById("app");
  const note = document.createElement("div");
  const text = document.createElement("h1");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  text.textContent = "{{boot.failed}}";
  const reload = document.createElement("button");
  reload.type = "button";
  reload.className = "btn";
  reload.textContent = "{{act.reload}}";
  reload.addEventListener("click", () => location.reload());
  note.append(text, reload);
  const main = app.querySelector("main") ?? app;
  main.replaceChildren(note);
}
