import { useNavigate } from "@solidjs/router";
import { type JSX, Show, Suspense, createSignal, lazy } from "solid-js";
import type { Connection } from "../../../shared/connections.ts";
import { Section } from "../../components/section.tsx";
import { countOf } from "../../lib/numbers.ts";
import { useDisconnect } from "../../queries/connections.ts";

const ConfirmDialog = lazy(async () => {
  const { ConfirmDialog: component } = await import("../../components/confirm-dialog.tsx");
  return { default: component };
});

/** How a connection ends: what goes with it, asked once more before it does. */
export function DisconnectSection(props: { connection: Connection; name: string }): JSX.Element {
  const navigate = useNavigate();
  const disconnect = useDisconnect();
  const [isAsking, setAsking] = createSignal(false);
  const items = () => countOf(props.connection.itemCount, "item", "items");

  async function confirm(): Promise<void> {
    const { name } = props;
    const gone = await disconnect.save(props.connection.id);
    if (gone === null) return;
    const deleted = `${name} is disconnected, and ${countOf(gone.itemsDeleted, "item was", "items were")} deleted.`;
    const notice = gone.revoked
      ? deleted
      : `${deleted} ${name} did not confirm that our access ended; remove it in your settings there.`;
    navigate("/connections", { state: { notice } });
  }

  return (
    <Section label="End" heading="Disconnect">
      <h2>Disconnect</h2>
      <p class="source-state">
        Ends our access at {props.name} and deletes the {items()} it brought. To stop for a while
        and keep them, pause it instead.
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
            <p>
              This deletes the {items()} that came from here, the raw answers kept with them, and
              the history of runs. It ends our access at {props.name}. Your account at {props.name}{" "}
              stays as it is.
            </p>
            <p>This cannot be undone. Connecting again reads what {props.name} still has.</p>
          </ConfirmDialog>
        </Suspense>
      </Show>
    </Section>
  );
}
