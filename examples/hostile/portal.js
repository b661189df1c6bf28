// The portal's own session gives the token: asked at the start, and again when a token is refused.
const videos = document.querySelector("vitrine-collections");
videos.token = async () => {
  const answer = await fetch("/portal/token", { method: "POST" });
  return answer.ok ? answer.text() : undefined;
};
