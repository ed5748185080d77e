import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { readExchanges } from "./read-exchanges.ts";

const HOST = "recorded-answers.invalid";
/** Descriptions of whole APIs lie beside the answers; nobody reads them as one. */
const LONGEST = 400_000;

/**
 * For tests, which cannot see the disk: the files of a folder of recorded answers, by path, as JSON.
 * 404 where this machine has no such folder; null for an address that is none of ours.
 */
export async function serveRecorded(root: string, address: string): Promise<Response | null> {
  const url = new URL(address);
  if (url.hostname !== HOST) return null;
  const place = process.env["MEDIA_RECORDED_ANSWERS"] ?? "../shared/fixtures";
  const folder = join(resolve(root, place), url.pathname.replace(/[^a-z0-9_-]/g, ""));
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = await Promise.all(
      paths.map(async (path) => {
        const text = await readFile(path, "utf8");
        if (text.length > LONGEST) return [];
        return [[relative(folder, path), { text, exchanges: readExchanges(path, text) }]];
      }),
    );
    return Response.json(Object.fromEntries(files.flat()));
  } catch {
    return new Response(null, { status: 404 });
  }
}
