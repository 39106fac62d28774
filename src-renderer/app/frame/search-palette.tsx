// Ctrl+K: finds records by their words and screens by their names; arrows choose, Enter opens.
import { Input, Modal } from "antd";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Drawing } from "../../ui/drawings.tsx";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { OPEN_SEARCH } from "./openers.ts";
import { useFound, type Found } from "./use-found.ts";

export function SearchPalette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = (): void => setOpen(true);
    const press = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener(OPEN_SEARCH, show);
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener(OPEN_SEARCH, show);
      window.removeEventListener("keydown", press);
    };
  }, []);
  if (!open) return null;
  return <Palette onClose={() => setOpen(false)} />;
}

function Palette({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation("frame");
  const [typed, setTyped] = useState("");
  const { found, isCurrent, first, problem } = useFound(typed);
  const { chosen, choose, press, open } = useChoice(found, isCurrent, onClose);
  return (
    <Modal
      open
      footer={null}
      closable={false}
      width={640}
      style={{ top: 72 }}
      onCancel={onClose}
      title={null}
      classNames={{ body: "palette" }}
    >
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<Icon name="search" />}
        placeholder={t("search.placeholder")}
        aria-label={t("search.placeholder")}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] === undefined ? undefined : `palette-${chosen}`}
        value={typed}
        maxLength={200}
        onChange={(event) => {
          setTyped(event.target.value);
          choose(0);
        }}
        onKeyDown={press}
      />
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <FoundList found={found} chosen={chosen} onChoose={choose} onOpen={open} />
      {found.length === 0 && isCurrent && <Nothing />}
      {first !== undefined && <p className="muted small palette-more">{t("search.more", { count: first })}</p>}
    </Modal>
  );
}

function Nothing() {
  const { t } = useTranslation("frame");
  return (
    <div className="palette-none">
      <Drawing name="search" />
      <p className="muted">{t("search.none")}</p>
    </div>
  );
}

/** Enter opens what was typed: pressed before that is found, it waits for it and never opens what stood there before. */
function useChoice(found: readonly Found[], isCurrent: boolean, onClose: () => void) {
  const [, go] = useLocation();
  const [at, setAt] = useState(0);
  const [wanted, setWanted] = useState(false);
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const choose = (to: number): void => {
    setAt(to);
    setWanted(false);
  };
  const open = (one: Found | undefined): void => {
    if (one === undefined) return;
    onClose();
    go(one.open);
  };
  const latest = useRef({ open, first: found[chosen] });
  useEffect(() => void (latest.current = { open, first: found[chosen] }));
  useEffect(() => {
    if (wanted && isCurrent) latest.current.open(latest.current.first);
  }, [wanted, isCurrent]);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") choose(Math.min(chosen + 1, found.length - 1));
    else if (event.key === "ArrowUp") choose(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") setWanted(true);
    else return;
    event.preventDefault();
  };
  return { chosen, choose, press, open };
}

type ListProps = Readonly<{
  found: readonly Found[];
  chosen: number;
  onChoose: (at: number) => void;
  onOpen: (one: Found) => void;
}>;

function FoundList({ found, chosen, onChoose, onOpen }: ListProps) {
  const { t } = useTranslation("frame");
  return (
    <ul id="palette-list" role="listbox" aria-label={t("search.results")}>
      {found.map((one, index) => (
        <li
          key={one.key}
          id={`palette-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={index === chosen ? "on" : ""}
          onClick={() => onOpen(one)}
          onMouseEnter={() => onChoose(index)}
        >
          <Icon name={one.icon} size={18} />
          <span className="palette-text">
            <Foreign text={one.title} />
            {one.excerpt !== "" && (
              <span className="muted small">
                <Foreign text={one.excerpt} />
              </span>
            )}
          </span>
          <span className="muted small">{one.beside}</span>
        </li>
      ))}
    </ul>
  );
}
