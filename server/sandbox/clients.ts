/** The apps that every stand-in knows: the server's, and what somebody brings who has one of their own. */
const CLIENTS: readonly { readonly id: string; readonly secret: string }[] = [
  { id: "sandbox-client", secret: "sandbox-secret" },
  { id: "own-client", secret: "own-secret" },
];

export function isClientId(id: string | null | undefined): boolean {
  return CLIENTS.some((one) => one.id === id);
}

export function isClient(
  id: string | null | undefined,
  secret: string | null | undefined,
): boolean {
  return CLIENTS.some((one) => one.id === id && one.secret === secret);
}
