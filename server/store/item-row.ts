import type { PlatformItem } from "../platforms/platform.ts";
import type { Known } from "./known-items.ts";

/** An item as its columns hold it. */
export interface WrittenRow {
  readonly externalId: string;
  readonly kind: string;
  readonly occurredAt: number;
  readonly contentHash: string;
  readonly parent: string | null;
  readonly fields: Omit<PlatformItem, "externalId" | "kind" | "occurredAt">;
  readonly figures: string;
}

/** Figures that an answer does not carry stay as they were: a listing knows fewer than the thing itself. */
export async function toRow(
  item: PlatformItem,
  parent: string | null,
  was: Known | null,
): Promise<WrittenRow> {
  const { externalId, kind, occurredAt, ...fields } = item;
  const figures = JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...was?.figures, ...item.figures }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
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
    fields.isPrivate,
    fields.isSecondary,
    figures,
  ]);
  return {
    externalId,
    kind,
    occurredAt,
    parent,
    fields,
    figures,
    contentHash: await hash(content),
  };
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 12), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The columns of a row, in the order of `ITEM_FIELDS`, behind its key. */
export function forSql(row: WrittenRow & { readonly id: number }): unknown[] {
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
    row.contentHash,
    row.parent,
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
  "content_hash",
  "parent",
];
