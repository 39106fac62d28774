// 媒体: every photo, video, recording and document of the records, newest first; what is shown stands in the address.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { useSession } from "../../rpc/context.tsx";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { OriginalsOutSaid, useOriginalsOut } from "../../widgets/media/originals-out.tsx";
import { GalleryFilters } from "./gallery-filters.tsx";
import { isFiltered, paramsOf, viewFrom, type GalleryView } from "./gallery-address.ts";
import { GalleryGrid } from "./gallery-grid.tsx";
import { GalleryOut } from "./gallery-out.tsx";
import { useGallery } from "./use-gallery.ts";
import { usePicked } from "./use-picked.ts";
import "./gallery.css";

const NONE: readonly GalleryFile[] = [];

export default function Gallery() {
  const { t } = useTranslation("gallery");
  const [params, setParams] = useSearchParams();
  const view = viewFrom(params);
  const change = (next: GalleryView): void => setParams(paramsOf(next), { replace: true });
  const { files, counts, problem, readOn } = useGallery(view);
  const picked = usePicked(files ?? NONE);
  const out = useOriginalsOut();
  const isShown = files !== undefined && files.length > 0;
  return (
    <Page fill title={t("title")} actions={isShown && <GalleryOut view={view} picked={picked} out={out} />}>
      <GalleryFilters view={view} counts={counts} first={files?.[0]} onChange={change} />
      <OriginalsOutSaid out={out} />
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {problem === undefined && files === undefined && <Loading />}
      {files?.length === 0 && <Nothing view={view} onClear={() => change({ filter: {}, group: view.group })} />}
      {isShown && <GalleryGrid files={files} group={view.group} picked={picked} onNearEnd={readOn} />}
    </Page>
  );
}

function Nothing({ view: { filter }, onClear }: Readonly<{ view: GalleryView; onClear: () => void }>) {
  const { t } = useTranslation("gallery");
  const { role } = useSession();
  const [, go] = useLocation();
  const isUnit = role === "unit";
  if (isFiltered(filter) || filter.class !== undefined)
    return (
      <section className="sheet">
        <BlankState drawing="search" what={t("noneFound")} how={t("noneFoundHow")}>
          <Button onClick={onClear}>{t("clear")}</Button>
        </BlankState>
      </section>
    );
  return (
    <section className="sheet">
      <BlankState drawing="photos" what={t("blank")} how={t(isUnit ? "blankUnitHow" : "blankCountyHow")}>
        <Button type="primary" onClick={() => go(isUnit ? "/activities/new" : "/inbox")}>
          {t(isUnit ? "record" : "toInbox")}
        </Button>
      </BlankState>
    </section>
  );
}
