import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An import as it is written: the file, relative to the root, and the specifier. */
export interface WrittenImport {
  readonly file: string;
  readonly specifier: string;
  readonly dynamic: boolean;
}

const ROOMS = ["server", "shared", "client", "scripts", "bench", "e2e"];
const STATIC =
  /^\s*(?:import|export)\b[^"';]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\((?:\s|\/\*.*?\*\/)*["'`]([^"'`]+)["'`]/g;

export function listSourceFiles(root: string): string[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .map((path) => `${room}/${path.replaceAll("\\", "/")}`)
      .filter((path) => /\.tsx?$/.test(path) && !path.includes("/fixtures/")),
  );
}

export function readImports(root: string, file: string): WrittenImport[] {
  const text = readFileSync(join(root, file), "utf8");
  const find = (pattern: RegExp, dynamic: boolean): WrittenImport[] =>
    [...text.matchAll(pattern)].map((match) => ({
      file,
      specifier: match[1] ?? match[2] ?? "",
      dynamic,
    }));
  return [...find(STATIC, false), ...find(DYNAMIC, true)];
}
