// The viewer by keyboard. Keys that a control of the page uses itself stay with it.
import { useEffect, useEffectEvent, type RefObject } from "react";
import type { Looker } from "./use-looking.ts";

type Commands = Readonly<{ go: (by: number) => void; inform: () => void }>;

export function useViewerKeys(stage: RefObject<HTMLDivElement | null>, looker: Looker, { go, inform }: Commands): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTaken(event)) return;
    const act = commandOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  const commandOf = (key: string): (() => void) | undefined => {
    const commands: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => go(-1),
      ArrowRight: () => go(1),
      "+": looker.nearer,
      "=": looker.nearer,
      "-": looker.further,
      "0": looker.whole,
      "1": looker.full,
      r: looker.turn,
      i: inform,
      " ": () => playOrPause(stage.current),
    };
    return commands[key.length === 1 ? key.toLowerCase() : key];
  };
  useEffect(() => {
    stage.current?.focus({ preventScroll: true });
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [stage]);
}

/** A clip's own controls take arrows and the space bar, a button the space bar, a field everything. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLMediaElement) return key === " " || key.startsWith("Arrow");
  return key === " " && target instanceof HTMLButtonElement;
}

function playOrPause(stage: HTMLDivElement | null): void {
  const clip = stage?.querySelector<HTMLMediaElement>("video, audio");
  if (clip === null || clip === undefined) return;
  if (clip.paused)
    void clip.play().catch(() => undefined); // what cannot be played says so itself
  else clip.pause();
}
