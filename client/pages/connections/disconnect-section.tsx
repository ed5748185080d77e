import { useNavigate } from "@solidjs/router";
import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import type { ConnectWay } from "../../../shared/platforms.ts";
import { Section } from "../../components/section.tsx";
import { disconnectWords } from "../../lib/disconnect-words.ts";
import { countOf } from "../../lib/numbers.ts";
import { useDisconnect } from "../../queries/connections.ts";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

interface DisconnectSectionProps {
  readonly connection: Connection;
  readonly name: string;
  readonly connect: ConnectWay | undefined;
}

/** How a connection ends: what goes with it, asked once more before it does. */
export function DisconnectSection(props: DisconnectSectionProps): JSX.Element {
  const navigate = useNavigate();
  const disconnect = useDisconnect();
  const [isAsking, setAsking] = createSignal(false);
  const words = () => disconnectWords(props.connection, props.name, props.connect);

  async function confirm(): Promise<void> {
    const { name } = props;
    const { after } = words();
    const gone = await disconnect.save(props.connection.id);
    if (gone === null) return;
    const deleted = `${name} is disconnected, and ${countOf(gone.itemsDeleted, "item was", "items were")} deleted.`;
    // A key is not ours to end, whatever was asked for there.
    const isDone = (gone.revoked && props.connect?.type !== "input") || after === "";
    const notice = isDone ? deleted : `${deleted} ${after}`;
    navigate("/connections", { state: { notice } });
  }

  return (
    <Section label="End" heading="Disconnect">
      <h2>Disconnect</h2>
      <p class="source-state">
        {words().lead} To stop for a while and keep them, pause it instead.
      </p>
      <p class="actions">
        <button type="button" class="button danger" onClick={() => setAsking(true)}>
          Disconnect
        </button>
      </p>
      <Show when={isAsking()}>
        <Suspense>
          <ConfirmDialog
            title={`Disconnect ${props.name}, ${props.connection.handle}?`}
            action={disconnect.isSaving() ? "Disconnecting" : "Disconnect"}
            isBusy={disconnect.isSaving()}
            failure={disconnect.failure()}
            onConfirm={() => void confirm()}
            onClose={() => setAsking(false)}
          >
            <p>{words().question}</p>
            <p>This cannot be undone. Connecting again reads what {props.name} still has.</p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </Section>
  );
}
