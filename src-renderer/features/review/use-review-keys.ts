// J and K move, A accepts, R returns; never while something is typed or a modifier is held.
import { useEffect } from "react";

type Moves = Readonly<{ next: () => void; before: () => void; accept: () => void; giveBack: () => void }>;

export function useReviewKeys(on: boolean, moves: Moves): void {
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isTyping(event.target)) return;
      const move = { j: moves.next, k: moves.before, a: moves.accept, r: moves.giveBack }[event.key.toLowerCase()];
      if (move === undefined) return;
      event.preventDefault();
      move();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on, moves]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
