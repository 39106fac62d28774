// Choosing from a list: by text or by 拼音 initials as soon as it is longer than seven, else from the open list.
import { Select } from "antd";
import type { ReactNode } from "react";
import { useFieldAttributes } from "../field.tsx";
import { useListSearch } from "./use-list-search.ts";

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
  const search = useListSearch(choices, (choice) => onChange(choice.value), true);
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
  const search = useListSearch(choices, add, false);
  return (
    <div className="type-ahead-keys" onKeyDownCapture={search.press}>
      <Select
        id={attributes.id}
        aria-describedby={attributes["aria-describedby"]}
        className="type-ahead"
        mode={free ? "tags" : "multiple"}
        value={[...value]}
        placeholder={placeholder}
        showSearch={{ filterOption: false, searchValue: search.typed, onSearch: search.setTyped }}
        open={free && choices.length === 0 ? false : search.open}
        onOpenChange={search.setOpen}
        onChange={onChange}
        onSelect={() => search.setTyped("")}
        onDeselect={() => search.setTyped("")}
        tokenSeparators={free ? ["，", "、", ",", "；"] : []}
        options={optionsOf(search.found)}
        optionLabelProp="text"
        {...(free && choices.length === 0 ? { suffixIcon: null } : {})}
      />
    </div>
  );
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
