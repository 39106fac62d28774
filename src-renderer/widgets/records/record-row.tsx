// A record as a row that opens it: its day, its unit, its title with what is remarkable about it, its state.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Foreign } from "../../ui/visible-text.tsx";
import { StateTag } from "./state-tag.tsx";

type RowProps = Readonly<{
  record: Readonly<{ unitName: string; title: string; onBehalf: boolean; state: Parameters<typeof StateTag>[0]["state"] }>;
  day: string;
  /** Whether there is a column of units. */
  units: boolean;
  /** Tags behind the title. */
  tags?: ReactNode;
  /** The cells between title and state. */
  children: ReactNode;
  onOpen: () => void;
}>;

export function RecordRow({ record, day, units, tags, children, onOpen }: RowProps) {
  const { t } = useTranslation("activities");
  return (
    <tr className="press" onClick={onOpen}>
      <td className="nowrap">{day}</td>
      {units && (
        <td className="nowrap">
          <Foreign text={record.unitName} />
        </td>
      )}
      <td>
        <button
          type="button"
          className="plain row-title"
          onClick={(event) => {
            event.stopPropagation();
            onOpen();
          }}
        >
          <Foreign text={record.title} />
        </button>
        {tags}
        {record.onBehalf && <span className="tag tag-quiet beside">{t("onBehalf")}</span>}
      </td>
      {children}
      <td>
        <StateTag state={record.state} />
      </td>
    </tr>
  );
}
