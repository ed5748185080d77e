/** Whether a verifier fits the challenge that a consent began with: RFC 7636, section 4.6. */
export async function isProved(
  code: { readonly challenge: string | null; readonly method: string | null },
  verifier: string | null,
): Promise<boolean> {
  if (code.challenge === null) return true;
  if (verifier === null) return false;
  if (code.method !== "S256") return verifier === code.challenge;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === code.challenge;
}
