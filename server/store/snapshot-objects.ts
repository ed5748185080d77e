import type { Meter } from "./meter.ts";

/** One that is there, whatever the rows say. */
export interface SnapshotObject {
  readonly connectionId: string;
  readonly contentHash: string;
  /** When it was put there last; epoch milliseconds. */
  readonly putAt: number;
}

/** Where a list of them goes on. */
export function placeOf({ connectionId, contentHash }: Omit<SnapshotObject, "putAt">): string {
  return `${connectionId}/${contentHash}`;
}

/** Raw answers in R2, gzipped, by connection and content hash: written once, never changed. */
export interface SnapshotObjects {
  put(connectionId: string, contentHash: string, body: string): Promise<void>;
  /** What the answer said; null where it is not there, or is no answer that was put there. */
  get(connectionId: string, contentHash: string): Promise<string | null>;
  delete(connectionId: string, contentHashes: readonly string[]): Promise<void>;
  /** Up to a thousand, of whichever connections. */
  deleteEach(answers: readonly Omit<SnapshotObject, "putAt">[]): Promise<void>;
  /** Of all connections, in the order of their ids, so many of them after that place. */
  list(after: string, limit: number): Promise<{ objects: SnapshotObject[]; isLast: boolean }>;
  /** Deletes up to a thousand of a connection's objects; true when none is left. */
  deleteSome(connectionId: string): Promise<boolean>;
}

const ROOT = "snapshots/";

export function openSnapshots(bucket: R2Bucket, meter: Meter): SnapshotObjects {
  const keyOf = (connectionId: string, hash: string): string => `${ROOT}${connectionId}/${hash}`;
  return {
    put: async (connectionId, hash, body) => {
      meter.r2Ops += 1;
      await bucket.put(keyOf(connectionId, hash), await gzip(body), {
        httpMetadata: { contentType: "application/json", contentEncoding: "gzip" },
      });
    },
    get: async (connectionId, hash) => {
      meter.r2Ops += 1;
      const object = await bucket.get(keyOf(connectionId, hash));
      return object === null ? null : await gunzip(await object.arrayBuffer());
    },
    delete: async (connectionId, hashes) => {
      if (hashes.length === 0) return;
      meter.r2Ops += 1;
      await bucket.delete(hashes.map((hash) => keyOf(connectionId, hash)));
    },
    deleteEach: async (answers) => {
      if (answers.length === 0) return;
      meter.r2Ops += 1;
      const keys = answers.map(({ connectionId, contentHash }) => keyOf(connectionId, contentHash));
      await bucket.delete(keys);
    },
    list: async (after, limit) => {
      meter.r2Ops += 1;
      const startAfter = after === "" ? {} : { startAfter: `${ROOT}${after}` };
      const listed = await bucket.list({ prefix: ROOT, limit, ...startAfter });
      const objects = listed.objects.map(({ key, uploaded }) => {
        const [connectionId = "", contentHash = ""] = key.slice(ROOT.length).split("/");
        return { connectionId, contentHash, putAt: uploaded.getTime() };
      });
      return { objects, isLast: !listed.truncated };
    },
    deleteSome: async (connectionId) => {
      meter.r2Ops += 2;
      const listed = await bucket.list({ prefix: keyOf(connectionId, ""), limit: 1000 });
      if (listed.objects.length > 0) await bucket.delete(listed.objects.map((one) => one.key));
      return !listed.truncated;
    },
  };
}

async function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}

async function gunzip(bytes: ArrayBuffer): Promise<string | null> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text().catch(() => null);
}
