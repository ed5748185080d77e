import { useLocation } from "@solidjs/router";
import { type JSX, Show, createEffect } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { ConnectForm } from "../../components/connect/connect-form.tsx";
import { Section } from "../../components/section.tsx";
import { accessWords } from "../../lib/access-words.ts";

interface AccessSectionProps {
  readonly connection: Connection;
  readonly platform: PlatformInfo;
}

/** What a connection may read, and the way to change that: connecting the same account again. */
export function AccessSection(props: AccessSectionProps): JSX.Element {
  const location = useLocation();
  const words = () => accessWords(props.connection, props.platform);
  let place: HTMLDivElement | undefined;
  /** Whoever was sent here to connect anew stands where that is done. */
  createEffect(() => {
    if (location.hash !== "#access") return;
    place?.scrollIntoView({ block: "center" });
    place?.querySelector("input")?.focus({ preventScroll: true });
  });
  return (
    <Show when={words()}>
      {(said) => (
        <Section label="Access" heading={said().heading}>
          <h2>{said().heading}</h2>
          <p class="source-state">{said().text}</p>
          <div id="access" ref={(element) => (place = element)}>
            <ConnectForm
              platform={props.platform}
              action={said().action}
              reconnect={props.connection.id}
            />
          </div>
        </Section>
      )}
    </Show>
  );
}
