// What stands between the members of a list in a sentence: 、 or a comma.
import { useTranslation } from "react-i18next";

export function useListMark(): string {
  const { t } = useTranslation("common");
  return t("listMark");
}
