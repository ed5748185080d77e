import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import { DAY, START } from "../../../sandbox/times.ts";

/** Somebody on the sandbox's X. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly createdAt: number;
  readonly isSuspended: boolean;
}

/** Ids of ten digits, as accounts had them before ids told times. */
const FIRST_ID = 3_000_000_000;

function toAccount(username: string, name: string, isSuspended = false): Account {
  return {
    id: String(FIRST_ID + numberOf(`x account ${username}`, 900_000_000)),
    username,
    name,
    createdAt: START - (400 + numberOf(`x since ${username}`, 2400)) * DAY,
    isSuspended,
  };
}

export function accountOf({ login, name }: Person): Account {
  return toAccount(login.replaceAll("-", "_").slice(0, 15), name);
}

/** Those whom people of this world answer, quote and pass on. */
export const friends = {
  tomasz: toAccount("twierzba", "Tomasz Wierzba"),
  amara: toAccount("amara_ok", "Amara Okafor"),
  jun: toAccount("jtakeda", "Jun Takeda"),
  leila: toAccount("lhaddad", "Leila Haddad"),
  piet: toAccount("pietdv", "Piet de Vries"),
  mara: toAccount("mbekele", "Mara Bekele"),
  oskar: toAccount("oskarl", "Oskar Lind"),
  priya: toAccount("praman", "Priya Raman"),
  dag: toAccount("dagsolberg", "Dag Solberg"),
  noor: toAccount("noorvisser", "Noor Visser"),
  /** Was thrown out since: what others passed on of it is without its original. */
  ghost: toAccount("fastestdb", "The Fastest DB", true),
} as const;
