import type { Person, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";

/** A person's channel. `UC…` and `UU…` share their last 22 signs, as they do at YouTube. */
export interface Channel {
  readonly id: string;
  readonly uploads: string;
  readonly title: string;
  readonly customUrl: string;
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function youtubeId(key: string, length: number): string {
  const random = createRandom(`youtube ${key}`);
  return Array.from({ length }, () => SIGNS.charAt(random.int(0, SIGNS.length - 1))).join("");
}

export function channelOf(person: Person): Channel {
  const tail = youtubeId(`channel of ${person.id}`, 22);
  return {
    id: `UC${tail}`,
    uploads: `UU${tail}`,
    title: person.name,
    customUrl: `@${person.login}`,
  };
}

/** Nobody has one while `no_channel` is on; those whose login begins so never had. */
export function hasChannel(person: Person, { faults }: Pick<SandboxWorld, "faults">): boolean {
  const isOff = faults.some(
    ({ platform, fault }) => platform === "youtube" && fault === "no_channel",
  );
  return !isOff && !person.login.startsWith("no-channel");
}
