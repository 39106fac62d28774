// Choosing from a list: by text or by 拼音 initials as soon as it is longer than seven, else from the open list.
import { Select } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useFieldAttributes } from "../field.tsx";
import { findOptions, type Findable } from "./pinyin-match.ts";
import { withoutReadings, withReadings } from "./readings.ts";

/** `text` is searched and shown; `beside` stands quietly behind it. */
export type Choice = Readonly<{ value: string; text: string; beside?: string; group?: string; disabled?: boolean }>;
type TypeAheadProps = Readonly<{
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  placeholder?: string;
  label?: string;
  clearable?: boolean;
  autoFocus?: boolean;
  empty?: ReactNode;
}>;

const SHORT_LIST = 7;

export function TypeAhead({
  choices,
  value,
  onChange,
  placeholder,
  label,
  clearable = true,
  autoFocus = false,
  empty,
}: TypeAheadProps) {
  const attributes = useFieldAttributes();
  const search = useSearch(choices, (choice) => onChange(choice.value), true);
  const searchable = choices.length > SHORT_LIST;
  return (
    <div className="type-ahead-keys" onKeyDownCapture={search.press}>
      <Select
        id={attributes.id}
        aria-label={label}
        aria-describedby={attributes["aria-describedby"]}
        className="type-ahead"
        value={value ?? null}
        placeholder={placeholder}
        allowClear={clearable}
        autoFocus={autoFocus}
        status={attributes["aria-invalid"] ? "error" : ""}
        showSearch={searchable ? { filterOption: false, searchValue: search.typed, onSearch: search.setTyped } : false}
        open={search.open}
        onOpenChange={search.setOpen}
        onChange={(next: string | null) => onChange(next ?? undefined)}
        notFoundContent={empty}
        options={optionsOf(search.found)}
        optionLabelProp="text"
      />
    </div>
  );
}

/** Several at once, with the same search. */
export function TypeAheadMany({
  choices,
  value,
  onChange,
  placeholder,
  free = false,
}: Readonly<{
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  placeholder?: string;
  free?: boolean;
}>) {
  const attributes = useFieldAttributes();
  const add = free ? undefined : (choice: Choice) => onChange([...new Set([...value, choice.value])]);
  const search = useSearch(choices, add, false);
  return (
    <div className="type-ahead-keys" onKeyDownCapture={search.press}>
      <Select
        id={attributes.id}
        aria-describedby={attributes["aria-describedby"]}
        className="type-ahead"
        mode={free ? "tags" : "multiple"}
        value={[...value]}
        showSearch={{ filterOption: false, searchValue: search.typed, onSearch: search.setTyped }}
        open={free && choices.length === 0 ? false : search.open}
        onOpenChange={search.setOpen}
        onChange={onChange}
        tokenSeparators={free ? ["，", "、", ",", "；"] : []}
        options={optionsOf(search.found)}
        optionLabelProp="text"
        {...(free && choices.length === 0 ? { suffixIcon: null } : {})}
        placeholder={placeholder}
      />
    </div>
  );
}

/**
 * The list as it is searched. Enter chooses the best of what was typed, waiting for the 拼音 dictionary where that is not here yet:
 * the list itself would choose nothing then, and leave what was chosen before.
 *
 * @param choose undefined: Enter takes the text as it was typed.
 */
function useSearch(choices: readonly Choice[], choose: ((choice: Choice) => void) | undefined, closes: boolean) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [last, setLast] = useState<Readonly<{ of: readonly Choice[]; options: readonly (Choice & Findable)[] }>>();
  const read = last?.of === choices ? last.options : undefined;
  const steered = useRef(false);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    void withReadings(choices).then((options) => current && setLast({ of: choices, options }));
    return () => void (current = false);
  }, [choices, wanted]);
  const options = useMemo(() => read ?? withoutReadings(choices), [read, choices]);
  const found = useMemo(() => findOptions(typed, options), [typed, options]);
  const type = (text: string): void => {
    steered.current = false;
    setTyped(text);
  };
  const show = (to: boolean): void => {
    setOpen(to);
    // What was typed opened the list, and may be a whole word of an IME: only closing forgets it.
    if (to) setWanted(true);
    else type("");
  };
  const take = async (): Promise<void> => {
    const [best] = findOptions(typed, read ?? (await withReadings(choices))).filter(({ disabled }) => disabled !== true);
    if (best === undefined) return;
    choose?.(best);
    if (closes) show(false);
    else type("");
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") steered.current = true;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || typed === "" || steered.current || choose === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void take();
  };
  return { found, typed, setTyped: type, open, setOpen: show, press };
}

function optionsOf(found: readonly Choice[]) {
  return found.map((choice) => ({
    value: choice.value,
    text: choice.text,
    disabled: choice.disabled ?? false,
    title: choice.text,
    label: (
      <span className="choice">
        <span>{choice.text}</span>
        {choice.beside !== undefined && <span className="muted small">{choice.beside}</span>}
      </span>
    ),
  }));
}
