/** What must hold whatever happens; how often each was broken is counted. */
export const PROMISES = {
  lost: "held there and not stored here once all is quiet",
  late: "not stored an hour after the trouble has ended",
  twice: "stored and not there, stored under two names, or counted wrongly",
  replays: "a refresh token that works once was shown again",
  unstored: "a new token was used before it was stored",
  intruded: "something was written by a run that had lost its connection",
  unprobed: "a connection was not looked at for more than a day without a reason",
  early: "a platform was asked before what it had told to wait for",
  stopped: "asked although its owner had stopped it",
  shown: "what its owner hid is shown, or the other way round",
  overrun: "one invocation did more than its plan allows",
  silent: "a grant that ended is not said",
  paused: "a paused connection did not stay so",
  left: "something is left of what was disconnected, or of who was erased",
  few: "a scenario of fewer than 50 syncs, which shows nothing",
  unquiet: "trouble did not end with its cause, or somebody still holds a connection",
} as const;

export type PromiseName = keyof typeof PROMISES;
