// A list as it is searched: what was typed, what it finds, and what Enter takes of it.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { findOptions, type Findable } from "./pinyin-match.ts";
import { withoutReadings, withReadings } from "./readings.ts";

type Searchable = Readonly<{ text: string; disabled?: boolean }>;

/**
 * Enter takes the best of what was typed. Until the 拼音 dictionary is here it waits, and is withdrawn by more typing, an arrow or
 * closing the list: the list itself would take nothing then, and leave what was chosen before.
 *
 * @param choose undefined: the list itself takes the text as it was typed.
 * @param closes the list closes with a choice.
 */
export function useListSearch<T extends Searchable>(
  choices: readonly T[],
  choose: ((choice: T) => void) | undefined,
  closes: boolean,
) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [entered, setEntered] = useState(false);
  const [steered, setSteered] = useState(false);
  const { options, isRead, read } = useReadings(choices);
  const found = useMemo(() => findOptions(typed, options), [typed, options]);
  const type = (text: string): void => {
    setSteered(false);
    setEntered(false);
    setTyped(text);
  };
  const show = (to: boolean): void => {
    setOpen(to);
    // What was typed opened the list, and may be a whole word of an IME: only closing forgets it.
    if (to) read();
    else type("");
  };
  const take = (): void => {
    setEntered(false);
    const best = found.find(({ disabled }) => disabled !== true);
    if (best === undefined) return;
    choose?.(best);
    if (closes) show(false);
    else type("");
  };
  const latest = useRef(take);
  useEffect(() => void (latest.current = take));
  useEffect(() => {
    if (entered && isRead) latest.current();
  }, [entered, isRead]);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setEntered(false);
      setSteered(true);
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing || typed === "" || steered || choose === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) setEntered(true);
  };
  return { found, typed, setTyped: type, open, setOpen: show, press };
}

/** The choices with their readings, once `read` asked for them; until then each character stands for itself. */
function useReadings<T extends Searchable>(choices: readonly T[]) {
  const [wanted, setWanted] = useState(false);
  const [last, setLast] = useState<Readonly<{ of: readonly T[]; options: readonly (T & Findable)[] }>>();
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    void withReadings(choices).then((options) => current && setLast({ of: choices, options }));
    return () => void (current = false);
  }, [choices, wanted]);
  const isRead = last?.of === choices;
  const options = useMemo(() => (last?.of === choices ? last.options : withoutReadings(choices)), [last, choices]);
  return { options, isRead, read: () => setWanted(true) };
}
