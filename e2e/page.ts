import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";

/** What holds on every page, and where a list has its entries. */
export async function expectWell(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoWiderThanScreen(page);
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
}

export async function expectNoWiderThanScreen(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, page.url()).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

export function rows(within: Page | Locator): Locator {
  return within.locator("[data-entry]");
}
