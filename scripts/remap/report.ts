import type { WriteStream } from "node:tty";
import type { RemapCounts, RemapProgress } from "../../server/services/remap/remap-connection.ts";

/** What is told while it runs: one line a connection, which a terminal shows growing. */
export interface Report {
  begin(name: string): void;
  readonly progress: RemapProgress;
  waits(): void;
  end(sentence: string): void;
}

export function createReport(out: Pick<WriteStream, "write" | "isTTY">): Report {
  let name = "";
  const show = (text: string): void => {
    if (out.isTTY) out.write(`\r\u001B[K${name}: ${text}`);
  };
  return {
    begin: (given) => void (name = given),
    progress: (step, done, of) => {
      const what = step === "reading" ? "answers are read" : "answers are made items";
      show(`${done.toLocaleString("en")} of ${of.toLocaleString("en")} ${what}…`);
    },
    waits: () => show("it is being synced; this waits for the end…"),
    end: (sentence) => {
      out.write(`${out.isTTY ? "\r\u001B[K" : ""}${name}: ${sentence}\n`);
    },
  };
}

/** `83 answers give 1,200 items: 3 new, 40 changed, 1,157 unchanged.` and what was left alone. */
export function sentenceOf(counts: RemapCounts): string {
  const { answers, unreadable, missing, itemsNew, itemsChanged, itemsUnchanged } = counts;
  const items = itemsNew + itemsChanged + itemsUnchanged;
  const sentences = [
    `${numberOf(answers, "answer")} ${answers === 1 ? "gives" : "give"} ${numberOf(items, "item")}: ${numberOf(itemsNew)} new, ${numberOf(itemsChanged)} changed, ${numberOf(itemsUnchanged)} unchanged.`,
    unreadable > 0 && `${numberOf(unreadable, "answer")} could not be read by the mapper.`,
    missing > 0 && `${numberOf(missing, "answer")} cannot be found in the bucket.`,
    counts.itemsLeft > 0 &&
      `${numberOf(counts.itemsLeft, "item")} of no kept answer stayed as before.`,
  ];
  return sentences.filter((one) => one !== false).join(" ");
}

function numberOf(count: number, what = ""): string {
  const number = count.toLocaleString("en");
  return what === "" ? number : `${number} ${what}${count === 1 ? "" : "s"}`;
}
