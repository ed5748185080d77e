import { createCipheriv, createDecipheriv, createSecretKey, hash } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { stage } from "../server/testing/chaos/stage.ts";

/**
 * What the code takes from the process, answered by the scenario that runs: timers by its clock, chance
 * by its seed, console lines into its trace. Cipher, digest and packing are done at once: real ones
 * answer from other threads, whenever they please, and cost a scenario half of its time.
 */
export function installGlobals(): typeof real {
  const replace = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  };
  replace("setTimeout", (then: () => void, ms = 0): unknown => {
    return stage.simulation?.setTimer(ms, then) ?? real.set(then, ms);
  });
  replace("clearTimeout", (timer: unknown): void => {
    if (isSimulated(timer)) timer.clear();
    else real.clear(timer as Parameters<typeof clearTimeout>[0]);
  });
  replace("crypto", {
    subtle: { digest, encrypt, decrypt, importKey },
    getRandomValues: <T extends Uint8Array>(bytes: T): T => {
      stage.fillRandom(bytes);
      return bytes;
    },
    randomUUID: () => {
      const bytes = new Uint8Array(16);
      stage.fillRandom(bytes);
      const digits = Buffer.from(bytes).toString("hex");
      return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  });
  replace("CompressionStream", function packNothing() {});
  replace("Blob", PlainBlob);
  for (const level of ["info", "warn", "error"] as const) {
    console[level] = (line: unknown) => stage.simulation?.note(`log ${String(line)}`);
  }
  return real;
}

const real = {
  set: (then: () => void, ms: number) => setTimeoutOfNode(then, ms),
  clear: (timer: Parameters<typeof clearTimeout>[0]) => clearTimeoutOfNode(timer),
};
const setTimeoutOfNode = globalThis.setTimeout;
const clearTimeoutOfNode = globalThis.clearTimeout;

function isSimulated(timer: unknown): timer is { clear(): void } {
  return typeof timer === "object" && timer !== null && "clear" in timer;
}

/** As much of a Blob as packing asks for; Node's own is read in another thread. */
class PlainBlob {
  readonly text: string;
  constructor([text]: readonly [string]) {
    this.text = text;
  }
  stream(): { pipeThrough(): ReadableStream<Uint8Array> | null } {
    const { body } = new Response(this.text);
    return { pipeThrough: () => body };
  }
}

const TAG_BYTES = 16;

interface Sealing {
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
}

async function digest(_name: string, bytes: Uint8Array): Promise<ArrayBuffer> {
  return toArrayBuffer(hash("sha256", bytes, "buffer"));
}

async function importKey(_format: "raw", bytes: Uint8Array): Promise<KeyObject> {
  return createSecretKey(bytes);
}

async function encrypt(
  { iv, additionalData }: Sealing,
  key: KeyObject,
  plain: Uint8Array,
): Promise<ArrayBuffer> {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(additionalData);
  return toArrayBuffer(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

async function decrypt(
  { iv, additionalData }: Sealing,
  key: KeyObject,
  sealed: Uint8Array,
): Promise<ArrayBuffer> {
  const cipher = createDecipheriv("aes-256-gcm", key, iv);
  const end = sealed.byteLength - TAG_BYTES;
  cipher.setAAD(additionalData);
  cipher.setAuthTag(sealed.subarray(end));
  return toArrayBuffer(Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]));
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
