// The portal's own session gives the token: asked at the start, and again when a token is refused.
const videos = document.querySelector("vitrine-collections");
videos.token = async () => {
  const answer = await fetch("/portal/token", { method: "POST" });
  return answer.ok ? answer.text() : undefined;
};

const log = document.getElementById("log");
for (const event of ["ready", "navigate", "change", "error"]) {
  document.addEventListener(event, ({ target, detail }) => {
    if (target === videos) log.value = `${event} ${Object.values(detail).join(" ")}`;
  });
}
