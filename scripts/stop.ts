/** Something the person at the keyboard can mend: its message is shown, and no stack. */
export class Stop extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Stop";
  }
}

/** Runs a script; a `Stop` becomes its sentence and exit code 1, anything else stays an error. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
