// 记一项活动: first the catalogue item, by text or 拼音; what it asks for makes the form.
import { Input, type InputRef } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueGroup, CatalogueItem } from "../../../src-main/domain/campaign/catalogue-schema.ts";
import { useCampaign, useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { findOptions, type Findable } from "../../ui/input/pinyin-match.ts";
import { withoutReadings, withReadings } from "../../ui/input/readings.ts";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { itemsFor } from "../../widgets/records/catalogue.ts";
import { useOpenDraft } from "../../widgets/records/use-open-draft.ts";
import "./activities.css";

type Offered = Readonly<{ text: string; item: CatalogueItem; group: CatalogueGroup }>;

export default function NewActivity() {
  const { t } = useTranslation("activities");
  const open = useOpenDraft(true);
  const [typed, setTyped] = useState("");
  const { found, best } = useOffered(typed);
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const choose = (item: CatalogueItem): void => open.mutate({ from: "new", code: item.code });
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || typed.trim() === "") return;
    void best().then((first) => first !== undefined && choose(first.item));
  };
  return (
    <Page title={t("record")} beside={t("chooseItem")}>
      <Input
        ref={input}
        size="large"
        className="item-search"
        prefix={<Icon name="search" />}
        placeholder={t("itemSearch")}
        aria-label={t("itemSearch")}
        value={typed}
        maxLength={60}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
      />
      {open.isError && <ProblemNotice problem={problemOf(open.error)} />}
      {found.length === 0 ? (
        <p className="muted">{t("noItem")}</p>
      ) : (
        <ItemGroups found={found} onChoose={choose} grouped={typed.trim() === ""} />
      )}
    </Page>
  );
}

function ItemGroups({
  found,
  onChoose,
  grouped,
}: Readonly<{ found: readonly Offered[]; onChoose: (item: CatalogueItem) => void; grouped: boolean }>) {
  const say = useWords();
  const groups = grouped ? [...new Map(found.map((one) => [one.group.code, one.group])).values()] : [];
  if (!grouped) {
    return (
      <section className="sheet pad item-group">
        <Items found={found} onChoose={onChoose} />
      </section>
    );
  }
  return (
    <div className="item-groups">
      {groups.map((group) => (
        <section key={group.code} className="sheet pad item-group">
          <h2>
            {say(group.name)} <span className="muted small">{group.section}</span>
          </h2>
          <Items found={found.filter((one) => one.group.code === group.code)} onChoose={onChoose} />
        </section>
      ))}
    </div>
  );
}

function Items({ found, onChoose }: Readonly<{ found: readonly Offered[]; onChoose: (item: CatalogueItem) => void }>) {
  const say = useWords();
  return (
    <ul className="items">
      {found.map(({ item }) => (
        <li key={item.code}>
          <button
            type="button"
            className="plain"
            onClick={() => onChoose(item)}
            title={item.description === undefined ? undefined : say(item.description)}
          >
            <span>{say(item.name)}</span>
            <span className="muted small">{item.code}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the typed words find; `best` waits for the readings, so that Enter right after the page opens finds 拼音 too. */
function useOffered(typed: string): Readonly<{ found: readonly Offered[]; best: () => Promise<Offered | undefined> }> {
  const campaign = useCampaign();
  const { unit } = useSession();
  const say = useWords();
  const offered = useMemo<readonly Offered[]>(
    () => itemsFor(campaign, unit).map((one) => ({ ...one, text: say(one.item.name) })),
    [campaign, unit, say],
  );
  const [read, setRead] = useState<readonly (Offered & Findable)[]>();
  useEffect(() => void withReadings(offered).then(setRead), [offered]);
  const found = useMemo(() => findItems(typed, read ?? withoutReadings(offered)), [offered, read, typed]);
  return { found, best: async () => findItems(typed, read ?? (await withReadings(offered)))[0] };
}

function findItems(typed: string, offered: readonly (Offered & Findable)[]): readonly Offered[] {
  const byCode = offered.filter((one) => typed.trim() !== "" && one.item.code.startsWith(typed.trim()));
  return byCode.length > 0 ? byCode : findOptions(typed, offered);
}
