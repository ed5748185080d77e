import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

const FILE_TYPE = /\.(tsx?|js|json|toml|md|css|html|yml|sql|png|svg|gif)$/;
const PATH = /^[\w.@-]+(\/[\w.@-]+)*\/?$/;
/** Made on each machine, so named in documents and in no commit. */
const LOCAL = /^(\.dev\.vars|\.wrangler|dist|node_modules|worker-configuration\.d\.ts)(\/|$)/;

/** Every path, npm script and link that a document names must be there. */
export function checkDocs(root: string): string[] {
  const documents = globSync(["README.md", "ARCHITECTURE.md", "docs/**/*.md"], { cwd: root });
  return documents.flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    return [
      ...deadPaths(root, text),
      ...deadScripts(root, text),
      ...deadLinks(root, document, text),
    ].map((problem) => `${document}: ${problem}`);
  });
}

function deadPaths(root: string, text: string): string[] {
  return matches(withoutFences(text), /`([^`\n]+)`/g)
    .filter((code) => isPath(root, code) && !LOCAL.test(code) && !isThere(root, code))
    .map((code) => `\`${code}\` is not there`);
}

/** A name counts as a path when it begins in a folder of ours, or ends like a file. */
function isPath(root: string, code: string): boolean {
  if (!PATH.test(code) || code.startsWith("@")) return false;
  if (FILE_TYPE.test(code)) return true;
  return code.includes("/") && existsSync(join(root, code.split("/")[0] ?? ""));
}

/** A path may be written from the root, or from a room: `platforms/registry.ts`. */
function isThere(root: string, path: string): boolean {
  return ["", "server", "client"].some((room) => existsSync(join(root, room, path)));
}

function deadScripts(root: string, text: string): string[] {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return [...matches(text, /\bnpm run ([\w:-]+)/g), ...matches(text, /\bnpm (start|test)\b/g)]
    .filter((name) => !Object.hasOwn(scripts, name))
    .map((name) => `there is no npm script "${name}"`);
}

function deadLinks(root: string, document: string, text: string): string[] {
  return matches(withoutFences(text), /\]\(([^)\s]+)\)/g).flatMap((link) => {
    if (/^(https?|mailto):/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document : join(dirname(document), path);
    if (!existsSync(join(root, target))) return [`the link ${link} leads nowhere`];
    if (anchor === undefined) return [];
    const anchors = headingAnchors(readFileSync(join(root, target), "utf8"));
    return anchors.includes(anchor) ? [] : [`the link ${link} names no heading`];
  });
}

function headingAnchors(text: string): string[] {
  return matches(withoutFences(text), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "");
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}
