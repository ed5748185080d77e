import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import type { Budget } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { type Answers, Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aBudget, aConnection, platform } from "../../testing/samples.ts";

useFixedTime();

const metered: PlatformInfo = {
  ...platform,
  meter: { counts: "units", period: { unit: "day", zone: "America/Los_Angeles" } },
};
const paid: PlatformInfo = {
  ...platform,
  meter: { counts: "dollars", period: { unit: "month", zone: "UTC" } },
};
const money = (fields: Partial<Budget> = {}) =>
  aBudget({
    sharedBy: "connection",
    meter: "dollars",
    used: 1.2,
    granted: null,
    forecast: 3.4,
    endsAt: "2026-06-01T00:00:00.000Z",
    ...fields,
  });

function open(answers: Answers = {}, path = "/connections/c1") {
  return renderAt(path, {
    "connections.platforms": () => [metered],
    "connections.get": () => aConnection(),
    "connections.budgets": () => [aBudget()],
    ...answers,
  });
}
const section = () => screen.findByRole("region", { name: "What it uses" });

describe("what a connection uses", () => {
  it("is told in words and as a bar", async () => {
    open();
    const uses = await section();
    const meter = await within(uses).findByRole("meter", { name: "Used" });
    expect(uses.textContent).toContain(
      "2,140 of 10,000 quota units used. At this pace 8,640 of 10,000 by midnight Pacific (09:00 for you).",
    );
    expect(meter.getAttribute("aria-valuenow")).toBe("2140");
    expect(meter.getAttribute("aria-valuemax")).toBe("10000");
    expect(meter.getAttribute("aria-valuetext")).toContain("2,140 of 10,000 quota units used.");
    const parts = [...meter.querySelectorAll("i")].map((each) => [
      each.className,
      each.style.getPropertyValue("--part"),
    ]);
    expect(parts).toEqual([
      ["usage-ahead", "86.4%"],
      ["usage-used", "21.4%"],
    ]);
  });

  it("marks the stop on the bar", async () => {
    open({ "connections.budgets": () => [aBudget({ cap: 9000 })] });
    const meter = await screen.findByRole("meter");
    const stop = meter.querySelector<HTMLElement>(".usage-stop");
    expect(stop?.style.getPropertyValue("--part")).toBe("90%");
  });

  it("has no bar where nothing ends it", async () => {
    open({
      "connections.platforms": () => [paid],
      "connections.budgets": () => [money()],
    });
    expect(await screen.findByText("$1.20 used.")).toBeTruthy();
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("tells its own from what is shared", async () => {
    open({
      "connections.budgets": () => [
        aBudget({ sharedBy: "connection", used: 40, granted: null, cap: 500, forecast: null }),
        aBudget({ isOwn: false, cap: 9000 }),
      ],
    });
    const uses = await section();
    await within(uses).findByText("This connection alone.");
    expect(uses.textContent).toContain("All that connect through this server share this.");
    expect(uses.textContent).toContain(
      "Whoever runs this server stops it at 9,000 quota units a day.",
    );
    expect(within(uses).getAllByRole("button")).toHaveLength(1);
    const [own, shared] = uses.querySelectorAll(".use");
    expect(own?.textContent).toContain("It stops at 500 quota units a day.");
    expect(shared?.querySelector("button")).toBeNull();
  });

  it("leaves out what all use of an app that nothing ends", async () => {
    open({
      "connections.platforms": () => [paid],
      "connections.budgets": () => [money(), money({ sharedBy: "app", isOwn: false, used: 99 })],
    });
    await screen.findByText("$1.20 used.");
    expect((await section()).textContent).not.toContain("99");
    expect(screen.queryByText("This connection alone.")).toBeNull();
  });

  it("offers no stop where it is nobody's here", async () => {
    open({ "connections.budgets": () => [aBudget({ isOwn: false })] });
    const uses = await section();
    await within(uses).findByRole("meter");
    expect(within(uses).queryByRole("button")).toBeNull();
  });

  it("is not asked for where a platform has no meter", async () => {
    const { api } = open({ "connections.platforms": () => [platform] });
    await screen.findByRole("region", { name: "How it is doing" });
    expect(screen.queryByRole("region", { name: "What it uses" })).toBeNull();
    expect(api.calls.some((call) => call.path === "connections.budgets")).toBe(false);
  });

  it("says so while it is fetched, and where there is nothing", async () => {
    const answer = Promise.withResolvers<Budget[]>();
    open({ "connections.budgets": () => answer.promise });
    const uses = await section();
    expect(uses.textContent).toContain("Fetching what it uses");
    answer.resolve([]);
    expect(await within(uses).findByText("Nothing was used yet.")).toBeTruthy();
  });

  it("says that it could not be read, and reads it when asked", async () => {
    const { api } = open({
      "connections.budgets": () => {
        throw new Refusal("FORBIDDEN", "Not yours.");
      },
    });
    const uses = await section();
    expect(await within(uses).findByText("What it uses could not be read")).toBeTruthy();
    api.answers["connections.budgets"] = () => [aBudget()];
    fireEvent.click(within(uses).getByRole("button", { name: "Try now" }));
    expect(await within(uses).findByRole("meter")).toBeTruthy();
  });
});

describe("the stop", () => {
  const sent = (api: ReturnType<typeof open>["api"]) =>
    api.calls.filter((call) => call.path === "connections.setCap").map((call) => call.input);
  async function openForm(name: string | RegExp = "Set a stop"): Promise<HTMLInputElement> {
    fireEvent.click(await screen.findByRole("button", { name }));
    return screen.findByRole<HTMLInputElement>("textbox", { name: "Stop at" });
  }
  const ofMoney: Answers = {
    "connections.platforms": () => [paid],
    "connections.budgets": () => [money()],
    "connections.setCap": (input) => [money({ cap: Number(input["cap"]) })],
  };

  it("is set in the unit of the platform, and said", async () => {
    const { api } = open(ofMoney);
    const uses = await section();
    await within(uses).findByText("No stop is set.");
    const input = await openForm();
    expect(document.activeElement).toBe(input);
    expect(input.closest("form")?.textContent).toContain("Stop atdollars a month");
    fireEvent.input(input, { target: { value: "7,50" } });
    fireEvent.click(screen.getByRole("button", { name: "Set the stop" }));
    const said = await within(uses).findByText("It stops at $7.50 a month.");
    expect(said.getAttribute("role")).toBe("status");
    expect(sent(api)).toEqual([{ id: "c1", cap: 7.5 }]);
    await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
    const unfold = screen.getByRole("button", { name: "Change the stop" });
    await waitFor(() => expect(document.activeElement).toBe(unfold));
    await waitFor(() =>
      expect(api.calls.filter((call) => call.path === "connections.get").length).toBeGreaterThan(1),
    );
  });

  it("is taken away", async () => {
    const { api } = open({
      ...ofMoney,
      "connections.budgets": () => [money({ cap: 5 })],
      "connections.setCap": () => [money()],
    });
    const input = await openForm("Change the stop");
    expect(input.value).toBe("5");
    fireEvent.click(screen.getByRole("button", { name: "Remove it" }));
    expect(await screen.findByText("No stop is set.")).toBeTruthy();
    expect(sent(api)).toEqual([{ id: "c1", cap: null }]);
  });

  it("is not sent while it cannot be read", async () => {
    const { api } = open(ofMoney);
    const input = await openForm();
    fireEvent.input(input, { target: { value: "a lot" } });
    fireEvent.click(screen.getByRole("button", { name: "Set the stop" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe("Enter an amount in dollars, such as 5 or 7.50.");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(input.getAttribute("aria-describedby")).toContain(alert.id);
    expect(document.activeElement).toBe(input);
    fireEvent.input(input, { target: { value: "6" } });
    expect(screen.queryByRole("alert")).toBeNull();
    expect(sent(api)).toEqual([]);
  });

  it("says what the server refused, and keeps what was typed", async () => {
    const { api } = open({
      ...ofMoney,
      "connections.setCap": () => {
        throw new Refusal("BAD_REQUEST", "A stop is 0 or more.", "cap");
      },
    });
    const input = await openForm();
    fireEvent.input(input, { target: { value: "5" } });
    fireEvent.click(screen.getByRole("button", { name: "Set the stop" }));
    expect((await screen.findByRole("alert")).textContent).toBe("A stop is 0 or more.");
    expect(input.value).toBe("5");
    api.answers["connections.setCap"] = () => {
      throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong here.");
    };
    fireEvent.click(screen.getByRole("button", { name: "Set the stop" }));
    expect(await screen.findByText("Something went wrong here.")).toBeTruthy();
  });

  it("is left as it is by Escape, and the focus goes back", async () => {
    const { api } = open(ofMoney);
    const input = await openForm();
    fireEvent.keyDown(input, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
    expect(document.activeElement?.textContent).toContain("Set a stop");
    expect(sent(api)).toEqual([]);
  });

  it("is opened by what leads there, again and again", async () => {
    const problem = { code: "cap_reached", message: "All of $5.00 is used.", action: "wait" };
    const { path } = open(
      {
        ...ofMoney,
        "connections.get": () => ({ ...aConnection(), problem }),
        "connections.budgets": () => [money({ used: 5, cap: 5 })],
      },
      "/connections/c1#stop",
    );
    const field = () => screen.findByRole<HTMLInputElement>("textbox", { name: "Stop at" });
    await waitFor(async () => expect(document.activeElement).toBe(await field()));
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(path()).toBe("/connections/c1"));
    expect(screen.queryByRole("textbox")).toBeNull();
    fireEvent.click(screen.getByRole("link", { name: "Raise the stop of Forge" }));
    await waitFor(async () => expect(document.activeElement).toBe(await field()));
  });
});
