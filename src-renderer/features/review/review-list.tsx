// The list of what is to be reviewed; the one that is shown is kept in sight.
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewRow, ReviewStateView } from "../../../src-main/api/review/contract.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { useSayMedia } from "../../widgets/media/say-media.ts";

const TONES: Readonly<Record<ReviewStateView, Tone>> = {
  new: "accent",
  answered: "warn",
  recheck: "warn",
  accepted: "ok",
  returned: "bad",
};

export function nameOf({ unit, kind, record }: ReviewRow): string {
  return `${unit}/${kind}/${record}`;
}

type ListProps = Readonly<{ rows: readonly ReviewRow[]; shown: string; onShow: (at: number) => void; more: ReactNode }>;

export function ReviewList({ rows, shown, onShow, more }: ListProps) {
  const { t } = useTranslation("review");
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <div className="sheet review-left">
      <ul ref={list} aria-label={t("list")}>
        {rows.map((row, index) => (
          <li key={nameOf(row)}>
            <button
              type="button"
              className="plain"
              aria-current={nameOf(row) === shown ? "true" : undefined}
              onClick={() => onShow(index)}
            >
              <RowWords row={row} />
            </button>
          </li>
        ))}
      </ul>
      {more !== null && <div className="review-more">{more}</div>}
    </div>
  );
}

function RowWords({ row }: Readonly<{ row: ReviewRow }>) {
  const { t } = useTranslation("review");
  const say = useWords();
  const dates = useDates();
  const sayMedia = useSayMedia();
  const media = sayMedia(row.media);
  return (
    <>
      <span className="row tight">
        <strong className="review-title">
          <Foreign text={say(row.title)} />
        </strong>
        <span className="push" />
        <Tag tone={TONES[row.state]}>{t(`state.${row.state}`)}</Tag>
      </span>
      <span className="muted small">
        <Foreign
          text={[
            row.unitName,
            row.ledger === null ? "" : say(row.ledger),
            row.occurred === "" ? "" : dates.local(row.occurred),
            media,
          ]
            .filter((one) => one !== "")
            .join(" · ")}
        />
      </span>
    </>
  );
}
