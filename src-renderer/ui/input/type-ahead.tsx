// Choosing from a list: by text or by 拼音 initials as soon as it is longer than seven, else from the open list.
import { Select } from "antd";
import { useEffect, useMemo, useState, type ReactNode } from "react";
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
  const search = useSearch(choices);
  const searchable = choices.length > SHORT_LIST;
  return (
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
      showSearch={searchable ? { filterOption: false, onSearch: search.setTyped } : false}
      onOpenChange={search.onOpenChange}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      notFoundContent={empty}
      options={optionsOf(search.found)}
      optionLabelProp="text"
    />
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
  const search = useSearch(choices);
  return (
    <Select
      id={attributes.id}
      aria-describedby={attributes["aria-describedby"]}
      className="type-ahead"
      mode={free ? "tags" : "multiple"}
      value={[...value]}
      placeholder={placeholder}
      showSearch={{ filterOption: false, onSearch: search.setTyped }}
      onOpenChange={search.onOpenChange}
      onChange={onChange}
      tokenSeparators={free ? ["，", "、", ",", "；"] : []}
      options={optionsOf(search.found)}
      optionLabelProp="text"
      {...(free && choices.length === 0 ? { open: false, suffixIcon: null } : {})}
    />
  );
}

function useSearch(choices: readonly Choice[]) {
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState(false);
  const [read, setRead] = useState<readonly (Choice & Findable)[]>();
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    void withReadings(choices).then((options) => current && setRead(options));
    return () => void (current = false);
  }, [choices, wanted]);
  const options = useMemo(() => read ?? withoutReadings(choices), [read, choices]);
  const found = useMemo(() => findOptions(typed, options), [typed, options]);
  return {
    found,
    setTyped,
    // What was typed opened the list, and may be a whole word of an IME: only closing forgets it.
    onOpenChange: (open: boolean) => (open ? setWanted(true) : setTyped("")),
  };
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
