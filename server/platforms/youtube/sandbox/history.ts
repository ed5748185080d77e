import type { Person, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";
import { liveMoments, momentsOf } from "../../../sandbox/story.ts";
import { HOUR, MINUTE } from "../../../sandbox/times.ts";
import { makeVideo } from "./make-video.ts";
import type { Video } from "./video.ts";
import type { Form } from "./words.ts";

/** Ines has made films since 2022: about one a week. */
const INES_MADE = 190;
const FIRST_FILM = Date.UTC(2022, 0, 15);
/** No uploads list is longer. */
const MOST = 20_000;
const ONE_MOMENT = Date.UTC(2025, 4, 14, 9, 30);

/** A source of channels' histories, newest addition first; only what has happened by `world.now`. */
export function createHistories(): (person: Person, world: SandboxWorld) => readonly Video[] {
  const made = new Map<string, readonly Video[]>();
  return (person, world) => {
    const past = made.get(person.id) ?? pastOf(person);
    made.set(person.id, past);
    const all = [...past, ...(person.lives ? lifeOf(person, world, past.length) : [])];
    return all.filter(({ addedAt }) => addedAt <= world.now).toReversed();
  };
}

function pastOf(person: Person): readonly Video[] {
  const count = person.id === "ines" ? INES_MADE : Math.min(person.items, MOST);
  const seed = `${person.id} youtube`;
  const moments = person.inOneMoment
    ? Array.from({ length: count }, () => ONE_MOMENT)
    : momentsOf({ seed, count, from: FIRST_FILM, habit: "evening" });
  return moments.map((at, index) => {
    const form = formAt(`${seed} form ${index}`);
    return makeVideo({ person, key: `film ${index}`, at, number: index + 1, form, isLive: false });
  });
}

/** While the sandbox runs, something is uploaded about every hour; nobody without a past begins. */
function lifeOf(person: Person, world: SandboxWorld, before: number): readonly Video[] {
  if (before === 0 || person.inOneMoment) return [];
  const seed = `${person.id} youtube life`;
  const moments = liveMoments(world.sessions, world.now, { seed, everyMs: HOUR + 5 * MINUTE });
  return moments.map((at, index) =>
    makeVideo({
      person,
      key: `life ${at}`,
      at,
      number: before + index + 1,
      form: formAt(`${seed} form ${at}`),
      isLive: true,
    }),
  );
}

const SHARES: Readonly<Record<Form, number>> = { devlog: 55, talk: 13, stream: 20, short: 12 };

function formAt(key: string): Form {
  const forms: readonly Form[] = ["devlog", "talk", "stream", "short"];
  return createRandom(key).weigh(forms, (form) => SHARES[form]) ?? "devlog";
}
