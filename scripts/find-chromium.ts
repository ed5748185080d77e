import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runTool } from "./run-tool.ts";
import { Stop } from "./stop.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** A Chromium for the browser tests, installed if need be; null means Playwright's own. */
export async function findChromium(root: string): Promise<string | null> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new Stop(
      `CHROMIUM_PATH is ${chosen}, which is not a program: correct it, or leave it out.`,
    );
  }
  const found = onThisMachine();
  if (found) return found;

  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("No Chromium here: installing Debian's.");
    await runTool(root, ["apt-get", "update", "-q"]);
    await runTool(root, ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
    const installed = onThisMachine();
    if (installed) return installed;
  }

  console.log("No Chromium here: installing Playwright's.");
  const { code, output } = await runTool(root, ["playwright", "install", "chromium"]);
  if (code === 0) return null;
  throw new Stop(
    `${output}\nThe browser tests need Chromium: install it and start again, or set CHROMIUM_PATH to where it is.`,
  );
}

function onThisMachine(): string | null {
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
