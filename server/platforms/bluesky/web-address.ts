/** What is shown for an account whose handle does not lead to it any more. */
const NO_HANDLE = "handle.invalid";

const PAGES: Readonly<Record<string, string>> = {
  "app.bsky.feed.post": "post",
  "app.bsky.feed.generator": "feed",
  "app.bsky.graph.list": "lists",
};

/** The page of a record (`at://did/collection/key`) on bsky.app; null where it has none. */
export function webAddressOf(uri: string, handle: string | null | undefined): string | null {
  const [, , did = "", collection = "", key = ""] = uri.split("/");
  const page = PAGES[collection];
  return page === undefined
    ? null
    : `${profileAddress(did, handle)}/${page}/${encodeURIComponent(key)}`;
}

export function profileAddress(did: string, handle: string | null | undefined): string {
  return `https://bsky.app/profile/${isHandle(handle) ? handle : did}`;
}

export function isHandle(handle: string | null | undefined): handle is string {
  return typeof handle === "string" && handle !== NO_HANDLE && /^[\w.-]+$/.test(handle);
}
