import { createMemo } from "solid-js";
import { type Failure, toFailure } from "../lib/failure.ts";

/** A change on its way to the server. */
export interface Saving<Input, Output> {
  /** Resolves to null when it failed; `failure` then says why. */
  readonly save: (input: Input) => Promise<Output | null>;
  readonly isSaving: () => boolean;
  readonly isSaved: () => boolean;
  /** The same object for as long as it is the same failure. */
  readonly failure: () => Failure | null;
}

interface Mutation<Input, Output> {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  mutateAsync(input: Input): Promise<Output>;
}

export function toSaving<Input, Output>(mutation: Mutation<Input, Output>): Saving<Input, Output> {
  const failure = createMemo(() => (mutation.isError ? toFailure(mutation.error) : null));
  return {
    save: (input) => mutation.mutateAsync(input).catch(() => null),
    isSaving: () => mutation.isPending,
    isSaved: () => mutation.isSuccess,
    failure,
  };
}
