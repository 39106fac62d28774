// 存疑照片: photos that somebody has to look at, with both pictures side by side. It asks and never judges; what is answered is not told
// again at this PC.
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { MediaDoubt } from "../../../src-main/api/media/contract.ts";
import type { Picture } from "../../../src-main/api/contract-parts.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { PreviewImage } from "../../widgets/media/preview-image.tsx";
import { TwoPictures } from "../../widgets/media/two-pictures.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import "../../theme/media.css";
import "./doubts.css";

type Which = "open" | "dismissed";

export default function DoubtsPage() {
  const { t } = useTranslation("media");
  const [which, setWhich] = useState<Which>("open");
  const [shown, setShown] = useState<MediaDoubt>();
  const pages = useInfiniteQuery(
    query.media.doubts.infiniteOptions({
      input: (from: number) => ({ which, from }),
      initialPageParam: 0,
      getNextPageParam: (page) => page.next,
    }),
  );
  const found = pages.data?.pages.flatMap((page) => page.doubts) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <Page
      title={t("doubts")}
      beside={
        <>
          <Segmented<Which>
            aria-label={t("doubts.which")}
            value={which}
            onChange={setWhich}
            options={(["open", "dismissed"] as const).map((value) => ({ value, label: t(`doubts.${value}`) }))}
          />
          {pages.isSuccess && <span className="small muted">{t("doubts.count", { count: total })}</span>}
        </>
      }
    >
      {pages.isError && <ProblemNotice problem={problemOf(pages.error)} />}
      {pages.isPending && <Loading />}
      {pages.isSuccess && found.length === 0 && (
        <Sheet>
          <BlankState drawing="photos" what={t(`doubts.${which}None`)} how={t("doubts.how")} />
        </Sheet>
      )}
      {found.length > 0 && (
        <ul className="doubts">
          {together(found).map((alike) => (
            <AlikeDoubts key={alike[0].id} doubts={alike} dismissed={which === "dismissed"} onShow={() => setShown(alike[0])} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("doubts.more")}
        </Button>
      )}
      {shown?.other !== undefined && (
        <TwoPictures
          title={t("twoPictures")}
          own={shown.picture}
          owner={{ title: shown.record.title, unitName: shown.record.unitName, record: shown.record }}
          other={shown.other}
          onClose={() => setShown(undefined)}
        />
      )}
    </Page>
  );
}

type Alike = readonly [MediaDoubt, ...MediaDoubt[]];

/** Photos of one activity that are asked about for one reason stand together; a pair stands for itself. */
function together(doubts: readonly MediaDoubt[]): readonly Alike[] {
  const groups = Map.groupBy(doubts, ({ id, note, record, other }) =>
    other === undefined ? `${note} ${record.unit} ${record.record}` : id,
  );
  return [...groups.values()].flatMap(([first, ...more]) => (first === undefined ? [] : [[first, ...more] as const]));
}

/** So many photos of one activity are shown. */
const MOST_SHOWN = 3;

type AlikeProps = Readonly<{ doubts: Alike; dismissed: boolean; onShow: () => void }>;

function AlikeDoubts({ doubts, dismissed, onShow }: AlikeProps) {
  const { t } = useTranslation("media");
  const [first] = doubts;
  const { record, other } = first;
  return (
    <li className="sheet doubt">
      <div className="doubt-pictures">
        {doubts.slice(0, MOST_SHOWN).map(({ id, picture }) => (
          <Small key={id} picture={picture} onShow={other === undefined ? undefined : onShow} />
        ))}
        {other !== undefined && <Small picture={other.picture} onShow={onShow} />}
      </div>
      <div className="doubt-words">
        <div className="row tight wrap">
          <Tag tone="warn">{t(`reason.${first.note}`)}</Tag>
          {doubts.length > 1 && <span className="small">{t("photos", { count: doubts.length })}</span>}
          {doubts.some(({ stated }) => stated) && <Tag tone="quiet">{t("stated")}</Tag>}
          {!dismissed && doubts.every(({ answered }) => answered) && <Tag tone="ok">{t("answered")}</Tag>}
        </div>
        <Where record={record} />
        {other !== undefined && <Where record={other} />}
        <DoubtFacts doubt={first} />
      </div>
      <Answers doubts={doubts} dismissed={dismissed} onShow={other === undefined ? undefined : onShow} />
    </li>
  );
}

type AnswersProps = Readonly<{ doubts: Alike; dismissed: boolean; onShow: (() => void) | undefined }>;

function Answers({ doubts, dismissed, onShow }: AnswersProps) {
  const { t } = useTranslation("media");
  const [, go] = useLocation();
  const dismiss = useMutation(query.media.dismiss.mutationOptions());
  const ids = doubts.map(({ id }) => id);
  return (
    <div className="doubt-actions">
      {dismiss.isError && <ProblemNotice problem={problemOf(dismiss.error)} />}
      {onShow !== undefined && <Button onClick={onShow}>{t("seeBoth")}</Button>}
      <Button onClick={() => go(pathOfRecord(doubts[0].record))}>{t("goThere")}</Button>
      <Button type="text" loading={dismiss.isPending} onClick={() => dismiss.mutate({ ids, dismissed: !dismissed })}>
        {t(dismissed ? "tellAgain" : "dismiss")}
      </Button>
    </div>
  );
}

function Where({ record }: Readonly<{ record: MediaDoubt["record"] }>) {
  const { t } = useTranslation("media");
  return (
    <div>
      <Foreign text={`${record.unitName} · `} />
      <Link href={pathOfRecord(record)}>
        <Foreign text={record.title === "" ? t("untitledActivity") : record.title} />
      </Link>
    </div>
  );
}

function DoubtFacts({ doubt: { picture, metres, percent } }: Readonly<{ doubt: MediaDoubt }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  return (
    <div className="row wrap small muted">
      <Foreign text={picture.name} />
      {picture.takenAt !== undefined && <span>{t("takenAt", { at: dates.local(picture.takenAt) })}</span>}
      {percent !== undefined && <span>{t("seenPercent", { percent })}</span>}
      {metres !== undefined && <span>{t("kilometresAway", { kilometres: Math.round(metres / 1000) })}</span>}
    </div>
  );
}

type SmallProps = Readonly<{ picture: Picture | null; onShow: (() => void) | undefined }>;

function Small({ picture, onShow }: SmallProps) {
  const { t } = useTranslation("media");
  const inside = picture?.previewUrl ? (
    <PreviewImage sha256={picture.sha256} url={picture.previewUrl} name={picture.name} />
  ) : (
    <span className="muted small">{t(`state.${picture?.state ?? "missing"}`)}</span>
  );
  if (onShow === undefined) return <span className="doubt-picture">{inside}</span>;
  return (
    <button type="button" className="doubt-picture" aria-label={t("seeBoth")} onClick={onShow}>
      {inside}
    </button>
  );
}
