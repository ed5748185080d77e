import { Index, type JSX, Match, Show, Switch } from "solid-js";
import type { Budget, Connection } from "../../../shared/connections.ts";
import type { MeterInfo, PlatformInfo } from "../../../shared/platforms.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { Section } from "../../components/section.tsx";
import { budgetWords, shareWords } from "../../lib/budget-words.ts";
import { usePerson } from "../../lib/person.tsx";
import { useBudgets } from "../../queries/budgets.ts";
import { StopSetting } from "./stop-setting.tsx";
import { UsageBar } from "./usage-bar.tsx";

interface UsesSectionProps {
  readonly connection: Connection;
  readonly platform: PlatformInfo;
}

/** What a connection uses of what its platform allows, and the stop that its owner sets. */
export function UsesSection(props: UsesSectionProps): JSX.Element {
  return (
    <Show when={props.platform.meter}>
      {(meter) => (
        <Uses connectionId={props.connection.id} period={meter().period} hue={props.platform.hue} />
      )}
    </Show>
  );
}

function Uses(props: {
  connectionId: string;
  period: MeterInfo["period"];
  hue: string;
}): JSX.Element {
  const budgets = useBudgets(() => props.connectionId);
  /** What all use of a server's app, and nothing ends, is nobody's to know. */
  const shown = () =>
    budgets.data()?.filter((each) => each.isOwn || each.granted !== null || each.cap !== null);
  return (
    <Section label="Uses" heading="What it uses">
      <h2>What it uses</h2>
      <Switch fallback={<p class="quiet">Fetching what it uses</p>}>
        <Match when={shown()?.length === 0}>
          <p class="quiet">Nothing was used yet.</p>
        </Match>
        <Match when={shown()}>
          {(held) => (
            <Index each={held()}>
              {(budget) => (
                <div class="use">
                  <Use
                    budget={budget()}
                    period={props.period}
                    hue={props.hue}
                    isOneOfSeveral={held().length > 1}
                  />
                  <Show when={isToSet(budget(), held())}>
                    <StopSetting
                      connectionId={props.connectionId}
                      budget={budget()}
                      period={props.period}
                    />
                  </Show>
                </div>
              )}
            </Index>
          )}
        </Match>
        <Match when={budgets.failure()}>
          <FailureNote heading="What it uses could not be read" of={budgets} />
        </Match>
      </Switch>
    </Section>
  );
}

function Use(props: {
  budget: Budget;
  period: MeterInfo["period"];
  hue: string;
  isOneOfSeveral: boolean;
}): JSX.Element {
  const { zone, now } = usePerson();
  const words = () => budgetWords(props.budget, props.period, zone(), now());
  const shared = () => shareWords(props.budget, props.period);
  const isAlone = () => props.isOneOfSeveral && props.budget.sharedBy === "connection";
  return (
    <>
      <p class="source-state" data-tone={words().tone}>
        <b>{words().lead}</b> {words().text}
      </p>
      <UsageBar
        budget={props.budget}
        hue={props.hue}
        words={`${words().lead} ${words().text}`.trimEnd()}
      />
      <Show when={isAlone()}>
        <p class="field-help">This connection alone.</p>
      </Show>
      <Show when={shared()}>
        <p class="field-help">{shared()}</p>
      </Show>
    </>
  );
}

/** The stop is that of the connection, which comes first. */
function isToSet(budget: Budget, all: readonly Budget[]): boolean {
  return budget === all.find((each) => each.isOwn);
}
