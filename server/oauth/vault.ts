import { fromBase64Url, sha256, toBase64Url } from "./encoding.ts";

/** Where a sealed text lives. It is part of the seal: moved to another row or column, it does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface Vault {
  seal(plain: string, place: SealedPlace): Promise<string>;
  /** The same seal for the same text and place: where an answer must not differ from the one before. */
  sealAlike(plain: string, place: SealedPlace): Promise<string>;
  /** Throws `SealError` when the key is gone, or the text was changed or moved. */
  open(sealed: string, place: SealedPlace): Promise<string>;
}

export class SealError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SealError";
  }
}

/**
 * AES-256-GCM; a sealed text is `v1.<key id>.<nonce>.<ciphertext>`. The first key seals, any opens, so
 * a key can be replaced while everything runs. `keys` are 32 bytes in base64 (`config.ts` checks).
 */
export function createVault(keys: readonly string[]): Vault {
  let imported: Promise<RingKey[]> | null = null;
  const ring = (): Promise<RingKey[]> => (imported ??= Promise.all(keys.map(importKey)));
  const first = async (): Promise<RingKey> => {
    const [key] = await ring();
    if (!key) throw new SealError("No key is set.");
    return key;
  };
  return {
    seal: async (plain, place) =>
      await sealWith(await first(), crypto.getRandomValues(new Uint8Array(12)), plain, place),
    sealAlike: async (plain, place) => {
      const key = await first();
      // A nonce must never serve two texts, so it is made of the text, by a key of its own.
      const text = new Uint8Array([
        ...bytesOf(place, key.id),
        0,
        ...new TextEncoder().encode(plain),
      ]);
      const sum = await crypto.subtle.sign("HMAC", key.nonceKey, text);
      return await sealWith(key, new Uint8Array(sum, 0, 12), plain, place);
    },
    open: async (sealed, place) => {
      const [version, id, iv, body] = sealed.split(".");
      const key = (await ring()).find((one) => one.id === id);
      if (version !== "v1" || !id || !iv || !body || !key) {
        throw new SealError("This was sealed with a key that is not here.");
      }
      try {
        const plain = await crypto.subtle.decrypt(
          { name: "AES-GCM", iv: fromBase64Url(iv), additionalData: bytesOf(place, id) },
          key.key,
          fromBase64Url(body),
        );
        return new TextDecoder().decode(plain);
      } catch (cause) {
        throw new SealError("This was changed after it was sealed, or moved.", { cause });
      }
    },
  };
}

interface RingKey {
  readonly id: string;
  readonly key: CryptoKey;
  readonly nonceKey: CryptoKey;
}

async function sealWith(
  { id, key }: RingKey,
  iv: Uint8Array<ArrayBuffer>,
  plain: string,
  place: SealedPlace,
): Promise<string> {
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: bytesOf(place, id) },
    key,
    new TextEncoder().encode(plain),
  );
  return ["v1", id, toBase64Url(iv), toBase64Url(new Uint8Array(sealed))].join(".");
}

async function importKey(base64: string): Promise<RingKey> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await sha256(`media nonce key ${base64}`);
  const nonceKey = await crypto.subtle.importKey("raw", secret, hmac, false, ["sign"]);
  const id = toBase64Url((await sha256(`media key id ${base64}`)).slice(0, 6));
  return { id, key, nonceKey };
}

function bytesOf(place: SealedPlace, keyId: string): Uint8Array {
  return new TextEncoder().encode(["v1", keyId, place.table, place.row, place.column].join("\n"));
}
