import { For, type JSX, Show, createSignal } from "solid-js";
import type { ConnectWay } from "../../../shared/platforms.ts";
import { connectHref } from "../../lib/addresses.ts";
import type { ConnectFormProps } from "./connect-form.tsx";
import { OwnApp } from "./own-app.tsx";

interface ConnectByOAuthProps extends ConnectFormProps {
  readonly way: Extract<ConnectWay, { type: "oauth" }>;
}

/** The choices a platform offers and the way to its consent page, through this server's app or one's own. */
export function ConnectByOAuth(props: ConnectByOAuthProps): JSX.Element {
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const choose = (name: string, isChosen: boolean) =>
    setChosen((before) => (isChosen ? [...before, name] : before.filter((each) => each !== name)));
  return (
    <div class="connect">
      <Show when={props.platform.configured} fallback={<NoApp {...props} />}>
        <For each={props.way.options}>
          {(option) => (
            <label class="choice">
              <input
                type="checkbox"
                checked={chosen().includes(option.name)}
                onChange={(event) => choose(option.name, event.currentTarget.checked)}
              />
              <span>
                {option.label}
                <span class="quiet">{option.help}</span>
              </span>
            </label>
          )}
        </For>
      </Show>
      <OwnApp platform={props.platform} way={props.way}>
        <Show when={props.platform.configured}>
          <a
            class="button"
            classList={{ primary: !props.isOneOfMany }}
            rel="external"
            href={connectHref(props.way.start, chosen(), props.reconnect)}
          >
            {props.action ?? "Connect"} <span class="unseen">{props.platform.name}</span>
          </a>
        </Show>
      </OwnApp>
    </div>
  );
}

function NoApp(props: ConnectByOAuthProps): JSX.Element {
  return (
    <p class="source-state">
      This server has no {props.platform.name} app. You can bring one of your own now
      <Show when={props.platform.missing.length > 0}>
        , or its owner sets{" "}
        <For each={props.platform.missing}>
          {(name, index) => (
            <>
              {index() > 0 ? " and " : ""}
              <code>{name}</code>
            </>
          )}
        </For>
      </Show>
      .
    </p>
  );
}
