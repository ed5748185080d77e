import { createEffect, createMemo, createSignal } from "solid-js";
import type { Failure } from "./failure.ts";

export interface FormProblem {
  /** What is wrong with this field, or null. */
  readonly of: (field: string) => string | null;
  /** What is wrong with none of the fields, or null. */
  readonly rest: () => string | null;
  /** To be called when a field changes: what was said of it is over. */
  readonly settle: (field: string) => void;
  /** What an input says of itself; `id` is the one its row was given. */
  readonly attributes: (
    field: string,
    id: string,
    hasHelp?: boolean,
  ) => {
    readonly id: string;
    readonly name: string;
    readonly "aria-invalid": "true" | undefined;
    readonly "aria-describedby": string | undefined;
  };
}

/** What the server said of a form, field by field. A field that is wrong takes the focus. */
export function useFormProblem(
  form: () => HTMLFormElement | undefined,
  failure: () => Failure | null,
  fields: readonly string[],
): FormProblem {
  const [settled, setSettled] = createSignal<Failure | null>(null);
  const standing = createMemo(() => {
    const now = failure();
    return now === settled() ? null : now;
  });
  const field = () => {
    const named = standing()?.field ?? null;
    return named !== null && fields.includes(named) ? named : null;
  };
  const of = (name: string) => (field() === name ? (standing()?.message ?? null) : null);

  createEffect(() => {
    const named = field();
    if (named === null) return;
    const input = form()?.elements.namedItem(named);
    if (input instanceof HTMLElement) input.focus();
  });

  return {
    of,
    rest: () => (field() === null ? (standing()?.message ?? null) : null),
    settle: (name) => {
      if (field() === null || field() === name) setSettled(standing());
    },
    attributes: (name, id, hasHelp = false) => {
      const isWrong = of(name) !== null;
      const described = [isWrong ? `${id}-problem` : null, hasHelp ? `${id}-help` : null];
      const ids = described.filter((each) => each !== null).join(" ");
      return {
        id,
        name,
        "aria-invalid": isWrong ? "true" : undefined,
        "aria-describedby": ids === "" ? undefined : ids,
      };
    },
  };
}
