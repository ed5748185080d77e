/**
 * Where a trouble is known: under a platform's id, or under that and one of its servers, which stands
 * before the slash of an account's external id. What is never written is never found.
 */
export function serverKey(platform: string, externalId: string): string {
  return `${platform} ${serverOf(externalId)}`;
}

export function serverOf(externalId: string): string {
  return externalId.split("/", 1)[0] ?? "";
}

/** For `o.platform IN`: both, of a connection's row of that name. */
export function outageKeysOf(row: string): string {
  const server = `substr(${row}.external_id, 1, instr(${row}.external_id || '/', '/') - 1)`;
  return `(${row}.platform, ${row}.platform || ' ' || ${server})`;
}
