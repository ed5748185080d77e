import { afterEach, describe, expect, it, vi } from "vitest";
import { createLog } from "./log.ts";

afterEach(() => vi.restoreAllMocks());

function written(level: "info" | "warn" | "error", write: () => void): string {
  const lines: string[] = [];
  vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
  write();
  return lines.join("\n");
}

describe("the log", () => {
  it("is one line of JSON per event", () => {
    const line = written("info", () => createLog({ run: "r1" }).info("tick", { due: 3 }));
    expect(JSON.parse(line)).toEqual({ level: "info", event: "tick", run: "r1", due: 3 });
  });

  it("tells an error with its causes, and keeps the parameters of a query to itself", () => {
    const cause = new Error("UNIQUE constraint failed");
    const query = new Error(
      "Failed query: insert into t values (?)\nparams: ines@example.org,v1.k.n.c",
      { cause },
    );
    const line = written("error", () => createLog().error("http.unforeseen", query));
    expect(line).toContain("UNIQUE constraint failed");
    expect(line).toContain("insert into t");
    expect(line).not.toMatch(/ines@|v1\./);
  });
});
