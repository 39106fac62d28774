// 设置: the county's pack and this PC's key, the liaison, the screen, the facts of this workspace.
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { useSession } from "../../rpc/context.tsx";
import { Page } from "../../ui/page.tsx";
import { BackupSettings } from "./backup-settings.tsx";
import { CountyKey } from "./county-key.tsx";
import { LiaisonForm } from "./liaison-form.tsx";
import { PeopleSettings } from "./people-settings.tsx";
import { ScreenSettings } from "./screen-settings.tsx";
import { TrustSettings } from "./trust-settings.tsx";
import { WorkspaceFacts } from "./workspace-facts.tsx";
import "./settings.css";

export default function Settings() {
  const { t } = useTranslation("settings");
  const { role } = useSession();
  const { section } = useParams<{ section?: string }>();
  const [, go] = useLocation();
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
  ];
  return (
    <Page title={t("title")}>
      <Tabs activeKey={section ?? "trust"} items={items} destroyOnHidden onChange={(key) => go(`/settings/${key}`)} />
    </Page>
  );
}
