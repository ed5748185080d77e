import { describe, expect, it } from "vitest";
import { SealError, createVault } from "./vault.ts";

const key = btoa("a".repeat(32));
const other = btoa("b".repeat(32));
const place = { table: "media_accounts", row: "c1", column: "access_token_sealed" };

describe("a vault", () => {
  it("opens what it sealed, and seals the same text differently each time", async () => {
    const vault = createVault([key]);
    const [one, two] = [
      await vault.seal("gho_secret", place),
      await vault.seal("gho_secret", place),
    ];
    expect(one).not.toBe(two);
    expect(one).not.toContain("gho_secret");
    expect(await vault.open(one, place)).toBe("gho_secret");
  });

  it("seals the same text alike on asking, another text or place otherwise", async () => {
    const vault = createVault([key]);
    const one = await vault.sealAlike("a place", place);
    expect(await vault.sealAlike("a place", place)).toBe(one);
    expect(await vault.open(one, place)).toBe("a place");
    const ivs = await Promise.all([
      vault.sealAlike("a piace", place),
      vault.sealAlike("a place", { ...place, row: "c2" }),
      createVault([other]).sealAlike("a place", place),
    ]);
    expect(new Set([one, ...ivs].map((sealed) => sealed.split(".")[2])).size).toBe(4);
    await expect(vault.open(one, { ...place, row: "c2" })).rejects.toThrow(SealError);
  });

  it.each([
    ["another row", { ...place, row: "c2" }],
    ["another column", { ...place, column: "refresh_token_sealed" }],
    ["another table", { ...place, table: "media_sessions" }],
  ])("does not open in %s", async (_, elsewhere) => {
    const vault = createVault([key]);
    const sealed = await vault.seal("gho_secret", place);
    await expect(vault.open(sealed, elsewhere)).rejects.toThrow(SealError);
  });

  it("does not open what was changed, or was never sealed", async () => {
    const vault = createVault([key]);
    const sealed = await vault.seal("gho_secret", place);
    const flipped = `${sealed.slice(0, -9)}${sealed.at(-9) === "A" ? "B" : "A"}${sealed.slice(-8)}`;
    await expect(vault.open(flipped, place)).rejects.toThrow(SealError);
    await expect(vault.open("plain", place)).rejects.toThrow(SealError);
  });

  it("opens with the previous key what the new one replaced, and not without it", async () => {
    const sealed = await createVault([key]).seal("gho_secret", place);
    expect(await createVault([other, key]).open(sealed, place)).toBe("gho_secret");
    await expect(createVault([other]).open(sealed, place)).rejects.toThrow(SealError);
  });
});
