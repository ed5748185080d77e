import { expect } from "@playwright/test";
import type { APIRequestContext, Page } from "@playwright/test";

/** The sandbox's own addresses, as the browser tests use them. */
/** Stands still: a count of what is there holds for the whole test. */
export async function createPerson(
  request: APIRequestContext,
  name: string,
  items: number,
): Promise<void> {
  const login = name.toLowerCase();
  const answer = await request.post("/sandbox/people", {
    data: { name, login, items, lives: false },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** What a person did in public, by the sandbox's own count. */
export async function countPublicItems(request: APIRequestContext, name: string): Promise<number> {
  const answer = await request.get(
    `/sandbox/inventory?person=${name.toLowerCase()}&platform=github`,
  );
  const items: unknown = await answer.json();
  return Array.isArray(items) ? items.length : 0;
}

export async function setFault(
  request: APIRequestContext,
  fault: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await request.post("/sandbox/faults", { data: fault });
  expect(answer.ok(), await answer.text()).toBe(true);
}

export async function clearFaults(request: APIRequestContext): Promise<void> {
  await request.delete("/sandbox/faults");
}

/** From the landing page through devpad's page, by hand. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await page.getByRole("button", { name: `Continue as ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/timeline/);
}

/** Through GitHub's consent page, by hand. */
export async function answerConsent(
  page: Page,
  name: string,
  answer: "Approve" | "Deny",
): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(name, "i") }).check();
  await page.getByRole("button", { name: answer }).click();
  await expect(page).toHaveURL(/\/connections/);
}

/** What a connection says once its whole history, of so many items, is held. */
export function wholeHistory(items: number): RegExp {
  return new RegExp(`${items.toLocaleString("en")} items, (complete )?back to`);
}

/** Signed in and connected, with the whole history read. */
export async function connectAndSync(page: Page, name: string): Promise<void> {
  await signIn(page, name);
  await page.goto("/connections");
  await page.getByRole("link", { name: "Connect GitHub" }).click();
  await answerConsent(page, name, "Approve");
  const items = await countPublicItems(page.request, name);
  await expect(page.getByText(wholeHistory(items))).toBeVisible({
    timeout: 60_000,
  });
}
