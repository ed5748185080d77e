import { vi } from "vitest";

/** Thrown by an answer, it becomes the error of that procedure. */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | null;
  constructor(code: string, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

type Answer = (input: Readonly<Record<string, unknown>>) => unknown;
export type Answers = Record<string, Answer>;

export interface FakeApi {
  /** Procedures in the order they were called, with their input. */
  readonly calls: { readonly path: string; readonly input: unknown }[];
  /** May be changed while a test runs. */
  readonly answers: Answers;
}

const PREFIX = "/media/api/";

/** Stands in for the Worker at `fetch`: tRPC's batches on one side, an answer a procedure on the other. */
export function fakeApi(answers: Answers): FakeApi {
  const api: FakeApi = { calls: [], answers };
  vi.stubGlobal("fetch", async (input: string | URL, init?: RequestInit) => {
    const url = new URL(String(input), "http://localhost");
    const paths = url.pathname.slice(PREFIX.length).split(",");
    const inputs = readInputs(init?.body ?? url.searchParams.get("input"));
    const results = await Promise.all(paths.map((path, index) => answer(api, path, inputs[index])));
    return Response.json(results);
  });
  return api;
}

async function answer(api: FakeApi, path: string, input: unknown): Promise<object> {
  api.calls.push({ path, input });
  try {
    const known = api.answers[path];
    if (!known) throw new Refusal("NOT_FOUND", `No answer for ${path}.`);
    return { result: { data: await known(isRecord(input) ? input : {}) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, code, field } = error;
    return { error: { message, code: -32000, data: { code, field } } };
  }
}

function readInputs(text: unknown): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof text === "string" ? JSON.parse(text) : {};
  return isRecord(parsed) ? parsed : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
