import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { problemText } from "../../../shared/problems.ts";
import { Frame } from "../../components/frame.tsx";
import { createLine } from "../../components/line/create-line.ts";
import { EntryRow } from "../../components/line/entry-row.tsx";
import { LineContext } from "../../components/line/line-context.tsx";
import { Notice } from "../../components/notice.tsx";
import { TopBar } from "../../components/top-bar.tsx";
import { localPath, signInHref } from "../../lib/addresses.ts";
import { hasVisitMark } from "../../lib/visit-mark.ts";
import { useMe } from "../../queries/me.ts";
import { Lanes } from "./lanes.tsx";
import { SAMPLE_ENTRIES, SAMPLE_PLATFORMS, SAMPLE_SOURCES, SAMPLE_ZONE } from "./sample-day.ts";

const NOON = Date.parse("2026-05-14T21:00:00Z");

/** The first page: what this is, one button, and a day that was made up. */
export function LandingPage(): JSX.Element {
  document.title = "Media Timeline";
  const me = useMe(hasVisitMark);
  const [search, setSearch] = useSearchParams();
  // Believed until the answer says otherwise, so that a place that does not answer is no dead end.
  const isHere = () => hasVisitMark() && me.failure()?.kind !== "signed_out";
  const problem = () =>
    typeof search["problem"] === "string" ? problemText(search["problem"], "The site") : null;
  const next = () => localPath(typeof search["next"] === "string" ? search["next"] : null);
  const line = createLine({
    zone: () => SAMPLE_ZONE,
    now: () => NOON,
    platforms: () => SAMPLE_PLATFORMS,
  });

  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <TopBar
        targets={[]}
        home={isHere() ? "/timeline" : "/"}
        end={
          <Show
            when={isHere()}
            fallback={
              <a rel="external" href={signInHref(next() ?? "/timeline")}>
                Sign in
              </a>
            }
          >
            <a href="/timeline">Timeline</a>
          </Show>
        }
      />
      <Frame class="axis landing">
        <Show when={problem()}>
          {(text) => (
            <Notice
              tone="problem"
              onDismiss={() => setSearch({ problem: undefined }, { replace: true })}
            >
              {text()}
            </Notice>
          )}
        </Show>
        <Show when={search["erased"] === "1"}>
          <Notice tone="done" onDismiss={() => setSearch({ erased: undefined }, { replace: true })}>
            The day is over: everything of yours here is erased.
          </Notice>
        </Show>
        <Show when={next() !== null && !isHere()}>
          <Notice tone="done">
            You are signed out.{" "}
            <a class="link" rel="external" href={signInHref(next() ?? "/timeline")}>
              Sign in and go back to where you were
            </a>
          </Notice>
        </Show>
        <div class="at-edge">
          <h1>
            What you make is in a dozen places. <br />
            Put it on one line.
          </h1>
          <p class="landing-lead">
            Media Timeline reads what you commit, post, answer, upload and finish on{" "}
            {SAMPLE_SOURCES}, and puts it in the order it happened. It keeps its own copy, so the
            line stays whole when a place goes away.
          </p>
          <p class="actions">
            <Show
              when={isHere()}
              fallback={
                <a class="button primary" rel="external" href={signInHref(next() ?? "/timeline")}>
                  Sign in
                </a>
              }
            >
              <a class="button primary" href="/timeline">
                Open your timeline
              </a>
            </Show>
            <span class="quiet">Looks for news every five minutes.</span>
          </p>
        </div>
        <h2 class="landing-sample">A sample day</h2>
        <Lanes />
        <LineContext.Provider value={line}>
          <ol class="landing-entries" aria-label="Some entries of an invented day">
            <For each={SAMPLE_ENTRIES}>{(entry) => <EntryRow entry={entry} />}</For>
          </ol>
        </LineContext.Provider>
        <div class="landing-columns at-edge">
          <section>
            <h2>One entry for one event</h2>
            <p>
              A merged pull request holds its commits. A day of eleven commits in one repository is
              one row until you unfold it. What was opened and is done later says so.
            </p>
          </section>
          <section>
            <h2>Yours alone</h2>
            <p>
              What is private is read only where you gave access to it, and it is marked. Nobody but
              you sees your line. Disconnecting deletes what came from there.
            </p>
          </section>
          <section>
            <h2>Honest about time</h2>
            <p>
              Every page says as of when it is fresh and how far back it is complete. When a source
              needs you, it says what happened and what to do.
            </p>
          </section>
        </div>
      </Frame>
    </>
  );
}
