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

/** The same in SQL, of a connection's row of that name. */
export function serverKeyOf(row: string): string {
  return `${row}.platform || ' ' || substr(${row}.external_id, 1, instr(${row}.external_id || '/', '/') - 1)`;
}

/** Whether an outage, `o`, is that of the platform or of the server of a connection's row of that name. */
export function isOutageOf(row: string): string {
  return `(o.platform = ${row}.platform OR o.platform = ${serverKeyOf(row)})`;
}
