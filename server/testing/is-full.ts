import { env } from "cloudflare:workers";

/** `npm run test:full`: all of what `npm test` takes a share of. */
export const IS_FULL = env.FUZZ !== "";
