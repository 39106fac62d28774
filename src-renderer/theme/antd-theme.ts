// antd's parts in our tokens: what they may look like is decided in tokens.ts.
import { theme, type ThemeConfig } from "antd";
import { FONT_STACK, type Palette } from "./tokens.ts";

/** The configuration of antd's provider for one palette. */
export function antdTheme(palette: Palette, dark: boolean, still: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: dark ? "dark" : "light" },
    hashed: false,
    token: { ...colours(palette), ...measures(palette), motion: !still },
    components: {
      Table: {
        headerBg: palette.head,
        headerColor: palette.ink2,
        cellPaddingBlockSM: 7,
        cellPaddingInlineSM: 10,
        cellFontSizeSM: 13,
        headerSplitColor: "transparent",
      },
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        primaryColor: palette.onAccent,
        dangerColor: palette.onAccent,
      },
      Tabs: { horizontalItemPadding: "8px 0", horizontalMargin: "0 0 12px" },
      Drawer: { paddingLG: 20 },
    },
  };
}

function colours(palette: Palette): NonNullable<ThemeConfig["token"]> {
  return {
    colorPrimary: palette.accent,
    colorPrimaryHover: palette.accentHover,
    colorPrimaryActive: palette.accentHover,
    colorLinkHover: palette.accentHover,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorSuccess: palette.ok,
    colorWarning: palette.warn,
    colorError: palette.bad,
    colorErrorHover: palette.badHover,
    colorErrorActive: palette.badHover,
    colorText: palette.ink,
    colorTextSecondary: palette.ink2,
    colorTextTertiary: palette.ink3,
    colorTextDescription: palette.ink2,
    colorTextPlaceholder: palette.ink3,
    colorBgLayout: palette.ground,
    colorBgContainer: palette.sheet,
    colorBgElevated: palette.raised,
    colorBorder: palette.edge,
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
  };
}

function measures(palette: Palette): NonNullable<ThemeConfig["token"]> {
  return {
    borderRadius: 4,
    borderRadiusLG: 4,
    borderRadiusSM: 3,
    boxShadow: palette.shadow,
    boxShadowSecondary: palette.shadow,
    boxShadowTertiary: "none",
    fontFamily: FONT_STACK,
    fontSize: 14,
    fontSizeSM: 13,
    lineHeight: 1.5,
    motionDurationFast: "0.08s",
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.15s",
  };
}
