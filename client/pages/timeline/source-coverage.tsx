import { Index, type JSX } from "solid-js";
import type { Freshness } from "../../../shared/timeline.ts";
import { coverageWords } from "../../lib/coverage-words.ts";
import { usePerson } from "../../lib/person.tsx";
import { besideTheirOwn } from "../../lib/source-name.ts";
import { SourceLink } from "./source-link.tsx";

type Source = Freshness["sources"][number];

/** How far back each source is complete, and why it goes no further. */
export function SourceCoverage(props: { sources: readonly Source[] }): JSX.Element {
  const sources = () =>
    besideTheirOwn(props.sources.map((each) => ({ ...each, id: each.connectionId })));
  return (
    <ul class="coverage" aria-label="How far back each source goes">
      <Index each={sources()}>
        {(source) => (
          <li>
            <SourceLink connection={source()} all={sources()} /> <Words source={source()} />
          </li>
        )}
      </Index>
    </ul>
  );
}

function Words(props: { source: Source }): JSX.Element {
  const { zone, now } = usePerson();
  const words = () => {
    const { isComplete, coverage, problem } = props.source;
    const covered = coverageWords(props.source, zone(), now());
    const why = [coverage.limit, isComplete ? null : problem].filter((each) => each !== null);
    const fallback = isComplete ? "has nothing yet" : "is still being read";
    return [`${covered === "" ? fallback : covered}.`, ...why].join(" ");
  };
  return <span class="quiet">{words()}</span>;
}
