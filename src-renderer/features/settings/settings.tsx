// 设置: the county's pack and this PC's key, the liaison, the screen, the facts of this workspace.
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { Page } from "../../ui/page.tsx";
import { BackupSettings } from "./keeping/backup-settings.tsx";
import { CountyKey } from "./trust/county-key.tsx";
import { LiaisonForm } from "./people/liaison-form.tsx";
import { PeopleSettings } from "./people/people-settings.tsx";
import { ScreenSettings } from "./screen-settings.tsx";
import { TrustSettings } from "./trust/trust-settings.tsx";
import { UpdateSettings } from "./updates/update-settings.tsx";
import { WorkspaceFacts } from "./keeping/workspace-facts.tsx";
import "./settings.css";

export default function Settings() {
  const { t } = useTranslation("settings");
  const { role } = useSession();
  const { section } = useParams<{ section?: string }>();
  const [, go] = useLocation();
  const updates = useQuery(query.updates.state.queryOptions({ retry: false }));
  const items = [
    ...(role === "unit"
      ? [
          { key: "trust", label: t("trust"), children: <TrustSettings /> },
          { key: "liaison", label: t("liaison"), children: <LiaisonForm /> },
        ]
      : [{ key: "trust", label: t("countyKey"), children: <CountyKey /> }]),
    { key: "people", label: t("people"), children: <PeopleSettings /> },
    { key: "screen", label: t("screen"), children: <ScreenSettings /> },
    { key: "backup", label: t("backup"), children: <BackupSettings /> },
    { key: "workspace", label: t("workspace"), children: <WorkspaceFacts /> },
    // Without a publisher's key there are no updates, and nothing speaks of them; a faulty list of keys is shown inside.
    ...(updates.data?.offered === false || updates.isPending
      ? []
      : [{ key: "updates", label: t("updates"), children: <UpdateSettings /> }]),
  ];
  return (
    <Page title={t("title")}>
      <Tabs activeKey={section ?? "trust"} items={items} destroyOnHidden onChange={(key) => go(`/settings/${key}`)} />
    </Page>
  );
}
