import { expect, it } from "vitest";
import { platforms } from "../../platforms/platforms.ts";
import { GROUPED_KIND } from "../../store/item-walks.ts";

it("the timeline's index has apart what is grouped, and nothing else", () => {
  for (const { id, kinds, groupedKinds } of platforms) {
    const apart = Object.keys(kinds).filter((kind) => kind === GROUPED_KIND);
    expect(groupedKinds, id).toEqual(apart);
  }
});
