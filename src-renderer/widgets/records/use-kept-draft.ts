// A draft that keeps itself: 500 ms after the last key, when a field is left, when the page is hidden or closed.
import { useCallback, useEffect, useRef, useState } from "react";
import type { ProblemData } from "../../../src-main/api/contract-parts.ts";
import { problemOf } from "../../rpc/failure.ts";

const QUIET_MS = 500;

export type KeptState = Readonly<{ savedAtMs: number | null; pending: boolean; problem: ProblemData | undefined }>;

/** What a form was opened with: what was typed so far, and when that was kept. */
type Opened<T> = Readonly<{ value: T; savedAtMs: number | null }>;

/**
 * The draft's value with its changes, and how far it is kept. `settle` resolves when everything typed is kept.
 *
 * @param keep keeps a value; the same function every time.
 */
export function useKeptDraft<T>(opened: Opened<T>, keep: (value: T) => Promise<Readonly<{ savedAtMs: number | null }>>) {
  const [value, setValue] = useState<T>(opened.value);
  const [kept, setKept] = useState<KeptState>({ savedAtMs: opened.savedAtMs, pending: false, problem: undefined });
  const latest = useRef(value);
  const unkept = useRef(false);
  const timer = useRef<number>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());

  const settle = useCallback((): Promise<void> => {
    window.clearTimeout(timer.current);
    running.current = running.current.then(async () => {
      if (!unkept.current) return;
      unkept.current = false;
      try {
        const { savedAtMs } = await keep(latest.current);
        setKept({ savedAtMs, pending: unkept.current, problem: undefined });
      } catch (error) {
        unkept.current = true;
        setKept((was) => ({ ...was, pending: true, problem: problemOf(error) }));
      }
    });
    return running.current;
  }, [keep]);

  const change = useCallback(
    (edit: (value: T) => T): void => {
      latest.current = edit(latest.current);
      unkept.current = true;
      setValue(latest.current);
      setKept((was) => (was.pending ? was : { ...was, pending: true }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void settle(), QUIET_MS);
    },
    [settle],
  );
  const drop = useCallback((): void => {
    unkept.current = false;
    window.clearTimeout(timer.current);
  }, []);

  useEffect(() => {
    const hide = (): void => void settle();
    window.addEventListener("pagehide", hide);
    document.addEventListener("visibilitychange", hide);
    document.addEventListener("focusout", hide);
    return () => {
      window.removeEventListener("pagehide", hide);
      document.removeEventListener("visibilitychange", hide);
      document.removeEventListener("focusout", hide);
      void settle();
    };
  }, [settle]);

  return { value, kept, change, settle, drop };
}
