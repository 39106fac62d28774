// What a run of one test file under Windows counts for, given which of its tests cannot run there. Pure.
// The list is checked both ways: a test that fails and is not listed is a failure, and so is one that is listed and passes.

/** What vitest's JSON report says of one file; undefined where the runner left none. */
export type FileReport = Readonly<{
  testResults: readonly Readonly<{
    message?: string;
    assertionResults: readonly Readonly<{ fullName: string; status: string; failureMessages?: readonly string[] | null }>[];
  }>[];
}>;

/** Tests of one file that cannot run there: all, or those whose whole names begin with one of these. */
export type Listed = Readonly<{ file: string; why: string; tests: readonly string[] | "all" }>;

/** `complaints`: a line for each failure. */
export type Verdict = Readonly<{ passed: number; failed: number; notHere: number; complaints: readonly string[] }>;

/** Judges one file. @param exitCode of the runner. */
export function judgeFile(report: FileReport | undefined, exitCode: number | null, listed: readonly Listed[]): Verdict {
  if (report === undefined) return broken(`ended with ${exitCode} and left no report`);
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (name: string) =>
    listed.some((entry) => entry.tests === "all" || entry.tests.some((start) => name.startsWith(start)));
  const passed = tests.filter(({ status, fullName }) => status === "passed" && !of(fullName));
  const notHere = tests.filter(({ status, fullName }) => status !== "passed" && of(fullName));
  const complaints = [
    ...tests.filter(({ status, fullName }) => status !== "passed" && !of(fullName)).map(failureOf),
    ...tests
      .filter(({ status, fullName }) => status === "passed" && of(fullName))
      .map(({ fullName }) => `is listed, and passes: ${fullName}`),
    ...listed.flatMap(({ tests: starts }) => unmatched(starts, tests)).map((start) => `is listed, and is no test: ${start}`),
  ];
  const around = report.testResults.flatMap(({ message }) => (message ? [firstLine(message)] : []));
  const silent = complaints.length === 0 && notHere.length === 0 && (exitCode !== 0 || tests.length === 0 || around.length > 0);
  const all = silent ? [`fails beside its tests: ${around.join("; ") || `ended with ${exitCode}`}`] : complaints;
  return { passed: passed.length, failed: all.length, notHere: notHere.length, complaints: all };
}

/** The sum of verdicts. */
export function addVerdicts(verdicts: readonly Verdict[]): Verdict {
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    notHere: sum(({ notHere }) => notHere),
    complaints: verdicts.flatMap(({ complaints }) => complaints),
  };
}

/** A step that is no test file: done or not. */
export function judgeStep(failure: string | undefined): Verdict {
  return failure === undefined ? { passed: 1, failed: 0, notHere: 0, complaints: [] } : broken(failure);
}

function broken(complaint: string): Verdict {
  return { passed: 0, failed: 1, notHere: 0, complaints: [complaint] };
}

function failureOf({ fullName, failureMessages }: FileReport["testResults"][number]["assertionResults"][number]): string {
  return `${fullName}: ${firstLine(failureMessages?.[0] ?? "did not run")}`;
}

function unmatched(starts: Listed["tests"], tests: readonly Readonly<{ fullName: string }>[]): readonly string[] {
  return starts === "all" ? [] : starts.filter((start) => !tests.some(({ fullName }) => fullName.startsWith(start)));
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 300);
}
