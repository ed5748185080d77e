import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aGroup, aPage, aSingle } from "../../testing/samples.ts";

useFixedTime();

const section = () => screen.findByRole("region", { name: "Hidden by you" });
const single = aSingle({ externalId: "secret", title: "A secret" });
const group = aGroup(3, "2026-05-12T12:00:00.000Z");

it("lists what is hidden, and shows it again", async () => {
  const { api } = renderAt("/settings", {
    "timeline.hidden": () => aPage([single, group]),
    "timeline.show": () => ({ items: 1 }),
  });
  const list = await within(await section()).findByRole("list");
  expect([...list.children].map((row) => row.textContent)).toEqual([
    "fgCommitted A secretines/tarn, 13 MayShow again: your commit in ines/tarn",
    "fgCommitted 3 commitsines/tarn, 12 MayShow again: 3 commits in ines/tarn",
  ]);
  const button = within(list).getByRole("button", { name: /your commit/ });
  button.focus();
  fireEvent.click(button);
  await waitFor(() => expect(list.children).toHaveLength(1));
  expect(await screen.findByText("Your commit in ines/tarn: shown again.")).toBeTruthy();
  const next = within(list).getByRole("button", { name: /3 commits/ });
  await waitFor(() => expect(document.activeElement).toBe(next));
  fireEvent.click(next);
  expect(await screen.findByText(/^Nothing\. What you hide/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Hidden by you"));
  const asked = api.calls.filter(({ path }) => path === "timeline.show");
  expect(asked.map(({ input }) => input)).toEqual([{ ids: [single.id] }, { ids: [group.id] }]);
});

it("goes on page by page", async () => {
  renderAt("/settings", {
    "timeline.hidden": ({ cursor }) =>
      cursor === "next" ? aPage([group]) : aPage([single], "next"),
  });
  const more = await within(await section()).findByRole("button", { name: "Show more" });
  fireEvent.click(more);
  expect(await screen.findByText("3 commits")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

it("says what failed", async () => {
  const { api } = renderAt("/settings", {
    "timeline.hidden": () => aPage([single]),
    "timeline.show": () => {
      throw new Refusal("NOT_FOUND", "There is nothing of that name to be shown again.");
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: /^Show again/ }));
  const alert = await within(await section()).findByRole("alert");
  expect(alert.textContent).toBe("There is nothing of that name to be shown again.");
  expect(screen.getByText("A secret")).toBeTruthy();
  expect(api.calls.some(({ path }) => path === "timeline.show")).toBe(true);
});
