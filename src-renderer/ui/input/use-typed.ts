// A field whose text is typed freely and understood when it is left: the text stays as typed until then, also while an
// input method is composing.
import { useRef, useState, type CompositionEvent, type KeyboardEvent } from "react";

/** What the text was understood as: a value (or nothing), or a reason why not. */
export type Understood<T> = Readonly<
  { kind: "value"; value: T | undefined; text: string } | { kind: "refused"; reason: string; text: string }
>;

type Typed<T> = Readonly<{
  /** Text that shows the kept value. */
  shown: string;
  understand: (text: string) => Understood<T>;
  onUnderstood: (understood: Understood<T>) => void;
  /** Tells of every change of the text, so that a draft can keep what is not understood yet. */
  onText?: ((text: string) => void) | undefined;
}>;

/** Props for a text input. Enter understands at once; Escape gives the kept value back. */
export function useTyped<T>({ shown, understand, onUnderstood, onText }: Typed<T>) {
  const [typing, setTyping] = useState<string | undefined>();
  const composing = useRef(false);
  const settle = (): void => {
    if (typing === undefined || composing.current) return;
    const understood = understand(typing);
    setTyping(understood.kind === "value" ? undefined : typing);
    onUnderstood(understood);
  };
  return {
    value: typing ?? shown,
    onChange: (event: { target: { value: string } }): void => {
      setTyping(event.target.value);
      onText?.(event.target.value);
    },
    onBlur: settle,
    onCompositionStart: (_: CompositionEvent): void => void (composing.current = true),
    onCompositionEnd: (_: CompositionEvent): void => void (composing.current = false),
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === "Enter") settle();
      if (event.key === "Escape") setTyping(undefined);
    },
  };
}
