import type { SyncMessage } from "./sync-message.ts";

/**
 * What a host must provide. `config.ts` is the only reader of the strings; an unset `ENVIRONMENT`
 * means production. A platform's client is `MEDIA_<PLATFORM>_CLIENT_ID` and `…_CLIENT_SECRET`.
 */
export interface MediaBindings {
  DB: D1Database;
  BUCKET: R2Bucket;
  /** Without it, the cron syncs inline, within its budget. */
  SYNC_QUEUE?: Queue<SyncMessage>;
}

/** How a host mounts the app. */
export interface MediaAppConfig {
  /** Where it is mounted: `/media` unless said otherwise. */
  basePath?: string;
  /** Exact origins allowed to read answers across origins, beside those of the environment. */
  corsOrigins?: readonly string[];
}
