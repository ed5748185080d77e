import type { Profile } from "../../shared/profiles.ts";
import { atClock } from "./time.ts";

/** Who sees a profile: a name, and a sentence. */
export const VISIBILITY: Readonly<
  Record<Profile["visibility"], { readonly name: string; readonly help: string }>
> = {
  private: { name: "Private", help: "Only you, signed in." },
  unlisted: {
    name: "Unlisted",
    help: "Whoever has its link. You can end the link or make a new one at any time.",
  },
  public: {
    name: "Public",
    help: "Anyone, by its address. What is private at its source is left out.",
  },
};

/** How things stand with who sees it, as of now. */
export function visibilityWords(profile: Profile, zone: string, now: number): string {
  const { visibility, link } = profile;
  if (visibility !== "unlisted") return VISIBILITY[visibility].name;
  if (link === null) return "Unlisted, without a link: only you see it";
  if (link.expiresAt === null) return "Unlisted, by its link";
  const has = Date.parse(link.expiresAt) > now ? "ends" : "ended";
  return `Unlisted, by its link, which ${has} ${atClock(link.expiresAt, zone, now)}`;
}
