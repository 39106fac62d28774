// Sums what the test runners report. A skipped test counts as failed, and so does a runner that left no report.

/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0 };

/** @type {(a: Counts, b: Counts) => Counts} */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/**
 * Counts of vitest's JSON report.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number } | undefined} report
 * @param {number} status exit code of the runner
 * @returns {Counts}
 */
export function vitestCounts(report, status) {
  if (!report) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests;
  return atLeastOneFailure({ passed: report.numPassedTests, failed }, status);
}

/**
 * Counts of Playwright's JSON report; a flaky test is a failed one.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } } | undefined} report
 * @param {number} status exit code of the runner
 * @returns {Counts}
 */
export function playwrightCounts(report, status) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky + skipped }, status);
}

/**
 * Names of what failed, for the end of a long log.
 *
 * @param {{ testResults: readonly { name: string, message?: string, assertionResults: readonly { fullName: string, status: string }[] }[] } | undefined} report
 * @returns {readonly string[]}
 */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status !== "passed").map(({ fullName }) => `${name}: ${fullName}`);
    return failed.length === 0 && message ? [`${name}: ${message}`] : failed;
  });
}

/**
 * @typedef {{ file: string, suites?: readonly Suite[], specs?: readonly { title: string, tests: readonly { status: string }[] }[] }} Suite
 * @param {{ suites: readonly Suite[] } | undefined} report
 * @returns {readonly string[]}
 */
export function playwrightFailures(report) {
  /** @type {(suite: Suite) => readonly string[]} */
  const failedIn = ({ file, suites = [], specs = [] }) => [
    ...specs.filter(({ tests }) => tests.some(({ status }) => status !== "expected")).map(({ title }) => `${file}: ${title}`),
    ...suites.flatMap(failedIn),
  ];
  return (report?.suites ?? []).flatMap(failedIn);
}

/** The plain closing line. @type {(counts: Counts) => string} */
export function closingLine(counts) {
  return `${counts.passed} passed, ${counts.failed} failed`;
}

function atLeastOneFailure(counts, status) {
  const silent = status !== 0 && counts.failed === 0;
  const empty = counts.passed + counts.failed === 0;
  return silent || empty ? { ...counts, failed: counts.failed + 1 } : counts;
}
