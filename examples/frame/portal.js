import { vitrineFrame } from "/vitrine/frame-host.js";

const videos = vitrineFrame({
  src: "https://vitrine.example.edu/embed.html",
  title: "Videos",
  pageSize: 10,
  // The portal's own session gives the token: asked at the start, and again when a token is refused.
  token: async () => {
    const answer = await fetch("/portal/token", { method: "POST" });
    return answer.ok ? answer.text() : undefined;
  },
});

const log = document.getElementById("log");
for (const event of ["ready", "navigate", "change", "error"]) {
  videos.addEventListener(event, ({ detail }) => (log.value = `${event} ${Object.values(detail).join(" ")}`));
}
document.getElementById("videos").append(videos);
