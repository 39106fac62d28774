// Of what units owe, how much was received, and how much of that on time: one way to count for the matrix, papers, home and tables. Pure.

/** `incomplete`: the report is here, but not all that it contains (已到未齐). `due`: not yet owed. */
export type ObligationState = "on-time" | "late" | "incomplete" | "returned" | "missing" | "due" | "waived" | "not-applicable";

/** Whoever a duty does not concern, and whom it was waived for, owes nothing. */
export function isOwed({ state }: Readonly<{ state: ObligationState }>): boolean {
  return state !== "not-applicable" && state !== "waived";
}

export function isReceived({ state }: Readonly<{ state: ObligationState }>): boolean {
  return state === "on-time" || state === "late";
}

export type Tally = Readonly<{
  owed: number;
  received: number;
  onTime: number;
  late: number;
  incomplete: number;
  missing: number;
}>;

/** All that is owed, whether its day has come or not. */
export function tallyOf(cells: readonly Readonly<{ state: ObligationState }>[]): Tally {
  const of = (state: ObligationState) => cells.filter((cell) => cell.state === state).length;
  const [onTime, late] = [of("on-time"), of("late")];
  const owed = cells.filter(isOwed).length;
  return { owed, received: onTime + late, onTime, late, incomplete: of("incomplete"), missing: of("missing") };
}

/** Of what is owed by now: how much was handed in at all, and how much on time. */
export type Shares = Pick<Tally, "owed" | "received" | "onTime">;

/** What is owed by now counts, and what came before it was; what is waived or not theirs does not. */
export function sharesOf(cells: readonly Readonly<{ state: ObligationState; dueMs: number }>[], nowMs: number): Shares {
  const { owed, received, onTime } = tallyOf(cells.filter(({ state, dueMs }) => dueMs < nowMs || state === "on-time"));
  return { owed, received, onTime };
}

/** 报送率 or 及时率 as a whole percentage, half up; `—` where nothing is owed. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? "—" : `${Math.floor((200 * part + whole) / (2 * whole))}%`;
}
