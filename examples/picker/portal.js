import { toContentItems } from "/vitrine/deep-linking.js";

const videos = document.querySelector("vitrine-collections");
videos.token = async () => {
  const answer = await fetch("/portal/token", { method: "POST" });
  return answer.ok ? answer.text() : undefined;
};

// What the platform has said that it accepts; `launchUrl` would make launches of this tool instead of links.
const accepts = { acceptTypes: ["link", "ltiResourceLink"], acceptMultiple: true };
const form = document.getElementById("answer");
videos.addEventListener("pick", ({ detail }) => {
  form.elements.content_items.value = JSON.stringify(toContentItems(detail.items, accepts));
  form.requestSubmit();
});
