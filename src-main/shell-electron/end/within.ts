// What a promise comes to within a time: nothing that is asked of another process may be waited for without end. Pure.

/** @param limit resolves when it has been waited long enough. */
export function within<T>(promise: Promise<T>, limit: Promise<unknown>): Promise<T | "failed" | "late"> {
  return Promise.race([promise.catch(() => "failed" as const), limit.then(() => "late" as const)]);
}
