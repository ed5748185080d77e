import type { JSX } from "solid-js";
import type { FilterProblem } from "../../shared/parse-filter.ts";

interface QueryProblemProps {
  /** Its id is the field's and `-problem`. */
  readonly for: string;
  readonly query: string;
  readonly problem: FilterProblem;
}

/** What of a query cannot be read: in words, and marked where it stands. */
export function QueryProblem(props: QueryProblemProps): JSX.Element {
  const end = () => props.problem.at + props.problem.length;
  return (
    <div class="query-problem" id={`${props.for}-problem`} role="alert">
      <p class="field-problem">
        At character {props.problem.at + 1}: {props.problem.message}
      </p>
      <p class="query-place" aria-hidden="true">
        <code>
          {props.query.slice(0, props.problem.at)}
          <u>{props.query.slice(props.problem.at, end()) || " "}</u>
          {props.query.slice(end())}
        </code>
      </p>
    </div>
  );
}
