import type { PlatformItem } from "../platforms/page.ts";
import { parentOf } from "./hidden-items.ts";
import type { Known } from "./known-items.ts";
import { toSameText } from "./same-text.ts";

/** An item as its columns hold it. */
export interface WrittenRow {
  readonly externalId: string;
  readonly kind: string;
  readonly occurredAt: number;
  readonly contentHash: string;
  readonly fields: Omit<PlatformItem, "externalId" | "kind" | "occurredAt" | "editedAt">;
  readonly figures: string;
  readonly author: string | null;
  readonly media: string;
  readonly marks: string;
  readonly editedAt: number | null;
  /** By which it is found again on other platforms; null where it is not looked for. */
  readonly sameText: string | null;
  /** When its text was replaced by this one, where it was; else null. */
  readonly replacedAt: number | null;
}

/** Where a row stands: `hidden` is why it is not shown, `link` what it belongs inside while it is. */
export interface Placement {
  readonly hidden: number;
  readonly link: string | null;
}

const MOST_MEDIA = 4;

/**
 * Figures that an answer does not carry stay as they were: a listing knows fewer than the thing itself.
 * What a platform does not say of an edit is told by the text itself.
 */
export async function toRow(
  item: PlatformItem,
  was: Known | null,
  { now, repeatedKinds }: { now: number; repeatedKinds: readonly string[] },
): Promise<WrittenRow> {
  const { externalId, kind, occurredAt, editedAt = null, ...fields } = item;
  const figures = JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...was?.figures, ...item.figures }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const { author = null, media = [], marks = [], language = null } = fields;
  const kept = media.slice(0, MOST_MEDIA);
  const rest = [author, kept, marks, language, editedAt];
  const content = JSON.stringify([
    kind,
    occurredAt,
    fields.startedAt,
    fields.title,
    fields.body,
    fields.url,
    fields.place?.name ?? null,
    fields.place?.url ?? null,
    fields.state,
    fields.reference,
    // In place of `isPrivate`, which stands beside: an account may change it for all that it has.
    false,
    fields.isSecondary,
    figures,
    // Only where there is any: an item without them is the one that was stored before there were any.
    ...(rest.some((value) => (Array.isArray(value) ? value.length > 0 : value !== null))
      ? rest
      : []),
  ]);
  const replacedAt = was !== null && isReplaced(was, item) ? (editedAt ?? now) : null;
  return {
    externalId,
    kind,
    occurredAt,
    fields,
    figures,
    author: author && JSON.stringify(author),
    media: JSON.stringify(kept),
    marks: JSON.stringify(marks),
    editedAt: editedAt ?? replacedAt ?? was?.editedAt ?? null,
    sameText: repeatedKinds.includes(kind) ? await toSameText(item) : null,
    replacedAt,
    contentHash: await hash(content),
  };
}

/** A better sight of a thing says more, and is no edit. */
function isReplaced(was: Known, { title, body, isSecondary }: PlatformItem): boolean {
  return was.isSecondary === isSecondary && (was.title !== title || was.body !== body);
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 12), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The columns of a row, in the order of `ITEM_FIELDS`, behind its key. */
export function forSql(row: WrittenRow & Placement & { readonly id: number }): unknown[] {
  const f = row.fields;
  return [
    row.id,
    row.externalId,
    row.kind,
    row.occurredAt,
    f.startedAt,
    f.title,
    f.body,
    f.url,
    f.place?.name ?? null,
    f.place?.url ?? null,
    f.state,
    f.reference,
    f.isPrivate ? 1 : 0,
    f.isSecondary ? 1 : 0,
    row.figures,
    row.author,
    row.media,
    row.marks,
    f.language ?? null,
    row.editedAt,
    row.contentHash,
    row.hidden,
    parentOf(row.hidden, row.link),
    row.sameText,
  ];
}

export const ITEM_FIELDS = [
  "external_id",
  "kind",
  "occurred_at",
  "started_at",
  "title",
  "body",
  "url",
  "place_name",
  "place_url",
  "state",
  "reference",
  "is_private",
  "is_secondary",
  "figures",
  "author",
  "media",
  "marks",
  "language",
  "edited_at",
  "content_hash",
  "hidden",
  "parent",
  "same_text",
];
