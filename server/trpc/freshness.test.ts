import { describe, expect, it } from "vitest";
import * as z from "zod";
import { appRouter } from "./router.ts";

/** What a reader is shown says as of when it is true, and how far back: each answer, also of a new procedure. */

const reads = Object.entries(appRouter._def.procedures).filter(
  ([, procedure]) => definitionOf(procedure)["type"] === "query",
);

/** The shape of an output as JSON Schema; of a list, that of what it holds. */
const shape = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
});
const list = z.object({ items: z.unknown() });

function shapeOf(schema: unknown): z.infer<typeof shape> {
  const listed = list.safeParse(schema);
  const parsed = shape.safeParse(listed.success ? listed.data.items : schema);
  if (!parsed.success) throw new Error("The output is no object, and no list of such.");
  return parsed.data;
}

function definitionOf(procedure: object): Readonly<Record<string, unknown>> {
  return Reflect.get(procedure, "_def");
}

function outputOf(procedure: object): z.infer<typeof shape> {
  const { output } = definitionOf(procedure);
  if (!(output instanceof z.ZodType)) throw new Error("It declares no output.");
  return shapeOf(z.toJSONSchema(output, { io: "output" }));
}

describe("every answer of the timeline", () => {
  const timeline = reads.filter(([path]) => path.startsWith("timeline."));

  it("is among these", () => {
    expect(timeline.map(([path]) => path)).toEqual(
      expect.arrayContaining(["timeline.list", "timeline.get", "timeline.edits"]),
    );
  });

  it.each(timeline)("%s has freshness and coverage", (_, procedure) => {
    const output = outputOf(procedure);
    expect(output.required).toContain("freshness");
    const freshness = shapeOf(output.properties["freshness"]);
    expect(freshness.required).toEqual(expect.arrayContaining(["asOf", "sources"]));
    const source = shapeOf(freshness.properties["sources"]);
    expect(source.required).toEqual(
      expect.arrayContaining(["status", "checkedAt", "isComplete", "coverage", "problem"]),
    );
    expect(shapeOf(source.properties["coverage"]).required).toEqual(["since", "limit"]);
  });
});

describe("every answer that is a connection", () => {
  const connections = reads.filter(([path]) =>
    ["connections.list", "connections.get"].includes(path),
  );

  it.each(connections)("%s says when it was checked, and how far back it is complete", (_, one) => {
    const output = outputOf(one);
    expect(output.required).toEqual(
      expect.arrayContaining(["lastCheckedAt", "lastSuccessAt", "isComplete", "coverage"]),
    );
    expect(shapeOf(output.properties["coverage"]).required).toEqual(["since", "limit"]);
  });
});
