import { For, type JSX, Show } from "solid-js";
import { nameOfSource } from "../../../shared/filter-words.ts";
import { formatFilter } from "../../../shared/format-filter.ts";
import type { FilterProblem } from "../../../shared/parse-filter.ts";
import type { ProfileTerm } from "../../../shared/profiles.ts";
import { FormRow } from "../../components/form-row.tsx";
import { QueryProblem } from "../../components/query-problem.tsx";
import type { WordsOfSources } from "./profile-form.tsx";

interface FilterFieldProps {
  readonly words: WordsOfSources;
  readonly query: string;
  /** What is said of one source only; it can be taken away here. */
  readonly ofOne: readonly ProfileTerm[];
  readonly unread: FilterProblem | null;
  /** What the server says of it. */
  readonly problem: string | null;
  readonly onQuery: (query: string) => void;
  readonly onOfOne: (terms: readonly ProfileTerm[]) => void;
}

const ID = "profile-filter";

/** What a profile shows of its sources, in the words of the query language. */
export function FilterField(props: FilterFieldProps): JSX.Element {
  const isWrong = () => props.unread !== null || props.problem !== null;
  return (
    <FormRow
      label="Filter"
      for={ID}
      problem={props.problem}
      help={
        <>
          Empty shows everything. <code>kind:release</code> shows only releases,{" "}
          <code>-platform:reddit</code> leaves Reddit out, <code>after:2024</code> begins there.
        </>
      }
    >
      <input
        class="input code"
        id={ID}
        name="filter"
        value={props.query}
        maxLength={1000}
        aria-invalid={isWrong() ? "true" : undefined}
        aria-describedby={isWrong() ? `${ID}-problem ${ID}-help` : `${ID}-help`}
        autocapitalize="none"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.onQuery(event.currentTarget.value)}
      />
      <Show when={props.unread}>
        {(unread) => <QueryProblem for={ID} query={props.query} problem={unread()} />}
      </Show>
      <Show when={props.ofOne.length > 0}>
        <ul class="terms-of-one" aria-label="For one source only">
          <For each={props.ofOne}>
            {(term) => (
              <li>
                <span>
                  Only for <bdi>{nameOfSource(props.words, term.connectionId ?? "")}</bdi>:{" "}
                  <code>{formatFilter([term], props.words)}</code>
                </span>
                <button
                  type="button"
                  class="link"
                  onClick={() => props.onOfOne(props.ofOne.filter((each) => each !== term))}
                >
                  Remove
                  <span class="unseen"> {formatFilter([term], props.words)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </FormRow>
  );
}
