// Ctrl+K: finds records by their words and screens by their names; arrows choose, Enter opens.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useDeferredValue, useEffect, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { useDates, useSession } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Drawing } from "../../ui/drawings.tsx";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { RAILS } from "../places.ts";
import { OPEN_SEARCH } from "./openers.ts";

type Found = Readonly<{ key: string; icon: IconName; title: string; beside: string; excerpt: string; open: string }>;
const PAGE = 20;

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
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { found, more, problem } = useFound(typed);
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const open = (one: Found | undefined): void => {
    if (one === undefined) return;
    onClose();
    go(one.open);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") open(found[chosen]);
    else return;
    event.preventDefault();
  };
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
          setAt(0);
        }}
        onKeyDown={press}
      />
      {problem}
      <FoundList found={found} chosen={chosen} onChoose={setAt} onOpen={open} />
      {found.length === 0 && (
        <div className="palette-none">
          <Drawing name="search" />
          <p className="muted">{t("search.none")}</p>
        </div>
      )}
      {more !== "" && <p className="muted small palette-more">{more}</p>}
    </Modal>
  );
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

function useFound(typed: string) {
  const { t } = useTranslation("frame");
  const { role } = useSession();
  const dates = useDates();
  const text = useDeferredValue(typed.trim());
  const hits = useQuery(
    query.search.find.queryOptions({ input: { text, limit: PAGE }, enabled: text !== "", placeholderData: keepPreviousData }),
  );
  const places: Found[] = RAILS[role]
    .map((place) => ({
      key: place.path,
      icon: place.icon,
      title: t(`rail.${place.word}`),
      beside: t("search.screen"),
      excerpt: "",
      open: place.path,
    }))
    .filter((place) => text === "" || place.title.includes(text));
  const records: Found[] = (text === "" ? [] : (hits.data?.hits ?? [])).map((hit) => ({
    key: `${hit.unit}/${hit.kind}/${hit.record}`,
    icon: "activity",
    title: hit.title,
    beside: [role === "county" ? hit.unitName : "", hit.date === "" ? "" : dates.local(hit.date)]
      .filter((part) => part !== "")
      .join(" · "),
    excerpt: hit.excerpt,
    open: `/activities/${hit.unit}/${hit.record}`,
  }));
  const total = hits.data?.total ?? 0;
  const more =
    text !== "" && total > records.length
      ? t("search.more", { total: hits.data?.capped === true ? `${total}+` : String(total) })
      : "";
  return {
    found: [...records, ...places],
    more,
    problem: hits.isError ? <ProblemNotice problem={problemOf(hits.error)} /> : null,
  };
}
