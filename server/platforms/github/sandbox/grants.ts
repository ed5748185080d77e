import * as z from "zod";
import { randomText } from "../../../sandbox/random-text.ts";
import type { SandboxState } from "../../../sandbox/state.ts";
import { MINUTE } from "../../../sandbox/times.ts";

const code = z.object({
  login: z.string(),
  clientId: z.string(),
  redirectUri: z.string().nullable(),
  scopes: z.array(z.string()),
  challenge: z.string().nullable(),
  expiresAt: z.int(),
  isUsed: z.boolean(),
});
const token = z.object({ login: z.string(), clientId: z.string(), scopes: z.array(z.string()) });
const grant = z.array(z.string());

export type Code = z.infer<typeof code>;
export type Token = z.infer<typeof token>;

const CODE_LIFE = 10 * MINUTE;
/** The eleventh token of a person for one app and scope ends the oldest. */
const TOKENS_KEPT = 10;

export async function issueCode(
  state: SandboxState,
  input: Omit<Code, "expiresAt" | "isUsed">,
  now: number,
): Promise<string> {
  const name = randomText(20);
  await state.put(`github/code/${name}`, { ...input, expiresAt: now + CODE_LIFE, isUsed: false });
  return name;
}

/** The code, if it was good until this moment; from now on it is used. */
export async function takeCode(
  state: SandboxState,
  name: string,
  now: number,
): Promise<Code | null> {
  const key = `github/code/${name}`;
  if ((await state.get(key, code)) === null) return null;
  let taken: Code | null = null;
  await state.update(key, code.nullable(), (found) => {
    if (found && !found.isUsed && now < found.expiresAt) taken = found;
    return found && { ...found, isUsed: true };
  });
  return taken;
}

export async function issueToken(state: SandboxState, input: Token): Promise<string> {
  const name = `gho_${randomText(36)}`;
  await state.put(`github/token/${name}`, input);
  const all = await state.update(grantKey(input), grant, (names) => [...(names ?? []), name]);
  const same: string[] = [];
  for (const known of all) {
    const found = await findToken(state, known);
    if (found?.scopes.join() === input.scopes.join()) same.push(known);
  }
  for (const old of same.slice(0, -TOKENS_KEPT)) await endToken(state, old);
  return name;
}

export async function findToken(state: SandboxState, name: string): Promise<Token | null> {
  return state.get(`github/token/${name}`, token);
}

export async function endToken(state: SandboxState, name: string): Promise<void> {
  const found = await findToken(state, name);
  if (!found) return;
  await state.delete(`github/token/${name}`);
  await state.update(grantKey(found), grant, (names) =>
    (names ?? []).filter((known) => known !== name),
  );
}

/** Ends every token that the person has given the app. */
export async function endGrant(state: SandboxState, of: Token): Promise<void> {
  for (const name of (await state.get(grantKey(of), grant)) ?? []) await endToken(state, name);
}

function grantKey({ clientId, login }: Token): string {
  return `github/grant/${clientId}/${login}`;
}
