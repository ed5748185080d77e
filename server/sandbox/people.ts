import * as z from "zod";
import type { NewPerson, Person } from "./platform-sandbox.ts";
import { uuidOf } from "./random.ts";
import type { SandboxState } from "./state.ts";

const KEY = "people";

export const newPerson = z.object({
  name: z.string().trim().min(1).max(80),
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$/, "Letters, digits and hyphens, at most 39."),
  items: z.coerce.number().int().min(0).max(200_000).default(1500),
  lives: z.boolean().default(true),
  inOneMoment: z.boolean().default(false),
  hurries: z.boolean().optional(),
});

/** The one who is always there. */
const INES: Person = toPerson({
  id: "ines",
  name: "Ines Halvorsen",
  login: "ineshal",
  items: 13_000,
  lives: true,
  inOneMoment: false,
});

export async function listPeople(state: SandboxState): Promise<readonly Person[]> {
  const stored = (await state.get(KEY, z.array(newPerson))) ?? [];
  return [INES, ...stored.map((person) => toPerson({ ...person, id: person.login }))];
}

/** The person of that login, made if there is none; an existing one stays as it is. */
export async function ensurePerson(state: SandboxState, input: NewPerson): Promise<Person> {
  const known = findPerson(await listPeople(state), input.login);
  if (known) return known;
  await state.update(KEY, z.array(newPerson), (stored) => [...(stored ?? []), input]);
  return toPerson({ ...input, id: input.login });
}

/** By id or login. */
export function findPerson(people: readonly Person[], name: string): Person | null {
  const wanted = name.toLowerCase();
  return people.find((person) => person.id === wanted || person.login === wanted) ?? null;
}

function toPerson(person: Omit<Person, "email" | "apiKey">): Person {
  return {
    ...person,
    email: `${person.login}@example.org`,
    apiKey: `devpad_${uuidOf(`api key of ${person.id}`)}`,
  };
}
