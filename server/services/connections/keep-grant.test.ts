import { expect, it } from "vitest";
import { findConnection } from "../../store/connections.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { keepGrant } from "./keep-grant.ts";

it.each([
  ["the same access", false, { completeSince: 7, historyLimit: "Fake ends.", isComplete: true }],
  ["more access", true, { completeSince: null, historyLimit: null, isComplete: false }],
])("%s keeps or begins anew how far back it is complete", async (_, includePrivate, after) => {
  const page = testPage({ complete: false });
  const fake = fakePlatform({ fetchPage: () => Promise.resolve(page) });
  const ctx = contextWith(fake);
  const ines = await testPerson(ctx, "Ines");
  const { id, externalId } = await testConnection(ctx, ines, {
    platform: "fake",
    includePrivate: false,
    isComplete: true,
    completeSince: 7,
    historyLimit: "Fake ends.",
  });
  const account = { externalId, handle: "ines", displayName: null, url: null, email: null };
  const granted = { refreshToken: null, expiresIn: null, grantEndsIn: null, scopes: [] };
  await keepGrant(ctx, fake, {
    userId: ines.userId,
    account,
    tokens: { accessToken: "", ...granted },
    includePrivate,
    clientId: null,
  });
  expect(await findConnection(ctx.db, ines.userId, id)).toMatchObject(after);
});
