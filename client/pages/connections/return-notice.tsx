import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { type JSX, Match, Switch, createSignal, onMount } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { isOwnChoice, problemText } from "../../../shared/problems.ts";
import { Notice } from "../../components/notice.tsx";
import { ConnectedWords } from "./connected-words.tsx";

interface ReturnNoticeProps {
  readonly connections: readonly Connection[];
  readonly nameOf: (platform: string) => string;
}

/**
 * What the person came back with: from another site, or from disconnecting. It is said once: the
 * address forgets it as soon as it is shown, so a reload does not say it again.
 */
export function ReturnNotice(props: ReturnNoticeProps): JSX.Element {
  const [search, setSearch] = useSearchParams();
  const location = useLocation<{ notice: string }>();
  const navigate = useNavigate();
  const textOf = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value : null;
  };
  const [isDismissed, setDismissed] = createSignal(false);
  const find = (id: string | null) => props.connections.find((each) => each.id === id);

  const code = textOf("problem");
  const platform = textOf("platform");
  const problem = problemText(code, platform === null ? "The platform" : props.nameOf(platform));
  const connectedId = textOf("connected");
  const insteadId = textOf("instead");
  const notice = location.state?.notice;
  const wasComplete = find(connectedId)?.isComplete ?? false;
  const dismiss = () => setDismissed(true);

  onMount(() => {
    if (code ?? connectedId) {
      const gone = { problem: undefined, platform: undefined };
      setSearch(
        { ...gone, connected: undefined, instead: undefined },
        { replace: true, scroll: false },
      );
    } else if (notice) navigate(location.pathname, { replace: true, scroll: false });
  });

  return (
    <Switch>
      <Match when={isDismissed()}>{null}</Match>
      <Match when={problem}>
        <Notice tone={isOwnChoice(code) ? "done" : "problem"} onDismiss={dismiss}>
          {problem}
        </Notice>
      </Match>
      <Match when={find(connectedId)}>
        {(connection) => (
          <Notice tone="done" onDismiss={dismiss}>
            <ConnectedWords
              connection={connection()}
              wasComplete={wasComplete}
              instead={find(insteadId)}
              name={props.nameOf(connection().platform)}
            />
          </Notice>
        )}
      </Match>
      <Match when={notice}>
        <Notice tone="done" onDismiss={dismiss}>
          {notice}
        </Notice>
      </Match>
    </Switch>
  );
}
