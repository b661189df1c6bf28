// What was chosen in pick mode, as content items of LTI 1.3 Deep Linking 2.0. Nothing is signed here: that is for
// the server that holds the tool's key.

/** The address that a template gives, or nothing where what it names is missing. */
const fill = (template, item) => {
  let whole = true;
  const address = template.replace(/\{(\w+)\}/g, (_, name) => {
    if (!item[name]) whole = false;
    return encodeURIComponent(item[name] ?? "");
  });
  return whole ? address : undefined;
};

const launched = (item, launchUrl) => {
  const url = fill(launchUrl, item);
  return url && { type: "ltiResourceLink", url, custom: { media_id: item.id } };
};

const linked = (item) => item.url && { type: "link", url: item.url };

/**
 * The items of the event `pick`, as the platform accepts them: `acceptTypes` and `acceptMultiple` are its
 * `accept_types` and `accept_multiple`, `launchUrl` is the tool's address with `{lti_launch_id}`, `{embed_id}` or `{id}`
 * in it. Without it, or where a platform takes none, an item is a link to its `url`; one without an address is left out.
 */
export function toContentItems(items, { acceptTypes, acceptMultiple = true, launchUrl } = {}) {
  const takes = (type) => !acceptTypes || acceptTypes.includes(type);
  const made = items.flatMap((item) => {
    const place = (launchUrl && takes("ltiResourceLink") && launched(item, launchUrl)) || (takes("link") && linked(item));
    if (!place) return [];
    const content = { ...place, title: item.title };
    if (item.description) content.text = item.description;
    if (item.thumbnail) content.thumbnail = { url: item.thumbnail };
    return [content];
  });
  return acceptMultiple ? made : made.slice(0, 1);
}
