// The screen: light or dark, Chinese or English.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonSettings } from "../../../src-main/api/surroundings/contract.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

const THEMES: readonly PersonSettings["theme"][] = ["system", "light", "dark"];
const LANGUAGES: readonly Readonly<{ id: PersonSettings["language"]; name: string }>[] = [
  { id: "zh-CN", name: "中文" },
  { id: "en", name: "English" },
];

export function ScreenSettings() {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const kept = useQuery(query.settings.get.queryOptions({ staleTime: Infinity }));
  const set = useMutation(
    query.settings.set.mutationOptions({ onSuccess: (now) => client.setQueryData(query.settings.get.queryKey(), now) }),
  );
  if (kept.data === undefined) return <Loading />;
  return (
    <section className="sheet pad stack">
      {set.isError && <ProblemNotice problem={problemOf(set.error)} />}
      <fieldset className="choice-set">
        <legend>{t("theme")}</legend>
        <Radio.Group
          value={kept.data.theme}
          onChange={(event) => set.mutate({ theme: event.target.value as PersonSettings["theme"] })}
        >
          {THEMES.map((theme) => (
            <Radio key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <fieldset className="choice-set">
        <legend>{t("language")}</legend>
        <Radio.Group
          value={kept.data.language}
          onChange={(event) => set.mutate({ language: event.target.value as PersonSettings["language"] })}
        >
          {LANGUAGES.map((language) => (
            <Radio key={language.id} value={language.id}>
              {language.name}
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
    </section>
  );
}
