import type { Context } from "../../context.ts";
import { handle as handleSchema } from "../../../shared/me.ts";
import { beginErase } from "../../store/erase-user.ts";
import { findUserByForeignId, findUserByHandle, insertUser } from "../../store/users.ts";
import type { ForeignId, UserRow } from "../../store/users.ts";
import { putOffsets } from "../../store/zone-offsets.ts";
import { changeUser } from "./change-user.ts";
import { DEFAULT_ZONE } from "./get-me.ts";

/** A person as his place of sign-in knows him. */
export interface SignedInPerson {
  readonly foreign: ForeignId;
  readonly name: string;
  readonly email: string | null;
  readonly zone: string | null;
}

/**
 * The person's id; made, with a default profile, when he comes for the first time, or for the first time
 * after everything of his was to be erased.
 */
export async function ensureUser(ctx: Context, person: SignedInPerson): Promise<string> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const known = await findUserByForeignId(ctx.db, person.foreign);
    if (known === null) {
      const id = ctx.newId();
      if (await createUser(ctx, id, person)) return id;
    } else if (known.eraseAt !== null && known.eraseAt <= ctx.now()) {
      await beginErase(ctx.db, known.id, ctx.now());
    } else {
      await keepNews(ctx, known, person);
      return known.id;
    }
  }
  throw new Error("A new person could not be stored: every handle tried was taken.");
}

async function keepNews(ctx: Context, known: UserRow, person: SignedInPerson): Promise<void> {
  const isZoneNew = known.zone === null && person.zone !== null;
  if (known.email === person.email && !isZoneNew) return;
  await changeUser(ctx, known.id, {
    email: person.email,
    ...(isZoneNew ? { zone: person.zone } : {}),
  });
}

async function createUser(ctx: Context, id: string, person: SignedInPerson): Promise<boolean> {
  const now = ctx.now();
  const name = person.name.trim().slice(0, 80) || "Someone";
  const zone = person.zone ?? DEFAULT_ZONE;
  await putOffsets(ctx.db, zone);
  return await insertUser(
    ctx.db,
    {
      id,
      devpadId: person.foreign.from === "devpad" ? person.foreign.id : null,
      githubId: person.foreign.from === "github" ? person.foreign.id : null,
      name,
      email: person.email,
      handle: await freeHandle(ctx, name, id),
      zone: person.zone,
      eraseAt: null,
      countedZone: zone,
      countKey: null,
      searchKey: null,
      createdAt: now,
      updatedAt: now,
    },
    {
      id: ctx.newId(),
      userId: id,
      slug: "everything",
      name: "Everything",
      description: "",
      isDefault: true,
      createdAt: now,
      updatedAt: now,
    },
  );
}

/** `ines-halvorsen`, or with a few letters more where that is taken. */
async function freeHandle(ctx: Context, name: string, id: string): Promise<string> {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  const wanted = handleSchema.safeParse(plain);
  if (wanted.success && (await findUserByHandle(ctx.db, wanted.data)) === null) return wanted.data;
  return `${plain || "person"}-${id.slice(0, 5).toLowerCase()}`;
}
