// 同一密钥两台电脑: said wherever the person looks first, until one of the two PCs is given up.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { Note } from "../../ui/note.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

export function ForkNote() {
  const { t } = useTranslation("keeping");
  const state = useQuery(query.keeping.state.queryOptions());
  return (state.data?.forks ?? []).map((fork) => (
    <Note key={fork.feed} tone="bad">
      <strong>{t("fork")}</strong>
      {"　"}
      <Foreign text={t(fork.device === "" ? "fork.whatUnknown" : "fork.what", { name: fork.unitName, device: fork.device })} />
    </Note>
  ));
}
