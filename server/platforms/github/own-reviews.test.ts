import { expect, it } from "vitest";
import { run } from "../../testing/run-walk.ts";
import { ines, juno, pullNumbered, repositoryNamed, worldOf } from "../../testing/tiny-github.ts";

const reviewed = (id: number) => [
  { id, user: ines, state: "COMMENTED", submitted_at: "2026-04-02T00:00:00Z" },
];

it("reviews of one's own stand inside the own pull request, and alone where it is another's", async () => {
  const world = worldOf([
    repositoryNamed("lakeside/buoy", {
      listed: false,
      pulls: [
        pullNumbered(1, { user: ines, reviews: reviewed(71) }),
        pullNumbered(2, { user: juno, reviews: reviewed(72) }),
      ],
    }),
  ]);
  const { items, links } = await run(world);
  expect([...items.keys()]).toEqual(expect.arrayContaining(["review:71", "review:72"]));
  expect(links.filter(({ child }) => child.startsWith("review:"))).toEqual([
    { child: "review:71", parent: "pull:900001" },
  ]);
});
