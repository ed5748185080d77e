import { expect, it } from "vitest";
import { findLeftovers } from "./end-leftovers.ts";

it("finds the workerd of this checkout that no Node process owns", () => {
  const ps = [
    "    1     0 /sbin/init",
    "   10     1 node scripts/start.ts",
    "   11    10 /here/node_modules/@cloudflare/workerd-linux-64/bin/workerd serve",
    "   12     1 /here/node_modules/@cloudflare/workerd-linux-64/bin/workerd serve",
    "   13     1 /there/node_modules/@cloudflare/workerd-linux-64/bin/workerd serve",
    "   14     1 vi /here/node_modules/@cloudflare/workerd-linux-64/bin/workerd",
  ].join("\n");
  expect(findLeftovers(ps, "/here/node_modules/@cloudflare/workerd-")).toEqual([12]);
});
