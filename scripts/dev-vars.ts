import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Stop } from "./stop.ts";

const LINE = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/;
const KEY_BYTES = 32;
const HOW = "with 32 random bytes in base64, for example the output of `openssl rand -base64 32`";

/** Makes `.dev.vars` with a fresh key where there is none; an existing file is read, never written. */
export function ensureDevVars(path: string): void {
  if (existsSync(path)) checkDevVars(readFileSync(path, "utf8"));
  else writeFileSync(path, freshDevVars(), { mode: 0o600, flag: "wx" });
}

export function freshDevVars(): string {
  return [
    "# Settings of this machine; never committed. README.md says what can be set here.",
    "# The key seals the tokens of connected accounts: with another key they must be connected again.",
    `EncryptionKey="${randomBytes(KEY_BYTES).toString("base64")}"`,
    "",
  ].join("\n");
}

/** Throws `Stop` with the line and what to do. Values are never repeated: they are secrets. */
export function checkDevVars(text: string): void {
  let key: { value: string; line: number } | null = null;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (/^\s*(#|$)/.test(content)) continue;
    const match = LINE.exec(content);
    if (!match) {
      throw new Stop(
        `.dev.vars, line ${line}, is not of the form NAME=value: correct that line, or put # in front of it, and start again.`,
      );
    }
    const [, name = "", raw = ""] = match;
    const value = unquote(raw.trim());
    if (value === null) {
      throw new Stop(
        `.dev.vars, line ${line}: the quotation mark of ${name} is never closed; close it on the same line and start again.`,
      );
    }
    if (name === "EncryptionKey") key = { value, line };
  }
  if (!key) {
    throw new Stop(
      `.dev.vars has no EncryptionKey: add a line EncryptionKey=… ${HOW}, and start again.`,
    );
  }
  if (!isKey(key.value)) {
    throw new Stop(
      `.dev.vars, line ${key.line}: EncryptionKey is not 32 bytes in base64; put back the one you had, or replace it ${HOW}, and start again.`,
    );
  }
}

function unquote(raw: string): string | null {
  const quote = raw.at(0);
  if (quote !== '"' && quote !== "'" && quote !== "`") return raw.replace(/\s+#.*$/, "");
  const end = raw.indexOf(quote, 1);
  return end === -1 ? null : raw.slice(1, end);
}

function isKey(value: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(value) && Buffer.from(value, "base64").length === KEY_BYTES;
}
