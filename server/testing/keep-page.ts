import type { Page, PlatformItem } from "../platforms/page.ts";

/** As the store keeps a page: what is gone, or covered and missing, is hidden until it is seen again. */
export function keepPage(items: Map<string, PlatformItem>, page: Page): void {
  const seen = new Set(page.items.map((item) => item.externalId));
  const { kinds = [], after = 0, before = 0, except = [] } = page.covers ?? {};
  for (const id of page.gone ?? []) items.delete(id);
  for (const [id, { kind, occurredAt }] of items) {
    const isCovered = kinds.includes(kind) && occurredAt > after && occurredAt < before;
    if (isCovered && !seen.has(id) && !except.includes(id)) items.delete(id);
  }
  for (const item of page.items) {
    const isPoorer = item.isSecondary && items.get(item.externalId)?.isSecondary === false;
    if (!isPoorer) items.set(item.externalId, item);
  }
}
