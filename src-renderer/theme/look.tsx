// Puts the palette that the person chose onto the page and around antd's parts.
import { App as AntdApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useLayoutEffect, useSyncExternalStore, type ReactNode } from "react";
import { antdTheme } from "./antd-theme.ts";
import { customProperties, DARK, LIGHT } from "./tokens.ts";

export type ThemeChoice = "light" | "dark" | "system";

/** Wraps the program in its theme; `system` follows the PC's setting as it changes. */
export function Look({ choice, language, children }: Readonly<{ choice: ThemeChoice; language: string; children: ReactNode }>) {
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const dark = choice === "dark" || (choice === "system" && systemDark);
  const palette = dark ? DARK : LIGHT;
  useLayoutEffect(() => {
    const root = document.documentElement;
    for (const [name, value] of customProperties(palette)) root.style.setProperty(name, value);
    root.style.colorScheme = dark ? "dark" : "light";
    root.lang = language;
  }, [palette, dark, language]);
  return (
    <ConfigProvider
      theme={antdTheme(palette, dark, still)}
      locale={language === "en" ? enUS : zhCN}
      button={{ autoInsertSpace: false, loadingIcon: <span className="turning" aria-hidden="true" /> }}
    >
      <AntdApp component={false}>{children}</AntdApp>
    </ConfigProvider>
  );
}

/** Whether a media query holds, following it as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}
