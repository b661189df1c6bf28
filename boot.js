// Starts the application that the page names. Where that fails, the page says so.
const { js, wasm } = document.querySelector('meta[name="app"]').dataset;

try {
  const { default: start } = await import(js);
  await start({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  const app = document.getElementById("app");
  const note = document.createElement("p");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  note.textContent = "{{boot.failed}}";
  const reload = document.createElement("button");
  reload.type = "button";
  reload.className = "btn";
  reload.textContent = "{{act.reload}}";
  reload.addEventListener("click", () => location.reload());
  note.append(reload);
  const main = app.querySelector("main") ?? app;
  main.replaceChildren(note);
}
