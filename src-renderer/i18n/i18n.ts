// The words of the screen: Chinese comes with the program, English is loaded when it is chosen. One file a namespace, whichever folder of resources/words/ it lies in.
import i18next, { type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

type Bundle = Record<string, Record<string, string>>;
const CHINESE = import.meta.glob<Record<string, string>>("../../resources/words/zh-CN/**/*.json", {
  eager: true,
  import: "default",
});
const ENGLISH = import.meta.glob<Record<string, string>>("../../resources/words/en/**/*.json", { import: "default" });

/** Starts the words in Chinese. Places are written `{name}`, as in the sentences of problems. */
export async function startWords(): Promise<I18n> {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    resources: { "zh-CN": byNamespace(CHINESE) },
    defaultNS: "common",
    keySeparator: false,
    nsSeparator: ":",
    interpolation: { prefix: "{", suffix: "}", escapeValue: false },
    react: { useSuspense: false },
  });
  return i18next;
}

/** Changes the language, loading its words first. */
export async function speak(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "common")) {
    const files = await Promise.all(Object.entries(ENGLISH).map(async ([path, load]) => [path, await load()] as const));
    for (const [namespace, words] of Object.entries(byNamespace(Object.fromEntries(files))))
      i18next.addResourceBundle("en", namespace, words);
  }
  await i18next.changeLanguage(language);
}

function byNamespace(files: Readonly<Record<string, Record<string, string>>>): Bundle {
  return Object.fromEntries(Object.entries(files).map(([path, words]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, words]));
}
