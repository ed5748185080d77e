// One line per platform, and nothing else in the product names it; `platforms.ts` makes the list.
export { bluesky } from "./bluesky/index.ts";
export { devpad } from "./devpad/index.ts";
export { feed } from "./feed/index.ts";
export { github } from "./github/index.ts";
export { mastodon } from "./mastodon/index.ts";
export { reddit } from "./reddit/index.ts";
export { twitter } from "./twitter/index.ts";
export { youtube } from "./youtube/index.ts";
